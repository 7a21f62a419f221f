// Debian's Chromium, one for all tests, and pages in it that note every request and every complaint.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const ALONE = [
  "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync",
];
const FOLDER = process.env.PAGES;
assert.ok(FOLDER, "PAGES names no folder with pages; tests/browser/check makes one");

/** Start the browser. */
export function launch() {
  return chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ALONE });
}

/** Return the address of a page that was built. */
export function address(name) {
  return pathToFileURL(path.join(FOLDER, name)).href;
}

/** Return the text of a page that was built. */
export function text(name) {
  return readFile(path.join(FOLDER, name), "utf8");
}

/** Open a page that was built, in a window of its own; `asked` and `said` are what it asked for and said. */
export async function open(browser, name, { fragment = "", width = 1440, height = 900, ...settings } = {}) {
  const context = await browser.newContext({ viewport: { width, height }, ...settings });
  const page = await context.newPage();
  page.asked = [];
  page.said = [];
  page.on("request", (request) => page.asked.push(request.url()));
  page.on("console", (message) => page.said.push(message.text()));
  page.on("pageerror", (error) => page.said.push(error.message));
  await page.goto(address(name) + fragment);
  return page;
}

/** Return the fragment of the address as the page itself has it; what `page.url()` knows comes later. */
export function fragment(page) {
  return page.evaluate(() => location.hash);
}

/** Return the points that a reader sees, each once. */
export function pointsSeen(page) {
  return page.evaluate(() => {
    const seen = [...document.querySelectorAll("#meetings [data-point]")].filter((one) => one.getClientRects().length);
    return seen.map((one) => ({ ...one.dataset }));
  });
}

/** Return what a search has marked, as texts; "current" is the one where the reader is. */
export function marked(page, which = "found") {
  return page.evaluate((name) => [...CSS.highlights.get(name)].map(String), which);
}
