// Lengths, colours and text widths as the stylesheet gives them now, read once per theme and frame.
(function () {
  const root = document.documentElement, kept = new Map(), widths = new Map();
  let pen = null, family = "";

  const style = () => getComputedStyle(root);
  const read = (property) => { if (!kept.has(property)) kept.set(property, style().getPropertyValue(property).trim()); return kept.get(property); };
  const rootFont = () => { if (!kept.has("font")) kept.set("font", parseFloat(style().fontSize)); return kept.get("font"); };

  // A custom property in px: `1.5rem` on a desk is 24, on a wall 48.
  const length = (property) => { const value = read(property); return parseFloat(value) * (value.endsWith("rem") ? rootFont() : 1); };
  const colour = read;

  // One px of the desk in this frame: 2 on a wall, whose root font is doubled.
  const rem = () => rootFont() / 16;

  function width(text, size, weight, spacing = 0) {
    pen ||= document.createElement("canvas").getContext("2d");
    family ||= read("--font");
    const key = weight + text;
    if (!widths.has(key)) { pen.font = `${weight} 100px ${family}`; widths.set(key, pen.measureText(text).width / 100); }
    return widths.get(key) * size + spacing * size * text.length;
  }

  const forget = () => kept.clear();
  window.atlas.ruler = { length, colour, rem, width, forget };
})();
