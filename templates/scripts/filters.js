// Filters: which points are shown, by topic, year, act and side together. What does not match is
// taken out on the screen alone (the class "out"); on paper everything stands.

const FILTERS = ["topic", "year", "act", "side"];
const points = [...document.querySelectorAll("main [data-point]")];
// a point stands several times on the page, and counts once
const addresses = new Set(points.map((point) => point.dataset.point));

/** Return what each filter is set to; "" lets everything through. */
function chosen() {
  return Object.fromEntries(FILTERS.map((name) => [name, tool(name).value]));
}

function isFiltered() {
  return Object.values(chosen()).some(Boolean);
}

/** Set the filters to what they should be; a value that this page does not offer is let go. */
function choose(wanted) {
  for (const name of FILTERS) {
    tool(name).value = wanted[name] ?? "";
    if (tool(name).selectedIndex < 0) tool(name).value = "";
  }
}

/** Show what matches, and nothing else; return how many points that are. */
function applyFilters() {
  const wanted = Object.entries(chosen()).filter(([, value]) => value);
  const matching = new Set();
  for (const point of points) {
    const matches = wanted.every(([name, value]) => point.dataset[name].split(" ").includes(value));
    point.classList.toggle("out", !matches);
    if (matches) matching.add(point.dataset.point);
  }
  emptyOnes(wanted);
  loneHeadings();
  for (const link of contentsLinks) {
    link.parentElement.classList.toggle("out", isOut(targetOf(link)));
  }
  tool("clear").disabled = !wanted.length;
  tool("shown").textContent = wanted.length ? say("shown", { n: matching.size, all: addresses.size }) : "";
  return matching.size;
}

/** Take out groups, tables and articles in which no point is left. */
function emptyOnes(wanted) {
  for (const box of document.querySelectorAll("main tbody, main table, main article")) {
    const inside = [...box.querySelectorAll("[data-point]")];
    const silent = box.matches("article[data-year]") && !inside.length;
    const out = silent
      ? wanted.some(([name, value]) => box.dataset[name] !== value)
      : inside.length > 0 && inside.every((point) => point.classList.contains("out"));
    box.classList.toggle("out", out);
  }
}

/** Take out headings under which nothing is left. */
function loneHeadings() {
  for (const heading of document.querySelectorAll("main section > h3")) {
    let next = heading.nextElementSibling;
    let left = !next || next.matches("h2, h3");
    for (; next && !next.matches("h2, h3"); next = next.nextElementSibling) {
      left ||= !next.classList.contains("out");
    }
    heading.classList.toggle("out", !left);
  }
}

function isOut(element) {
  return Boolean(element?.closest(".out"));
}
