// The attract loop: slides made from the data, each a View of the dark map with one thing to say. A touch on a slide opens
// its very subject; the start words are always there.
(function () {
  const atlas = window.atlas, h = (...given) => window.React.createElement(...given);
  const root = document.documentElement;
  const SECONDS = 7;
  let slides = [], loading = null, timer = 0;

  const isOn = (view = atlas.now()) => view.room === "kiosk" && view.shelf === "attract";
  const at = (view) => Math.min(+view.step || 1, slides.length) - 1;

  // The slides of the release; asked for again as long as there are none.
  function load() {
    loading ||= fetch(root.dataset.slides).then((answer) => {
      if (!answer.ok) throw new Error(`slides: ${answer.status}`);
      return answer.json();
    }).then((loaded) => { slides = loaded.slides; }).catch(() => { loading = null; });
    return loading;
  }

  function go(n) {
    const slide = slides[(n + slides.length) % slides.length];
    atlas.change({ ...atlas.kiosk.home(), theme: "dark", shelf: "attract", step: String(slides.indexOf(slide) + 1), selected: slide.area });
  }

  const start = () => load().then(() => { if (slides.length && atlas.kiosk.isOn() && !isOn()) go(0); });

  function next() {
    if (isOn()) go(at(atlas.now()) + 1);
  }

  // A touch anywhere on a slide opens what it is about; the start words lead to the tiles.
  function open(event) {
    if (!atlas.ready || !isOn()) return;
    event.preventDefault();
    event.stopPropagation();
    const slide = slides[at(atlas.now())], toTiles = !slide || event.target.closest?.(".attract-start");
    atlas.change(toTiles ? atlas.kiosk.home() : { ...atlas.kiosk.home(), ...atlas.resolve(atlas.view.parse(slide.view)).view, room: "kiosk" });
  }

  // ---- one slide ---------------------------------------------------------------------------------------------------------

  const both = (words, tag, className) => words && [h(tag, { key: "zh", className, lang: "zh-CN" }, words.zh), words.en && h("p", { key: "en", className: `${className} other`, lang: "en" }, words.en)];

  function row(one) {
    return h("li", { key: one.id, className: "attract-row", "data-city": one.city || undefined }, h("span", { className: "attract-name" }, one.name.zh),
      one.share === undefined ? null : h("span", { className: one.share === null ? "attract-bar none" : "attract-bar" }, h("i", { style: { width: one.share === null ? "100%" : `${Math.max(one.share * 100, 1)}%` } })), h("b", null, one.text.zh));
  }

  function slide(one, i) {
    return [
      h("header", { className: "attract-brand", key: "brand", "data-covers": "", "data-pads": "top" }, h("span", { className: "logo", "aria-hidden": true }), h("b", { lang: "zh-CN" }, "苏南创新图谱"), h("span", { lang: "en" }, "Sunan Innovation Atlas")),
      h("div", { className: `attract-card of-${one.kind}`, key: "card" },
        both(one.title, "h1", "attract-title"), one.figure && h("p", { className: "attract-figure", key: "figure" }, h("b", null, one.figure.text.zh), " ", h("span", { lang: "zh-CN" }, one.figure.unit.zh)),
        one.lead && h("p", { key: "lead", className: "attract-lead", lang: "zh-CN" }, one.lead.zh), one.note && h("p", { key: "note", className: "attract-note", lang: "zh-CN" }, one.note.zh),
        one.rows.length > 0 && h("ul", { key: "rows", className: one.rows.length > 6 ? "attract-rows many" : "attract-rows" }, one.rows.map(row)),
        h("p", { key: "source", className: "attract-source", lang: "zh-CN" }, one.source?.zh)),
      h("footer", { className: "attract-foot", key: "foot" }, h("button", { type: "button", className: "attract-start" }, h("span", { className: "icon icon-touch", "aria-hidden": true }), h("b", { lang: "zh-CN" }, atlas.words("zh")["kiosk.touch"]), h("span", { lang: "en" }, atlas.words("en")["kiosk.touch"])),
        h("div", { className: "attract-dots", "aria-hidden": true }, slides.map((each, n) => h("i", { key: each.id, className: n === i ? "on" : "" })))),
    ];
  }

  function paint(view, before) {
    const on = isOn(view), node = document.getElementById("attract");
    root.dataset.attract = on ? "on" : "";
    node.hidden = !on;
    if (on !== isOn(before) || view === before) requestAnimationFrame(() => atlas.map.relayout());
    clearTimeout(timer);
    if (!on) return;
    atlas.idle.untouched();
    if (!slides.length) { load().then(() => { if (slides.length) atlas.repaint(); }); return; }
    if (view.selected !== slides[at(view)].area) return void go(at(view));
    atlas.headline.render("attract", h(window.React.Fragment, null, slide(slides[at(view)], at(view))));
    timer = setTimeout(next, (slides[at(view)].seconds || SECONDS) * 1000);
  }

  addEventListener("click", open, true);
  atlas.onPaint(paint);
  atlas.attract = { isOn, load, start, next };
})();
