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

test("a room has an address of its own", () => {
  const { DEFAULT, address, parseAddress } = window.atlas.view;
  for (const [pathname, search, room] of [["/", "", "browse"], ["/present", "?step=2&story=tale", "present"], ["/presenter", "?lang=en", "presenter"]]) {
    const { view, dropped } = parseAddress({ pathname, search });
    assert.deepEqual([view.room, dropped, address(view)], [room, [], pathname + search]);
  }
  assert.equal(parseAddress({ pathname: "/elsewhere", search: "" }).view.room, DEFAULT.room);
});
