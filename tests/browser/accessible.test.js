// Every page by axe-core: by day and by night, narrow and wide, with the search and the filters at work.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { after, before, it } from "node:test";
import { launch, open } from "./browser.js";
import { violations } from "./violations.js";

const axe = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

const PAGES = {
  "US/US.vi.html": "#?year=2024&q=hoa",
  "US/US.en.html": "",
  "US/US.vi+en.html": "#?q=hoa",
  "index.html": "#?lang=vi&q=dong",
  "decree30/US/US.vi.html": "",
  "since/US/US.en.html": "",
};

for (const [name, fragment] of Object.entries(PAGES)) {
  for (const width of [360, 1440]) {
    it(`${name}, ${width} pixels wide`, async () => {
      const page = await open(browser, name, { fragment, width });
      await page.evaluate(`${axe}; undefined`); // from outside the page: its policy lets in no script of others
      for (const colorScheme of ["light", "dark"]) {
        await page.emulateMedia({ colorScheme });
        assert.deepEqual(await violations(page), [], colorScheme);
      }
      await page.context().close();
    });
  }
}
