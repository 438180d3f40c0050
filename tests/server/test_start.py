"""Starting: what is wrong is named and the process ends; importing does nothing."""

from __future__ import annotations

import functools
import gc
import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import pytest

import app
from geodata.catalog import load_catalog
from geodata.loading import CATALOGUE_DIR

ROOT = Path(__file__).parents[2]
VARIABLES = (
    *("HOST", "PORT", "THREADS", "MAP_REVIEW_NUMBER", "BOUNDARY_SOURCE", "BOUNDARY_DATE", "PUBLIC_URL"),
)
WRONG = [
    *(
        ("PORT", "eighty"),
        ("PORT", "0"),
        ("PORT", "70000"),
        ("PORT", ""),
        ("THREADS", "0"),
        ("THREADS", "many"),
    ),
    *(("MAP_REVIEW_NUMBER", "<b>GS</b>"), ("BOUNDARY_DATE", "yesterday")),
    *(("PUBLIC_URL", "atlas.example.org"), ("PUBLIC_URL", "javascript:alert(1)"), ("PUBLIC_URL", "http://")),
    *(("PUBLIC_URL", "https://user:secret@example.org"), ("PUBLIC_URL", "https://example.org/?a=b")),
]
# Refuses to listen, to start processes and to write files; bytecode is off.
WATCH = """
import sys
def watch(event, details):
    writes = event == "open" and isinstance(details[1], str) and set(details[1]) & set("wax+")
    if writes or event in ("socket.bind", "socket.connect", "subprocess.Popen", "os.mkdir", "os.remove"):
        raise SystemExit(f"{event} {details}")
sys.addaudithook(watch)
import app
heavy = ("folium", "pptx", "reportlab", "fontTools", "segno", "xlsxwriter")
print(app.__name__, any(name in sys.modules for name in heavy))
"""


def run(*command: str, **variables: str) -> subprocess.CompletedProcess[str]:
    rest = {name: value for name, value in os.environ.items() if name not in VARIABLES}
    return subprocess.run(
        [sys.executable, "-B", *command],
        cwd=ROOT,
        env=rest | {"PYTHONUTF8": "1"} | variables,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize(("name", "value"), WRONG)
def test_a_wrong_variable_is_named_and_stops_the_start(name: str, value: str) -> None:
    ended = run("app.py", **{name: value})
    assert ended.returncode == 1
    assert f"{name}={value!r}" in ended.stderr
    assert "Traceback" not in ended.stderr and ended.stdout == ""


def test_every_wrong_variable_is_named_at_once() -> None:
    ended = run("app.py", PORT="x", THREADS="y", BOUNDARY_DATE="z")
    assert all(name in ended.stderr for name in ("PORT", "THREADS", "BOUNDARY_DATE"))


def test_importing_the_app_does_nothing() -> None:
    ended = run("-c", WATCH)
    assert (ended.returncode, ended.stdout.strip()) == (0, "app False"), ended.stderr


@pytest.fixture
def damaged(tmp_path: Path) -> Path:
    """A copy of the shipped catalogue with one wrong cell: a site of an unknown kind."""
    folder = tmp_path / "catalogue"
    shutil.copytree(CATALOGUE_DIR, folder)
    lines = (folder / "sites.csv").read_text(encoding="utf-8").split("\n")
    assert ",lab,city-nanjing," in lines[1]
    lines[1] = lines[1].replace(",lab,city-nanjing,", ",castle,city-nanjing,")
    (folder / "sites.csv").write_text("\n".join(lines), encoding="utf-8")
    return folder


def names_the_cell(words: str) -> bool:
    return all(part in words for part in ("sites.csv", "2", "kind", "castle")) and "Traceback" not in words


def test_the_check_names_the_damaged_cell(damaged: Path) -> None:
    ended = run("-m", "geodata", "check", "--catalogue", str(damaged))
    assert ended.returncode == 1
    assert names_the_cell(ended.stderr)


def test_a_damaged_catalogue_stops_the_start(
    damaged: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(app, "load_catalog", functools.partial(load_catalog, damaged))
    assert app.main([]) == 1
    said = capsys.readouterr()
    assert names_the_cell(said.err) and said.out == ""


@pytest.mark.filterwarnings(
    "ignore:unclosed <socket:ResourceWarning"
)  # waitress leaves the socket it could not bind
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # waitress leaves its socket
def test_a_port_in_use_is_named(
    atlas: app.Atlas, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(app, "create_app", lambda *_: atlas)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        monkeypatch.setenv("PORT", port)
        assert app.main([]) == 1
    gc.collect()
    assert f"PORT={port}" in capsys.readouterr().err


def test_preparing_does_not_serve(atlas: app.Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app, "create_app", lambda *_: atlas)
    assert app.main(["--prepare"]) == 0


def test_a_wsgi_server_gets_the_flask_app(atlas: app.Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app, "create_app", lambda *_: atlas)
    assert app.create_server() is atlas.server


def test_what_a_proxy_says_reaches_the_app(atlas: app.Atlas, monkeypatch: pytest.MonkeyPatch) -> None:
    given: dict[str, object] = {}

    class Listening:
        def run(self) -> None:
            return None

    def listen(*_: object, **more: object) -> Listening:
        given.update(more)
        return Listening()

    monkeypatch.setattr(app, "create_app", lambda *_: atlas)
    monkeypatch.setattr("waitress.create_server", listen)
    assert app.main([]) == 0
    assert given["clear_untrusted_proxy_headers"] is False and given["ident"] is None


def test_a_damaged_file_of_stewards_stops_the_start(
    atlas: app.Atlas, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "stewards").write_text("wang: no hash\n", encoding="utf-8")
    monkeypatch.setenv("STEWARDS_FILE", str(tmp_path / "stewards"))
    monkeypatch.setattr(app, "create_app", lambda *_: atlas)
    assert app.main([]) == 1
    said = capsys.readouterr().err
    assert "line 1" in said and "Traceback" not in said
