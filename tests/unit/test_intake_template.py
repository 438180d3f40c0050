"""The workbook to fill in: current, with lists to choose from; read back unchanged it changes nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pandas as pd
import pytest

from geodata.catalog import Tables, read_tables
from geodata.intake.headings import RELEASE, SHEETS, SITE_COLUMNS, indicator_heading
from geodata.intake.places import place_names
from geodata.intake.reading import read_upload
from geodata.intake.template import template
from geodata.intake.understanding import understand
from geodata.loading import CATALOGUE_DIR
from geodata.problems import Problem
from tests.intake_files import opened

RELEASE_ID = "0007-0123abcd"
LANGUAGES = ("zh", "en")


@pytest.fixture(scope="module")
def tables() -> Tables:
    problems: list[Problem] = []
    found = read_tables(CATALOGUE_DIR, problems)
    assert not problems
    return found


@pytest.fixture(scope="module")
def made(tables: Tables) -> Callable[[str], bytes]:
    files = {language: template(tables, RELEASE_ID, language) for language in LANGUAGES}
    return files.__getitem__


def rows_of(data: bytes, name: str, language: str) -> list[dict[str, str]]:
    """Return a sheet as rows by heading."""
    grids = {grid.sheet: grid.rows for grid in read_upload(data).grids}
    head, *rows = grids[SHEETS[name].named(language)]
    return [dict(zip(head, (*row, *[""] * (len(head) - len(row))), strict=True)) for row in rows]


def records(frame: pd.DataFrame) -> Iterator[dict[str, Any]]:
    yield from frame.to_dict("records")


@pytest.mark.parametrize("language", LANGUAGES)
def test_unchanged_it_changes_nothing(tables: Tables, made: Callable[[str], bytes], language: str) -> None:
    outcome = understand(read_upload(made(language)), "all", tables, RELEASE_ID, {}, lambda _: None)
    assert not outcome.errors
    assert not outcome.questions
    assert outcome.tables is not None
    for name, frame in tables.items():
        pd.testing.assert_frame_equal(outcome.tables[name], frame)


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_names_its_release_and_every_sheet(made: Callable[[str], bytes], language: str) -> None:
    book = opened(made(language))
    assert book.sheetnames == [SHEETS[name].named(language) for name in SHEETS if name != "findings"]
    about = book.worksheets[0]
    assert (about["A1"].value, about["B1"].value) == (RELEASE.named(language), RELEASE_ID)
    assert book[SHEETS["lists"].named(language)].sheet_state == "hidden"
    assert book.active.title == SHEETS["indicators"].named(language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_newest_values_of_each_place_stand_in_it(
    tables: Tables, made: Callable[[str], bytes], language: str
) -> None:
    indicators = {row["id"]: row for row in records(tables["indicators"])}
    rows = rows_of(made(language), "indicators", language)
    shown = {(*list(row.values())[:2], head, cell) for row in rows for head, cell in row.items() if cell}
    years = {row["place_id"]: row["year"] for row in records(tables["observations"]) if not row["period"]}
    assert set(years) and len(rows) >= len(years)
    newest = tables["observations"].query("period == ''").groupby("place_id")["year"].max()
    cities = {row["id"]: row[f"name_{language}"] for row in records(tables["cities"])}
    for row in records(tables["observations"]):
        if row["place_id"] in cities and not row["period"] and row["year"] == newest[row["place_id"]]:
            heading = indicator_heading(indicators[row["indicator_id"]], language)
            place, value = cities[row["place_id"]], f"{row['bound']}{row['value']}"
            assert (place, row["year"], heading, value) in shown


def test_figures_are_numbers_and_open_ones_text(tables: Tables, made: Callable[[str], bytes]) -> None:
    sheet = opened(made("zh"))[SHEETS["indicators"].zh]
    cells = [cell for row in sheet.iter_rows(min_row=2, min_col=3) for cell in row if cell.value is not None]
    numbers = [cell for cell in cells if cell.data_type == "n"]
    assert numbers
    assert all(cell.value[0] in "<>~" for cell in cells if cell.data_type != "n")
    assert any(row["bound"] for row in records(tables["observations"]))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_site_stands_in_it(tables: Tables, made: Callable[[str], bytes], language: str) -> None:
    heads = {column.key: column.named(language) for column in SITE_COLUMNS}
    rows = rows_of(made(language), "sites", language)
    for row, site in zip(rows, records(tables["sites"]), strict=True):
        assert [row[heads[key]] for key in ("id", "name_zh", "name_en")] == [
            site[key] for key in ("id", "name_zh", "name_en")
        ]
        assert [row[heads[key]] for key in ("lon", "lat")] == [site["lon"], site["lat"]]


@pytest.mark.parametrize("language", LANGUAGES)
def test_lists_to_choose_from_lie_over_their_columns(made: Callable[[str], bytes], language: str) -> None:
    book = opened(made(language))
    chosen = {column.named(language): column.key for column in SITE_COLUMNS}
    sheet = book[SHEETS["sites"].named(language)]
    found = {}
    for rule in sheet.data_validations.dataValidation:
        heading = sheet.cell(1, next(iter(rule.sqref.ranges)).min_col).value
        name, _, cells = rule.formula1.rpartition("!")
        found[chosen[heading]] = [cell.value for (cell,) in book[name.strip("='")][cells.replace("$", "")]]
    assert set(found) == {
        *("kind", "city_id", "zone_id", "datum", "location_precision", "source", "remove"),
    }
    assert all(words and all(words) for words in found.values())
    places = {rule.sqref.ranges.pop().min_col for rule in _rules(book, "indicators", language)}
    assert 1 in places


def _rules(book: Any, name: str, language: str) -> list[Any]:
    return list(book[SHEETS[name].named(language)].data_validations.dataValidation)


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_holds_no_formula_and_no_link_and_its_headings_explain_themselves(
    made: Callable[[str], bytes], language: str
) -> None:
    book = opened(made(language))
    for sheet in book.worksheets:
        cells = [cell for row in sheet.iter_rows() for cell in row]
        assert not any(cell.data_type == "f" or cell.hyperlink for cell in cells)
    for name in ("indicators", "sites"):
        sheet = book[SHEETS[name].named(language)]
        assert sheet.freeze_panes == "C2"
        assert any(cell.comment for cell in sheet[1])


def test_hostile_names_stay_text(tables: Tables) -> None:
    hostile = '=HYPERLINK("http://x")<script>'
    sites = tables["sites"].assign(name_zh=lambda frame: [hostile, *frame["name_zh"][1:]])
    book = opened(template({**tables, "sites": sites}, RELEASE_ID, "zh"))
    cell = book[SHEETS["sites"].zh]["B2"]
    assert (cell.value, cell.data_type, cell.hyperlink) == (hostile, "s", None)


def test_every_place_is_written_as_the_import_reads_it(tables: Tables, made: Callable[[str], bytes]) -> None:
    names = place_names(tables)
    for language, heading in (("zh", "地区"), ("en", "Place")):
        places = [row[heading] for row in rows_of(made(language), "indicators", language)]
        found = [names.find(place) for place in places]
        assert {len(one) for one in found} == {1}
        assert len(set(found)) == len(places)


def test_a_site_with_figures_that_bears_the_name_of_a_zone_is_written_by_its_id(tables: Tables) -> None:
    site = next(row for row in records(tables["sites"]) if row["name_zh"] in set(tables["zones"]["name_zh"]))
    observed = tables["observations"].copy()
    observed.iloc[0, observed.columns.get_loc("place_id")] = site["id"]
    data = template({**tables, "observations": observed}, RELEASE_ID, "zh")
    assert site["id"] in {row["地区"] for row in rows_of(data, "indicators", "zh")}
