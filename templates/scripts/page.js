// The page of a dossier: wires search, filters, keys and links together. Without a script everything
// is there to be read; the controls are hidden until this runs.

const tools = document.getElementById("tools");
const asking = document.getElementById("tool-find");

function tool(name) {
  return document.getElementById(`tool-${name}`);
}

/** Return a phrase of the page in its language, with numbers put in. */
function say(name, numbers = {}) {
  return tools.dataset[name].replace(/\{(\w+)\}/g, (_, key) => numbers[key]);
}

function refresh() {
  applyFilters();
  find(asking.value);
  state();
  follow();
}

function openFilters(open) {
  tool("filters").hidden = !open;
  tool("narrow").setAttribute("aria-expanded", String(open));
  watch();
}

/** Go where the address says; a place that the filters keep out brings everything back. */
function arrive() {
  const { place, asked } = stated();
  const target = place && document.getElementById(place);
  const isOurs = location.hash.includes("?");
  if (isOurs) {
    choose(asked);
    asking.value = asked.q ?? "";
    openFilters(isFiltered());
  }
  applyFilters();
  const wasOut = Boolean(target && isOut(target));
  if (wasOut) {
    choose({});
    applyFilters();
  }
  // the browser has gone there itself, but not to what was not shown
  if (target && (isOurs || wasOut || isFiltered())) {
    state(place);
    goTo(target);
  }
  find(asking.value, { stay: Boolean(target) });
  follow();
}

/** Go to a place, and again once the letters are there, which change how long the text above it is. */
function goTo(target) {
  let moved = false;
  const note = () => {
    moved = true;
  };
  const settle = () => {
    if (!moved) target.scrollIntoView({ behavior: "instant" });
  };
  for (const one of ["wheel", "touchstart", "pointerdown", "keydown"]) addEventListener(one, note, { once: true });
  settle();
  document.fonts.ready.then(() => requestAnimationFrame(settle));
}

function leaveSearch() {
  asking.value = "";
  find("");
  state();
  asking.blur();
}

asking.addEventListener("input", () => {
  find(asking.value);
  state();
});
asking.addEventListener("keydown", (event) => {
  if (event.key === "Enter") step(event.shiftKey ? -1 : 1);
  else if (event.key === "Escape") leaveSearch();
  else return;
  event.preventDefault();
});
tool("next").addEventListener("click", () => step(1));
tool("previous").addEventListener("click", () => step(-1));
tool("narrow").addEventListener("click", () => openFilters(tool("filters").hidden));
tool("clear").addEventListener("click", () => {
  choose({});
  refresh();
  tool("topic").focus();
});
for (const name of FILTERS) tool(name).addEventListener("change", refresh);

// single keys: never while somebody writes or chooses, and only as long as they are wanted (WCAG 2.1.4)
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || !tool("keys").checked) return;
  if (event.target.closest("input:not([type=checkbox]), select, textarea")) return;
  if (event.key === "/") {
    asking.focus();
    asking.select();
  } else if (event.key === "n") step(1);
  else if (event.key === "N") step(-1);
  else return;
  event.preventDefault();
});

document.addEventListener("click", async (event) => {
  const pin = event.target.closest("a.pin");
  if (!pin || !navigator.clipboard) return;
  try {
    await navigator.clipboard.writeText(pin.href);
    tool("said").textContent = say("copied");
    pin.classList.add("copied");
    setTimeout(() => pin.classList.remove("copied"), 1500);
  } catch {
    // the browser does not let us; the address bar holds the link all the same
  }
});
addEventListener("hashchange", arrive);
addEventListener("resize", watch);

tools.hidden = false;
watch();
arrive();
