// The page of a dossier in a browser: search, filters, keys, links, and what is left without a script.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, describe, it } from "node:test";
import { fragment, launch, marked, open, pointsSeen, text } from "./browser.js";

let browser;
before(async () => {
  browser = await launch();
});
after(() => browser.close());

describe("search", () => {
  it("finds letters with diacritics by letters without, whatever their case", async () => {
    const page = await open(browser, "US/US.vi.html");
    await page.fill("#tool-find", "BIEN dong");
    const found = await marked(page);
    assert.ok(found.length > 1);
    assert.deepEqual([...new Set(found.map((one) => one.normalize("NFC").toLowerCase()))], ["biển đông"]);
    await page.fill("#tool-find", "hoa binh");
    assert.ok((await marked(page)).every((one) => /^h[oò][aà] b[iì]nh$/i.test(one)));
    assert.ok((await marked(page)).length);
  });

  it("folds as the program does", async () => {
    const script = await readFile(new URL("../../templates/scripts/folding.js", import.meta.url), "utf8");
    const fold = new Function(`${script}; return fold;`)();
    const expected = JSON.parse(await text("folded.json"));
    assert.ok(Object.keys(expected).length > 300);
    for (const [written, folded] of Object.entries(expected)) assert.equal(fold(written), folded, written);
  });

  it("goes on and back by Enter, n and N, round the end, and says where it is", async () => {
    const page = await open(browser, "EU/EU.en.html");
    await page.fill("#tool-find", "viet nam");
    const all = (await marked(page)).length;
    const said = () => page.textContent("#tool-found");
    const seen = () =>
      page.waitForFunction(() => {
        const box = [...CSS.highlights.get("current")][0].getBoundingClientRect();
        return box.top >= 0 && box.bottom <= 900;
      });
    assert.equal(await said(), `1 of ${all}`);
    await page.press("#tool-find", "Enter");
    assert.equal(await said(), `2 of ${all}`);
    await seen();
    await page.press("#tool-find", "Shift+Enter");
    await page.press("#tool-find", "Shift+Enter");
    assert.equal(await said(), `${all} of ${all}`);
    await seen();
    await page.evaluate(() => document.activeElement.blur());
    await page.keyboard.press("n");
    assert.equal(await said(), `1 of ${all}`);
    await page.keyboard.press("N");
    assert.equal(await said(), `${all} of ${all}`);
    await page.click("#tool-next");
    assert.equal(await said(), `1 of ${all}`);
    await page.fill("#tool-find", "zzzz");
    assert.equal(await said(), "Nothing found");
    assert.equal(await page.getAttribute("#tool-next", "disabled"), "");
    // an output element is read out when it changes (its role is "status")
    assert.equal(await page.getByRole("status").first().textContent(), "Nothing found");
  });

  it("leaves the elements of the page alone", async () => {
    const page = await open(browser, "EU/EU.vi.html");
    const main = await page.innerHTML("main");
    await page.fill("#tool-find", "viet");
    assert.equal(await page.innerHTML("main"), main);
  });
});

