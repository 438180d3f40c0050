// The chain of an industry, from laboratory to cluster: what stands at each stage, what hands over to what, what is
// missing. Derived from the kinds in the catalogue, never stated by the plan; pure, no page.
(function () {
  const STAGES = ["lab", "innovation_centre", "incubator", "industrial_base", "cluster"];

  const distance = (a, b) => Math.hypot((a.lon - b.lon) * Math.cos((a.lat * Math.PI) / 180), a.lat - b.lat);

  // Items of each stage; those without a place are named, not drawn.
  function stages(items) {
    return STAGES.map((kind) => {
      const own = items.filter((item) => item.kind === kind);
      return { kind, items: own, placed: own.filter((item) => item.place), cities: new Set(own.map((item) => item.city).filter(Boolean)) };
    });
  }

  // The places of a stage as points, each once.
  const nodes = (stage, places) => [...new Set(stage.placed.map((item) => item.place))].map((id) => places.get(id)).filter(Boolean);

  // The nearest of the places, one of the same city first.
  function nearest(place, others) {
    return others.reduce((best, other) => {
      const far = distance(place, other) + (other.city === place.city ? 0 : 10);
      return !best || far < best.far ? { far, other } : best;
    }, null)?.other;
  }

  // Two stages joined with as few lines as tie every place of either to the other.
  function join(before, after, places, skipped) {
    const from = nodes(before, places), to = nodes(after, places), found = new Map();
    const put = (a, b) => { if (a && b && a.id !== b.id) found.set(`${a.id} ${b.id}`, { from: a.id, to: b.id, stages: [before.kind, after.kind], skipped }); };
    for (const place of to) put(nearest(place, from), place);
    const giving = new Set([...found.values()].map((line) => line.from));
    for (const place of from) if (!giving.has(place.id)) put(place, nearest(place, to));
    return [...found.values()];
  }

  // Lines between the stages that stand on the map; `skipped` names the stages a line passes over.
  function lines(found, places) {
    const drawn = found.map((stage, i) => [stage, i]).filter(([stage]) => stage.placed.length);
    return drawn.slice(1).flatMap(([after, i], n) => {
      const [before, j] = drawn[n];
      return join(before, after, places, STAGES.slice(j + 1, i));
    });
  }

  // Which stages each city holds: [{city, counts: Map kind → number}], every city, in the order given.
  function byCity(found, cities) {
    return cities.map((city) => ({ city, counts: new Map(found.map((stage) => [stage.kind, stage.items.filter((item) => item.city === city.id).length])) }));
  }

  // What a reader should hear is missing: stages nobody holds; cities with a base and no laboratory, and the other way
  // round; cities the annex positions in the industry and that hold nothing of the chain.
  function gaps(found, cities, positioned) {
    const rows = byCity(found, cities), has = (row, kind) => row.counts.get(kind) > 0;
    const where = (test) => rows.filter(test).map((row) => row.city);
    return {
      stages: found.filter((stage) => !stage.placed.length).map((stage) => stage.kind),
      baseNoLab: where((row) => has(row, "industrial_base") && !has(row, "lab")),
      labNoBase: where((row) => has(row, "lab") && !has(row, "industrial_base")),
      positionOnly: where((row) => positioned.has(row.city.id) && STAGES.every((kind) => !has(row, kind))),
    };
  }

  window.atlas.chain = { STAGES, stages, lines, byCity, gaps };
})();
