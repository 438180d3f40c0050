const test = require("node:test"), assert = require("node:assert/strict");
const { filters, view } = require("./setup.js")("filters");

const industries = [{ id: "ind-materials" }, { id: "ind-graphene", parent: "ind-materials" }, { id: "ind-ic" }];
const items = [
  { id: "a", kind: "lab", city: "city-nanjing", industries: ["ind-graphene"], claim: "stated", precision: "street", place: "p" },
  { id: "b", kind: "park", city: "city-suzhou", industries: ["ind-ic"], claim: "stated", locationClaim: "unconfirmed", precision: "city", place: "q" },
  { id: "c", kind: "park", industries: ["ind-materials"], claim: "external" },
];
const prepared = filters.prepare(items, industries);
const apply = (patch) => filters.apply(prepared, { ...view.DEFAULT, ...patch });
const shown = (patch) => items.filter((item, i) => apply(patch).visible[i]).map((item) => item.id);

test("no choice shows everything", () => assert.deepEqual(shown({}), ["a", "b", "c"]));
test("a major finds its second level", () => assert.deepEqual(shown({ industry: ["ind-materials"] }), ["a", "c"]));
test("a term of the second level finds only itself", () => assert.deepEqual(shown({ industry: ["ind-graphene"] }), ["a"]));
test("several industries add up", () => assert.deepEqual(shown({ industry: ["ind-graphene", "ind-ic"] }), ["a", "b"]));
test("filters narrow together", () => assert.deepEqual(shown({ industry: ["ind-materials"], city: ["city-nanjing"] }), ["a"]));
test("a claim finds an item by any ground of its facts", () => assert.deepEqual(shown({ claim: ["unconfirmed"] }), ["b"]));
test("all layers off shows nothing", () => assert.deepEqual(shown({ kind: [view.NOTHING] }), []));

test("a count says what pressing it would show", () => {
  const { counts } = apply({ city: ["city-nanjing"], industry: ["ind-materials"] });
  assert.equal(counts.city.get("city-suzhou"), undefined);
  assert.equal(counts.city.get("city-nanjing"), shown({ city: ["city-nanjing"], industry: ["ind-materials"] }).length);
  assert.equal(counts.industry.get("ind-graphene"), shown({ city: ["city-nanjing"], industry: ["ind-graphene"] }).length);
});

test("total, placed and the sum over layers agree", () => {
  const { total, placed, counts } = apply({});
  assert.equal(total, 3);
  assert.equal(placed, 2);
  assert.equal([...counts.kind.values()].reduce((a, b) => a + b, 0), total);
  assert.equal([...counts.precision.values()].reduce((a, b) => a + b, 0), total);
});

test("layers: one off, all off, all on again", () => {
  const every = ["lab", "park", "zone"];
  const two = filters.switchLayer([], "lab", every);
  assert.deepEqual(two, ["park", "zone"]);
  const none = filters.switchLayer(filters.switchLayer(two, "park", every), "zone", every);
  assert.deepEqual(none, [view.NOTHING]);
  assert.deepEqual(filters.switchLayer(none, "lab", every), ["lab"]);
  assert.deepEqual(filters.switchLayer(two, "lab", every), []);
});

test("a term below a chosen major narrows to it", () => {
  assert.deepEqual(filters.switchIndustry(["ind-materials"], "ind-graphene", "ind-materials"), ["ind-graphene"]);
  assert.deepEqual(filters.switchIndustry(["ind-graphene"], "ind-graphene", "ind-materials"), []);
});
