"""What is not the app itself: health, unknown addresses, faults, nonsense sent to the callbacks."""

from __future__ import annotations

import logging
import re

import pytest
from flask.testing import FlaskClient

from app import VERSION, Atlas
from geodata.catalog import Catalog

UNKNOWN = [
    "/nope",
    "/a/b/c",
    "/kiosk.php",
    "/%ff",
    "/assets/nope.js",
    "/assets/../app.py",
    "/release/x/atlas.json",
]
MALFORMED = {
    "empty": b"",
    "half": b'{"output": ',
    "list": b"[]",
    "null": b"null",
    "object": b"{}",
    "number": b'{"output": 1, "inputs": 5}',
    "unknown output": b'{"output":"x.y","outputs":{"id":"x","property":"y"},"inputs":[],"changedPropIds":[]}',
    "known output": b'{"output":"map-graph.figure","inputs":[{"id":"map-figure","property":"data"}]}',
    "deep": b"[" * 100_000,
    "not text": b"\xff\xfe\x00",
}


def test_health_says_ok_release_and_version(client: FlaskClient, shipped: Catalog) -> None:
    answer = client.get("/healthz")
    assert (answer.status_code, answer.mimetype) == (200, "application/json")
    told = answer.get_json()
    assert told.pop("page").endswith(shipped.release)
    told.pop("kiosk", None)  # a kiosk of another test may have asked
    assert told == {"status": "ok", "release": shipped.release, "version": VERSION}


def is_friendly(text: str, language: str) -> bool:
    tag = {"zh": "zh-CN", "en": "en"}[language]
    assert "Traceback" not in text and "werkzeug" not in text.lower()
    return f'<html lang="{tag}"' in text and f'href="/?lang={language}"' in text


@pytest.mark.parametrize("path", UNKNOWN)
@pytest.mark.parametrize("language", ["zh", "en"])
def test_an_unknown_path_is_a_friendly_page(client: FlaskClient, path: str, language: str) -> None:
    answer = client.get(path, headers={"Accept-Language": language})
    assert answer.status_code == 404
    assert is_friendly(answer.get_data(as_text=True), language)


@pytest.mark.parametrize(
    "path", ["/_dash-component-suites/dash/nope.js", "/_dash-component-suites/nope/x.js"]
)
def test_an_unknown_script_of_dash_is_missing_not_a_fault(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.parametrize(
    ("header", "query", "language"),
    [
        *(("en-GB,en;q=0.9", "", "en"), ("zh-CN,zh;q=0.9", "", "zh"), ("fr", "", "zh"), ("", "", "zh")),
        *(("zh-CN", "?lang=en", "en"), ("en", "?lang=zh", "zh"), ("zh-TW,zh;q=0.8,en;q=0.5", "", "zh")),
    ],
)
def test_the_page_speaks_the_readers_language(
    client: FlaskClient, header: str, query: str, language: str
) -> None:
    answer = client.get(f"/nope{query}", headers={"Accept-Language": header})
    assert is_friendly(answer.get_data(as_text=True), language)


def test_the_missing_page_links_only_what_exists(client: FlaskClient) -> None:
    text = client.get("/nope").get_data(as_text=True)
    links = re.findall(r'href="([^"]+)"', text)
    assert links and all(client.get(link).status_code == 200 for link in links)


def test_the_path_is_not_written_into_the_page(client: FlaskClient) -> None:
    assert "alert(" not in client.get("/<script>alert(1)</script>").get_data(as_text=True)


@pytest.fixture
def broken(atlas: Atlas, monkeypatch: pytest.MonkeyPatch) -> FlaskClient:
    """A client of the app whose health check fails."""

    def fail() -> None:
        raise ZeroDivisionError("boom\nINFO forged line")

    monkeypatch.setitem(atlas.server.view_functions, "healthz", fail)
    return atlas.server.test_client()


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_fault_is_a_friendly_page(broken: FlaskClient, language: str) -> None:
    answer = broken.get("/healthz", headers={"Accept-Language": language})
    text = answer.get_data(as_text=True)
    assert answer.status_code == 500
    assert is_friendly(text, language)
    assert "ZeroDivisionError" not in text and "boom" not in text


def test_a_fault_is_one_line_in_the_log(broken: FlaskClient, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO):
        broken.get("/healthz")
    (record,) = caplog.records
    assert record.levelno == logging.ERROR and record.exc_info is None
    assert "/healthz" in record.getMessage() and "ZeroDivisionError" in record.getMessage()
    assert "\n" not in record.getMessage()


def test_a_visitor_cannot_write_lines_into_the_log(
    client: FlaskClient, caplog: pytest.LogCaptureFixture
) -> None:
    client.get("/_dash-component-suites/dash/%0aERROR forged.js")
    assert not [record for record in caplog.records if "\n" in record.getMessage()]
    assert all(len(record.getMessage()) < 500 for record in caplog.records)


@pytest.mark.parametrize("body", MALFORMED.values(), ids=MALFORMED.keys())
def test_a_malformed_callback_is_refused_quietly(
    client: FlaskClient, caplog: pytest.LogCaptureFixture, body: bytes
) -> None:
    answer = client.post("/_dash-update-component", data=body, content_type="application/json")
    assert 400 <= answer.status_code < 500
    assert "Traceback" not in answer.get_data(as_text=True)
    assert "Traceback" not in caplog.text


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_other_methods_are_refused_with_a_friendly_page(client: FlaskClient, method: str) -> None:
    answer = client.open("/", method=method)
    assert answer.status_code == 405
    assert is_friendly(answer.get_data(as_text=True), "zh")
