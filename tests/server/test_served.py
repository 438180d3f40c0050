"""The whole server over a folder of releases: it falls back from damage and says so; a door only by wish."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from werkzeug.test import Client, TestResponse

import app
from callbacks.headers import CSP
from geodata.catalog import Tables, read_tables
from geodata.loading import CATALOGUE_DIR
from geodata.releases.store import Store
from geodata.settings import Settings
from geodata.stewards import add_steward

Serve = Callable[..., Client]


@pytest.fixture
def serve(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Serve:
    monkeypatch.setattr("callbacks.static_files.compress", lambda path, kept: None)
    monkeypatch.setattr("app.prepare", lambda: None)

    def served(**settings: Any) -> Client:
        return Client(app.served(Settings(**settings), tmp_path_factory.mktemp("build")))

    return served


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two releases: the bundled one, and one with another value."""
    store = Store(tmp_path / "releases")
    store.publish(edited(), base=store.open().release.id, who="wang", note="other")
    return tmp_path / "releases"


def edited() -> Tables:
    tables = read_tables(CATALOGUE_DIR, [])
    observations = tables["observations"].copy()
    observations.loc[observations.index[0], "value"] = "3.27"
    return {**tables, "observations": observations}


def health(client: Client) -> dict[str, str]:
    answer: dict[str, str] = json.loads(read(client, "/healthz").get_data())
    return answer


def read(client: Client, path: str) -> TestResponse:
    return client.get(path, buffered=True)


def test_the_release_in_use_is_served_and_without_stewards_there_is_no_door(
    serve: Serve, folder: Path
) -> None:
    client = serve(releases_dir=folder)
    for path in ("/data", "/data/", "/data/login", "/data/log", "/data/template.xlsx"):
        assert read(client, path).status_code == 404
    told = health(client)
    assert told["release"] == Store(folder).open().release.id and told["release"].startswith("0002-")
    assert told["status"] == "ok" and "problem" not in told


def test_a_damaged_release_gives_way_and_health_says_so(serve: Serve, folder: Path) -> None:
    damaged = Store(folder).open().release.id
    with (folder / damaged / "atlas.gpkg").open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * 64)
    told = health(serve(releases_dir=folder))
    assert told["status"] == "ok" and told["release"].startswith("0001-")
    assert damaged in told["problem"] and told["release"] in told["problem"]


def test_with_stewards_there_is_one_and_the_rest_is_as_before(
    serve: Serve, folder: Path, tmp_path: Path
) -> None:
    add_steward(tmp_path / "stewards", "wang", "a long enough one")
    client = serve(releases_dir=folder, stewards_file=tmp_path / "stewards")
    assert read(client, "/data").headers["Location"] == "/data/login?next=/"
    login = read(client, "/data/login")
    assert login.status_code == 200 and "script-src 'self';" in login.headers[CSP]
    assert read(client, "/").status_code == 200
    for method in ("POST", "PUT", "DELETE", "PATCH"):
        assert client.open("/", method=method, buffered=True).status_code == 405


def test_without_a_folder_of_releases_stewards_are_told(serve: Serve, tmp_path: Path) -> None:
    client = serve(trusted_user_header="X-Remote-User")
    page = client.get("/data/", headers={"X-Remote-User": "li"}, environ_base={"REMOTE_ADDR": "127.0.0.1"})
    assert "RELEASES_DIR" in page.get_data(as_text=True)


def test_a_running_server_takes_up_what_is_published(serve: Serve, tmp_path: Path) -> None:
    store = Store(tmp_path / "releases")
    (tmp_path / "releases").mkdir()
    client = serve(releases_dir=tmp_path / "releases")
    before = health(client)
    page = read(client, "/").get_data(as_text=True)
    data = page.partition('data-atlas="')[2].partition('"')[0]
    published = store.publish(edited(), base=before["release"], who="wang", note="other")
    client.application.change_over()  # type: ignore[attr-defined]
    after = health(client)
    assert after["release"] == published.id and after["page"] != before["page"]
    # The page that was open before still finds its files.
    assert read(client, data).status_code == 200
