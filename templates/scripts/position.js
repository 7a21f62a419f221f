// Where the reader is: the contents follow, links to other languages lead to the same place, and the
// address of the page holds place, filters and search: "#2024-11-14-us-lima.s3?topic=trade&q=dong".

const contentsLinks = [...document.querySelectorAll(".contents a")];
const anchors = [...document.querySelectorAll("main [id]")].filter((one) => !one.closest("svg"));
const languageLinks = [...document.querySelectorAll(".beside a[hreflang]")];
let observer;

function targetOf(link) {
  return document.getElementById(decodeURIComponent(link.hash.slice(1)));
}

/** Return how far from the top of the window reading begins: below the bars that stay there. */
function readingLine() {
  return parseFloat(getComputedStyle(document.documentElement).scrollPaddingTop) || 0;
}

/** Return the last place that begins at or above the line at which reading begins. */
function here() {
  const line = readingLine() + 4;
  return anchors.findLast((one) => one.getClientRects().length && one.getBoundingClientRect().top <= line);
}

/** Mark the entry of the contents, and lead the other languages, to where the reader is. */
function follow() {
  const place = here();
  const atEnd = innerHeight + scrollY >= document.documentElement.scrollHeight - 2;
  const current = contentsLinks.findLast((link) => {
    const target = targetOf(link);
    if (!target || isOut(target)) return false;
    if (atEnd) return target.getBoundingClientRect().top < innerHeight;
    return place && (target === place || target.compareDocumentPosition(place) & Node.DOCUMENT_POSITION_FOLLOWING);
  });
  for (const link of contentsLinks) {
    if (link === current) link.setAttribute("aria-current", "location");
    else link.removeAttribute("aria-current");
  }
  const column = document.querySelector(".cover");
  if (current && column.scrollHeight > column.clientHeight + 1) keepInColumn(column, current);
  leadLanguages(place);
}

function keepInColumn(column, link) {
  const box = column.getBoundingClientRect();
  const { top, bottom } = link.getBoundingClientRect();
  if (top < box.top + 40 || bottom > box.bottom - 40) column.scrollTop += top - box.top - box.height / 3;
}

function leadLanguages(place) {
  const state = fragment(place?.id ?? "", chosen());
  for (const link of languageLinks) link.href = link.getAttribute("href").split("#")[0] + state;
}

/** Watch the line at which reading begins; nothing runs while nobody scrolls past a point. */
function watch() {
  observer?.disconnect();
  const height = document.querySelector(".top").getBoundingClientRect().height;
  document.documentElement.style.scrollPaddingTop = `${height + 8}px`;
  document.documentElement.style.setProperty("--below", `${height}px`);
  const line = Math.round(readingLine()) + 4;
  observer = new IntersectionObserver(follow, { rootMargin: `-${line}px 0px ${line + 2 - innerHeight}px 0px` });
  const atEnd = new IntersectionObserver(follow);
  anchors.forEach((one) => observer.observe(one));
  atEnd.observe(document.querySelector("footer"));
}

/** Return the part of an address after the page: where, and what is asked for there. */
function fragment(place, asked) {
  const wanted = new URLSearchParams(Object.entries(asked).filter(([, value]) => value));
  return place || wanted.size ? `#${place}${wanted.size ? `?${wanted}` : ""}` : "";
}

/** Return what the address of the page says. */
function stated() {
  const [place, asked = ""] = location.hash.slice(1).split("?");
  return { place: decodeURIComponent(place), asked: Object.fromEntries(new URLSearchParams(asked)) };
}

/** Put filters and search into the address, so that it can be shared. */
function state(place = stated().place) {
  const asked = { ...chosen(), q: tool("find").value.trim() };
  history.replaceState(null, "", fragment(place, asked) || location.pathname + location.search);
}
