const test = require("node:test"), assert = require("node:assert/strict");
const { search } = require("./setup.js")("search");

const item = (id, zh, en, keys, extra = {}) => ({ id, kind: "lab", name: { zh, en }, keys, clauses: ["三(一)"], ...extra });
const all = search.entries({
  items: [
    item("lab-pml", "网络通信与安全紫金山实验室", "Purple Mountain Laboratories", "wangluotongxinyuanquanzijinshanshiyanshi wltxyaqzjssys zijinshanshiyanshi zjssys", { aliases: ["紫金山实验室"] }),
    item("lab-gusu", "材料科学姑苏实验室", "Gusu Laboratory of Materials", "cailiaokexuegususyanshi clkxgssys"),
    item("city-changzhou", "常州市", "Changzhou", "changzhoushi czs changzhou cz", { kind: "city", clauses: ["附件·常州市"] }),
  ],
  industries: [{ id: "ind-ic", name: { zh: "集成电路", en: "Integrated circuits" }, synonyms: ["芯片", "semiconductors"], keys: "jichengdianlu jcdl" }],
});
const first = (words) => search.find(all, words)[0]?.id;

for (const [words, id] of [["紫金山", "lab-pml"], ["zijinshan", "lab-pml"], ["ZJSSYS", "lab-pml"], ["purple mountain", "lab-pml"], ["Laboratories", "lab-pml"], ["changzhou", "city-changzhou"],
  ["cz", "city-changzhou"], ["芯片", "ind-ic"], ["jcdl", "ind-ic"], ["姑苏", "lab-gusu"]])
  test(`"${words}" finds ${id}`, () => assert.equal(first(words), id));

test("a clause lists what it names", () => assert.deepEqual(search.find(all, "三(一)").map((hit) => hit.id).sort(), ["lab-gusu", "lab-pml"]));
test("full-width signs are read as half-width", () => assert.equal(search.find(all, "三（一）").length, 2));
test("nothing for nothing, nothing for nonsense", () => {
  assert.deepEqual(search.find(all, "  "), []);
  assert.deepEqual(search.find(all, "<script>"), []);
});
