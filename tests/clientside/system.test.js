// What the entries of the plan's system concern, on a made plan of two chapters.
const test = require("node:test"), assert = require("node:assert/strict");
const { system } = require("./setup.js")("system");

const clause = (zh, parent) => ({ id: `c-${zh}`, ref: { zh }, ...(parent && { parent }) });
const item = (id, kind, more = {}) => ({ id, kind, clauses: [], ...more });
const tie = (from, what, to) => ({ from, what, to });

const data = {
  kinds: ["lab", "incubator", "cluster", "pilot"],
  clauses: [clause("三"), clause("三(一)", "三"), clause("三(一)1", "三(一)"), clause("三(二)", "三"), clause("五")],
  items: [
    item("city-a", "city", { clauses: ["三(一)"] }),
    item("z-a", "zone", { clauses: ["三(一)1"] }),
    item("z-b", "zone", { clauses: ["三"] }),
    item("lab-a", "lab", { clauses: ["三(一)"], industries: ["ind-ic"] }),
    item("lab-b", "lab", { clauses: ["五"], industries: ["ind-ic"] }),
    item("inc-a", "incubator", { clauses: ["三(二)"] }),
    item("cl-a", "cluster", { clauses: ["五"] }),
    item("pilot-whole", "pilot"),
    item("t-skl", "target"), item("t-incub", "target"), item("t-other", "target"), item("t-parks", "target"), item("t-alone", "target"),
    item("pillar-a", "pillar", { clauses: ["三"] }),
    item("body-a", "body", { clauses: ["三"] }),
    item("platform-a", "platform", { parent: "pillar-a", clauses: ["三(一)"] }),
    item("action-b", "action_plan", { parent: "pillar-a", clauses: ["三(二)"] }),
    item("safe-a", "safeguard", { clauses: ["三"] }),
    item("prog-tied", "programme", { parent: "action-b", clauses: ["三(一)"], industries: ["ind-ic"] }),
    item("prog-alike", "programme", { clauses: ["三(一)"], industries: ["ind-ic"] }),
    item("prog-plain", "programme", { clauses: ["三(一)"] }),
  ],
  relations: [
    tie("prog-tied", "concerns", "pilot-whole"), tie("prog-tied", "concerns", "cl-a"), tie("cl-a", "part_of", "prog-tied"), tie("prog-tied", "part_of", "platform-a"),
    tie("platform-a", "serves_target", "t-skl"), tie("platform-a", "serves_target", "t-other"), tie("action-b", "serves_target", "t-incub"), tie("action-b", "serves_target", "t-parks"),
    tie("t-parks", "concerns", "z-b"),
  ],
};

const concerned = (id) => system.concerned(data.items.find((one) => one.id === id), data);

test("a platform concerns the sites and zones of its clause and of those under it, no city and nothing above", () =>
  assert.deepEqual(concerned("platform-a"), ["z-a", "lab-a"]));
test("an action plan concerns what its programmes concern too", () => assert.deepEqual(concerned("action-b"), ["inc-a", "cl-a", "pilot-whole"]));
test("a pillar is the union of what stands under it, in the order of the catalogue", () =>
  assert.deepEqual(concerned("pillar-a"), ["z-a", "lab-a", "inc-a", "cl-a", "pilot-whole"]));
test("a tied programme concerns what it is tied to, once, and nothing else", () => assert.deepEqual(concerned("prog-tied"), ["cl-a", "pilot-whole"]));
test("an untied programme concerns what shares its industry and its clause", () => assert.deepEqual(concerned("prog-alike"), ["lab-a"]));
test("an untied programme without an industry concerns nothing", () => assert.deepEqual(concerned("prog-plain"), []));
test("a body and a safeguard are about the whole region", () => assert.deepEqual([...concerned("body-a"), ...concerned("safe-a")], []));
test("a target concerns what serves it, narrowed to what it counts", () => {
  assert.deepEqual(concerned("t-other"), ["z-a", "lab-a"]);
  assert.deepEqual(concerned("t-skl"), ["lab-a"]);
  assert.deepEqual(concerned("t-incub"), ["inc-a"]);
});
test("a target with ties of its own keeps to them; one that nothing serves concerns nothing", () => {
  assert.deepEqual(concerned("t-parks"), ["z-b"]);
  assert.deepEqual(concerned("t-alone"), []);
});
test("a site is no entry of the system", () => assert.deepEqual(concerned("lab-a"), []));
