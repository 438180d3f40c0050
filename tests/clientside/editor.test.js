// The story that is made by browsing: its steps, its chapters, its words.
const test = require("node:test"), assert = require("node:assert/strict");
const { editor, view: { parse, DEFAULT } } = require("./setup.js")("editor");

const pair = (words) => ({ zh: words, en: words.toUpperCase() });
const step = (name) => ({ view: `selected=${name}`, title: pair(name), text: pair(name) });
const made = (...chapters) => ({ id: "my-story", title: pair("t"), about: pair("a"), chapters: chapters.map((names, c) => ({ title: pair(`c${c}`), steps: [...names].map(step) })) });
const order = (story) => story.chapters.map((chapter) => chapter.steps.map((one) => one.title.zh).join("")).join("|");
const frozen = (value) => { Object.values(value).forEach((part) => typeof part === "object" && part && frozen(part)); return Object.freeze(value); };
const view = (query) => parse(query).view;

test("a step is added at the end; the first brings a chapter", () => {
  const first = editor.add(frozen(made()), step("a"), pair("one"));
  assert.deepEqual([order(first), first.chapters[0].title], ["a", pair("one")]);
  assert.equal(order(editor.add(frozen(made("a", "b")), step("c"), pair("none"))), "a|bc");
});

test("a chapter without steps goes", () => assert.equal(order(editor.remove(frozen(made("a", "b", "c")), 1)), "a|c"));

test("a step moves by one place, over the edge of a chapter into the next one", () => {
  const ways = [["ab|cd", 0, 1, "ba|cd", 1], ["ab|cd", 1, 1, "a|bcd", 1], ["ab|cd", 2, -1, "abc|d", 2], ["ab|cd", 3, -1, "ab|dc", 2], ["a|b", 1, -1, "ab", 1], ["ab", 0, -1, "ab", 0], ["ab", 1, 1, "ab", 1]];
  for (const [from, n, by, to, at] of ways) {
    const moved = editor.move(frozen(made(...from.split("|"))), n, by);
    assert.deepEqual([order(moved.story), moved.n], [to, at], `${from} ${n} ${by}`);
  }
});

test("only the ends of a story cannot move on", () => {
  const story = made("a", "b");
  assert.deepEqual([[0, -1], [0, 1], [1, -1], [1, 1]].map(([n, by]) => editor.canMove(story, n, by)), [false, true, true, false]);
});

test("a chapter begins at a step, and joins the one before again", () => {
  const split = editor.rechapter(frozen(made("abc", "d")), 1, pair("new"));
  assert.deepEqual([order(split), split.chapters[1].title, split.chapters[2].title], ["a|bc|d", pair("new"), pair("c1")]);
  const joined = editor.rechapter(frozen(split), 1, pair("unused"));
  assert.deepEqual([order(joined), joined.chapters[0].title], ["abc|d", pair("c0")]);
  assert.equal(order(editor.rechapter(frozen(made("ab")), 0, pair("x"))), "ab", "the first has none before it");
});

test("a field is put in by the name the server has for it, and taken out", () => {
  const story = frozen(made("ab", "c")), put = editor.put(story, "chapters[1].steps[0].notes.zh", "n");
  assert.deepEqual(put.chapters[1].steps[0].notes, { zh: "n" });
  assert.equal(editor.read(put, "chapters[1].steps[0].notes.zh"), "n");
  assert.equal(put.chapters[0], story.chapters[0], "what is not meant stays the same");
  assert.ok(!("seconds" in editor.put(editor.put(story, "chapters[0].steps[1].seconds", 9), "chapters[0].steps[1].seconds").chapters[0].steps[1]));
});

test("a field is found in its part", () => {
  const parts = ["title.zh", "about.en", "chapters[1].title.zh", "chapters[1].steps[0].view", "chapters[7].steps[0].view", "id, title, about, chapters"];
  assert.deepEqual(parts.map((field) => editor.partOf(made("ab", "c"), field)), ["story", "story", "chapter:1", "step:2", "story", "story"]);
});

test("whatever was kept comes into its shape", () => {
  const empty = { id: "", title: { zh: "", en: "" }, about: { zh: "", en: "" }, chapters: [] };
  for (const given of [null, 7, "x", [], {}, { chapters: 3 }, { chapters: [null, { steps: [null, 5, { title: "no view" }] }], title: "t" }]) assert.deepEqual(editor.normalise(given), empty);
  const odd = { ...made("a"), extra: 1, chapters: [{ steps: [{ ...step("a"), seconds: "9", highlight: "z-a", more: 2, notes: { zh: "n" } }] }] };
  assert.deepEqual(editor.normalise(odd).chapters[0], { title: { zh: "", en: "" }, steps: [{ ...step("a"), highlight: "z-a", notes: { zh: "n", en: "" } }] });
  assert.deepEqual(editor.normalise(made("ab", "c")), made("ab", "c"));
});

