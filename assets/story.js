// Stories: ordered Views with words. A step is itself a View, so going forward and back gives identical pictures; the
// script is left by doing anything else and taken up by the next step. Nothing here draws.
(function () {
  const atlas = window.atlas;
  const OWN = "own";               // the story being made in this browser
  const DEFAULT_SECONDS = 12;
  let stories = null, asked = null, own = kept();

  const address = () => document.documentElement.dataset.stories;

  // The stories of the release are asked for once, when a room or a dialog needs them.
  function load() {
    asked ||= fetch(address()).then((answer) => {
      if (!answer.ok) throw new Error(`stories: ${answer.status}`);
      return answer.json();
    }).then((loaded) => {
      stories = loaded.stories;
      return stories;
    }).catch((fault) => { asked = null; throw fault; });
    return asked;
  }

  // ---- the story that is being made, kept in this browser -----------------------------------------------------------------

  function kept() {
    try { return JSON.parse(localStorage.getItem("sunan-story")) || null; } catch { return null; }
  }

  function keep(story) {
    own = story;
    try { story ? localStorage.setItem("sunan-story", JSON.stringify(story)) : localStorage.removeItem("sunan-story"); } catch { /* a browser may keep nothing: the story lives as long as the page */ }
  }

  // ---- steps ------------------------------------------------------------------------------------------------------------

  const all = () => [...(stories || []), ...(own && own.chapters?.some((chapter) => chapter.steps.length) ? [{ ...own, id: OWN }] : [])];
  const find = (id) => all().find((story) => story.id === id) || null;
  const steps = (story) => (story ? story.chapters.flatMap((chapter, c) => chapter.steps.map((step) => ({ ...step, chapter, c }))) : []);
  const at = (view) => +view.step || 1;

  // The step a View stands at, with its place among the others.
  function current(view) {
    const list = steps(find(view.story)), n = Math.min(at(view), list.length);
    return list.length ? { story: find(view.story), list, n, step: list[n - 1], next: list[n] || null } : null;
  }

  // The View of a step as the script has it, in the reader's room, language and theme.
  function scripted(view, n) {
    const list = steps(find(view.story)), step = list[n - 1], { DEFAULT, parse } = atlas.view;
    if (!step) return null;
    // A story of another release may name what this one does not know: that is left out.
    return { ...DEFAULT, ...atlas.resolve(parse(step.view)).view, room: view.room, lang: view.lang, theme: view.theme, story: view.story, step: String(n) };
  }

  const same = (a, b) => atlas.view.format(a) === atlas.view.format(b);

  // Whether a View is exactly what its step scripts.
  function isScripted(view) {
    const script = view.story ? scripted(view, at(view)) : null;
    return script !== null && same(script, view);
  }

  function go(n) {
    const view = atlas.now(), found = current(view);
    if (!found) return;
    atlas.change(scripted(view, Math.max(1, Math.min(n, found.list.length))));
  }

  // A link that names nothing but the step means the step, the last one if there are fewer; a story that is not known
  // is dropped and named.
  function settle() {
    const view = atlas.now(), { DEFAULT } = atlas.view;
    if (!view.story) return;
    if (!find(view.story)) {
      atlas.change({ story: "", step: "" }, { replace: true });
      return atlas.notice.say(atlas.text("notice.dropped", { parts: "story" }));
    }
    const script = scripted(view, Math.min(at(view), steps(find(view.story)).length));
    const bare = { ...DEFAULT, room: view.room, lang: view.lang, theme: view.theme, story: view.story, step: view.step };
    if (script && same(view, bare)) atlas.change(script, { replace: true });
  }

  const start = (id) => { const view = { ...atlas.now(), story: id }; atlas.change(scripted(view, 1) || view); };
  const restore = () => go(at(atlas.now()));
  // The next press takes up the script where it was left: forward from the step, never from what was shown instead.
  const forward = () => go(at(atlas.now()) + 1);
  const back = () => go(at(atlas.now()) - 1);
  const first = () => go(1);
  const last = () => go(Infinity);

  // What stands out in a step besides what its View selects.
  function highlight(view) {
    if (view.room === "browse" || view.selected || !view.story) return "";
    const found = current(view);
    return found?.step.highlight && isScripted(view) ? found.step.highlight : "";
  }

  // ---- by itself, only when asked ------------------------------------------------------------------------------------------

  let timer = 0, playing = false;
  const seconds = (step) => step?.seconds || DEFAULT_SECONDS;

  function play(on) {
    playing = on;
    wait();
    atlas.present.draw();
  }

  function wait() {
    clearTimeout(timer);
    const found = playing && current(atlas.now());
    if (!found) return;
    timer = setTimeout(() => { if (found.n < found.list.length) forward(); else play(false); }, seconds(found.step) * 1000);
  }

  atlas.onFollow((view, before) => { if (playing && (view.step !== before.step || view.story !== before.story)) wait(); });

  atlas.story = { OWN, load, find, all, steps, current, scripted, isScripted, highlight, go, settle, start, restore, forward, back, first, last, play, seconds, keep, isPlaying: () => playing, own: () => own };
})();
