// The browser's View, on the same cases as geodata/view.py.
const test = require("node:test"), assert = require("node:assert/strict");
globalThis.window = globalThis.window || {};
require("../../assets/view.js");
const cases = require("../cases/view.json");
const { parse, format, DEFAULT, KEYS } = window.atlas.view;

for (const { query, canonical, dropped } of cases) {
  test(`query "${query}"`, () => {
    const parsed = parse(query);
    assert.equal(format(parsed.view), canonical);
    assert.deepEqual(parsed.dropped, dropped);
    assert.deepEqual(parse(format(parsed.view)), { view: parsed.view, dropped: [] });
  });
}

test("an endless query is dropped whole", () => {
  assert.deepEqual(parse("city=" + "a".repeat(3000)), { view: { ...DEFAULT }, dropped: ["…"] });
});

test("keys are those of the View, sorted", () => assert.deepEqual(KEYS, [...KEYS].sort()));
