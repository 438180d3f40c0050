// The engine: the data of a release, the one View, and who is told when it changes.
// `paint` listeners run at once, in the same task as the press; `follow` listeners after the picture is drawn.
(function () {
  const root = document.documentElement;
  const paint = [], follow = [];
  const words = () => window.atlas.view;   // view.js is loaded after this file
  let view = null, data = null, index = null, started = null, pending = false;

  const loading = fetch(root.dataset.atlas).then((answer) => {
    if (!answer.ok) throw new Error(`atlas data: ${answer.status}`);
    return answer.json();
  });

  // Words by key in the View's language; `{name}` placeholders are filled from `values`.
  function text(key, values = {}) {
    const word = data.words[view.lang][key];
    if (word === undefined) { console.error(`no word for ${key}`); return key; }
    return word.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? values[name] : whole));
  }
  const name = (both) => (both ? both[view.lang] || both.zh : "");

  // Where an item stands in the plan, in the reader's language: 三(一)、附件·南京市.
  const refs = (item, most = 9) => item.clauses.slice(0, most).map((ref) => name(index.clauses.get(ref)?.ref) || ref).join(text("list.separator"));

  // What the release does not know is left out of the View, and named.
  function resolve(parsed) {
    const known = { city: index.cities, kind: index.kinds, industry: index.industries, claim: index.claims, compare: index.subjects };
    const dropped = [...parsed.dropped], resolved = { ...parsed.view };
    for (const key of words().SEVERAL) {
      const kept = resolved[key].filter((id) => known[key].has(id));
      if (kept.length < resolved[key].length) dropped.push(key);
      resolved[key] = kept;
    }
    if (resolved.selected && !index.items.has(resolved.selected) && !index.places.has(resolved.selected)) {
      dropped.push("selected");
      resolved.selected = "";
    }
    if (resolved.passage && !index.passages.has(resolved.passage.split(".")[0])) {
      dropped.push("passage");
      resolved.passage = "";
    }
    return { view: resolved, dropped };
  }

  function makeIndex(payload) {
    const byId = (rows) => new Map(rows.map((row) => [row.id, row]));
    const items = byId(payload.items), isPlace = (id) => items.has(id) || /^(region|province|district)-/.test(id);
    const kinds = new Set([...payload.kinds, "zone", words().NOTHING]);
    return {
      cities: byId(payload.cities), industries: byId(payload.industries), items,
      places: byId(payload.places), passages: byId(payload.clauses), clauses: new Map(payload.clauses.map((row) => [row.ref.zh, row])), kinds, claims: new Set(words().CLAIMS),
      subjects: { has: isPlace },
    };
  }

  function show(next, before) {
    view = next;
    root.lang = view.lang === "zh" ? "zh-CN" : "en";
    root.dataset.lang = view.lang;
    root.dataset.theme = view.theme;
    root.dataset.room = view.room;
    for (const listener of paint) listener(view, before);
    followSoon(before);
  }

  // After the next frame, once for all changes until then.
  function followSoon(before) {
    if (pending) return;
    pending = true;
    requestAnimationFrame(() => setTimeout(() => {
      pending = false;
      for (const listener of follow) listener(view, before);
    }));
  }

  // Change the View. `replace` keeps the history as it is (moving the map is no step back).
  function change(patch, { replace = false } = {}) {
    const next = { ...view, ...patch }, before = view;
    if (words().format(next) === words().format(view)) return;
    // In the hall no swipe may lead out of the room: the way back is kept by the room itself.
    history[replace || next.room === "kiosk" ? "replaceState" : "pushState"](null, "", words().address(next));
    show(next, before);
  }

  // Turn one choice over: in if it was out, out if it was in.
  function toggle(key, id) {
    const chosen = new Set(view[key]);
    if (!chosen.delete(id)) chosen.add(id);
    return [...chosen].sort();
  }

  // The same View again, when more has been loaded to draw it from.
  const repaint = () => show(view, view);

  function step() {
    const { view: next, dropped } = resolve(words().parseAddress(location)), first = !view;
    show(next, view || next);
    if (first) for (const listener of follow) listener(view, view);
    if (dropped.length) window.atlas.notice.say(text("notice.dropped", { parts: dropped.join(", ") }));
  }

  // Called when the layout stands; resolves when the page shows the View and only the map is missing.
  function start() {
    started ||= loading.then((loaded) => {
      data = loaded;
      index = makeIndex(loaded.payload);
      Object.assign(window.atlas, { data: loaded.payload, index, ready: true });
      window.atlas.filters.load(loaded.payload);
      addEventListener("popstate", step);
      step();
    });
    return started;
  }

  window.atlas = Object.assign(window.atlas || {}, {
    words: (lang) => data.words[lang], change, resolve, repaint, toggle, start, text, name, refs, loading,
    now: () => view || words().parseAddress(location).view,
    onPaint: (listener) => paint.push(listener),
    onFollow: (listener) => follow.push(listener),
  });
})();
