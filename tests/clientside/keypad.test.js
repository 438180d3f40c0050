const test = require("node:test"), assert = require("node:assert/strict");
const load = require("./setup.js");
load("search");
const atlas = load("keypad");

const item = (id, zh, en, keys, kind = "lab", city = "") => ({ id, kind, city, name: { zh, en }, keys, clauses: [] });
const chosen = [], many = Array.from({ length: 70 }, (none, i) => item(`many-${i}`, "多多", `Many ${i}`, "duoduo dd"));
let drawn = null;
const buttons = () => [...JSON.stringify(drawn).matchAll(/"data-item":"([^"]+)"/g)].map((hit) => hit[1]);
Object.assign(globalThis.document, { getElementById: () => ({}), documentElement: { dataset: {} } });
globalThis.matchMedia = () => ({ matches: true });
Object.assign(atlas, {
  prepared: [], filters: { apply: () => ({ counts: { industry: new Map([["ind-ic", 9], ["ind-ai", 2]]) } }) }, headline: { render: (id, tree) => { drawn = tree; } }, now: () => ({ lang: "zh" }), text: (key) => key, name: (both) => both.zh, usage: { count: () => {} },
  kiosk: { draw: () => {}, show: (one) => chosen.push(one.id) }, index: { cities: new Map([["city-suzhou", { short: { zh: "苏州", en: "Suzhou" } }]]) }, panel: { disc: () => null },
  data: {
    items: [item("city-changzhou", "常州市", "Changzhou", "changzhoushi czs changzhou cz", "city"), item("z-sz", "苏州高新区", "Suzhou New District", "suzhougaoxinqu szgxq", "zone", "city-suzhou"), item("lab-pml", "紫金山实验室", "Purple Mountain Laboratories", "zijinshanshiyanshi zjssys"), ...many],
    industries: [{ id: "ind-ic", name: { zh: "集成电路", en: "Integrated circuits" }, keys: "jichengdianlu jcdl" }, { id: "ind-ai", name: { zh: "人工智能", en: "Artificial intelligence" }, keys: "rengongzhineng rgzn" }],
  },
});
globalThis.window.React = { createElement: (type, given, ...inside) => ({ type, given, inside }) };
const ids = (words) => atlas.keypad.looked(words).found.map((one) => one.id);
const press = (words) => { atlas.keypad.open(); for (const letter of words) atlas.keypad.acts["keypad-key"]({ dataset: { key: letter } }); return atlas.keypad.typed(); };

for (const [words, id] of [["changz", "city-changzhou"], ["cz", "city-changzhou"], ["gxq", "z-sz"], ["zjs", "lab-pml"], ["purp", "lab-pml"], ["mountain", "lab-pml"], ["jcdl", "ind-ic"], ["szgaoxq", "z-sz"], ["suzhougxq", "z-sz"], ["jichengdl", "ind-ic"]])
  test(`${words} finds ${id}`, () => assert.equal(ids(words)[0], id));

test("before anything is typed: the cities and the largest industries", () => assert.deepEqual(ids(""), ["city-changzhou", "ind-ic", "ind-ai"]));
test("only letters that lead on are taken", () => {
  assert.deepEqual([..."afhqx"].filter((letter) => atlas.keypad.looked("c").next.has(letter)), ["h"]);
  assert.equal(press("cqxz"), "cz");
});
test("mixed pinyin is taken letter by letter", () => assert.equal(press("szgaoxinq"), "szgaoxinq"));
test("what is found is counted whole; more goes round its pages", () => {
  press("dd");
  assert.equal(atlas.keypad.looked().found.length, many.length);
  const pages = [buttons()];
  for (let n = 0; n < 12; n++) { atlas.keypad.acts["keypad-more"](); pages.push(buttons()); }
  assert.deepEqual([pages[0].length, pages[11].length, new Set(pages.slice(0, 12).flat()).size], [6, 4, 70]);
  assert.deepEqual(pages[12], pages[0]);
  atlas.keypad.acts["keypad-more"]();
  atlas.keypad.acts["keypad-erase"]();
  press("dd");
  assert.deepEqual(buttons(), pages[0]);
});
test("a candidate says its city, its kind and its other name", () => {
  press("gxq");
  assert.deepEqual(JSON.stringify(drawn).includes("苏州 · kind.zone · Suzhou New District"), true);
});
test("erase, clear and close leave nothing", () => {
  press("cz");
  atlas.keypad.acts["keypad-erase"]();
  assert.equal(atlas.keypad.typed(), "c");
  atlas.keypad.acts["keypad-clear"]();
  assert.equal(atlas.keypad.typed(), "");
  press("cz");
  atlas.keypad.reset();
  assert.deepEqual([atlas.keypad.isOpen(), atlas.keypad.typed()], [false, ""]);
});
test("a candidate is shown and the keyboard goes", () => {
  press("jc");
  atlas.keypad.acts["keypad-choose"]({ dataset: { item: "ind-ic" } });
  assert.deepEqual([chosen, atlas.keypad.isOpen()], [["ind-ic"], false]);
});
