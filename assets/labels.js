// Labels that never lie over each other: the more important first, each at the first of its positions that is free.
// One that fits nowhere is left out, never shrunk.
(function () {
  const overlaps = (a, b) => a.x0 < b.x1 && a.x1 > b.x0 && a.y0 < b.y1 && a.y1 > b.y0;
  const CELL = 120;

  // Boxes by grid cell, so that each new label looks only at its neighbours.
  function grid() {
    const cells = new Map();
    const over = (box, visit) => {
      for (let cx = Math.floor(box.x0 / CELL); cx <= Math.floor(box.x1 / CELL); cx++)
        for (let cy = Math.floor(box.y0 / CELL); cy <= Math.floor(box.y1 / CELL); cy++) visit(`${cx},${cy}`);
    };
    return {
      add: (box) => over(box, (key) => { if (!cells.has(key)) cells.set(key, []); cells.get(key).push(box); }),
      hits: (box, but) => {
        let hit = false;
        over(box, (key) => { hit ||= (cells.get(key) || []).some((other) => (but === undefined || other.owner !== but) && overlaps(box, other)); });
        return hit;
      },
    };
  }

  const box = ([x, y], w, h, pad) => ({ x0: x - w / 2 - pad, x1: x + w / 2 + pad, y0: y - h / 2 - pad, y1: y + h / 2 + pad });

  // `wanted`: {id, w, h, pad, spots: [[x, y] centres], owner?} by falling importance; `taken`: boxes {x0,x1,y0,y1,owner?}.
  // `ways`: boxes along lines, kept clear where another spot is free. Returns Map id → [x, y]. A label may touch a box
  // of its own owner.
  function place(wanted, taken, width, height, ways = []) {
    const used = grid(), lines = grid(), placed = new Map();
    taken.forEach(used.add);
    ways.forEach(lines.add);
    for (const label of wanted) {
      const isFree = (spot) => {
        const area = box(spot, label.w, label.h, label.pad || 0);
        return area.x0 >= 2 && area.y0 >= 2 && area.x1 <= width - 2 && area.y1 <= height - 2 && !used.hits(area, label.owner);
      };
      const clear = ways.length && label.spots.find((spot) => isFree(spot) && !lines.hits(box(spot, label.w, label.h, 0)));
      const spot = clear || label.spots.find(isFree);
      if (!spot) continue;
      used.add({ ...box(spot, label.w, label.h, label.pad || 0), owner: undefined });
      placed.set(label.id, spot);
    }
    return placed;
  }

  // Positions around a mark of radius r: right, left, below, above, then the corners.
  function around(x, y, r, w, h, gap = 4) {
    const dx = r + gap + w / 2, dy = r + gap + h / 2, near = r * 0.7 + w / 2, low = r * 0.8 + h / 2;
    return [[x + dx, y], [x - dx, y], [x, y + dy], [x, y - dy], [x + near, y + low], [x - near, y + low], [x + near, y - low], [x - near, y - low]];
  }

  // A long name in two lines, broken at a space (English) or at the middle (Chinese).
  function lines(name, most) {
    if (name.length <= most) return [name];
    const middle = name.length / 2;
    const spaces = [...name.matchAll(/ /g)].map((match) => match.index);
    if (!spaces.length || /[\u4e00-\u9fff]/.test(name)) return name.length <= most * 1.2 ? [name] : [name.slice(0, Math.ceil(middle)), name.slice(Math.ceil(middle))];
    const cut = spaces.reduce((best, at) => (Math.abs(at - middle) < Math.abs(best - middle) ? at : best));
    return [name.slice(0, cut), name.slice(cut + 1)];
  }

  window.atlas.labels = { place, around, lines, overlaps };
})();
