// The live preview by axe-core: by day and by night, narrow and wide, with and without something to mend.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { after, before, it } from "node:test";
import { launch } from "./browser.js";
import { violations } from "./violations.js";

const { PAGES, PYTHON } = process.env;
assert.ok(PYTHON, "PYTHON names no Python; tests/browser/check does");
const DESK = path.join(PAGES, "desk");
const RECORD = path.join(DESK, "records", "counterparts", "US.yaml");
const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
let browser;
let serving;
let address;

before(async () => {
  browser = await launch();
  // it ends with this process at the latest after five minutes
  serving = spawn("timeout", ["300", PYTHON, "-m", "briefings", "serve", "--port", "0", "--country", "US", "-C", DESK]);
  address = String(await new Promise((told) => serving.stdout.once("data", told))).trim();
});
after(async () => {
  serving.kill("SIGTERM");
  await browser.close();
});

for (const lang of ["vi", "en"]) {
  for (const width of [360, 1440]) {
    it(`a dossier (${lang}), ${width} pixels wide`, () => looked(lang, width, "#state:not(:empty)"));
  }
}

it("a record that is wrong", async () => {
  const before = await readFile(RECORD, "utf8");
  await writeFile(RECORD, `${before}\nunknown: true\n`);
  try {
    for (const width of [360, 1440]) await looked("en", width, "#problems:not([hidden]) li");
  } finally {
    await writeFile(RECORD, before);
  }
});

/** Find nothing wrong with the preview, once something is seen; the dossier in its frame is tried elsewhere. */
async function looked(lang, width, seen) {
  const context = await browser.newContext({ viewport: { width, height: 900 } });
  const page = await context.newPage();
  await page.goto(`${address}?country=US&lang=${lang}`);
  await page.waitForSelector(seen);
  await page.evaluate(`${axe}; undefined`);
  for (const colorScheme of ["light", "dark"]) {
    await page.emulateMedia({ colorScheme });
    assert.deepEqual(await violations(page, { iframes: false }), [], colorScheme);
  }
  await context.close();
}