test("a story goes into a file trimmed, each language with words", () => {
  const story = made("a");
  Object.assign(story.chapters[0].steps[0], { title: { zh: " 题 ", en: " " }, text: { zh: "", en: "Words" }, notes: { zh: " ", en: "" }, seconds: 20 });
  assert.deepEqual(editor.ready(frozen(story)).chapters[0].steps[0], { view: "selected=a", title: { zh: "题", en: "题" }, text: { zh: "Words", en: "Words" }, seconds: 20 });
  assert.deepEqual(editor.ready(made("ab")), made("ab"));
});

test("a step keeps the picture, without what is the screen's own or no stage shows", () => {
  const shown = view("camera=120.3000,31.5000,9.00&city=city-a&compare=z-a,z-b&lang=en&list=sites&room=present&step=3&story=own&theme=dark");
  assert.equal(editor.query(shown), "camera=120.3000,31.5000,9.00&city=city-a");
  assert.equal(editor.query(DEFAULT), "");
});

// ---- the words that are suggested ----------------------------------------------------------------------------------------------

const words = Object.fromEntries(["zh", "en"].map((lang) => [lang, require(`../../layouts/languages/${lang}.json`)]));
const rows = (list) => new Map(list.map((row) => [row.id, row]));
const cities = rows([{ id: "city-nj", name: { zh: "南京市", en: "Nanjing" }, short: { zh: "南京", en: "Nanjing" } }]);
const target = { comparator: "达", value: 65, unit: { zh: "件", en: "" }, actual: { comparator: "", value: 62.01, year: 2020 } };
const items = rows([
  { id: "lab-a", kind: "lab", name: { zh: "甲实验室", en: "Lab A" }, city: "city-nj", industries: ["ind-ic"] }, { id: "city-nj", kind: "city", name: { zh: "南京市", en: "Nanjing" }, formula: { zh: "一圈双核", en: "One circle, two cores" } },
  { id: "t-a", kind: "target", name: { zh: "长".repeat(40), en: "Long ".repeat(40) }, target }, { id: "t-b", kind: "target", name: pair("b"), target: { ...target, actual: undefined } },
]);
const index = {
  cities, items, industries: rows([{ id: "ind-ic", name: { zh: "集成电路", en: "Integrated circuits" } }]), places: rows([{ id: "at-1", name: { zh: "珠江路", en: "Zhujiang Road" }, city: "city-nj" }]),
  passages: rows([{ id: "c-1-2", ref: { zh: "一(二)", en: "I(2)" }, title: { zh: "基本原则", en: "Basic principles" } }]),
};
const known = { words, index, shown: { total: 9, placed: 5, rest: 4 }, targets: { total: 18, met: 5, near: 1, none: 12 } };
const said = (query, more = {}) => { const { title, text } = editor.suggestion(view(query), { ...known, ...more }); return [title.zh, text.zh, title.en, text.en]; };

test("an item is named, with its kind, place and industry", () => {
  assert.deepEqual(said("selected=lab-a&industry=ind-ic"), ["甲实验室", "实验室与科学设施 · 南京 · 集成电路", "Lab A", "Labs & facilities · Nanjing · Integrated circuits"]);
  assert.equal(said("selected=city-nj")[1], "一圈双核");
  assert.deepEqual(said("selected=at-1").slice(0, 2), ["珠江路", "南京"]);
});

test("a target says its goal and what was seen, and no title is too long", () => {
  const [title, text, , en] = said("selected=t-a");
  assert.deepEqual([[...title].length, title.at(-1), text], [24, "…", "2022 年目标：达 65 件；2020 年实际：62.01 件。"]);
  assert.match(en, /62\.01\.$/);
  assert.match(said("selected=t-b")[1], /未见公布/);
});

test("what is chosen is named, with how much of it is shown", () => {
  assert.deepEqual(said("city=city-nj&industry=ind-ic").slice(0, 3), ["集成电路 · 南京", "9 项，上图 5 项，4 项地点不明", "Integrated circuits · Nanjing"]);
  assert.equal(said("kind=lab")[0], "实验室与科学设施");
  assert.equal(said("kind=none")[0], words.zh["editor.suggest.all"]);
});

test("every lens has its words", () => {
  assert.deepEqual(said("lens=plan&passage=c-1-2.3").slice(0, 3), ["一(二) 基本原则", "方案原文", "I(2) Basic principles"]);
  for (const query of ["", "lens=industry", "lens=target", "lens=system", "lens=plan"]) assert.ok(said(query).every((one) => one && !one.includes("{")), query);
  const row = { id: "i-a", name: { zh: "全名", en: "Whole name" }, short: { zh: "简名", en: "Short" } }, reading = { zh: "读数", en: "Reading" }, book = { readings: { "i-a": { "": { 2021: { city: reading } } } } };
  assert.deepEqual(said("lens=indicator", { book, indicator: { row, year: 2021, basis: "" } }), ["简名 2021", "读数", "Short 2021", "Reading"]);
  assert.equal(said("lens=indicator&level=zone", { book, indicator: { row, year: 2021, basis: "" } })[1], "全名");
});
