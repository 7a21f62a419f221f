// Search inside the page: matches are marked without touching the page's elements, so that links to
// points and what a screen reader reads stay as they are.

const BLOCKS = "td, th, caption, p, li, h1, h2, h3, .value, .label";
const UNSEARCHED = "svg, thead, .pin";
let matches = [];
let at = -1;

// here and not in the styles, since validators of CSS do not know it yet
const highlighting = new CSSStyleSheet();
highlighting.replaceSync(`@media screen {
  ::highlight(found) { background-color: var(--found); color: var(--found-ink); }
  ::highlight(current) { background-color: var(--at); color: var(--at-ink); }
}`);
document.adoptedStyleSheets.push(highlighting);

/** Mark every place that says what is looked for; go to the next from where the reader is, or stay. */
function find(query, { stay = false } = {}) {
  const wanted = fold(query);
  matches = wanted ? rangesOf(wanted) : [];
  at = -1;
  if (matches.length) {
    const next = matches.findIndex((range) => range.getBoundingClientRect().top >= readingLine());
    at = Math.max(next, 0);
  }
  showMatches(stay);
}

/** Go to the next match, or back by -1; after the last comes the first. */
function step(by) {
  if (!matches.length) return;
  at = (at + by + matches.length) % matches.length;
  showMatches();
}

function showMatches(stay = false) {
  const current = matches[at];
  if (globalThis.CSS?.highlights) {
    CSS.highlights.set("found", new Highlight(...matches));
    CSS.highlights.set("current", current ? new Highlight(current) : new Highlight());
  } else if (current) {
    // an older browser: the match is selected
    getSelection().removeAllRanges();
    getSelection().addRange(current);
  }
  if (current && !stay) bringIntoView(current);
  const nothing = !matches.length;
  tool("next").disabled = tool("previous").disabled = nothing;
  const asked = fold(tool("find").value);
  tool("found").textContent = !asked ? "" : nothing ? say("none") : say("match", { n: at + 1, all: matches.length });
}

function bringIntoView(range) {
  const { top, bottom } = range.getBoundingClientRect();
  if (top < readingLine() || bottom > innerHeight - 40) {
    // instant: a long way scrolled slowly is of no use, and makes some people ill
    scrollTo({ top: scrollY + top - innerHeight / 3, behavior: "instant" });
  }
  const scroller = range.startContainer.parentElement.closest("[tabindex='0']");
  if (scroller) scroller.scrollLeft += range.getBoundingClientRect().left - scroller.getBoundingClientRect().left - 40;
}

/** Return the places that say what is looked for, in the order of the page. */
function rangesOf(wanted) {
  const found = [];
  for (const nodes of textBlocks()) {
    const text = nodes.map((node) => node.data).join("");
    const { folded, places } = foldWithPlaces(text);
    for (let start = folded.indexOf(wanted); start >= 0; start = folded.indexOf(wanted, start + wanted.length)) {
      found.push(rangeOf(nodes, places[start], places[start + wanted.length - 1] + 1));
    }
  }
  return found;
}

/** Return the texts of the page that are shown, those of one block together. */
function textBlocks() {
  const blocks = new Map();
  const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const parent = node.parentElement;
    if (!node.data.trim() || parent.closest(UNSEARCHED) || isOut(parent)) continue;
    const block = parent.closest(BLOCKS) ?? parent;
    if (blocks.has(block)) blocks.get(block).push(node);
    else blocks.set(block, [node]);
  }
  return blocks.values();
}

/** Return the range from one place to another in the joined text of several nodes. */
function rangeOf(nodes, from, to) {
  const range = document.createRange();
  let before = 0;
  for (const node of nodes) {
    const after = before + node.data.length;
    if (from >= before && from < after) range.setStart(node, from - before);
    if (to > before && to <= after) range.setEnd(node, to - before);
    before = after;
  }
  return range;
}
