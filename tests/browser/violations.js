// What axe-core finds wrong with a page into which it was put.

/** Return the violations, each with the first elements that have it. */
export async function violations(page, settings = {}) {
  const found = await page.evaluate((more) => globalThis.axe.run({ resultTypes: ["violations"], rules: { "target-size": { enabled: true } }, ...more }), settings);
  return found.violations.map(({ id, help, nodes }) =>
    [`${id}: ${help}`, ...nodes.slice(0, 3).map((node) => node.html.slice(0, 160))].join("\n  "),
  );
}
