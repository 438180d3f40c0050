"""The server's side of the hall: a public profile's closed door, heartbeat, faults, counts, codes of text."""

from __future__ import annotations

import errno
import json
import logging
import os
from dataclasses import replace
from pathlib import Path

import pytest

from app import Atlas, create_app
from callbacks.heartbeat import Heartbeat
from geodata.catalog import Catalog
from geodata.known import known
from geodata.settings import Settings
from geodata.view import View
from layouts.take_away import MOST_BYTES, view_text

REVIEWED = {
    "map_review_number": "GS(2026)1",
    "boundary_source": "自然资源部",
    "boundary_date": "2026-01",
}


def app_with(catalog: Catalog, folder: Path, monkeypatch: pytest.MonkeyPatch, **settings: object) -> Atlas:
    monkeypatch.setattr("callbacks.static_files.compress", lambda path, kept: None)
    return create_app(catalog, Settings(**settings), folder)  # type: ignore[arg-type]


def test_a_public_hall_waits_for_the_review(
    shipped: Catalog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        app = app_with(shipped, tmp_path, monkeypatch, profile="public", boundary_date="2026-01")
    assert "MAP_REVIEW_NUMBER, BOUNDARY_SOURCE" in caplog.text
    client = app.server.test_client()
    for address in ("/kiosk", "/?room=kiosk", "/kiosk?lang=en", "/kiosk/", "/kiosk//", "/%6biosk"):
        answer = client.get(address)
        page = answer.get_data(as_text=True)
        assert answer.status_code == 503, address
        assert page.count("MAP_REVIEW_NUMBER, BOUNDARY_SOURCE") == 2 and "BOUNDARY_DATE" not in page
        assert "公开展示" in page and "must be reviewed" in page
    assert client.get("/").status_code == client.get("/present").status_code == 200
    opened = app_with(shipped, tmp_path, monkeypatch, profile="public", **REVIEWED)
    assert opened.server.test_client().get("/kiosk").status_code == 200


def test_the_page_knows_the_operators_wishes_and_its_own_version(
    shipped: Catalog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wishes = {"kiosk_idle_s": 30, "kiosk_reload_at": "04:00", "kiosk_scale": 1.5}
    client = app_with(shipped, tmp_path, monkeypatch, **wishes).server.test_client()
    page = client.get("/kiosk").get_data(as_text=True)
    assert 'data-room="kiosk"' in page
    assert "&quot;idle&quot;: 30" in page and "&quot;reloadAt&quot;: &quot;04:00&quot;" in page
    health = client.get("/healthz").get_json()
    assert f'data-page="{health["page"]}"' in page


def test_the_heartbeat_tells_how_long_a_screen_has_been_silent() -> None:
    now = [100.0]
    beat = Heartbeat(lambda: now[0])
    assert beat.told(is_kiosk=False) == {}
    assert beat.told(is_kiosk=True) == {"kiosk": 0.0}
    now[0] = 142.5
    assert beat.told(is_kiosk=False) == {"kiosk": 42.5}


def test_faults_are_logged_shortly_and_not_without_end(
    atlas: Atlas, caplog: pytest.LogCaptureFixture
) -> None:
    client = atlas.server.test_client()
    with caplog.at_level(logging.WARNING):
        answers = [client.post("/fault", data="x\n" * 5000).status_code for _ in range(30)]
    lines = [record.getMessage() for record in caplog.records]
    assert answers == [204] * 30
    assert 0 < len(lines) <= 10 and all(len(line) < 700 and "\n" not in line for line in lines)


def test_touches_are_counted_only_where_a_folder_is_set(
    shipped: Catalog, atlas: Atlas, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert atlas.server.test_client().post("/usage", json={"subject": "home"}).status_code == 405
    folder = tmp_path / "counts"
    folder.mkdir()
    client = app_with(shipped, tmp_path / "build", monkeypatch, usage_dir=folder).server.test_client()
    assert client.post("/usage?screen=hall-1", json={"subject": "z-sip"}).get_json() == {"counted": True}
    for wrong in ({"subject": "nobody"}, {"subject": 1}, [], {}):
        assert client.post("/usage", json=wrong).status_code == 400
    (written,) = folder.iterdir()
    assert "hall-1,z-sip,苏州工业园区,1" in written.read_text(encoding="utf-8-sig")


def test_a_full_disk_costs_counts_and_one_line(
    shipped: Catalog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    folder = tmp_path / "counts"
    folder.mkdir()
    client = app_with(shipped, tmp_path / "build", monkeypatch, usage_dir=folder).server.test_client()

    def full(contents: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    def touched() -> int:
        return client.post("/usage", json={"subject": "home"}).status_code

    with caplog.at_level(logging.WARNING), monkeypatch.context() as patched:
        patched.setattr("geodata.usage.write_whole", full)
        assert [touched() for _ in range(4)] == [507] * 4
        assert caplog.text.count(os.strerror(errno.ENOSPC)) == 1
    assert touched() == 200
    with caplog.at_level(logging.WARNING), monkeypatch.context() as patched:
        patched.setattr("geodata.usage.write_whole", full)
        assert touched() == 507
    assert caplog.text.count(os.strerror(errno.ENOSPC)) == 2


def test_slides_are_served_with_the_release(atlas: Atlas) -> None:
    with atlas.server.test_client().get(atlas.addresses.slides) as answer:
        assert answer.status_code == 200
        assert len(json.loads(answer.data)["slides"]) >= 5


def test_what_is_taken_away_without_a_network_is_text(shipped: Catalog) -> None:
    book, plain = known(shipped), Settings()
    told = view_text(book, View(selected="lab-pml"), plain).splitlines()
    assert told[:2] == ["网络通信与安全紫金山实验室", "Purple Mountain Laboratories"]
    assert told[2] == "方案 三(一)、附件·南京市"
    assert shipped.release in told[-1] and shipped.date in told[-1]
    for one in book.subjects:
        for lang in ("zh", "en"):
            assert len(view_text(book, View(selected=one, lang=lang), plain).encode()) <= MOST_BYTES
    assert "集成电路" in view_text(book, View(lens="industry", industry=("ind-ic",)), plain)


def test_a_group_at_one_place_is_told_by_how_many_it_holds(shipped: Catalog) -> None:
    book = known(shipped)
    group = next(one for one in book.subjects if one.startswith("at-"))
    told = view_text(book, View(selected=group), Settings()).splitlines()
    assert len(told) > 1 and book.subjects[group]["name"]["zh"] in told[0]


def test_a_name_without_end_still_fits_a_code(shipped: Catalog) -> None:
    named = shipped.sites.assign(
        name_zh=shipped.sites["name_zh"].where(shipped.sites["id"] != "lab-pml", "长" * 10_000)
    )
    told = view_text(known(replace(shipped, sites=named)), View(selected="lab-pml"), Settings())
    assert told.startswith("长长") and "…" in told and shipped.date in told
    assert len(told.encode()) <= MOST_BYTES


def test_text_is_of_what_was_asked_for_or_there_is_none(atlas: Atlas) -> None:
    client = atlas.server.test_client()
    answer = client.get("/qr.svg?selected=lab-pml&text=")
    assert answer.status_code == 200 and "网络通信与安全紫金山实验室" in answer.get_data(as_text=True)
    gone = client.get("/qr.svg?selected=lab-nobody&lang=en&text=")
    assert (gone.status_code, gone.get_json()["error"]) == (404, "item-unknown")


def test_with_an_address_known_outside_the_code_leads_to_the_desk(
    shipped: Catalog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = app_with(shipped, tmp_path, monkeypatch, public_url="https://example.org/a").server.test_client()
    code = client.get("/qr.svg?room=kiosk&shelf=cities&selected=lab-pml&text=").get_data(as_text=True)
    assert "<title>https://example.org/a/?selected=lab-pml</title>" in code
