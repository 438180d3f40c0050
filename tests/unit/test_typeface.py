"""Letters of documents: all that the atlas writes; without a font it says what to install."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from geodata.catalog import Catalog
from geodata.tables import TABLES
from layouts import typeface
from layouts.text import LANGUAGES, words
from layouts.typeface import MISSING, FontMissingError, faces, letters, printable, small_font
from layouts.value_words import digits


def test_no_font_names_the_package(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(typeface, "PLACES", ((str(tmp_path / "none.ttc"), ""),))
    with pytest.raises(FontMissingError, match="fonts-noto-cjk"):
        faces()


def test_the_face_is_that_of_simplified_chinese() -> None:
    plain, bold = faces()
    with TTFont(plain.path, fontNumber=plain.number, lazy=True) as font:
        assert font["name"].getDebugName(6) == "NotoSansCJKsc-Regular"
    with TTFont(bold.path, fontNumber=bold.number, lazy=True) as font:
        assert font["name"].getDebugName(6) == "NotoSansCJKsc-Bold"


def test_every_letter_of_the_atlas_is_in_the_font(shipped: Catalog) -> None:
    used = set("".join(word for language in LANGUAGES for word in words(language).values()))
    for table in TABLES:
        frame = shipped.table(table)
        used |= set("".join(str(cell) for column in frame for cell in frame[column]))
    used = set(printable("".join(used)))
    drawn = letters(faces()[0], used, "zh")
    empty = drawn[MISSING].glyph
    assert (
        sorted(one for one in used if drawn[one].glyph is empty and one != MISSING and one not in "\n\t")
        == []
    )


def test_what_no_font_has_is_an_empty_box() -> None:
    drawn = letters(faces()[0], "苏\U0001f680", "zh")
    assert drawn["\U0001f680"].glyph is drawn[MISSING].glyph is not drawn["苏"].glyph


def test_thousands_keep_their_space() -> None:
    assert printable(digits(24000)) == "24\u00a0000"


def test_a_small_font_holds_its_letters_and_nothing_else() -> None:
    drawn = letters(faces()[0], "苏州Aé…", "zh")
    font = TTFont(io.BytesIO(small_font("Small", drawn)))
    assert set(font.getBestCmap()) == {ord(one) for one in "苏州Aé… □"}
    assert font["hmtx"]["u082CF"][0] == 1000 and font["glyf"]["u082CF"].numberOfContours > 3
    # Outlines of TrueType turn clockwise; PostScript's were turned round.
    coordinates = font["glyf"]["u00041"].getCoordinates(font["glyf"])[0]
    area = sum(
        x * v - u * y for (x, y), (u, v) in zip(coordinates, [*coordinates[1:], coordinates[0]], strict=True)
    )
    assert area < 0


def test_english_has_narrow_signs() -> None:
    zh, en = (letters(faces()[0], "“·", language) for language in ("zh", "en"))
    assert zh["“"].advance == 1000 > en["“"].advance
    assert zh["·"].advance == en["·"].advance < 700


def test_letters_are_drawn_once(monkeypatch: pytest.MonkeyPatch) -> None:
    first = letters(faces()[0], "太湖", "zh")
    monkeypatch.setattr(typeface, "_draw", lambda *_: pytest.fail("drawn again"))
    assert letters(faces()[0], "太湖", "zh")["太"] is first["太"]
