// The same cases as tests/unit/test_shown.py: browser and files show the same items.
const test = require("node:test"), assert = require("node:assert/strict");
const { filters, view } = require("./setup.js")("filters");
const { industries, items, cases } = require("../cases/filters.json");

const prepared = filters.prepare(items, industries);

for (const { name, query, shown } of cases) {
  test(name, () => {
    const { visible } = filters.apply(prepared, view.parse(query).view);
    assert.deepEqual(items.filter((item, i) => visible[i]).map((item) => item.id), shown);
  });
}
