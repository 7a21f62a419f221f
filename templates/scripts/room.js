// The reading room: one language at a time, and a search across the points of all dossiers. Without
// a script both languages stand side by side, and every dossier is a link away.

const MOST = 200;
const LANGUAGES = ["vi", "en"];
const { dossiers, meetings, points } = JSON.parse(document.getElementById("tool-data").textContent);
const asking = document.getElementById("tool-find");
const results = document.getElementById("results");
const list = document.getElementById("tool-results");
const count = document.getElementById("tool-count");
const buttons = [...document.querySelectorAll("[data-language]")];
// folded once: what is typed is compared with it at every key
const searched = Object.entries(points).map(([address, point]) => ({
  address,
  point,
  folded: LANGUAGES.map((one) => fold(`${meetings[point.meeting][one]} ${point.who[one]} ${point.text[one]}`)),
}));
let language = "vi";

function element(tag, text = "", more = {}) {
  return Object.assign(document.createElement(tag), { textContent: text, ...more });
}

/** Return a text with what was looked for marked in it. */
function marked(text, wanted) {
  const whole = document.createDocumentFragment();
  const { folded, places } = foldWithPlaces(text);
  let done = 0;
  for (let at = folded.indexOf(wanted); at >= 0; at = folded.indexOf(wanted, at + wanted.length)) {
    const end = places[at + wanted.length - 1] + 1;
    whole.append(text.slice(done, places[at]), element("mark", text.slice(places[at], end)));
    done = end;
  }
  whole.append(text.slice(done));
  return whole;
}

/** Return the page of a dossier in a language, or in another if that is all there is. */
function pageOf(code, wanted) {
  const { pages } = dossiers[code];
  return pages[wanted] ?? Object.values(pages)[0];
}

function item({ address, point }, code, wanted) {
  const entry = element("li");
  // a match in the other language alone is shown in that language
  const other = LANGUAGES.find((one) => one !== language);
  const both = [meetings[point.meeting], point.who, point.text];
  const here = both.some((said) => fold(said[language]).includes(wanted));
  const shown = here || !both.some((said) => fold(said[other]).includes(wanted)) ? language : other;
  const page = pageOf(code, shown);
  entry.lang = shown;
  entry.className = "hit";
  entry.append(element("span", point.who[shown], { className: "who" }), marked(point.text[shown], wanted));
  const when = element("span", "", { className: "when" });
  if (page) when.append(element("a", meetings[point.meeting][shown], { href: `${page}#${address}` }));
  else when.append(meetings[point.meeting][shown]);
  entry.append(when);
  return entry;
}

/** Show the points that say what is looked for, by dossier. */
function search() {
  const wanted = fold(asking.value);
  const found = wanted ? searched.filter(({ folded }) => folded.some((text) => text.includes(wanted))) : [];
  const shown = found.slice(0, MOST);
  list.replaceChildren();
  for (const code of Object.keys(dossiers)) {
    const held = shown.filter(({ point }) => point.in.includes(code));
    if (!held.length) continue;
    const entries = element("ol");
    entries.append(...held.map((hit) => item(hit, code, wanted)));
    list.append(element("h3", `${dossiers[code].name[language]} (${held.length})`), entries);
  }
  results.hidden = !found.length;
  count.querySelector("b").textContent = found.length;
  count.querySelector(".some").hidden = !found.length;
  count.querySelector(".cut").hidden = found.length <= MOST;
  count.querySelector(".none").hidden = !wanted || found.length > 0;
}

/** Show one language, and keep it and the search in the address, so that both can be shared. */
function show(wanted) {
  language = LANGUAGES.includes(wanted) ? wanted : "vi";
  document.documentElement.lang = language;
  document.documentElement.dataset.shown = language;
  for (const button of buttons) button.setAttribute("aria-pressed", String(button.dataset.language === language));
  search();
}

function keep() {
  const asked = new URLSearchParams({ lang: language, ...(asking.value.trim() && { q: asking.value.trim() }) });
  history.replaceState(null, "", `#?${asked}`);
}

function arrive() {
  const asked = new URLSearchParams(location.hash.split("?")[1] ?? "");
  const preferred = navigator.language.startsWith("vi") ? "vi" : "en";
  asking.value = asked.get("q") ?? asking.value;
  show(asked.get("lang") ?? document.documentElement.dataset.shown ?? preferred);
}

asking.addEventListener("input", () => {
  search();
  keep();
});
asking.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  asking.value = "";
  search();
  keep();
  asking.blur();
  event.preventDefault();
});
for (const button of buttons) {
  button.addEventListener("click", () => {
    show(button.dataset.language);
    keep();
  });
}
// never while somebody writes, and only as long as it is wanted (WCAG 2.1.4)
document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target === asking || !document.getElementById("tool-keys").checked) return;
  asking.focus();
  asking.select();
  event.preventDefault();
});
addEventListener("hashchange", arrive);

document.getElementById("tools").hidden = false;
document.getElementById("tool-languages").hidden = false;
arrive();
