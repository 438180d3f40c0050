// The chain of the industry lens on the map: an arrow from stage to stage, dashed and vermilion where a stage is missing
// between them, with the missing stage as an empty sign in the middle of the longest such arrow.
(function () {
  const atlas = window.atlas, make = (...given) => atlas.signs.make(...given);
  const rem = () => atlas.ruler.rem();
  let layer = null, drawn = [];

  function attach(into) {
    layer = into;
    const head = make("marker", { id: "arrow", viewBox: "0 0 10 10", refX: 8, refY: 5, markerWidth: 5.5, markerHeight: 5.5, orient: "auto" }, make("defs", {}, layer));
    make("path", { d: "M0 0 10 5 0 10z", class: "link-head" }, head);
    const gap = make("marker", { id: "arrow-gap", viewBox: "0 0 10 10", refX: 8, refY: 5, markerWidth: 5.5, markerHeight: 5.5, orient: "auto" }, layer.querySelector("defs"));
    make("path", { d: "M0 0 10 5 0 10z", class: "link-head-gap" }, gap);
  }

  // The lines of a View: none unless an industry is chosen, none while something else is in focus.
  function wanted(view, result) {
    if (view.lens !== "industry" || !view.industry.length || view.selected) return [];
    const items = atlas.prepared.filter((one, i) => result.visible[i]).map((one) => one.item);
    return atlas.chain.lines(atlas.chain.stages(items), atlas.index.places);
  }

  // From afar the marks are the cities themselves: lines within one city have nothing to join.
  function ends(line, marks) {
    const at = (id) => marks.get(id) || marks.get(atlas.index.places.get(id)?.city);
    return [at(line.from), at(line.to)];
  }

  function draw(view, result, marks) {
    for (const one of drawn) one.node.remove();
    const byId = new Map(marks.map((mark) => [mark.id, mark])), seen = new Set();
    drawn = wanted(view, result).flatMap((line) => {
      const [from, to] = ends(line, byId);
      if (!from || !to || from === to || seen.has(`${from.id} ${to.id}`)) return [];
      seen.add(`${from.id} ${to.id}`);
      return [{ line, from, to, node: make("g", { class: line.skipped.length ? "link gap" : "link" }, layer) }];
    });
    for (const one of drawn) {
      make("path", { class: "link-halo" }, one.node);
      make("path", { class: "link-line", "marker-end": `url(#${one.line.skipped.length ? "arrow-gap" : "arrow"})` }, one.node);
    }
    missing();
    move();
  }

  // One empty sign a missing stage, on the longest line that passes over it.
  function missing() {
    const length = ({ from, to }) => Math.hypot(to.x - from.x, to.y - from.y);
    const kinds = new Set(drawn.flatMap((one) => one.line.skipped));
    for (const kind of kinds) {
      const longest = drawn.filter((one) => one.line.skipped.includes(kind)).reduce((a, b) => (length(b) > length(a) ? b : a));
      const n = (longest.signs ||= []).length, g = make("g", { class: "link-missing" }, longest.node), r = atlas.ruler.length("--disc");
      make("circle", { r }, g);
      make("text", {}, g).textContent = atlas.text(`kind.${kind}.mark`);
      longest.signs.push({ g, at: (n + 1) / (longest.line.skipped.length + 1), kind });
    }
  }

  // A gentle bow to the left of the way, from rim to rim.
  function bow({ from, to }) {
    const ax = from.x + from.dx, ay = from.y + from.dy, bx = to.x + to.dx, by = to.y + to.dy;
    const far = Math.hypot(bx - ax, by - ay) || 1, ux = (bx - ax) / far, uy = (by - ay) / far, lift = Math.min(far * 0.18, 60 * rem());
    const mid = [(ax + bx) / 2 + uy * lift, (ay + by) / 2 - ux * lift];
    const rim = (x, y, r) => { const d = Math.hypot(mid[0] - x, mid[1] - y) || 1; return [x + ((mid[0] - x) / d) * r, y + ((mid[1] - y) / d) * r]; };
    return [rim(ax, ay, from.r + 3 * rem()), mid, rim(bx, by, to.r + 6 * rem())];
  }

  const on = ([a, b, c], t) => [0, 1].map((i) => (1 - t) ** 2 * a[i] + 2 * t * (1 - t) * b[i] + t ** 2 * c[i]);

  function move() {
    for (const one of drawn) {
      const curve = one.curve = bow(one), d = `M${curve[0].map((v) => v.toFixed(1))} Q${curve[1].map((v) => v.toFixed(1))} ${curve[2].map((v) => v.toFixed(1))}`;
      for (const path of one.node.querySelectorAll("path")) path.setAttribute("d", d);
      for (const sign of one.signs || []) { const [x, y] = on(curve, sign.at); Object.assign(sign, { x, y }); sign.g.setAttribute("transform", `translate(${x.toFixed(1)} ${y.toFixed(1)})`); }
    }
  }

  // The empty signs as the placement of names reads them: their boxes and what they are called.
  const signs = () => drawn.flatMap((one) => (one.signs || []).map(({ kind, x, y }) => ({ kind, x, y, r: atlas.ruler.length("--disc") })));

  // Small boxes along the lines: names keep off them where they can.
  function ways() {
    const half = 3 * rem(), step = 14 * rem();
    return drawn.flatMap(({ curve }) => {
      const n = Math.ceil(Math.hypot(curve[2][0] - curve[0][0], curve[2][1] - curve[0][1]) / step);
      return Array.from({ length: n + 1 }, (_, i) => { const [x, y] = on(curve, i / Math.max(n, 1)); return { x0: x - half, x1: x + half, y0: y - half, y1: y + half }; });
    });
  }

  atlas.links = { attach, draw, move, signs, ways };
})();
