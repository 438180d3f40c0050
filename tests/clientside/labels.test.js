const test = require("node:test"), assert = require("node:assert/strict");
const { labels } = require("./setup.js")("labels");
const label = (id, spots, extra = {}) => ({ id, w: 60, h: 16, pad: 2, spots, ...extra });

test("the first position that is free is taken; what fits nowhere is left out", () => {
  const placed = labels.place([label("city", [[100, 100]]), label("site", [[110, 104], [110, 140]]), label("county", [[105, 98]])], [], 400, 400);
  assert.deepEqual(placed.get("city"), [100, 100]);
  assert.deepEqual(placed.get("site"), [110, 140]);
  assert.equal(placed.has("county"), false);
});

test("a label keeps clear of marks, but may stand at its own", () => {
  const mark = { x0: 90, y0: 90, x1: 116, y1: 116, owner: "m1" };
  assert.equal(labels.place([label("a", [[120, 103]])], [mark], 400, 400).has("a"), false);
  assert.equal(labels.place([label("a", [[120, 103]], { owner: "m1" })], [mark], 400, 400).has("a"), true);
});

test("no label leaves the frame", () => assert.equal(labels.place([label("a", [[10, 10], [395, 200]])], [], 400, 400).size, 0));

test("no two of many labels overlap", () => {
  const wanted = Array.from({ length: 300 }, (_, i) => label(`l${i}`, labels.around((i * 73) % 900, (i * 131) % 700, 14, 60, 16)));
  const placed = [...labels.place(wanted, [], 900, 700).values()].map(([x, y]) => ({ x0: x - 30, x1: x + 30, y0: y - 8, y1: y + 8 }));
  assert.ok(placed.length > 50);
  placed.forEach((a, i) => placed.slice(i + 1).forEach((b) => assert.equal(labels.overlaps(a, b), false)));
});

test("long names break once, at a space or in the middle", () => {
  assert.deepEqual(labels.lines("Purple Mountain Laboratories", 24), ["Purple Mountain", "Laboratories"]);
  assert.deepEqual(labels.lines("紫金山实验室", 14), ["紫金山实验室"]);
  assert.equal(labels.lines("江苏省先进封装与系统集成创新中心中心中心", 14).length, 2);
});

test("names keep off lines while another position is free, and lie over them otherwise", () => {
  const way = { x0: 95, x1: 105, y0: 95, y1: 105 };
  assert.deepEqual(labels.place([label("a", [[100, 100], [100, 160]])], [], 400, 400, [way]).get("a"), [100, 160]);
  assert.deepEqual(labels.place([label("a", [[100, 100]])], [], 400, 400, [way]).get("a"), [100, 100]);
});
