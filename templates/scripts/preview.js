// The preview follows: a page is loaded beside the one that is seen and takes its place when it is
// there, at the same point of the text. What is wrong is laid over the last page that could be made.
"use strict";

const said = document.body.dataset;
const state = document.getElementById("state");
const page = document.getElementById("page");
const paper = document.getElementById("paper");

const addressed = (address, mark, fragment = "") =>
  `${address}${address.includes("?") ? "&" : "?"}v=${mark}${fragment}`;

// Where a reader is: the last identified element above the middle of the first third, and its
// distance; the same words may stand higher or lower in the page that comes.
function place(frame) {
  const view = frame.contentWindow;
  const line = view.innerHeight / 3;
  let nearest = null;
  for (const one of view.document.querySelectorAll("main [id]")) {
    if (one.getClientRects().length && one.getBoundingClientRect().top <= line) nearest = one;
  }
  const scrolled = [...view.document.querySelectorAll("[id]")].filter((one) => one.scrollTop > 0);
  return {
    y: view.scrollY,
    id: view.scrollY > 0 && nearest ? nearest.id : null,
    top: nearest ? nearest.getBoundingClientRect().top : 0,
    hash: view.location.hash,
    inside: scrolled.map((one) => [one.id, one.scrollTop]),
  };
}

function put(frame, was) {
  const view = frame.contentWindow;
  const same = was.id && view.document.getElementById(was.id);
  const y = same ? view.scrollY + same.getBoundingClientRect().top - was.top : was.y;
  view.scrollTo({ top: y, behavior: "instant" });
  for (const [id, top] of was.inside) {
    const one = view.document.getElementById(id);
    if (one) one.scrollTop = top;
  }
}

function follow(mark) {
  const old = page.querySelector("iframe:not(.coming)");
  for (const one of page.querySelectorAll(".coming")) one.remove();
  const fresh = old.cloneNode();
  fresh.className = "coming";
  fresh.dataset.mark = mark;
  fresh.addEventListener("load", () => {
    if (!fresh.isConnected) return;
    put(fresh, place(old));
    old.remove();
    fresh.className = "";
  }, { once: true });
  fresh.src = addressed(said.html, mark, place(old).hash);
  page.append(fresh);
}

// a frame whose address changes would add a step to the way back: it is replaced
function print(mark) {
  const old = paper.querySelector("iframe");
  const fresh = old.cloneNode();
  const seen = page.querySelector("iframe:not(.coming)");
  const { id } = place(seen);
  fresh.dataset.mark = mark;
  fresh.src = addressed(said.pdf, mark, `#navpanes=0${id ? `&nameddest=${encodeURIComponent(id)}` : ""}`);
  old.replaceWith(fresh);
}

function told(list, problems) {
  list.replaceChildren(...problems.map((problem) => {
    const item = document.createElement("li");
    for (const name of ["place", "what", "tip"]) {
      if (!problem[name]) continue;
      const piece = document.createElement("span");
      piece.className = name;
      piece.textContent = problem[name];
      item.append(piece);
    }
    return item;
  }));
}

let codes = null;
const marks = {};
function heard(news) {
  if (codes !== null && codes !== news.codes) { location.reload(); return; }
  codes = news.codes;
  const overlay = document.getElementById("problems");
  told(overlay.querySelector("ol"), news.problems);
  overlay.hidden = news.problems.length === 0;
  const notes = document.getElementById("notes");
  told(notes.querySelector("ul"), news.notes);
  document.getElementById("count").textContent = news.notes.length;
  notes.hidden = news.notes.length === 0;
  state.className = news.problems.length ? "behind" : "";
  state.textContent = news.problems.length ? said.behind : news.busy ? said.busy : said.current;
  for (const [name, show] of [["html", follow], ["pdf", print]]) {
    if (!news[name] || marks[name] === news[name]) continue;
    marks[name] = news[name];
    show(news[name]);
  }
}

for (const one of document.querySelectorAll(".bar select, .bar input")) {
  one.addEventListener("change", () => one.form.requestSubmit());
}
const events = new EventSource(said.events);
events.addEventListener("message", (event) => heard(JSON.parse(event.data)));
events.addEventListener("error", () => { state.className = "behind"; state.textContent = said.lost; });
