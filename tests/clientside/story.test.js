const test = require("node:test"), assert = require("node:assert/strict");
const atlas = require("./setup.js")("story");

const step = (view, extra = {}) => ({ view, title: {}, text: {}, ...extra });
const story = { id: "tale", chapters: [{ steps: [step(""), step("kind=lab", { highlight: "lab-a", seconds: 3 })] }, { steps: [step("industry=ind-ic&lens=industry")] }] };
globalThis.document = { ...globalThis.document, documentElement: { dataset: { stories: "/stories.json" } } };
globalThis.localStorage = { kept: {}, getItem(key) { return this.kept[key] ?? null; }, setItem(key, value) { this.kept[key] = value; }, removeItem(key) { delete this.kept[key]; } };
globalThis.fetch = async () => ({ ok: true, json: async () => ({ stories: [story] }) });

let now = { ...atlas.view.DEFAULT, room: "present", lang: "en", theme: "dark", story: "tale", step: "1" };
Object.assign(atlas, { now: () => now, change: (patch) => { now = { ...now, ...patch }; } });
const query = () => atlas.view.format(now);
const load = atlas.story.load();

Object.assign(atlas, { resolve: (parsed) => parsed });

test("forward and back give identical Views", async () => {
  await load;
  const seen = [];
  for (const go of ["restore", "forward", "forward", "forward", "back", "back", "back"]) { atlas.story[go](); seen.push(query()); }
  const [one, two, three] = seen;
  assert.deepEqual(seen, [one, two, three, three, two, one, one]);
  assert.equal(three, "industry=ind-ic&lang=en&lens=industry&room=present&step=3&story=tale&theme=dark");
});

test("off the script, the next press takes it up exactly", async () => {
  await load;
  atlas.story.first();
  atlas.change({ industry: ["ind-iot"], camera: [119, 32, 9], selected: "lab-pml", lens: "industry" });
  assert.equal(atlas.story.isScripted(now), false);
  atlas.story.forward();
  assert.equal(query(), "kind=lab&lang=en&room=present&step=2&story=tale&theme=dark");
  assert.equal(atlas.story.isScripted(now), true);
});

test("a link with nothing but story and step means the step's picture", async () => {
  await load;
  now = { ...atlas.view.DEFAULT, room: "present", story: "tale", step: "3" };
  atlas.story.settle();
  assert.equal(query(), "industry=ind-ic&lens=industry&room=present&step=3&story=tale");
});

test("a step beyond the last means the last; an unknown story is dropped and named", async () => {
  await load;
  now = { ...atlas.view.DEFAULT, room: "present", story: "tale", step: "99" };
  atlas.story.settle();
  assert.equal(query(), "industry=ind-ic&lens=industry&room=present&step=3&story=tale");
  const said = [];
  Object.assign(atlas, { text: (key, { parts }) => `${key} ${parts}`, notice: { say: (words) => said.push(words) } });
  now = { ...atlas.view.DEFAULT, room: "present", story: "gone", step: "2" };
  atlas.story.settle();
  assert.deepEqual([query(), said], ["room=present", ["notice.dropped story"]]);
  now = { ...now, story: "tale", step: "1" };
});

test("what a step points at stands out only while the script is kept", async () => {
  await load;
  atlas.story.go(2);
  assert.equal(atlas.story.highlight(now), "lab-a");
  assert.equal(atlas.story.highlight({ ...now, industry: ["ind-ic"] }), "");
  assert.equal(atlas.story.highlight({ ...now, room: "browse" }), "");
});

test("the story made here is told as any other", async () => {
  await load;
  atlas.story.keep({ chapters: [{ steps: [step("city=city-wuxi")] }] });
  now = { ...now, story: atlas.story.OWN };
  atlas.story.first();
  assert.match(query(), /^city=city-wuxi&.*story=own/);
  atlas.story.keep(null);
  assert.equal(atlas.story.find(atlas.story.OWN), null);
});

test("each step has its time", () => assert.deepEqual([atlas.story.seconds({ seconds: 3 }), atlas.story.seconds({})], [3, 12]));
