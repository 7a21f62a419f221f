// The reading room in a browser: a search across all dossiers, in both languages, without a server.

import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { fragment, launch, open, text } from "./browser.js";

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

const hits = (page) => page.locator("#tool-results li");

describe("the reading room", () => {
  it("finds points in either language without diacritics, and leads to them", async () => {
    const page = await open(browser, "index.html", { locale: "vi-VN" });
    await page.fill("#tool-find", "bien dong");
    assert.ok((await hits(page).count()) > 1);
    const marks = await page.locator("#tool-results mark").allTextContents();
    assert.deepEqual([...new Set(marks.map((one) => one.toLowerCase()))], ["biển đông"]);
    for (const href of await page.locator("#tool-results a").evaluateAll((all) => all.map((one) => one.getAttribute("href")))) {
      const [file, id] = href.split("#");
      assert.ok(file.endsWith(".vi.html"), file);
      assert.ok((await text(file)).includes(`id="${id}"`), href);
    }
    await page.locator("#tool-results a").first().click();
    await page.waitForURL(/\.vi\.html#/);
    assert.ok(await page.locator(":target").isVisible());
  });

  it("shows a match in the language that has it, and leads to the page in that language", async () => {
    const page = await open(browser, "index.html", { locale: "en-GB" });
    await page.fill("#tool-find", "hoa binh");
    const hit = hits(page).first();
    assert.equal(await hit.getAttribute("lang"), "vi");
    assert.ok(await hit.isVisible());
    assert.match(await hit.locator("a").getAttribute("href"), /\.vi\.html#/);
  });

  it("says how many points it has found, each counted once", async () => {
    const page = await open(browser, "index.html", { locale: "en-GB" });
    await page.fill("#tool-find", "sea");
    const links = await page.locator("#tool-results a").evaluateAll((all) => all.map((one) => one.hash));
    assert.equal((await page.getByRole("status").innerText()).trim(), `Points found: ${new Set(links).size}`);
    await page.fill("#tool-find", "zzzz");
    assert.equal((await page.getByRole("status").innerText()).trim(), "Nothing found");
    assert.ok(await page.locator("#results").isHidden());
  });

  it("speaks one language at a time, by choice, and keeps it with the search in the address", async () => {
    const page = await open(browser, "index.html", { locale: "en-GB" });
    assert.equal(await page.locator("h1").innerText(), "Reading room");
    await page.getByRole("button", { name: "Tiếng Việt" }).click();
    assert.equal(await page.locator("h1").innerText(), "Phòng đọc");
    assert.equal(await page.getAttribute("html", "lang"), "vi");
    await page.fill("#tool-find", "dong");
    const again = await open(browser, "index.html", { locale: "en-GB", fragment: await fragment(page) });
    assert.equal(await again.locator("h1").innerText(), "Phòng đọc");
    assert.equal(await again.inputValue("#tool-find"), "dong");
    assert.equal(await hits(again).count(), await hits(page).count());
  });

  it("takes / for the search and Escape to leave it", async () => {
    const page = await open(browser, "index.html");
    await page.keyboard.press("/");
    await page.keyboard.type("sea");
    assert.ok(await hits(page).count());
    await page.keyboard.press("Escape");
    assert.equal(await hits(page).count(), 0);
    assert.equal(await page.evaluate(() => document.activeElement.tagName), "BODY");
  });

  it("leads to files that are there", async () => {
    const page = await open(browser, "index.html");
    const links = await page.locator(".files a").evaluateAll((all) => all.map((one) => one.getAttribute("href")));
    assert.ok(links.includes("US/US.vi.html") && links.includes("EU/EU.en.html"));
    for (const link of links) assert.ok(await text(link), link);
  });

  it("can be read without a script, in both languages, and shows no dead control", async () => {
    const page = await open(browser, "index.html", { javaScriptEnabled: false });
    const title = await page.locator("h1").innerText();
    assert.equal(title, "Phòng đọc / Reading room");
    assert.equal(await page.locator("button:visible, input:visible").count(), 0);
    assert.ok(await page.locator('a[href="US/US.en.html"]').isVisible());
  });

  it("asks for nothing but itself, and has nothing to complain of", async () => {
    const page = await open(browser, "index.html");
    await page.fill("#tool-find", "<img src=x onerror=alert(1)>");
    await page.evaluate(() => document.fonts.ready);
    assert.deepEqual(page.asked.filter((url) => !url.startsWith("data:")).length, 1);
    assert.deepEqual(page.said, []);
  });

  it("prints the shelf alone", async () => {
    const page = await open(browser, "index.html", { fragment: "#?q=sea" });
    await page.emulateMedia({ media: "print" });
    assert.ok(await page.isVisible("#shelf"));
    assert.ok(!(await page.isVisible("#results")) && !(await page.isVisible("#tool-find")));
  });
});
