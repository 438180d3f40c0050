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

for (const [full, initials, parts] of [["gaoxinqu", "gxq", "gao xin qu"], ["5gzhonggaopinqijian", "5gzgpqj", "5 g zhong gao pin qi jian"], ["xian", "xa", "xi an"], ["xian", "x", "xian"], ["lvse", "ls", "lv se"]])
  test(`${full} ${initials} is read ${parts}`, () => assert.deepEqual(search.syllables(full, initials), parts.split(" ")));
test("keys that do not belong together have no syllables", () => assert.equal(search.syllables("gaoxinqu", "gx"), null));

for (const words of ["zjsshiys", "zijinss", "zijsshysh", "zjshanshiyans", "shiyanshi", "wanglt", "aqzj", "shiys"])
  test(`syllables in full and initials mixed: "${words}"`, () => assert.ok(search.find(all, words).some((hit) => hit.id === "lab-pml")));
for (const words of ["ijinshan", "anjinshan", "zijnshan"])
  test(`not from the middle of a syllable: "${words}"`, () => assert.deepEqual(search.find(all, words), []));
test("what begins a name stands before what stands in its middle", () => {
  const two = search.entries({ items: [item("a", "新区", "A", "xinqu xq"), item("b", "高新区", "B", "gaoxinqu gxq")], industries: [] });
  assert.deepEqual(search.find(two, "xq").map((hit) => hit.id), ["a", "b"]);
});
test("every beginning of what finds a thing finds it too, so no letter on the way leads nowhere", () => {
  for (const words of ["zijinshanshiyanshi", "zjsshiys", "shiyanshi", "jinshan", "purplemountain", "laboratories"])
    for (let n = 1; n < words.length; n++) {
      assert.ok(search.find(all, words.slice(0, n)).some((hit) => hit.id === "lab-pml"), words.slice(0, n));
      assert.ok(search.leads(all, words.slice(0, n), words[n]).has(words[n]), words.slice(0, n + 1));
    }
});
test("letters that lead on", () => assert.deepEqual([...search.leads(all, "chang", "abz1")], ["z"]));
