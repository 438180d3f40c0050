// Where marks and names stand on the screen: marks that touch are pushed apart, names that find no room are left out.
(function () {
  const ROUNDS = 60, GAP = 3;

  // Boxes by their middle and half sides; each moves away from its neighbours but stays tied to its own point.
  function apart(marks) {
    for (const one of marks) Object.assign(one, { dx: 0, dy: 0 });
    for (let round = 0; round < ROUNDS; round++) {
      let moved = false;
      for (let i = 0; i < marks.length; i++) for (let j = i + 1; j < marks.length; j++) {
        const a = marks[i], b = marks[j], least = a.r + b.r + GAP;
        let x = b.x + b.dx - a.x - a.dx, y = b.y + b.dy - a.y - a.dy, far = Math.hypot(x, y);
        if (far >= least) continue;
        if (far < 0.01) { x = Math.cos(i + j); y = Math.sin(i + j); far = 1; }
        const push = (least - far) / 2 / far;
        a.dx -= x * push; a.dy -= y * push; b.dx += x * push; b.dy += y * push;
        moved = true;
      }
      if (!moved) break;
    }
    return marks;
  }

  const touch = (a, b) => a.x0 < b.x1 && b.x0 < a.x1 && a.y0 < b.y1 && b.y0 < a.y1;

  // The first spot of each label that touches nothing placed before, or null; labels come in order of importance.
  function room(labels, taken, width, height) {
    const held = [...taken];
    return labels.map(({ w, h, spots }) => {
      for (const [x, y] of spots) {
        const box = { x0: x - w / 2 - 2, x1: x + w / 2 + 2, y0: y - h / 2, y1: y + h / 2 };
        if (box.x0 < 0 || box.y0 < 0 || box.x1 > width || box.y1 > height || held.some((other) => touch(box, other))) continue;
        held.push(box);
        return [x, y];
      }
      return null;
    });
  }

  window.atlas = Object.assign(window.atlas || {}, { apart, room });
})();