describe("filters", () => {
  it("work together, and say how many points are left", async () => {
    const page = await open(browser, "US/US.en.html");
    const all = await pointsSeen(page);
    const one = all.find((point) => point.act === "agreed");
    const wanted = { year: one.year, act: "agreed", side: one.side.split(" ")[0], topic: one.topic.split(" ")[0] };
    await page.click("#tool-narrow");
    for (const [name, value] of Object.entries(wanted)) await page.selectOption(`#tool-${name}`, value);
    const left = await pointsSeen(page);
    const expected = all.filter((point) => {
      return Object.entries(wanted).every(([name, value]) => point[name].split(" ").includes(value));
    });
    assert.deepEqual(left, expected);
    assert.ok(left.length > 0 && left.length < all.length);
    assert.equal(await page.textContent("#tool-shown"), `${left.length} of ${all.length} points are shown`);
    await page.click("#tool-clear");
    assert.deepEqual(await pointsSeen(page), all);
    assert.equal(await page.textContent("#tool-shown"), "");
  });

  it("leave no empty table, group or heading behind", async () => {
    const page = await open(browser, "US/US.en.html", { fragment: "#?year=2022&act=thanked" });
    const empty = await page.evaluate(() => {
      const boxes = [...document.querySelectorAll("main tbody, main table, main article")];
      const shown = boxes.filter((one) => one.getClientRects().length && one.querySelector("[data-point]"));
      return shown.filter((one) => ![...one.querySelectorAll("[data-point]")].some((two) => two.getClientRects().length)).length;
    });
    assert.equal(empty, 0);
  });

  it("stand in the address, with the search, and are there again when it is opened", async () => {
    const page = await open(browser, "US/US.en.html");
    await page.click("#tool-narrow");
    await page.selectOption("#tool-year", "2024");
    await page.fill("#tool-find", "minister");
    const left = await pointsSeen(page);
    const again = await open(browser, "US/US.en.html", { fragment: await fragment(page) });
    assert.deepEqual(await pointsSeen(again), left);
    assert.equal(await again.inputValue("#tool-find"), "minister");
    assert.ok(await again.isVisible("#tool-filters"));
    const strange = await open(browser, "US/US.en.html", { fragment: "#?year=1900&act=%3Cb%3E&q=" });
    assert.equal((await pointsSeen(strange)).length, (await pointsSeen(await open(browser, "US/US.en.html"))).length);
  });

  it("give way to a link that leads to a point they keep out", async () => {
    const page = await open(browser, "US/US.en.html", { fragment: "#?year=2022" });
    const hidden = await page.evaluate(() => document.querySelector("#meetings [data-point].out").id);
    await page.evaluate((id) => { location.hash = id; }, hidden);
    await page.locator(`[id="${hidden}"]`).waitFor({ state: "visible" });
    await page.waitForFunction((id) => document.getElementById(id).getBoundingClientRect().top < innerHeight, hidden);
  });

  it("do not count on paper: everything is printed, and no control", async () => {
    const page = await open(browser, "US/US.en.html", { fragment: "#?year=2022&q=viet" });
    const all = await page.locator("#meetings [data-point]").count();
    assert.ok((await pointsSeen(page)).length < all);
    await page.emulateMedia({ media: "print" });
    assert.equal((await pointsSeen(page)).length, all);
    assert.ok(!(await page.isVisible(".bar")));
    assert.ok(!(await page.isVisible("a.pin >> nth=0")));
    assert.ok(await page.isVisible("aside.banner"));
  });
});

describe("keys", () => {
  it("/ begins a search, Escape leaves it", async () => {
    const page = await open(browser, "EU/EU.en.html");
    await page.keyboard.press("/");
    assert.equal(await page.evaluate(() => document.activeElement.id), "tool-find");
    await page.keyboard.type("a/n");
    assert.equal(await page.inputValue("#tool-find"), "a/n");
    await page.keyboard.press("Escape");
    assert.equal(await page.inputValue("#tool-find"), "");
    assert.equal(await page.evaluate(() => document.activeElement.tagName), "BODY");
  });

  it("that stand alone can be switched off (WCAG 2.1.4)", async () => {
    const page = await open(browser, "EU/EU.en.html");
    await page.click("#tool-narrow");
    await page.uncheck("#tool-keys");
    await page.evaluate(() => document.activeElement.blur());
    await page.keyboard.press("/");
    assert.equal(await page.evaluate(() => document.activeElement.tagName), "BODY");
  });

  it("Tab reaches everything that can be used, in the order of the page", async () => {
    const page = await open(browser, "EU/EU.en.html", { fragment: "#?year=2023&q=viet" });
    const usable = await page.evaluate(() => {
      const all = [...document.querySelectorAll("a[href], button, input, select, [tabindex='0']")];
      const able = all.filter((one) => !one.disabled && one.getClientRects().length);
      able.forEach((one, place) => { one.dataset.place = place; });
      return able.length;
    });
    const reached = [];
    for (let presses = 0; presses < usable; presses += 1) {
      await page.keyboard.press("Tab");
      reached.push(await page.evaluate(() => Number(document.activeElement.dataset.place)));
    }
    assert.deepEqual(reached, [...Array(usable).keys()]);
  });
});

