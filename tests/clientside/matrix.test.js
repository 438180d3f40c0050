const test = require("node:test"), assert = require("node:assert/strict");
require("./setup.js")("filters");
const { matrix, filters, view } = require("./setup.js")("matrix");

const industries = [{ id: "ind-materials" }, { id: "ind-graphene", parent: "ind-materials" }, { id: "ind-ic" }];
const cities = [{ id: "city-nanjing" }, { id: "city-suzhou" }];
const items = [
  { id: "a", kind: "cluster", city: "city-nanjing", industries: ["ind-graphene"], claim: "stated" },
  { id: "b", kind: "lab", city: "city-nanjing", industries: ["ind-materials", "ind-ic"], claim: "external" },
  { id: "c", kind: "lab", city: "city-nanjing", industries: ["ind-graphene", "ind-materials"], claim: "stated" },
  { id: "d", kind: "zone", industries: ["ind-ic"], claim: "stated" },
  { id: "e", kind: "park", city: "city-suzhou", claim: "stated" },
];
const profiles = {
  "city-nanjing": [{ aspect: "landmark", ref: "ind-ic" }, { aspect: "positioning", ref: "ind-materials" }, { aspect: "landmark", ref: "a" }, { aspect: "landmark" }],
  "city-suzhou": [{ aspect: "industry_key", ref: "ind-graphene" }],
};
const prepared = filters.prepare(items, industries);
const grid = (patch = {}) => matrix.cells(prepared, filters.apply(prepared, { ...view.DEFAULT, ...patch, city: [], industry: [] }).visible, profiles, cities, industries);
const cell = (city, industry, patch) => {
  const { rows, majors } = grid(patch);
  return rows.find((row) => (row.city ? row.city.id : "") === city).cells[majors.findIndex((row) => row.id === industry)];
};

test("columns are the majors, rows the cities in their order and one for no city", () => {
  const { majors, rows } = grid();
  assert.deepEqual(majors.map((row) => row.id), ["ind-materials", "ind-ic"]);
  assert.deepEqual(rows.map((row) => row.city && row.city.id), ["city-nanjing", "city-suzhou", null]);
});

test("a term below a major counts in it, once however many name it", () => {
  assert.equal(cell("city-nanjing", "ind-materials").count, 3);
  assert.equal(cell("city-nanjing", "ind-ic").count, 1);
});

test("what has no city stands in the last row", () => {
  assert.deepEqual([cell("", "ind-ic").count, cell("", "ind-ic").named], [1, false]);
});

test("kinds stand in the order of the chain", () => {
  assert.deepEqual(cell("city-nanjing", "ind-materials").kinds, [["lab", 2], ["cluster", 1]]);
});

test("the annex positions an industry by landmark or industry, itself or by a term, and by nothing else", () => {
  assert.equal(cell("city-nanjing", "ind-ic").named, true);
  assert.equal(cell("city-nanjing", "ind-materials").named, false);
  assert.deepEqual([cell("city-suzhou", "ind-materials").named, cell("city-suzhou", "ind-materials").count], [true, 0]);
});

test("a count says what pressing its cell would show", () => {
  for (const patch of [{}, { kind: ["lab"] }, { claim: ["stated"] }, { kind: [view.NOTHING] }, { city: ["city-suzhou"], industry: ["ind-ic"] }]) {
    const { rows } = grid(patch);
    for (const { city, cells } of rows.slice(0, -1))
      for (const one of cells)
        assert.equal(one.count, filters.apply(prepared, { ...view.DEFAULT, ...patch, city: [city.id], industry: [one.industry.id] }).total);
  }
});

test("the largest count is of all cells", () => {
  assert.equal(grid().most, 3);
  assert.equal(grid({ kind: [view.NOTHING] }).most, 0);
});

test("shades: never more than five, nothing has none, the largest the darkest", () => {
  assert.deepEqual([0, 1, 2, 3].map((count) => matrix.step(count, 3)), [0, 1, 2, 3]);
  assert.deepEqual([0, 1, 2, 4, 5, 8].map((count) => matrix.step(count, 8)), [0, 1, 2, 3, 4, 5]);
  assert.equal(matrix.step(1, 5000), 1);
});

test("arrows go to the next button, over what cannot be pressed, and stop at the edge", () => {
  const buttons = new Set(["0,1", "0,2", "0,3", "1,0", "1,1", "1,3", "2,0"]), is = (row, column) => buttons.has(`${row},${column}`);
  const go = (key, from) => matrix.next(key, from, [3, 4], is);
  assert.deepEqual(go("ArrowRight", [1, 1]), [1, 3]);
  assert.deepEqual(go("ArrowLeft", [1, 3]), [1, 1]);
  assert.deepEqual(go("ArrowUp", [1, 3]), [0, 3]);
  assert.equal(go("ArrowDown", [1, 1]), null);
  assert.equal(go("ArrowRight", [1, 3]), null);
  assert.deepEqual([go("Home", [1, 3]), go("End", [1, 0])], [[1, 0], [1, 3]]);
  assert.equal(go("Enter", [1, 1]), null);
});
