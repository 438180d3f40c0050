const test = require("node:test"), assert = require("node:assert/strict");
const atlas = require("./setup.js")("focus");

const items = [["city-a", "city"], ["z-a", "zone", "city-a", "z-a"], ["lab-a", "lab", "city-a", "z-a"], ["lab-b", "lab", "city-b"], ["park-t", "park", "city-a"], ["prog", "programme"], ["nowhere", "lab"]]
  .map(([id, kind, city, zone]) => ({ id, kind, city, zone, ...(id === "nowhere" ? {} : { lon: 120, lat: 31 }) }));
const view = (given) => ({ ...atlas.view.DEFAULT, ...given });
Object.assign(atlas, {
  ready: true, data: { relations: [{ from: "park-t", what: "core_of", to: "z-a" }] }, index: { items: new Map(items.map((item) => [item.id, item])), kinds: new Set(["zone", "lab", "park"]) },
  prepared: items.filter((item) => ["zone", "lab", "park"].includes(item.kind)).map((item) => ({ item, city: item.city })),
  system: { concerned: () => ["lab-b", "z-a"] }, plan: { things: (passage) => ({ "c-1.2": ["lab-a", "city-a"], "c-1.4": ["nowhere"] })[passage] || [] },
});
const of = (given) => { const found = atlas.focus.of(view(given)); return found && { ids: [...found.ids], areas: [...found.areas], only: found.only }; };

test("the profile of a city shows that city alone", () => assert.deepEqual(of({ selected: "city-a" }), { ids: ["z-a", "lab-a", "park-t"], areas: ["city-a"], only: true }));
test("a zone lights what stands in it and what is its core", () => assert.deepEqual(of({ selected: "z-a" }), { ids: ["z-a", "lab-a", "park-t"], areas: ["z-a"], only: false }));
test("an entry of the plan lights what it concerns", () => assert.deepEqual(of({ selected: "prog" }), { ids: ["lab-b", "z-a"], areas: ["z-a"], only: false }));
test("a site stands among all others", () => assert.equal(of({ selected: "lab-a" }), null));
test("a passage lights its things, only in the reader", () => {
  assert.deepEqual(of({ lens: "plan", passage: "c-1.2" }), { ids: ["lab-a", "city-a"], areas: ["city-a"], only: false });
  assert.equal(of({ lens: "plan", passage: "c-1.3" }), null);
  assert.equal(of({ lens: "plan", passage: "c-1.4" }), null, "what stands nowhere dims nothing");
  assert.equal(of({ passage: "c-1.2" }), null);
});
