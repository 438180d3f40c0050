"""`releases` on the command line: what it prints, what it returns, what it leaves in the folder."""

from __future__ import annotations

import argparse
import csv
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from geodata.loading import CATALOGUE_DIR
from geodata.releases import command
from geodata.releases.store import Store
from tests.release_samples import prove_once

Told = tuple[int, str, str]
Run = Callable[..., Told]


@pytest.fixture(autouse=True)
def proved_once(monkeypatch: pytest.MonkeyPatch) -> None:
    prove_once(monkeypatch)
    monkeypatch.delenv(command.VARIABLE, raising=False)


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Run:
    """Carry out `releases …` on a folder of the test; returns exit code, output and errors."""

    def carried_out(*words: str, folder: Path | None = tmp_path / "releases") -> Told:
        parser = argparse.ArgumentParser(prog="python -m geodata")
        command.add(parser.add_subparsers(dest="command", required=True))
        where = ["--releases", str(folder)] if folder else []
        options = parser.parse_args(["releases", *words, *where])
        code = options.run(options)
        assert isinstance(code, int)
        told = capsys.readouterr()
        return code, told.out, told.err

    return carried_out


@pytest.fixture
def catalogue(tmp_path: Path) -> Path:
    """A folder of tables as a person keeps them, one name changed."""
    folder = shutil.copytree(CATALOGUE_DIR, tmp_path / "tables")
    edit(folder, "name_en", "Renamed <b>Lab</b>")
    return folder


def edit(folder: Path, column: str, value: str) -> str:
    """Change a cell of the first site and return the id of its row."""
    path = folder / "sites.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    rows[0][column] = value
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return rows[0]["id"]


def test_a_release_is_published_listed_compared_and_taken_back(
    run: Run, catalogue: Path, tmp_path: Path
) -> None:
    first = Store(None).open().release.id
    code, told, _ = run("publish", "--catalogue", str(catalogue), "--note", "renamed")
    second = Store(tmp_path / "releases").pointer()
    assert (code, second in told) == (0, True)
    code, told, _ = run("list")
    lines = told.splitlines()
    assert (code, [line[:15] for line in lines]) == (0, [f"  {first}", f"* {second}"])
    assert lines[1].endswith(f"  {command.operator()}  renamed")
    code, told, _ = run("diff", first, second)
    assert (code, "sites 1" in told) == (0, True)
    assert "name_en: " in told
    assert "'Renamed <b>Lab</b>'" in told
    assert run("verify")[0] == 0
    code, told, _ = run("rollback", first, "--note", "not yet")
    assert (code, first in told) == (0, True)
    assert run("list")[1].startswith(f"* {first}")
    code, told, _ = run("list", "--log")
    assert [line.count("result=") for line in told.splitlines()] == [1] * 4
    assert "note=not yet" in told


def test_without_names_it_is_about_the_last_step(run: Run, catalogue: Path) -> None:
    assert run("diff")[:2] == (0, "没有差别 No difference\n")
    run("publish", "--catalogue", str(catalogue))
    code, told, _ = run("diff")
    assert (code, "sites 1" in told) == (0, True)
    code, told, _ = run("rollback")
    assert (code, Store(None).open().release.id in told) == (0, True)
    assert run("digest")[1] == Store(None).digest() + "\n"


def test_the_digest_is_one_line_that_stands_for_the_content(run: Run, catalogue: Path) -> None:
    bundled = run("digest", folder=None)
    assert bundled == (0, Store(None).digest() + "\n", "")
    run("publish", "--catalogue", str(catalogue), "--note", "n")
    changed = run("digest")
    assert (changed[0], len(changed[1].splitlines()), changed[1] != bundled[1]) == (0, 1, True)
    run("publish", "--note", "as bundled")
    assert run("digest") == bundled


def test_the_folder_is_by_default_the_one_of_the_atlas(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(command.VARIABLE, str(tmp_path / "elsewhere"))
    assert run("publish", "--note", "n", folder=None)[0] == 0
    assert len(Store(tmp_path / "elsewhere").history()) == 2


def test_what_is_wrong_is_said_and_nothing_is_left(run: Run, catalogue: Path, tmp_path: Path) -> None:
    edit(catalogue, "kind", "castle")
    code, told, wrong = run("publish", "--catalogue", str(catalogue), "--note", "n")
    assert (code, told, "sites.csv, 第 2 行/line 2, kind = “castle”" in wrong) == (1, "", True)
    (catalogue / "zones.csv").unlink()
    code, _, wrong = run("publish", "--catalogue", str(catalogue), "--note", "n")
    assert (code, "zones.csv" in wrong) == (1, True)
    assert Store(tmp_path / "releases").digest() == Store(None).digest()
    for words in (("rollback", "0007-00000000", "--note", "n"), ("diff", "a", "b")):
        code, told, wrong = run(*words)
        assert (code, told) == (1, "")
        assert ("没有版本" in wrong, "there is no release" in wrong) == (True, True)
    code, _, wrong = run("publish", "--note", "n", folder=None)
    assert (code, "RELEASES_DIR" in wrong) == (1, True)


def test_verify_names_what_is_damaged_and_the_rest_goes_on(run: Run, tmp_path: Path) -> None:
    assert run("publish", "--note", "n")[0] == 0
    store = Store(tmp_path / "releases")
    damaged, first = store.pointer(), store.history()[0].id
    (tmp_path / "releases" / damaged / "atlas.gpkg").write_bytes(b"SQLite format 3\0")
    code, told, wrong = run("verify")
    assert (code, told) == (1, "")
    assert f"{damaged}/atlas.gpkg" in wrong
    code, told, wrong = run("list")
    assert (code, told.startswith(f"* {first}"), "is used instead" in wrong) == (0, True, True)
    assert run("digest")[1] == Store(None).digest() + "\n"
    assert run("rollback", damaged, "--note", "n")[0] == 1
    assert run("rollback", first, "--note", "n")[0] == 0
