// A picture of exactly the map on the screen, twice as fine: the WebGL canvas drawn anew at that size, the SVG of marks
// and names over it with the styles it has now, and the furniture. Nothing is asked of a server.
(function () {
  const atlas = window.atlas;
  const LEAST_WIDTH = 1920, SCALE = 2;
  const STYLES = ["fill", "fill-opacity", "stroke", "stroke-width", "stroke-dasharray", "stroke-linejoin", "stroke-linecap", "paint-order", "opacity", "font-family", "font-size", "font-weight", "font-style", "letter-spacing", "text-anchor", "dominant-baseline"];
  const stage = () => document.getElementById("map");

  const scaleOf = (width) => Math.max(SCALE, LEAST_WIDTH / width);

  // The map's own canvas at another pixel ratio, copied in the very frame that drew it (afterwards its buffer is gone).
  async function ground(map, scale, canvas) {
    const before = map.getPixelRatio();
    map.setPixelRatio(scale);
    try {
      await new Promise((done) => { map.once("idle", done); map.triggerRepaint(); });
      await new Promise((done) => { map.once("render", () => { canvas.getContext("2d").drawImage(map.getCanvas(), 0, 0, canvas.width, canvas.height); done(); }); map.triggerRepaint(); });
    } finally {
      map.setPixelRatio(before);
    }
  }

  // A copy of the overlay that needs no stylesheet.
  function standing(svg, width, height) {
    const copy = svg.cloneNode(true), from = [svg, ...svg.querySelectorAll("*")], to = [copy, ...copy.querySelectorAll("*")];
    from.forEach((node, i) => {
      const style = getComputedStyle(node);
      for (const name of STYLES) { const value = style.getPropertyValue(name); if (value) to[i].style.setProperty(name, value); }
    });
    for (const [key, value] of Object.entries({ xmlns: "http://www.w3.org/2000/svg", width, height, viewBox: `0 0 ${width} ${height}` })) copy.setAttribute(key, value);
    return new XMLSerializer().serializeToString(copy);
  }

  async function over(canvas, scale, width, height) {
    const svg = stage().querySelector("svg.overlay");
    if (!svg) return;
    const image = new Image(), address = URL.createObjectURL(new Blob([standing(svg, width, height)], { type: "image/svg+xml" }));
    try {
      image.src = address;
      await image.decode();
      canvas.getContext("2d").drawImage(image, 0, 0, width * scale, height * scale);
    } finally {
      URL.revokeObjectURL(address);
    }
  }

  // Words with a halo, as the stylesheet gives the furniture.
  function write(pen, words, x, y, size, weight, scale) {
    pen.font = `${weight} ${size * scale}px ${atlas.ruler.colour("--font")}`;
    Object.assign(pen, { strokeStyle: atlas.ruler.colour("--halo"), fillStyle: atlas.ruler.colour(weight > 500 ? "--ink" : "--ink-2"), lineWidth: 4 * scale, lineJoin: "round", textBaseline: "alphabetic" });
    pen.strokeText(words, x * scale, y * scale);
    pen.fillText(words, x * scale, y * scale);
  }

  // What of a furniture line is shown in the language that is on.
  const shown = (node) => (getComputedStyle(node).display === "none" ? "" : node.childElementCount ? [...node.children].map(shown).join("") : node.textContent);

  function furniture(canvas, scale) {
    const pen = canvas.getContext("2d"), frame = stage().getBoundingClientRect(), bar = stage().querySelector(".scale-bar").getBoundingClientRect();
    const [x, y, w, h] = [bar.left - frame.left, bar.top - frame.top, bar.width, bar.height];
    if (w) {
      Object.assign(pen, { strokeStyle: atlas.ruler.colour("--ink-2"), lineWidth: 1.5 * scale });
      pen.beginPath();
      for (const [a, b] of [[x, y], [x, y + h], [x + w, y + h], [x + w, y]]) pen.lineTo(a * scale, b * scale);
      pen.stroke();
      const text = stage().querySelector(".scale-text");
      write(pen, text.textContent, x + w + 8, y + h, parseFloat(getComputedStyle(text).fontSize), 400, scale);
    }
    for (const line of stage().querySelectorAll(".furniture .review, .furniture .ground, .furniture .data")) {
      const box = line.getBoundingClientRect(), size = parseFloat(getComputedStyle(line).fontSize);
      if (box.height) write(pen, shown(line), box.left - frame.left, box.top - frame.top + size * 1.25, size, line.matches(".review") ? 700 : 400, scale);
    }
  }

  // How much of the map is not under the panel: what is covered is no part of the picture.
  function uncovered() {
    const frame = stage().getBoundingClientRect(), panel = document.getElementById("panel");
    const r = panel.checkVisibility() ? panel.getBoundingClientRect() : null, isBeside = r && r.height > frame.height * 0.4 && r.left > frame.left + 200 && r.left < frame.right;
    return isBeside ? r.left - frame.left - (frame.right - r.right) : frame.width;
  }

  function cropped(canvas, scale) {
    const width = Math.round(uncovered() * scale);
    if (width >= canvas.width) return canvas;
    const made = Object.assign(document.createElement("canvas"), { width, height: canvas.height });
    made.getContext("2d").drawImage(canvas, 0, 0);
    return made;
  }

  // The map as it stands, as a canvas. Rejects where there is no WebGL map to take a picture of.
  async function map() {
    const native = atlas.map.native();
    if (!native) throw new Error("no map");
    const { clientWidth: width, clientHeight: height } = stage(), scale = scaleOf(uncovered());
    const canvas = Object.assign(document.createElement("canvas"), { width: Math.round(width * scale), height: Math.round(height * scale) });
    await ground(native, scale, canvas);
    await over(canvas, scale, width, height);
    furniture(canvas, scale);
    return { canvas: cropped(canvas, scale), scale };
  }

  const blob = (canvas) => new Promise((done, fail) => canvas.toBlob((made) => (made ? done(made) : fail(new Error("no picture"))), "image/png"));

  // ---- the picture that is handed out: title above, legend and source below -------------------------------------------------

  // The kinds that are on the map, with how many of each.
  function legend(view) {
    const result = atlas.filtered(), focus = atlas.focus.of(view), counts = new Map();
    atlas.prepared.forEach((one, i) => { if (result.visible[i] && one.item.place !== undefined && (!focus || focus.ids.has(one.item.id))) counts.set(one.kind, (counts.get(one.kind) || 0) + 1); });
    return [...counts].sort((a, b) => b[1] - a[1]);
  }

  function discs(pen, entries, x, y, width, scale) {
    const size = 13, r = 9;
    let at = x, line = y;
    for (const [kind, count] of entries) {
      const words = `${atlas.text(`kind.${kind}.short`)} ${count}`;
      pen.font = `400 ${size * scale}px ${atlas.ruler.colour("--font")}`;
      const wide = 2 * r + 6 + pen.measureText(words).width / scale + 18;
      if (at + wide > x + width) { at = x; line += 26; }
      pen.fillStyle = getComputedStyle(document.documentElement).getPropertyValue(`--kind-${kind}`).trim() || atlas.ruler.colour("--plain-disc");
      pen.beginPath(); pen.arc((at + r) * scale, (line - 4.5) * scale, r * scale, 0, 7); pen.fill();
      Object.assign(pen, { fillStyle: "#fff", textAlign: "center", textBaseline: "middle", font: `700 ${11 * scale}px ${atlas.ruler.colour("--font")}` });
      pen.fillText(atlas.text(`kind.${kind}.mark`), (at + r) * scale, (line - 4) * scale);
      Object.assign(pen, { fillStyle: atlas.ruler.colour("--ink"), textAlign: "left", textBaseline: "alphabetic", font: `400 ${size * scale}px ${atlas.ruler.colour("--font")}` });
      pen.fillText(words, (at + 2 * r + 6) * scale, line * scale);
      at += wide;
    }
    return line;
  }

  // Words in lines that fit.
  function wrap(pen, words, width) {
    const parts = words.match(/[\u4e00-\u9fff]|[^\u4e00-\u9fff\s]+\s*|\s+/g) || [], lines = [""];
    for (const part of parts) {
      if (pen.measureText(lines.at(-1) + part).width > width && lines.at(-1)) lines.push("");
      lines[lines.length - 1] += part;
    }
    return lines.map((line) => line.trim());
  }

  async function handout(view) {
    const { canvas: made, scale } = await map(), width = made.width, pad = 24, { text } = atlas;
    const top = 88, entries = legend(view), foot = 40 + 26 * Math.max(1, Math.ceil(entries.length / Math.max(1, Math.floor((width / scale - 2 * pad) / 120))));
    const canvas = Object.assign(document.createElement("canvas"), { width, height: made.height + (top + foot + 20) * scale }), pen = canvas.getContext("2d");
    pen.fillStyle = atlas.ruler.colour("--paper");
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.drawImage(made, 0, top * scale);
    pen.textBaseline = "alphabetic";
    pen.fillStyle = atlas.ruler.colour("--ink");
    pen.font = `700 ${24 * scale}px ${atlas.ruler.colour("--font")}`;
    pen.fillText(atlas.sharing.title(view), pad * scale, 40 * scale);
    pen.fillStyle = atlas.ruler.colour("--ink-2");
    pen.font = `400 ${14 * scale}px ${atlas.ruler.colour("--font")}`;
    pen.fillText(wrap(pen, atlas.notice.inWords(view, atlas.filtered()), width - 2 * pad * scale)[0], pad * scale, 68 * scale);
    const y = discs(pen, entries, pad, top + made.height / scale + 30, width / scale - 2 * pad, scale);
    pen.fillStyle = atlas.ruler.colour("--ink-2");
    pen.font = `400 ${12 * scale}px ${atlas.ruler.colour("--font")}`;
    pen.fillText(text("share.credit", { date: atlas.data.release.date, release: atlas.data.release.id }), pad * scale, (y + 30) * scale);
    return blob(canvas);
  }

  atlas.picture = { map: async () => blob((await map()).canvas), handout, scaleOf, wrap };
})();
