// The View: everything that decides what is on the screen, and its one text form, the URL query.
// The browser's copy of geodata/view.py; both are tested on tests/cases/view.json.
(function () {
  const ROOMS = ["browse", "present", "presenter", "kiosk"], LANGUAGES = ["zh", "en"], THEMES = ["light", "dark", "contrast"];
  const LENSES = ["overview", "industry", "indicator", "target", "system", "plan"];
  const LISTS = ["", "sites", "targets", "plan", "compare", "coverage", "matrix"];
  const LEVELS = ["city", "zone"], PER = ["", "km2"];
  const SHELVES = ["", "attract", "cities", "zones", "industries", "items", "stories"];
  const CHOICES = { room: ROOMS, lang: LANGUAGES, theme: THEMES, lens: LENSES, list: LISTS, level: LEVELS, per: PER, shelf: SHELVES };
  const FILTERS = ["city", "kind", "industry", "claim"], SEVERAL = [...FILTERS, "compare"];
  const CLAIMS = ["stated", "external", "derived", "unconfirmed"];
  const NOTHING = "none"; // every layer is switched off, which is not the same as no choice
  const MAX_QUERY_CHARS = 2000, MAX_CHOICES = 40;
  const ID = /^[a-z0-9]+(?:[-.][a-z0-9]+)*$/;
  const CAMERA = /^(-?\d{1,3}(?:\.\d+)?),(-?\d{1,2}(?:\.\d+)?),(\d{1,2}(?:\.\d+)?)$/;
  const LOW = [114, 27.5, 5], HIGH = [126, 36, 16];

  const DEFAULT = Object.freeze({
    room: "browse", lang: "zh", theme: "light", lens: "overview",
    city: [], kind: [], industry: [], claim: [],
    indicator: "", year: "", level: "city", per: "", compare: [], selected: "", list: "", shelf: "", story: "", step: "", passage: "", camera: null,
  });
  const KEYS = Object.keys(DEFAULT).sort();

  function cameraAt(lon, lat, zoom) {
    const camera = [+lon.toFixed(4), +lat.toFixed(4), +zoom.toFixed(2)];
    return camera.every((value, i) => value >= LOW[i] && value <= HIGH[i]) ? camera : null;
  }

  function text(key, value) {
    if (key === "camera") return `${value[0].toFixed(4)},${value[1].toFixed(4)},${value[2].toFixed(2)}`;
    return Array.isArray(value) ? value.join(",") : value;
  }

  const isDefault = (key, value) => (Array.isArray(DEFAULT[key]) ? value.length === 0 : value === DEFAULT[key]);

  // The canonical query of a View, without the question mark; "" is the default View.
  function format(view) {
    return KEYS.filter((key) => !isDefault(key, view[key])).map((key) => `${key}=${text(key, view[key])}`).join("&");
  }

  // The parsed value of one key, or null when it is malformed.
  function value(key, given) {
    if (key in CHOICES) return CHOICES[key].includes(given) ? given : null;
    if (key === "camera") {
      const match = CAMERA.exec(given);
      return match && cameraAt(+match[1], +match[2], +match[3]);
    }
    if (key === "year") return /^(19|20)\d\d$/.test(given) ? given : null;
    if (key === "step") return /^[1-9]\d?$/.test(given) ? given : null;
    if (["selected", "indicator", "passage", "story"].includes(key)) return ID.test(given) && given.length <= 80 ? given : null;
    const ids = [...new Set(given.split(","))].sort();
    const fits = ids.every((part) => ID.test(part.replaceAll("_", "-")) && part.length <= 60);
    return fits && ids.length <= MAX_CHOICES ? ids : null;
  }

  // The View a query says, and the keys that were dropped because they are unknown or malformed. Never throws.
  function parse(query) {
    const view = { ...DEFAULT }, dropped = new Set(), found = new Set();
    if (query.length > MAX_QUERY_CHARS) return { view, dropped: ["…"] };
    for (const [key, given] of new URLSearchParams(query)) {
      const parsed = KEYS.includes(key) && !found.has(key) ? value(key, given) : null;
      if (parsed === null) dropped.add([...key].slice(0, 40).join(""));
      else { view[key] = parsed; found.add(key); }
    }
    return { view, dropped: [...dropped] };
  }

  // A room has an address of its own; what else the View says is its query.
  function address(view) {
    const query = format({ ...view, room: DEFAULT.room });
    return `/${view.room === DEFAULT.room ? "" : view.room}${query ? `?${query}` : ""}`;
  }

  function parseAddress({ pathname, search }) {
    const parsed = parse(search), room = pathname.replaceAll("/", "");
    return room && ROOMS.includes(room) ? { ...parsed, view: { ...parsed.view, room } } : parsed;
  }

  window.atlas = Object.assign(window.atlas || {}, {
    view: { DEFAULT, KEYS, FILTERS, SEVERAL, THEMES, LANGUAGES, CLAIMS, NOTHING, ROOMS, parse, format, address, parseAddress, cameraAt },
  });
})();
