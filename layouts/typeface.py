"""The Chinese letters of documents: found on this machine, embedded as the outlines that are used.

The usual Chinese fonts are collections (.ttc), some with PostScript outlines, which PDF writers refuse. So
the letters that a document needs are drawn into a small TrueType font of its own.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

PACKAGE = "fonts-noto-cjk"
# Regular and bold, as the usual systems have them; bold may be missing.
PLACES = (
    (
        "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
        "/usr/share/fonts/opentype/noto/NotoSansCJK-Bold.ttc",
    ),
    ("/usr/share/fonts/noto-cjk/NotoSansCJK-Regular.ttc", "/usr/share/fonts/noto-cjk/NotoSansCJK-Bold.ttc"),
    (
        "/usr/share/fonts/google-noto-sans-cjk-fonts/NotoSansCJK-Regular.ttc",
        "/usr/share/fonts/google-noto-sans-cjk-fonts/NotoSansCJK-Bold.ttc",
    ),
    ("/usr/share/fonts/truetype/wqy/wqy-zenhei.ttc", ""),
    ("C:/Windows/Fonts/msyh.ttc", "C:/Windows/Fonts/msyhbd.ttc"),
)
# A collection holds a face per region; the one for simplified Chinese has this in its PostScript name.
SIMPLIFIED = ("sc-", "SC-", "YaHei", "ZenHei")
# In Chinese these signs are as wide as a character; the Korean face has them as English wants them.
KOREAN = ("CJKkr-",)
NARROW = {"zh": "·", "en": "·“”‘’"}
MISSING = "□"
UNITS_PER_EM = 1000
# The narrow space between thousands is in few fonts.
REPLACED = str.maketrans({"\u202f": "\u00a0", "\u2009": " "})


class FontMissingError(Exception):
    """No Chinese font is installed; the message names the package."""

    def __init__(self) -> None:
        super().__init__(f"no Chinese font found; install {PACKAGE}")


@dataclass(frozen=True)
class Letter:
    """One outline in thousandths of the letter's size, and how far the next letter stands."""

    glyph: Any
    advance: int


@dataclass(frozen=True)
class Face:
    """One weight of a font: its place in the collection, and that of the face for NARROW signs."""

    path: Path
    number: int
    narrow: int


def printable(words: str) -> str:
    """Return words without spaces that few fonts have."""
    return words.translate(REPLACED)


def faces() -> tuple[Face, Face]:
    """Return the regular and the bold face. Raises FontMissingError where there is no Chinese font."""
    for regular, bold in PLACES:
        if Path(regular).is_file():
            plain = _face(regular)
            return plain, _face(bold) if bold and Path(bold).is_file() else plain
    raise FontMissingError


@cache
def _face(path: str) -> Face:
    from fontTools.ttLib import TTCollection  # noqa: PLC0415  only who exports a document needs it

    with TTCollection(path, lazy=True) as collection:
        names = [str(font["name"].getDebugName(6)) for font in collection.fonts]
    chinese = _first(names, SIMPLIFIED, 0)
    return Face(Path(path), chinese, _first(names, KOREAN, chinese))


def _first(names: list[str], signs: tuple[str, ...], otherwise: int) -> int:
    found = (i for i, name in enumerate(names) if any(sign in name for sign in signs) and "Mono" not in name)
    return next(found, otherwise)


# Outlines once drawn are kept: a few hundred bytes each, a few thousand at most. Two requests may draw the
# same letter at once, which does no harm.
_drawn: dict[tuple[Path, int], dict[str, Letter | None]] = {}
MOST_KEPT = 6000


def letters(face: Face, characters: Iterable[str], lang: str) -> dict[str, Letter]:
    """Return the outlines of characters; one that the font lacks gets that of an empty box."""
    narrow = set(NARROW[lang]) & set(characters) if face.narrow != face.number else set()
    found = _letters(face.path, face.number, characters)
    return found | ({one: _letters(face.path, face.narrow, narrow)[one] for one in narrow} if narrow else {})


def _letters(path: Path, number: int, characters: Iterable[str]) -> dict[str, Letter]:
    kept = _drawn.setdefault((path, number), {})
    wanted = {*characters, MISSING, " "}
    lacking = [one for one in sorted(wanted) if one not in kept]
    fresh = _draw(path, number, lacking) if lacking else {}
    if len(kept) + len(fresh) <= MOST_KEPT:
        kept.update(fresh)
    have = {**kept, **fresh}
    empty = have[MISSING] or have[" "]
    return {one: have[one] or empty for one in wanted}  # type: ignore[misc]


def _draw(path: Path, number: int, characters: Iterable[str]) -> dict[str, Letter | None]:
    from fontTools.pens.cu2quPen import Cu2QuPen  # noqa: PLC0415
    from fontTools.pens.transformPen import TransformPen  # noqa: PLC0415
    from fontTools.pens.ttGlyphPen import TTGlyphPen  # noqa: PLC0415
    from fontTools.ttLib import TTFont  # noqa: PLC0415

    found: dict[str, Letter | None] = {}
    with TTFont(path, fontNumber=number, lazy=True) as font:
        names, glyphs = font.getBestCmap(), font.getGlyphSet()
        scale = UNITS_PER_EM / font["head"].unitsPerEm
        is_postscript = "CFF " in font
        for one in characters:
            name = names.get(ord(one))
            if name is None:
                found[one] = None
                continue
            pen = TTGlyphPen(None)
            # PostScript outlines turn the other way round.
            lines = Cu2QuPen(pen, max_err=1.0, reverse_direction=is_postscript)
            glyphs[name].draw(TransformPen(lines, (scale, 0, 0, scale, 0, 0)))
            found[one] = Letter(pen.glyph(), round(glyphs[name].width * scale))
    return found


def small_font(name: str, drawn: dict[str, Letter]) -> bytes:
    """Return a TrueType font with these letters and nothing else."""
    from fontTools.fontBuilder import FontBuilder  # noqa: PLC0415
    from fontTools.ttLib.tables._g_l_y_f import Glyph  # noqa: PLC0415

    order = [".notdef", *(f"u{ord(one):05X}" for one in sorted(drawn))]
    glyphs = {f"u{ord(one):05X}": letter for one, letter in drawn.items()}
    build = FontBuilder(UNITS_PER_EM, isTTF=True)
    build.setupGlyphOrder(order)
    build.setupCharacterMap({ord(one): f"u{ord(one):05X}" for one in drawn})
    build.setupGlyf({".notdef": Glyph()} | {key: letter.glyph for key, letter in glyphs.items()})
    build.setupHorizontalMetrics(
        {".notdef": (UNITS_PER_EM, 0)}
        | {key: (letter.advance, getattr(letter.glyph, "xMin", 0)) for key, letter in glyphs.items()}
    )
    build.setupHorizontalHeader(ascent=880, descent=-120)
    build.setupNameTable({"familyName": name, "styleName": "Regular", "psName": name})
    build.setupOS2(sTypoAscender=880, sTypoDescender=-120, usWinAscent=1000, usWinDescent=200)
    build.setupPost()
    file = io.BytesIO()
    build.save(file)
    return file.getvalue()
