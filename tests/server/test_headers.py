"""Security headers stand on every answer, and the policy lets our own pages work."""

from __future__ import annotations

import re
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from app import Atlas
from callbacks.headers import CSP, FIXED, NEVER_FRAMED, guard, script_hashes
from geodata.settings import Settings

ANSWERS = {
    "the page": ("GET", "/", 200),
    "a missing page": ("GET", "/nowhere", 404),
    "health": ("GET", "/healthz", 200),
    "a static file": ("GET", "/_dash-component-suites/dash/dcc/async-graph.js", 200),
    "a refused callback": ("POST", "/_dash-update-component", 400),
    "a wrong method": ("DELETE", "/healthz", 405),
    "a code": ("GET", "/qr.svg", 200),
    "the door that is not there": ("GET", "/data", 404),
}


@pytest.mark.parametrize(("method", "path", "status"), ANSWERS.values(), ids=ANSWERS)
def test_every_answer_has_them(client: FlaskClient, method: str, path: str, status: int) -> None:
    answer = client.open(path, method=method)
    assert answer.status_code == status
    assert {name: answer.headers.get(name) for name in FIXED} == FIXED
    assert "default-src 'none'" in answer.headers[CSP]
    assert "Server" not in answer.headers and len(answer.headers.getlist(CSP)) == 1


def test_every_inline_script_of_the_page_has_its_hash(client: FlaskClient, atlas: Atlas) -> None:
    answer = client.get("/")
    page = answer.get_data(as_text=True)
    inline = [one for one in re.findall(r"<script([^>]*)>", page) if "src=" not in one]
    runs = [one for one in inline if "application/json" not in one]
    assert runs, "the page of Dash starts with a script of its own"
    allowed = set(re.findall(r"'sha256-[^']+'", answer.headers[CSP]))
    wanted = set(
        script_hashes(re.sub(r"<script[^>]*application/json.*?</script>", "", page, flags=re.DOTALL))
    )
    assert wanted and wanted <= allowed


def test_no_script_is_let_in_by_wholesale(client: FlaskClient) -> None:
    scripts = re.search(r"script-src ([^;]*)", client.get("/").headers[CSP])
    assert scripts is not None
    assert not {"'unsafe-inline'", "'unsafe-eval'", "*", "data:", "blob:"} & set(scripts[1].split())


def test_the_page_has_no_handlers_in_its_markup(home: str) -> None:
    assert not re.search(r"\son\w+=", home) and "javascript:" not in home


def test_the_leaflet_page_allows_its_own_scripts_only(client: FlaskClient) -> None:
    answer = client.get("/leaflet")
    allowed = set(re.findall(r"'sha256-[^']+'", answer.headers[CSP]))
    assert set(script_hashes(answer.get_data(as_text=True))) == allowed


def guarded(environ: dict[str, str] | None = None, **settings: Any) -> Any:
    server = Flask("guarded")
    server.add_url_rule("/", "home", lambda: "x")
    guard(server, Settings(**settings), ())
    return server.test_client().get("/", environ_overrides=environ or {}).headers


def test_who_may_frame_the_atlas_is_configured() -> None:
    alone, framed = guarded(), guarded(frame_ancestors="https://hall.example.org")
    assert "frame-ancestors 'self'" in alone[CSP] and alone["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self' https://hall.example.org" in framed[CSP]
    assert "X-Frame-Options" not in framed


def test_a_policy_of_its_own_stays_and_learns_who_may_frame() -> None:
    server = Flask("own")
    server.add_url_rule("/own", "own", lambda: ("x", {CSP: "default-src 'none'"}))
    server.add_url_rule("/alone", "alone", lambda: ("x", {CSP: NEVER_FRAMED}))
    guard(server, Settings(frame_ancestors="https://hall.example.org"), ())
    own, alone = (server.test_client().get(path).headers.getlist(CSP) for path in ("/own", "/alone"))
    assert own == ["default-src 'none'; frame-ancestors 'self' https://hall.example.org"]
    assert alone == [NEVER_FRAMED]


def test_answers_name_no_server() -> None:
    server = Flask("named")
    server.add_url_rule("/", "home", lambda: ("x", {"Server": "something/1.2"}))
    guard(server, Settings(), ())
    assert "Server" not in server.test_client().get("/").headers


def test_hashes_are_those_a_browser_makes() -> None:
    # The example of the specification: https://www.w3.org/TR/CSP3/#external-hash
    page = "<script src='x'></script><SCRIPT type=module>alert('Hello, world.');</SCRIPT>"
    assert script_hashes(page) == ("'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='",)


def test_browsers_are_bound_to_tls_only_behind_it() -> None:
    secure = {"HTTP_X_FORWARDED_PROTO": "https"}
    assert "Strict-Transport-Security" in guarded(secure)
    assert "Strict-Transport-Security" not in guarded()
    assert "Strict-Transport-Security" not in guarded(secure | {"REMOTE_ADDR": "203.0.113.9"})
