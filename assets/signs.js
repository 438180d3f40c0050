// Signs: what stands in a mark. How well the place is known shows in the sign itself: disc, dashed disc, ring, square.
(function () {
  const atlas = window.atlas;
  const rem = () => atlas.ruler.rem();

  const make = (tag, attributes = {}, parent = null) => {
    const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
    if (parent) parent.append(node);
    return node;
  };

  function outline(node, square, r, attributes) {
    return square
      ? make("rect", { x: -r, y: -r, width: 2 * r, height: 2 * r, rx: r * 0.34, ...attributes }, node)
      : make("circle", { r, ...attributes }, node);
  }

  // Fill a mark's group anew.
  function draw(node, mark, r) {
    node.replaceChildren();
    const many = mark.items.length > 1, square = mark.precision === "city", exact = mark.precision === "street" || mark.precision === "site";
    if (mark.value) return valueSign(node, mark);
    outline(node, square, r + 3 * rem(), { class: "mark-halo" });
    if (mark.chosen) outline(node, square, r + 6 * rem(), { class: "mark-chosen" });
    if (mark.precision === "far" || (many && !exact)) ring(node, mark, square, r);
    else {
      outline(node, square, r - (exact ? 0 : 1), { class: exact ? "mark-disc" : "mark-open", "data-kind": mark.items[0].kind });
      make("text", { class: exact ? "mark-char on" : "mark-char", "data-kind": mark.items[0].kind }, node).textContent =
        atlas.text(`kind.${mark.items[0].kind}.mark`);
      if (many) badge(node, mark.items.length, r);
    }
  }

  // A number that does not fit its circle stands beside it, with the name; a city's always stands in it.
  const fitsInside = (mark) => mark.value.drawn !== "circle" || mark.level === "city" || atlas.ruler.width(mark.value.text, atlas.ruler.length("--map-site"), 700) < mark.r * 2 - 2;

  function valueSign(node, mark) {
    const city = atlas.index.cities.get(mark.value.city || mark.id), { drawn: how, text } = mark.value;
    if (how === "circle") make("circle", { r: mark.r, class: "value-circle", "data-city": city?.code || "none" }, node);
    else make("rect", { x: -mark.r, y: -11 * rem(), width: 2 * mark.r, height: 22 * rem(), rx: 5 * rem(), class: `value-tag ${how}` }, node);
    if (mark.chosen) make("circle", { r: mark.r + 4 * rem(), class: "mark-ring" }, node);
    if (fitsInside(mark)) make("text", { class: "value-text" }, node).textContent = text;
  }

  function ring(node, mark, square, r) {
    outline(node, square, r, { class: "mark-paper" });
    let from = 0;
    const gap = mark.parts.length > 1 ? 2 : 0;
    for (const [kind, count] of mark.parts) {
      const share = (count / mark.items.length) * 100;
      outline(node, square, r - 1.5 * rem(), { class: "mark-arc", "data-kind": kind, pathLength: 100,
        "stroke-dasharray": `${Math.max(share - gap, 0.5)} ${100 - Math.max(share - gap, 0.5)}`, "stroke-dashoffset": -from });
      from += share;
    }
    make("text", { class: "mark-number" }, node).textContent = mark.items.length;
  }

  function badge(node, count, r) {
    const g = make("g", { transform: `translate(${r * 0.85} ${-r * 0.85})` }, node);
    make("circle", { r: r * 0.58, class: "mark-badge" }, g);
    make("text", { class: "mark-badge-number" }, g).textContent = count;
  }

  atlas.signs = { make, draw, fitsInside };
})();
