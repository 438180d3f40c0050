const test = require("node:test"), assert = require("node:assert/strict");
const { marks } = require("./setup.js")("marks");
const { geometry } = require("./setup.js")("geometry");

test("marks that would touch are pushed apart, the others stay", () => {
  const points = [{ x: 0, y: 0, r: 13 }, { x: 0, y: 0, r: 13 }, { x: 5, y: 3, r: 13 }, { x: 300, y: 0, r: 13 }];
  const at = marks.spread(points, 3);
  for (let i = 0; i < 4; i++) for (let j = i + 1; j < 4; j++)
    assert.ok(Math.hypot(at[i][0] - at[j][0], at[i][1] - at[j][1]) >= 28.9, `${i} and ${j} touch`);
  assert.deepEqual(at[3], [300, 0]);
  assert.deepEqual(marks.spread(points, 3), at, "the same every time");
});

test("parts of a ring follow the order of the layers", () => {
  assert.deepEqual(marks.parts(["park", "lab", "park"], ["lab", "cluster", "park"]), [["lab", 1], ["park", 2]]);
});

const prepared = ["p", "p", "q"].map((place, i) => ({ item: { id: i, place }, city: i < 2 ? "city-a" : "city-b" }));
const places = new Map([["p", { lon: 119, lat: 31, precision: "street" }], ["q", { lon: 120, lat: 32, precision: "city" }]]);
const cities = [{ id: "city-a", lon: 119, lat: 31 }, { id: "city-b", lon: 120, lat: 32 }];

test("items of one place are one group; from afar one ring a city", () => {
  const held = marks.byPlace(prepared);
  const near = marks.group(prepared, places, held, cities, 9, false, geometry.project);
  assert.deepEqual(near.map((group) => [group.id, group.members]), [["p", [0, 1]], ["q", [2]]]);
  const far = marks.group(prepared, places, held, cities, 6, true, geometry.project);
  assert.deepEqual(far.map((group) => [group.id, group.members]), [["city-a", [0, 1]], ["city-b", [2]]]);
});

test("thousands of places gather in cells and none is lost", () => {
  const many = Array.from({ length: 2000 }, (_, i) => ({ item: { id: i, place: `p${i}` }, city: "" }));
  const where = new Map(many.map(({ item }, i) => [item.place, { lon: 118.5 + (i % 50) * 0.05, lat: 31 + Math.floor(i / 50) * 0.03, precision: "street" }]));
  const groups = marks.group(many, where, marks.byPlace(many), [], 8, false, geometry.project);
  assert.ok(groups.length < 500);
  assert.equal(groups.reduce((sum, group) => sum + group.members.length, 0), 2000);
});
