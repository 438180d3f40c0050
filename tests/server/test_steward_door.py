"""The door of /data: sessions, tokens, patience, proxies. No page behind it says anything to anybody else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.middleware.dispatcher import DispatcherMiddleware
from werkzeug.test import Client, TestResponse

from callbacks import steward_app
from callbacks.steward_door import open_door
from callbacks.steward_sessions import IDLE_S, LONGEST_S, TRIES, Patience, Sessions
from geodata.settings import Settings
from geodata.stewards import Stewards, add_steward, remove_steward

PASSWORD = "a long enough one"


@cache
def line() -> str:
    """The line of a steward in the file; hashing takes its time, so it is done once."""
    with TemporaryDirectory() as folder:
        add_steward(Path(folder) / "stewards", "wang", PASSWORD)
        return (Path(folder) / "stewards").read_text(encoding="utf-8")


@dataclass
class Door:
    """A door over one page of its own, with a clock a test moves and a list of what was logged."""

    folder: Path
    settings: dict[str, Any] = field(default_factory=dict)
    has_file: bool = True
    time: float = 0.0
    events: list[tuple[str, ...]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.file = self.folder / "stewards"
        self.file.write_text(line(), encoding="utf-8")
        server = Flask("door", template_folder=str(steward_app.TEMPLATES), static_folder=None)
        server.config.update(TESTING=True, APPLICATION_ROOT="/data")
        open_door(
            server,
            Settings(**self.settings),
            Stewards.load(self.file) if self.has_file else None,
            lambda *event: self.events.append(event),
            lambda: self.time,
        )
        steward_app.steward_pages.add_words(server)
        server.jinja_env.globals["assets"] = "/assets/x"
        server.add_url_rule("/", "home", lambda: "behind the door")
        server.add_url_rule("/log", "audit", lambda: "log")
        server.add_url_rule("/act", "act", lambda: "done", methods=["POST"])
        self.server = server

    def client(self) -> FlaskClient:
        return self.server.test_client()

    def sign_in(self, client: FlaskClient, name: str = "wang", password: str = PASSWORD, **more: Any) -> Any:
        token = self.token(client)
        sent = {"name": name, "password": password, "csrf_token": token, "next": more.pop("next", "")}
        return client.post("/login", data=sent, **more)

    def token(self, client: FlaskClient, path: str = "/login") -> str:
        found = re.search(r'name="csrf_token" value="([^"]+)"', client.get(path).get_data(as_text=True))
        return found[1] if found else ""


@pytest.fixture
def door(tmp_path: Path) -> Door:
    return Door(tmp_path)


def cookie(answer: TestResponse) -> str:
    return answer.headers["Set-Cookie"]


def test_without_a_session_every_page_leads_to_the_login(door: Door) -> None:
    answer = door.client().get("/")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/data/login?next=/")
    assert "behind" not in answer.get_data(as_text=True)


@pytest.mark.parametrize("path", ["/nowhere", "/act", "/draft/x/publish"])
@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH"])
def test_outside_there_is_no_telling_what_is_inside(door: Door, path: str, method: str) -> None:
    answer = door.client().open(path, method=method)
    assert answer.status_code == (303 if method in ("GET", "HEAD") else 401)
    assert "Allow" not in answer.headers and 'href="/data/log"' not in answer.get_data(as_text=True)


def test_without_a_session_nothing_is_done(door: Door) -> None:
    client = door.client()
    token = door.token(client)
    assert client.post("/act", data={"csrf_token": token}).status_code == 401


def test_the_right_password_opens(door: Door) -> None:
    client = door.client()
    assert door.sign_in(client).headers["Location"] == "/data/"
    assert client.get("/").get_data(as_text=True) == "behind the door"
    assert door.events == [("wang", "login", "done", "127.0.0.1")]


@pytest.mark.parametrize(("name", "password"), [("wang", "wrong password"), ("nobody", PASSWORD), ("", "")])
def test_a_wrong_name_and_a_wrong_password_are_told_alike(door: Door, name: str, password: str) -> None:
    answer = door.sign_in(door.client(), name, password)
    assert answer.status_code == 401
    known = door.sign_in(door.client(), "wang", "another wrong one")
    strip = re.compile(r'value="[^"]*"')
    assert strip.sub("", answer.get_data(as_text=True)) == strip.sub("", known.get_data(as_text=True))


def test_the_cookie_is_kept_from_scripts_and_other_sites(door: Door) -> None:
    told = cookie(door.sign_in(door.client()))
    assert all(part in told for part in ("HttpOnly", "SameSite=Lax", "Path=/data")) and "Secure" not in told
    assert told.startswith("atlas-steward=") and "Domain" not in told and "Expires" not in told


def test_the_cookie_is_worth_nothing_to_another_process(door: Door, tmp_path_factory: Any) -> None:
    client = door.client()
    door.sign_in(client)
    kept = client.get_cookie("atlas-steward", path="/data")
    assert kept is not None
    later = Door(tmp_path_factory.mktemp("later")).client()
    later.set_cookie("atlas-steward", kept.value, path="/data")
    assert later.get("/").status_code == 303


def test_a_session_has_an_id_and_a_token_of_its_own(door: Door) -> None:
    client = door.client()
    before = door.token(client)
    door.sign_in(client)
    with client.session_transaction() as kept:
        first = kept["sid"]
    assert client.post("/act", data={"csrf_token": before}).status_code == 400
    token = door.token(client, "/missing")
    sent = {"name": "wang", "password": PASSWORD, "csrf_token": token}
    assert client.post("/login", data=sent).status_code == 303
    thief = door.client()
    with thief.session_transaction() as kept:
        kept["sid"] = first  # signing in again has ended the session before
    assert thief.get("/").status_code == 303


def test_behind_tls_the_cookie_is_secure(door: Door) -> None:
    proxied = {"headers": {"X-Forwarded-Proto": "https"}}
    assert "Secure" in cookie(door.sign_in(door.client(), **proxied))


def test_a_stranger_cannot_pretend_to_be_behind_tls(door: Door) -> None:
    sent = {
        "headers": {"X-Forwarded-Proto": "https"},
        "environ_overrides": {"REMOTE_ADDR": "203.0.113.9"},
    }
    assert "Secure" not in cookie(door.sign_in(door.client(), **sent))


def test_a_form_without_its_token_changes_nothing(door: Door) -> None:
    client = door.client()
    door.sign_in(client)
    assert client.post("/act").status_code == 400
    assert client.post("/act", data={"csrf_token": "x"}).status_code == 400
    # The token is that of the session: one from before the login is worth nothing.
    assert door.client().post("/login", data={"name": "wang", "password": PASSWORD}).status_code == 400


def test_signing_out_ends_the_session_everywhere(door: Door) -> None:
    client = door.client()
    door.sign_in(client)
    with client.session_transaction() as kept:
        sid = kept["sid"]
    token = door.token(client, "/missing")  # any page has the form that signs out
    assert client.post("/logout", data={"csrf_token": token}).status_code == 303
    thief = door.client()
    with thief.session_transaction() as kept:
        kept["sid"] = sid
    assert thief.get("/").status_code == 303


def test_a_session_ends_by_itself(door: Door) -> None:
    client = door.client()
    door.sign_in(client)
    door.time += IDLE_S - 1
    assert client.get("/").status_code == 200
    door.time += IDLE_S + 1
    assert client.get("/").status_code == 303


def test_a_removed_steward_is_out_at_once(door: Door) -> None:
    client = door.client()
    door.sign_in(client)
    add_steward(door.file, "li", PASSWORD)
    remove_steward(door.file, "wang")
    assert client.get("/").status_code == 303


def test_guessing_has_to_wait_and_the_right_password_too(door: Door) -> None:
    client = door.client()
    for _ in range(TRIES):
        assert door.sign_in(client, password="a wrong guess").status_code == 401
    refused = door.sign_in(client)
    assert refused.status_code == 429 and "30" in refused.get_data(as_text=True)
    door.time += 3600
    assert door.sign_in(client).status_code == 303


def test_guessing_at_a_name_that_is_none_is_told_alike(door: Door) -> None:
    statuses = [door.sign_in(door.client(), "nobody", "a guess").status_code for _ in range(TRIES + 1)]
    assert statuses == [401] * TRIES + [429]


def test_the_wait_grows_up_to_a_quarter_of_an_hour() -> None:
    now = 0.0
    patience, waits = Patience(lambda: now), []
    for _ in range(12):
        patience.failed("wang")
        waits.append(patience.wait_s("wang"))
        now += waits[-1]
    assert waits == [0, 0, 0, 0, 30, 60, 120, 240, 480, 900, 900, 900]


def test_the_log_has_failures_but_never_a_password_in_the_place_of_a_name(door: Door) -> None:
    door.sign_in(door.client(), "wang", "wrong")
    door.sign_in(door.client(), PASSWORD, "wang")
    assert [event[:3] for event in door.events] == [
        ("wang", "login", "failed"),
        ("?", "login", "failed"),
    ]


def test_the_login_takes_no_files(door: Door) -> None:
    client = door.client()
    sent = {"name": "wang", "csrf_token": door.token(client), "file": (BytesIO(b"x" * 20_000), "x.bin")}
    assert client.post("/login", data=sent).status_code == 413


def test_one_address_may_not_try_many_names(door: Door) -> None:
    client = door.client()
    statuses = [door.sign_in(client, name=f"name{i}", password="x").status_code for i in range(11)]
    assert statuses == [401] * 10 + [429]


@pytest.mark.parametrize(
    "wanted",
    [
        "https://evil.example",
        "//evil.example",
        "/\\evil.example",
        "javascript:alert(1)",
        "/a?b=https://x",
        "/../healthz",
        "/a/../../healthz",
        "/a?b=//x",
        "/a\nb",
        "",
    ],
)
def test_the_way_on_is_always_our_own(door: Door, wanted: str) -> None:
    assert door.sign_in(door.client(), next=wanted).headers["Location"] == "/data/"


def test_the_way_on_is_where_one_came_from(door: Door) -> None:
    assert door.sign_in(door.client(), next="/draft/0123").headers["Location"] == "/data/draft/0123"
    to = door.client().get("/diff?from=0001-a&to=0002-b").headers["Location"]
    assert to == "/data/login?next=/diff?from%3D0001-a%26to%3D0002-b"
    answer = door.sign_in(door.client(), next="/diff?from=0001-a&to=0002-b")
    assert answer.headers["Location"] == "/data/diff?from=0001-a&to=0002-b"


@pytest.mark.parametrize("path", ["/data", "/data/", "/data//log", "/data//evil.example/", "/data/log/"])
def test_the_host_that_is_asked_for_is_never_led_to(door: Door, path: str) -> None:
    outer, host = Client(DispatcherMiddleware(Flask("atlas"), {"/data": door.server})), "http://evil.example"
    answer = outer.get(path, base_url=host)
    assert answer.headers["Location"].startswith("/data/login?next=")
    page = outer.get("/data/login", base_url=host).get_data(as_text=True)
    assert "evil.example" not in page
    sent = {"csrf_token": re.search(r'csrf_token" value="([^"]+)', page)[1]}  # type: ignore[index]
    outer.post("/data/login", data=sent | {"name": "wang", "password": PASSWORD}, base_url=host)
    answer = outer.get(path, base_url=host)
    assert answer.headers.get("Location", "/data/").startswith("/data/")
    assert answer.status_code in (200, 404, 308)


@pytest.fixture
def proxied(tmp_path: Path) -> Iterator[Door]:
    yield Door(tmp_path, {"trusted_user_header": "X-Remote-User"}, has_file=False)


def test_a_trusted_proxy_names_the_steward(proxied: Door) -> None:
    answer = proxied.client().get("/", headers={"X-Remote-User": "li"})
    assert answer.get_data(as_text=True) == "behind the door"


def test_nobody_else_names_a_steward(proxied: Door) -> None:
    peer = {"REMOTE_ADDR": "203.0.113.9"}
    answer = proxied.client().get("/", headers={"X-Remote-User": "li"}, environ_overrides=peer)
    assert answer.status_code == 403
    assert proxied.client().get("/").status_code == 403
    assert proxied.client().get("/login").status_code == 403


@pytest.mark.parametrize("said", ["", "<b>li</b>", "li,wang", "x" * 61, "li\tx"])
def test_what_is_no_name_opens_nothing(proxied: Door, said: str) -> None:
    assert proxied.client().get("/", headers={"X-Remote-User": said}).status_code == 403


def test_a_proxy_may_name_a_steward_in_chinese(proxied: Door) -> None:
    said = "王芳".encode().decode("latin-1")
    answer = proxied.client().get("/nowhere", headers={"X-Remote-User": said})
    page = answer.get_data(as_text=True)
    assert answer.status_code == 404 and "王芳" in page
    assert "/logout" not in page  # the proxy would sign in again at once


def test_behind_a_proxy_forms_have_tokens_too(proxied: Door) -> None:
    assert proxied.client().post("/act", headers={"X-Remote-User": "li"}).status_code == 400


def test_with_a_file_the_proxy_names_only_its_stewards(tmp_path: Path) -> None:
    door = Door(tmp_path, {"trusted_user_header": "X-Remote-User"})
    assert door.client().get("/", headers={"X-Remote-User": "wang"}).status_code == 200
    assert door.client().get("/", headers={"X-Remote-User": "li"}).status_code == 403
    client = door.client()
    assert door.sign_in(client).status_code == 303
    assert client.get("/").status_code == 200
    assert client.get("/", headers={"X-Remote-User": "li"}).status_code == 403
    stranger = {"REMOTE_ADDR": "203.0.113.9"}
    spoofed = client.get("/", headers={"X-Remote-User": "wang"}, environ_overrides=stranger)
    assert spoofed.status_code == 403


def test_the_address_of_the_log_is_the_proxys_word_or_the_peer(door: Door) -> None:
    door.sign_in(door.client(), headers={"X-Forwarded-For": "198.51.100.1, 203.0.113.5"})
    peer = {"REMOTE_ADDR": "203.0.113.9"}
    door.sign_in(door.client(), headers={"X-Forwarded-For": "198.51.100.1"}, environ_overrides=peer)
    assert [event[3] for event in door.events] == ["203.0.113.5", "203.0.113.9"]


@pytest.mark.parametrize("path", ["/", "/login", "/nowhere"])
def test_pages_are_kept_nowhere_and_framed_by_nobody(door: Door, path: str) -> None:
    headers = door.client().get(path).headers
    assert headers["Cache-Control"] == "no-store" and headers["X-Frame-Options"] == "DENY"
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]


def test_what_fails_behind_the_door_says_nothing_of_itself(door: Door) -> None:
    def broken() -> str:
        raise RuntimeError("the inner life")

    door.server.add_url_rule("/broken", "broken", broken)
    client = door.client()
    door.sign_in(client)
    answer = client.get("/broken")
    assert answer.status_code == 500 and "inner life" not in answer.get_data(as_text=True)


def test_both_languages_at_the_door(door: Door) -> None:
    client = door.client()
    assert "Sign in" in client.get("/login?lang=en").get_data(as_text=True)
    assert "Sign in" in client.get("/login").get_data(as_text=True)
    assert "登录" in client.get("/login?lang=zh").get_data(as_text=True)


def test_language_and_theme_lead_to_the_same_page_and_stay(door: Door) -> None:
    client = door.client()
    page = client.get("/login?next=/diff?from%3Da%26to%3Db&lang=zh").get_data(as_text=True)
    assert 'href="/data/login?next=%2Fdiff%3Ffrom%3Da%26to%3Db&amp;lang=en"' in page
    client.get("/login?theme=dark")
    door.sign_in(client)
    page = client.get("/nowhere?a=1").get_data(as_text=True)
    assert 'data-theme="dark"' in page and 'data-lang="zh"' in page
    assert 'href="/data/nowhere?a=1&amp;theme=contrast"' in page
    # A form's answer cannot be asked for again: its switches lead to the desk.
    assert 'href="/data/?lang=en"' in client.post("/act").get_data(as_text=True)
    client.post("/logout", data={"csrf_token": door.token(client, "/nowhere")})
    assert 'data-theme="dark"' in client.get("/login?theme=none").get_data(as_text=True)


def test_no_page_has_a_script_or_a_handler(door: Door) -> None:
    page = door.client().get("/login").get_data(as_text=True)
    assert "<script" not in page and not re.search(r"\son\w+=", page)


def test_a_name_is_never_markup(door: Door) -> None:
    page = door.client().get('/login?next="><script>').get_data(as_text=True)
    assert "<script" not in page and "&lt;script&gt;" in page


def test_sessions_and_patience_forget_in_bounds() -> None:
    sessions, patience = Sessions(lambda: 0.0), Patience(lambda: 0.0)
    first = sessions.begin("wang")
    for i in range(1001):
        sessions.begin("li")
        patience.failed(f"name{i}")
    assert sessions.name(first) is None
    assert patience.wait_s("name0") == 0


def test_a_session_has_a_longest_life() -> None:
    now = 0.0
    sessions = Sessions(lambda: now)
    made = sessions.begin("wang")
    while now < LONGEST_S:
        now += IDLE_S / 2
        last = sessions.name(made)
    now += IDLE_S / 2
    assert last == "wang" and sessions.name(made) is None
