// What a test asks of the page: where there is calm ground, what lies outside, what is cut, what is small.
window.probe = (() => {
  const seen = (node) => node.checkVisibility({ visibilityProperty: true });
  const box = (node) => node.getBoundingClientRect();
  const over = (a, b) => a.left < b.right && a.right > b.left && a.top < b.bottom && a.bottom > b.top;
  const wider = (r, by) => ({ left: r.left - by, right: r.right + by, top: r.top - by, bottom: r.bottom + by });
  const frame = () => box(atlas.map.native().getCanvas());
  const covers = () => [...document.querySelectorAll(".label, .mark, .leaders line, [data-covers]")].filter(seen).map(box);

  // The spots of the screen that pass `test(x, y)` (map pixels) and have nothing lying over them.
  function spots(test, margin) {
    const { left, top, width, height } = frame(), taken = covers(), found = [];
    for (let y = 20; y < height - 20; y += 9) for (let x = 20; x < width - 20; x += 9) {
      const here = wider({ left: left + x, right: left + x, top: top + y, bottom: top + y }, margin);
      if (!taken.some((r) => over(r, here)) && test(x, y)) found.push([left + x, top + y]);
    }
    return found;
  }

  // Squares of 16 px in which the ground is just `wanted`: [x, y, lon, lat].
  const GROUND = ["land", "plotly-trace-layer-cities-fill", "bands", "water", "shore", "county", "city-edge", "city-water", "zone-fill"];
  function calmPoints(wanted) {
    const map = atlas.map.native(), { left, top } = frame(), just = GROUND.filter((layer) => wanted.includes(layer)).join();
    const ground = (at) => { const hits = map.queryRenderedFeatures(at); return GROUND.filter((layer) => hits.some((hit) => hit.layer.id.replace(/^band-.*/, "bands") === layer)).join(); };
    return spots((x, y) => ground([x, y]) === just && ground([[x - 8, y - 8], [x + 8, y + 8]]) === just, 12)
      .map(([x, y]) => { const { lng, lat } = map.unproject([x - left, y - top]); return [x, y, lng, lat]; });
  }

  const zonePoint = (id) => spots((x, y) => atlas.map.native().queryRenderedFeatures([x, y], { layers: ["zone-fill"] })
    .some((hit) => hit.properties.id === id), 4)[0];

  function place([lon, lat]) {
    const at = atlas.map.native().project([lon, lat]), { left, top } = frame();
    return [left + at.x, top + at.y];
  }

  const camera = () => { const map = atlas.map.native(), { lng, lat } = map.getCenter(); return [lng, lat, map.getZoom()]; };

  function colour(name) {
    const pen = document.createElement("canvas").getContext("2d");
    pen.fillStyle = getComputedStyle(document.documentElement).getPropertyValue(name).trim();
    pen.fillRect(0, 0, 1, 1);
    return [...pen.getImageData(0, 0, 1, 1).data].slice(0, 3);
  }

  // The marks as drawn: place → how many items its sign says it stands for.
  const number = (mark) => mark.querySelector(".mark-number, .mark-badge-number")?.textContent ?? 1;
  const marked = () => Object.fromEntries([...document.querySelectorAll(".mark")].map((mark) => [mark.dataset.mark, Number(number(mark))]));

  const circles = () => [...document.querySelectorAll(".mark-halo")].map(box).map((r) => [r.left + r.width / 2, r.top + r.height / 2, r.width / 2 - 3]);

  // Names that lie over each other or over a card. Letters do not reach the edges of their box.
  function covered() {
    const inner = (r) => ({ left: r.left + 3, right: r.right - 3, top: r.top + 5, bottom: r.bottom - 5 });
    const names = [...document.querySelectorAll(".overlay .label")].filter((node) => !/rotate/.test(node.getAttribute("transform")));
    const cards = [...document.querySelectorAll("[data-covers]")].filter((node) => seen(node) && node.innerText);
    const texts = names.map((node) => [node.textContent, inner(box(node))]), found = [];
    texts.forEach(([name, at], i) => {
      for (const [other, there] of texts.slice(0, i)) if (over(at, there)) found.push([name, other]);
      for (const card of cards) if (over(at, box(card))) found.push([name, card.className]);
    });
    return found;
  }

  const say = (node, r) => `${node.className || node.tagName} “${node.innerText?.slice(0, 30)}” ${Math.round(r.left)}..${Math.round(r.right)} ${Math.round(r.width)}×${Math.round(r.height)}`;
  const PARTS = "button, a, input, h2, .furniture, .headline, .figure, .sentence, .panel, .notice";

  function outside() {
    const wide = Math.max(document.documentElement.scrollWidth, document.body.scrollWidth) > innerWidth;
    const parts = [...document.querySelectorAll(PARTS)].filter((node) => seen(node) && !node.closest(".skip, .ag-root-wrapper, .scroll-x, .matrix-scroll"))
      .map((node) => [node, box(node)]).filter(([, r]) => r.width && (r.left < -1 || r.right > innerWidth + 1));
    return [...(wide ? ["the page scrolls sideways"] : []), ...parts.map(([node, r]) => say(node, r))];
  }

  const CUTTING = ".header *, .headline *, .bottom-tabs *, .furniture *, .chip, .active-chip";
  const cut = () => [...document.querySelectorAll(CUTTING)]
    .filter((node) => !node.children.length && node.textContent.trim() && seen(node) && box(node).width > 1)
    .filter((node) => node.scrollWidth > node.clientWidth + 1 && getComputedStyle(node).overflow !== "visible")
    .map((node) => say(node, box(node)));

  const small = (least) => [...document.querySelectorAll("button, a, [role=button], input, summary")]
    .filter((node) => seen(node) && !node.closest(".skip, svg.overlay, .ag-root-wrapper"))
    .map((node) => [node, box(node)])
    .filter(([, r]) => r.width && r.bottom > 0 && r.top < innerHeight && Math.min(r.width, r.height) < least - 0.5)
    .map(([node, r]) => say(node, r));

  // What is wrong with the stage: words and filters stand beside the map, whole, and the furniture on it. On a phone, and
  // where a story is chosen, the words may be scrolled.
  function stage() {
    const inside = (a, b) => a.left > b.left - 1 && a.right < b.right + 1 && a.top > b.top - 1 && a.bottom < b.bottom + 1, less = (r) => wider(r, -1);
    const [words, map, steps] = ["words", "map", "steps"].map((id) => document.getElementById(id)), all = (part) => [...document.querySelectorAll(part)].filter(seen);
    const window_ = { left: 0, top: 0, right: innerWidth, bottom: innerHeight }, isPhone = innerWidth < 700, below = words.scrollHeight - words.clientHeight;
    const leaves = all("#words *, #steps *").filter((node) => !node.children.length && node.textContent.trim() && !node.matches(".chapter-name"));
    const beyond = ({ left, right }, frame) => left < frame.left - 1 || right > frame.right + 1;
    return [
      ...all("#words, #steps, .rail, .panel").filter((part) => over(less(box(part)), box(map))).map((part) => `${part.id} lies over the map`),
      ...[words, map, steps].filter((part) => !inside(box(part), window_)).map((part) => `${part.id} lies outside`),
      ...[".furniture .review", ".furniture .scale"].filter((part) => !all(part).some((node) => inside(box(node), box(map)))).map((part) => `${part} is not on the map`),
      ...(below > 1 && !isPhone && !words.querySelector(".story-card") && !all(".rail, .panel").length ? [`${below} px of the words are below the edge`] : []),
      ...leaves.filter((node) => beyond(box(node), box(node.closest("#words, #steps")))).map((node) => `beyond the edge: ${say(node, box(node))}`),
      ...all(".chapter-bar .on .chapter-name").filter((node) => !isPhone && node.scrollWidth > node.clientWidth).map((node) => `cut: ${node.textContent}`),
    ];
  }

  // Chinese on the screen where it is not meant: signs of kinds, other names and titles of sources are.
  function chinese() {
    const meant = "[lang^=zh], .disc, .mark, .other-name, .fact dd a, noscript, script, style";
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = [];
    while (walker.nextNode()) {
      const { data, parentElement: parent } = walker.currentNode;
      if (/[\u4e00-\u9fff]/.test(data) && !parent.closest(meant) && seen(parent)) found.push(data.trim());
    }
    return found;
  }

  function focusPart() {
    const node = document.activeElement;
    return { ".marks": "marks", ".rail": "rail", ".header": "header", "#panel": "panel", "#table": "table" }[
      [".marks", ".rail", ".header", "#panel", "#table"].find((part) => node.closest(part))] || node.className || node.tagName;
  }

  // Nothing when the focused part is on the screen and shows that it is focused.
  function focusUnseen() {
    const node = document.activeElement, r = box(node), { outlineStyle, boxShadow } = getComputedStyle(node);
    const ring = outlineStyle !== "none" || boxShadow !== "none" || node.matches(".mark, input");
    return r.width > 0 && r.bottom > 0 && r.top < innerHeight && ring ? null : say(node, r);
  }

  const sent = () => ["resource", "navigation"].flatMap((kind) => performance.getEntriesByType(kind))
    .map((entry) => [new URL(entry.name).pathname, entry.transferSize]);

  const onScreen = (node) => node.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true });
  const zoomed = (node) => { let zoom = 1; for (let up = node; up; up = up.parentElement) zoom *= parseFloat(getComputedStyle(up).zoom) || 1; return zoom; };

  // Text that cannot be read from where a visitor stands: under 24 px of such a screen.
  function hardToRead(scale) {
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), found = new Set();
    while (walk.nextNode()) {
      const node = walk.currentNode.parentElement;
      if (!walk.currentNode.data.trim() || node.closest("script, style, noscript, .unseen, svg") || !onScreen(node)) continue;
      const px = parseFloat(getComputedStyle(node).fontSize) * zoomed(node);
      if (px < 24 * scale - 0.5) found.add(`${node.className || node.tagName} ${px.toFixed(1)} ${walk.currentNode.data.slice(0, 16)}`);
    }
    return [...found];
  }

  // Where each thing to touch begins, from the top.
  const tops = () => [...document.querySelectorAll("button, .mark:not(.dim)")].filter(onScreen).map(box).filter((r) => r.width).map((r) => r.top);

  // A page whose picture never comes.
  function unpainted() {
    const map = document.getElementById("map"), lose = () => { if (map.dataset.view) map.removeAttribute("data-view"); };
    new MutationObserver(lose).observe(map, { attributeFilter: ["data-view"] });
    lose();
  }

  return { hardToRead, tops, unpainted, calmPoints, zonePoint, place, camera, colour, marked, circles, covered, outside, cut, small, stage, chinese, focusPart, focusUnseen, sent };
})();