describe("links", () => {
  it("of the contents say where the reader is", async () => {
    const page = await open(browser, "US/US.en.html");
    const current = page.locator(".contents a[aria-current]");
    for (const id of ["commitments", "framework", "people"]) {
      await page.evaluate((to) => document.getElementById(to).scrollIntoView({ behavior: "instant" }), id);
      await page.locator(`.contents a[href="#${id}"][aria-current="location"]`).waitFor();
      assert.equal(await current.count(), 1);
    }
    await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
    await page.locator('.contents a[href="#sources"][aria-current]').waitFor();
  });

  it("to the other language lead to the same place, with the same filters", async () => {
    const page = await open(browser, "US/US.en.html", { fragment: "#?year=2024" });
    const point = (await pointsSeen(page))[5].point;
    await page.evaluate((id) => document.getElementById(id).scrollIntoView({ behavior: "instant" }), point);
    const link = page.locator('.beside a[hreflang="vi"]').first();
    await page.locator(`.beside a[href="US.vi.html#${point}?year=2024"]`).waitFor();
    // a click of the test's own would first scroll the bar into view, which is in view, and so the page
    await link.evaluate((one) => one.click());
    await page.waitForURL((url) => url.href.endsWith(`US.vi.html#${point}?year=2024`));
    assert.equal(await page.inputValue("#tool-year"), "2024");
    // the page goes there once its letters are laid out, which takes a moment
    await page.waitForFunction((id) => {
      const { top } = document.getElementById(id).getBoundingClientRect();
      return top > 40 && top < 300;
    }, point);
  });

  it("of a point are shown when it is pointed at, copied, and stay the same", async () => {
    const page = await open(browser, "EU/EU.en.html", { permissions: ["clipboard-read", "clipboard-write"] });
    const row = page.locator("#meetings [data-point]").nth(2);
    const pin = row.locator("a.pin");
    assert.equal(await pin.evaluate((one) => getComputedStyle(one).opacity), "0");
    await row.hover();
    assert.equal(await pin.evaluate((one) => getComputedStyle(one).opacity), "1");
    await pin.click();
    await page.getByText("Link copied").waitFor({ state: "attached" });
    const id = await row.getAttribute("id");
    assert.equal(new URL(await page.evaluate(() => navigator.clipboard.readText())).hash, `#${id}`);
    assert.equal(await fragment(page), `#${id}`);
    const same = await open(browser, "EU/EU.vi.html", { fragment: `#${id}` });
    assert.ok(await same.locator(`[id="${id}"]:target`).isVisible());
  });
});

describe("the page", () => {
  it("asks for nothing but itself, and has nothing to complain of", async () => {
    const page = await open(browser, "US/US.vi.html");
    await page.fill("#tool-find", "hoa");
    await page.click("#tool-narrow");
    await page.selectOption("#tool-year", { index: 1 });
    await page.evaluate(() => document.fonts.ready);
    assert.deepEqual(page.asked.filter((url) => !url.startsWith("data:")).map((url) => url.split("#")[0]), [page.url().split("#")[0]]);
    assert.deepEqual(page.said, []);
  });

  it("lets no other script run, and nothing out", async () => {
    const page = await open(browser, "EU/EU.en.html");
    await page.evaluate(() => {
      const script = document.createElement("script");
      script.textContent = "globalThis.ran = true";
      document.body.append(script);
      const image = document.createElement("img");
      image.src = "http://127.0.0.1:9/x.png";
      document.body.append(image);
    });
    assert.equal(await page.evaluate(() => globalThis.ran), undefined);
    for (const rule of ["script-src", "img-src"]) {
      assert.ok(page.said.some((said) => said.includes(rule)), page.said.join("\n"));
    }
  });

  it("can be read whole without a script, and shows no dead control", async () => {
    const page = await open(browser, "US/US.en.html", { javaScriptEnabled: false, fragment: "#?year=2022" });
    const all = await page.locator("[data-point]").count();
    assert.equal(await page.locator("[data-point]:visible").count(), all);
    assert.equal(await page.locator("button:visible, input:visible, select:visible").count(), 0);
    assert.ok(await page.locator('.beside a[href="US.vi.html"]').isVisible());
  });

  for (const width of [360, 768, 1440]) {
    it(`is no wider than a window of ${width} pixels`, async () => {
      const page = await open(browser, "US/US.vi.html", { width, fragment: "#?year=2024&q=hoa" });
      assert.equal(await page.evaluate(() => document.documentElement.scrollWidth), width);
      const bars = await page.evaluate(() => document.querySelector(".top").getBoundingClientRect().height);
      assert.ok(bars < 450, `${bars}`);
    });
  }
});
