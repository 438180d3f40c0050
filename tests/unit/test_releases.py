"""Releases: what is published can be read again exactly, opens in other programs, and is never changed."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
import time
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pyogrio
import pytest
from pandas.testing import assert_frame_equal

from geodata.catalog import Tables, catalog_of, read_tables
from geodata.loading import CATALOGUE_DIR
from geodata.problems import CatalogueError
from geodata.releases import audit
from geodata.releases.difference import CellChange, difference
from geodata.releases.digest import canonical, digest_of, number_text
from geodata.releases.faults import BaseMoved, StoreError
from geodata.releases.manifest import Release
from geodata.releases.shelf import Shelf
from geodata.releases.store import Store
from geodata.tables import TABLES
from tests.release_samples import noted, prove_once

HOSTILE = (
    "<script>alert(1)</script><img src=x onerror=alert(2)>",
    '=HYPERLINK("http://example.org")',
    "../../etc/passwd'; DROP TABLE sites; --",
    "naïve 苏州 \U0001f3d9 ${x} {{y}} `z` \\n \\ %s",
    "x" * 10_000,
)


@pytest.fixture(autouse=True)
def proved_once(monkeypatch: pytest.MonkeyPatch) -> None:
    prove_once(monkeypatch)


@pytest.fixture(scope="module")
def bundled() -> Tables:
    return Store(None).open().tables


@pytest.fixture(scope="module")
def published(bundled: Tables, tmp_path_factory: pytest.TempPathFactory) -> Store:
    """A folder of two releases, the second in use. Not to be changed."""
    store = Store(tmp_path_factory.mktemp("releases"))
    changed = noted(bundled, "b")
    store.publish(changed, base=store.open().release.id, who="Wang", note="first", origin="10.0.0.1")
    return store


def publish(store: Store, tables: Tables, base: str = "") -> Release:
    return store.publish(tables, base=base or store.open().release.id, who="w", note="n")


def test_without_a_folder_there_is_the_bundled_release_alone(bundled: Tables) -> None:
    for shelf in (Store(None), Store(Path("/nowhere/at/all"))):
        opened = shelf.open()
        assert (shelf.pointer(), opened.problem, shelf.log(), shelf.verify()) == ("", "", (), ())
        assert shelf.history() == (opened.release,)
        assert opened.release.id == f"0001-{opened.release.digest[:8]}"
        assert digest_of(shelf.read(opened.release.id)) == shelf.digest() == opened.release.digest
    with pytest.raises(StoreError, match="RELEASES_DIR"):
        publish(Store(None), bundled)
    with pytest.raises(StoreError, match="RELEASES_DIR"):
        Store(None).record("w", "login", result="done")


def test_the_bundled_catalogue_is_the_first_release(published: Store, bundled: Tables) -> None:
    first, second = published.history()
    assert first.id == Store(None).open().release.id
    assert digest_of(read_tables(CATALOGUE_DIR, [])) == first.digest == digest_of(published.read(first.id))
    assert (second.base, second.who, second.note, second.origin) == (first.id, "Wang", "first", "10.0.0.1")
    assert second.id == f"0002-{second.digest[:8]}" == published.pointer()
    assert second.counts == {name: len(frame) for name, frame in bundled.items()}
    assert second.warnings == len(catalog_of(bundled, "").warnings)
    assert published.verify() == ()


def test_what_is_published_is_read_again_cell_by_cell(published: Store, bundled: Tables) -> None:
    opened = published.open()
    expected = canonical(noted(bundled, "b"))
    assert list(opened.tables) == list(TABLES)
    for name, frame in expected.items():
        assert_frame_equal(opened.tables[name], frame)
    assert opened.release.digest == published.digest() == digest_of(expected)
    assert catalog_of(opened.tables, opened.release.id).release == opened.release.id


def test_the_manifest_proves_the_file(published: Store) -> None:
    assert published.folder is not None
    place = published.folder / published.pointer()
    manifest = json.loads((place / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["sha256"] == hashlib.sha256((place / "atlas.gpkg").read_bytes()).hexdigest()
    assert {path.name for path in place.iterdir()} == {"atlas.gpkg", "manifest.json"}


def test_the_file_opens_in_other_programs(published: Store) -> None:
    assert published.folder is not None
    path = published.folder / published.pointer() / "atlas.gpkg"
    kinds = dict(pyogrio.list_layers(path))
    points = {"cities", "districts", "zones", "sites"}
    assert {name for name, kind in kinds.items() if kind == "Point"} == points
    assert {name for name, kind in kinds.items() if kind is None} == set(TABLES) - points
    assert kinds["zone_outlines"] == "MultiPolygon"
    sites = gpd.read_file(path, layer="sites")
    placed = sites[sites["lon"].notna()]
    assert (sites.crs, len(sites)) == ("EPSG:4326", len(published.open().tables["sites"]))
    assert list(placed.geometry.x) == list(placed["lon"])
    assert list(placed.geometry.y) == list(placed["lat"])
    assert sites.geometry[sites["lon"].isna()].isna().all()
    outlines = gpd.read_file(path, layer="zone_outlines")
    assert set(outlines["id"]) == set(gpd.read_file(path, layer="zones")["id"])
    assert outlines.geometry.is_valid.all()
    observed = pyogrio.read_dataframe(path, layer="observations")
    assert (observed["value"].dtype, observed["year"].dtype) == ("float64", "int64")


def test_text_is_kept_letter_by_letter(bundled: Tables, tmp_path: Path) -> None:
    store = Store(tmp_path)
    publish(store, noted(bundled, *HOSTILE))
    assert tuple(store.open().tables["sites"]["note_en"].iloc[: len(HOSTILE)]) == HOSTILE


def test_control_characters_are_refused(bundled: Tables, tmp_path: Path) -> None:
    store = Store(tmp_path)
    with pytest.raises(CatalogueError, match="control character") as refusal:
        publish(store, noted(bundled, "a\0b", "a\x1b[31mb", "a\u202eb", "a\nb"))
    assert [problem.row for problem in refusal.value.problems] == [2, 3, 4, 5]
    assert store.open().release.digest == digest_of(bundled)
    assert store.log()[-1]["result"] == audit.REFUSED


def test_half_a_character_is_refused(bundled: Tables, tmp_path: Path) -> None:
    store = Store(tmp_path)
    with pytest.raises((StoreError, CatalogueError)):
        publish(store, noted(bundled, "a\ud800b"))
    assert (store.digest(), store.verify()) == (digest_of(bundled), ())


def test_unsound_tables_are_refused_with_every_problem(bundled: Tables, tmp_path: Path) -> None:
    sites = bundled["sites"].copy()
    sites.loc[sites.index[:3], "kind"] = "castle"
    store = Store(tmp_path)
    with pytest.raises(CatalogueError) as refusal:
        publish(store, {**bundled, "sites": sites})
    assert len(refusal.value.problems) == 3
    assert [release.id for release in store.history()] == [Store(None).open().release.id]


def test_numbers_are_written_one_way_that_the_contracts_know() -> None:
    written = {0.00001: "0.00001", -0.0: "0", 3000.0: "3000", 0.1 + 0.2: "0.3", 999999999999999.0: "9" * 15}
    assert {value: number_text(value) for value in written} == written


def test_equal_numbers_are_no_difference_and_slips_are_kept(bundled: Tables) -> None:
    observed = bundled["observations"].copy()
    observed["value"] = [f"{cell}.000" if "." not in cell else f"{cell}0" for cell in observed["value"]]
    same = {**bundled, "observations": observed}
    assert digest_of(same) == digest_of(bundled)
    assert not difference(bundled, same)
    for slip in ("1_000", " 5", "１２", "nan", "1e3"):
        observed.loc[observed.index[0], "value"] = slip
        assert canonical(same)["observations"]["value"].iloc[0] == slip


def test_the_order_of_rows_is_no_content(bundled: Tables) -> None:
    turned = {name: frame.iloc[::-1] for name, frame in bundled.items()}
    assert digest_of(turned) == digest_of(bundled)
    assert not difference(bundled, turned)


def test_a_difference_names_rows_and_cells(bundled: Tables) -> None:
    sites = bundled["sites"]
    gone = sites["id"].iloc[-1]
    new = pd.concat([sites.iloc[:-1], sites.iloc[:1].assign(id="site-new")], ignore_index=True)
    new.loc[1, "name_en"] = "Renamed"
    found = difference(bundled, {**bundled, "sites": new})
    assert [(one.table, one.id) for one in found.added] == [("sites", "site-new")]
    assert [(one.table, one.id) for one in found.removed] == [("sites", gone)]
    assert found.removed[0].row["name_zh"] == sites["name_zh"].iloc[-1]
    old_name = sites["name_en"].iloc[1]
    assert found.changed == (CellChange("sites", sites["id"].iloc[1], "name_en", old_name, "Renamed"),)
    assert found.counts() == {"added": {"sites": 1}, "changed": {"sites": 1}, "removed": {"sites": 1}}
    back = difference({**bundled, "sites": new}, bundled)
    assert [one.id for one in back.added] == [gone]


def test_going_back_moves_the_pointer_alone_and_the_log_stays(bundled: Tables, tmp_path: Path) -> None:
    store = Store(tmp_path)
    second = publish(store, noted(bundled, "b"))
    third = publish(store, noted(bundled, "c"))
    first = store.history()[0]
    for release in (first, second, first):
        assert store.roll_back(release.id, who="w", note="back", origin="10.0.0.1") == release
        assert (store.pointer(), store.digest()) == (release.id, release.digest)
    assert store.history() == (first, second, third)
    again = publish(store, noted(bundled, "d"))
    assert (again.id[:5], again.base) == ("0004-", first.id)
    ends = [(entry["what"], entry["release"]) for entry in store.log() if entry["result"] == audit.DONE]
    backs = [("rollback", release.id) for release in (first, second, first)]
    assert ends == [("publish", second.id), ("publish", third.id), *backs, ("publish", again.id)]
    assert store.log()[4]["from"] == "10.0.0.1"
    assert store.verify() == ()


def test_equal_content_has_an_equal_digest_whatever_its_history(bundled: Tables, tmp_path: Path) -> None:
    store = Store(tmp_path)
    publish(store, noted(bundled, "b"))
    last = publish(store, bundled)
    assert store.digest() == last.digest == store.history()[0].digest == Store(None).digest()


def test_who_is_late_is_told_of_the_new_base(bundled: Tables, tmp_path: Path) -> None:
    store = Store(tmp_path)
    base = store.open().release.id
    first = publish(store, noted(bundled, "b"), base)
    with pytest.raises(BaseMoved, match=first.id) as late:
        publish(store, noted(bundled, "c"), base)
    assert (late.value.current, store.open().release) == (first, first)
    assert (store.log()[-1]["result"], store.log()[-1]["base"]) == (audit.REFUSED, base)


@pytest.mark.parametrize("asked", ["0009-deadbeef", "", "../../etc", "current", "0001-12345678\n"])
def test_an_unknown_release_is_neither_read_nor_put_in_use(published: Store, asked: str) -> None:
    with pytest.raises(StoreError, match="no release"):
        published.read(asked)
    with pytest.raises(StoreError, match="no release"):
        Store(published.folder).roll_back(asked, who="w", note="n")
    assert published.verify() == ()


def test_words_of_people_stay_on_their_line(bundled: Tables, tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.record("eve\n{}", "login", result="refused", origin="\x1b[2J", detail="y" * 10_000)
    entry = store.log()[-1]
    assert (entry["who"], entry["from"], len(entry["detail"])) == ("eve {}", " [2J", audit.LONGEST)
    base = store.open().release.id
    release = store.publish(bundled, base=base, who="a\tb", note="one\ntwo \ud800", origin="")
    assert (release.who, release.note) == ("a b", "one two  ")
    assert store.history()[-1] == release


def test_a_clock_set_back_confuses_nothing(
    bundled: Tables, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store(tmp_path)
    before = publish(store, noted(bundled, "b"))
    monkeypatch.setattr(audit, "utc_now", lambda: "2001-01-01T00:00:00+00:00")
    after = publish(store, noted(bundled, "c"))
    assert after.made < before.made
    assert store.open().release == store.history()[-1] == after
    assert [entry["release"] for entry in store.log()] == [before.id, before.id, after.id, after.id]
    assert store.verify() == ()


def test_opening_is_quick_and_needs_no_gdal(published: Store) -> None:
    taken = []
    for _ in range(3):
        started = time.perf_counter()
        Shelf(published.folder).open()
        taken.append(time.perf_counter() - started)
    assert min(taken) < 0.3
    told = "import sys; from pathlib import Path; from geodata.releases.store import Store; "
    told += "Store(Path(sys.argv[1])).open(); sys.exit('pyogrio' in sys.modules)"
    subprocess.run([sys.executable, "-c", told, str(published.folder)], check=True)
