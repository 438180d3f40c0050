const test = require("node:test"), assert = require("node:assert/strict");
const { chain } = require("./setup.js")("chain");

const places = new Map([["a", 118.8, "nj"], ["b", 120.3, "wx"], ["c", 120.7, "sz"], ["d", 120.6, "sz"]].map(([id, lon, city]) => [id, { id, lon, lat: 31.5, city }]));
const item = (kind, city, place) => ({ kind, city, place });
const cities = ["nj", "wx", "sz"].map((id) => ({ id }));
const ways = (items) => chain.lines(chain.stages(items), places).map(({ from, to, skipped }) => [from, to, skipped.join()]);

test("neighbouring stages are joined from place to place", () => {
  assert.deepEqual(ways([item("lab", "nj", "a"), item("innovation_centre", "wx", "b")]), [["a", "b", ""]]);
});

test("a line says which stages it passes over", () => {
  assert.deepEqual(ways([item("lab", "nj", "a"), item("industrial_base", "wx", "b")]), [["a", "b", "innovation_centre,incubator"]]);
});

test("every place has a line; one of the same city is the nearest", () => {
  const found = ways([item("industrial_base", "wx", "b"), item("industrial_base", "sz", "c"), item("cluster", "sz", "d")]);
  assert.deepEqual(found, [["c", "d", ""], ["b", "d", ""]]);
});

test("what stands at one place needs no line, what has no place gets none", () => {
  assert.deepEqual(ways([item("industrial_base", "sz", "c"), item("cluster", "sz", "c"), item("lab", "", undefined)]), []);
});

test("stages are counted by city", () => {
  const rows = chain.byCity(chain.stages([item("lab", "nj", "a"), item("lab", "nj", undefined), item("cluster", "", undefined)]), cities);
  assert.deepEqual(rows.map(({ counts }) => [counts.get("lab"), counts.get("cluster")]), [[2, 0], [0, 0], [0, 0]]);
});

test("missing links are named: stages, bases without a laboratory, positions without anything", () => {
  const stages = chain.stages([item("industrial_base", "wx", "b"), item("lab", "sz", "c"), item("innovation_centre", "", undefined)]);
  const gaps = chain.gaps(stages, cities, new Set(["nj", "wx"]));
  assert.deepEqual(gaps.stages, ["innovation_centre", "incubator", "cluster"]);
  assert.deepEqual([gaps.baseNoLab, gaps.labNoBase, gaps.positionOnly].map((list) => list.map(({ id }) => id)), [["wx"], ["sz"], ["nj"]]);
});
