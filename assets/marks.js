// Marks: the sites of one place as one sign. How well the place is known shows in the sign itself (look of the atlas):
// disc = street, dashed disc = one known by district, ring with a number = several, square = known by city only.
(function () {
  const CELL = 64;         // px; above MANY marks, neighbours within a cell are one mark
  const MANY = 140;

  // Items by place, once a release.
  function byPlace(prepared) {
    const places = new Map();
    prepared.forEach(({ item }, i) => {
      if (!item.place) return;
      if (!places.has(item.place)) places.set(item.place, []);
      places.get(item.place).push(i);
    });
    return places;
  }

  const sign = (id, lon, lat, precision, members) => ({ id, lon, lat, precision, members });

  // From afar: one ring a city, at the city's own point.
  function cityGroups(prepared, cities) {
    const groups = new Map(cities.map((city) => [city.id, sign(city.id, city.lon, city.lat, "far", [])]));
    prepared.forEach(({ item, city }, i) => { if (item.place && groups.has(city)) groups.get(city).members.push(i); });
    return [...groups.values()];
  }

  function cellGroups(groups, zoom, project) {
    const cells = new Map(), level = Math.round(zoom * 2) / 2;
    for (const group of groups) {
      const [x, y] = project(group.lon, group.lat, level);
      const key = `cell-${level}-${Math.floor(x / CELL)}-${Math.floor(y / CELL)}`;
      if (!cells.has(key)) cells.set(key, []);
      cells.get(key).push(group);
    }
    return [...cells].map(([key, held]) => (held.length === 1 ? held[0] : sign(
      key, held.reduce((sum, g) => sum + g.lon, 0) / held.length, held.reduce((sum, g) => sum + g.lat, 0) / held.length,
      "cell", held.flatMap((g) => g.members),
    )));
  }

  // The groups of a camera; which of their members show is decided after, so that a filter never regroups.
  function group(prepared, places, byPlaceIndex, cities, zoom, far, project) {
    if (far) return cityGroups(prepared, cities);
    const groups = [...byPlaceIndex].map(([id, members]) => {
      const place = places.get(id);
      return sign(id, place.lon, place.lat, place.precision, members);
    });
    return groups.length > MANY ? cellGroups(groups, zoom, project) : groups;
  }

  // Push marks apart until none touch; each stays as near its true point as it can. Deterministic.
  function spread(points, gap) {
    const at = points.map(({ x, y }) => [x, y]);
    for (let round = 0; round < 60; round++) {
      let moved = false;
      for (let i = 0; i < at.length; i++) {
        for (let j = i + 1; j < at.length; j++) {
          const need = points[i].r + points[j].r + gap;
          let dx = at[j][0] - at[i][0], dy = at[j][1] - at[i][1], d = Math.hypot(dx, dy);
          if (d >= need - 0.01) continue;
          if (d < 0.01) { const angle = (i * 2.399963 + j) % 6.283185; dx = Math.cos(angle); dy = Math.sin(angle); d = 1; }
          const push = (need - Math.min(d, need)) / 2 + 0.05, ux = dx / d, uy = dy / d;
          at[i][0] -= ux * push; at[i][1] -= uy * push;
          at[j][0] += ux * push; at[j][1] += uy * push;
          moved = true;
        }
      }
      if (!moved) break;
    }
    return at;
  }

  // Kinds of the visible members in layer order, with how many of each: the ring's coloured parts.
  function parts(kinds, order) {
    const counts = new Map();
    for (const kind of kinds) counts.set(kind, (counts.get(kind) || 0) + 1);
    return order.filter((kind) => counts.has(kind)).map((kind) => [kind, counts.get(kind)]);
  }

  window.atlas.marks = { byPlace, group, spread, parts };
})();
