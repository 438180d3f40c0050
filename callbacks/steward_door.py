"""The door of /data: behind it only with a session or a trusted proxy's word; every form has a token."""

from __future__ import annotations

import re
import secrets
import time
from collections.abc import Callable
from math import ceil
from urllib.parse import quote, urlencode, urlsplit

from flask import Flask, Response, g, redirect, render_template, request, session, url_for
from flask.sessions import SecureCookieSessionInterface
from flask_limiter import Limiter
from flask_wtf.csrf import CSRFError, CSRFProtect
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as AnyResponse

from callbacks.headers import CSP, NEVER_FRAMED, policy
from callbacks.proxies import address, is_secure, is_trusted
from callbacks.steward_sessions import Patience, Sessions
from geodata.settings import Settings
from geodata.stewards import Stewards
from geodata.view import THEMES
from layouts.text import LANGUAGES, text

COOKIE = "atlas-steward"
TRIES_A_MINUTE = 10
OPEN = {"login", "signed_in"}
MOST_LOGIN_BYTES = 10_000
# A path of ours with its query: no host, no scheme, no way up.
LOCAL = re.compile(r"/(?!/)(?!.*\.\.)[\w/.-]{0,200}(\?[\w=&.-]{0,200})?")
NEVER_FRAMED_HEADERS = {CSP: f"{policy(())}; {NEVER_FRAMED}", "X-Frame-Options": "DENY"}
NAME = re.compile(r"[\w.@\\-]{1,60}")

OnEvent = Callable[[str, str, str, str], None]
Clock = Callable[[], float]


def who() -> str:
    """Return the name of the steward behind this request."""
    return str(g.steward)


def origin() -> str:
    """Return the address this request comes from."""
    return str(g.origin)


def language() -> str:
    """Return the reader's language: chosen, else the browser's preference, else Chinese."""
    chosen = session.get("lang")
    return chosen if chosen in LANGUAGES else request.accept_languages.best_match(["zh", "en"]) or "zh"


def theme() -> str:
    """Return the theme the reader has chosen."""
    chosen = session.get("theme")
    return chosen if chosen in THEMES else THEMES[0]


def next_theme() -> str:
    """Return the theme that follows in the round."""
    return THEMES[(THEMES.index(theme()) + 1) % len(THEMES)]


def again(**chosen: str) -> str:
    """Return the address of this page in another language or theme; of the desk where it answers a form."""
    is_page = request.method in ("GET", "HEAD") or request.endpoint in OPEN
    path, kept = (request.path, request.args.to_dict()) if is_page else ("/", {})
    return f"{request.script_root}{quote(path)}?{urlencode(kept | chosen)}"


class _Cookies(SecureCookieSessionInterface):
    """The session cookie is Secure whenever the reader's side of the connection is."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings

    def get_cookie_secure(self, app: Flask) -> bool:
        return is_secure(request.environ, self._settings)


def open_door(
    server: Flask,
    settings: Settings,
    stewards: Stewards | None,
    on_event: OnEvent,
    clock: Clock = time.monotonic,
) -> None:
    """Put the door before every page of `server`, which is mounted at /data."""
    server.secret_key = secrets.token_bytes(32)  # lives as long as the sessions do
    server.config.update(
        SESSION_COOKIE_NAME=COOKIE,
        SESSION_COOKIE_HTTPONLY=True,
        # Not Strict: a link in a message ("please agree to this upload") would arrive without the session
        # and end it. What changes anything is a form with a token.
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_PATH="/data",
        WTF_CSRF_TIME_LIMIT=None,  # a token lives as long as its session
    )
    server.session_interface = _Cookies(settings)
    server.jinja_env.globals.update(again=again, theme=theme, next_theme=next_theme)
    sessions, patience = Sessions(clock), Patience(clock)
    _watch(server, settings, stewards, sessions)
    CSRFProtect(server)
    if stewards is not None:
        _sign_in(server, settings, stewards, on_event, (sessions, patience))
    _sign_out(server, on_event, sessions)
    _refusals(server)


def _watch(server: Flask, settings: Settings, stewards: Stewards | None, sessions: Sessions) -> None:
    @server.before_request
    def watch() -> AnyResponse | tuple[str, int] | None:
        g.steward, g.origin = None, address(request.environ, settings)
        g.is_proxied = bool(_said_by_proxy(settings))
        _choose()
        name = _named_by_proxy(settings) if g.is_proxied else sessions.name(str(session.get("sid", "")))
        g.steward = name if name and (stewards is None or stewards.knows(name)) else None
        if g.steward:
            return None
        if g.is_proxied or stewards is None:
            return refusal("forbidden", 403)
        if request.endpoint in OPEN:
            request.max_content_length = MOST_LOGIN_BYTES
            return None
        if request.method in ("GET", "HEAD"):
            return redirect(url_for("login", next=_here()), 303)
        return refusal("ended", 401)

    @server.after_request
    def keep_to_ourselves(answer: Response) -> Response:
        for header, value in ({"Cache-Control": "no-store"} | NEVER_FRAMED_HEADERS).items():
            answer.headers.setdefault(header, value)
        if answer.location:  # Flask's own redirects (to a slash) name the host that the request names
            answer.location = urlsplit(answer.location)._replace(scheme="", netloc="").geturl()
        return answer


def _choose() -> None:
    for choice, allowed in (("lang", LANGUAGES), ("theme", THEMES)):
        if request.args.get(choice) in allowed:
            session[choice] = request.args[choice]


def _here() -> str:
    return request.full_path.rstrip("?")


def _said_by_proxy(settings: Settings) -> str:
    header = settings.trusted_user_header
    return request.headers.get(header, "") if header else ""


def _named_by_proxy(settings: Settings) -> str | None:
    """Return whom a trusted proxy names; None when somebody else pretends to be one, or for no name."""
    # A server hands on the bytes of a header as Latin-1; names are UTF-8.
    said = _said_by_proxy(settings).encode("latin-1", "replace").decode("utf-8", "replace")
    return said if is_trusted(request.environ, settings) and NAME.fullmatch(said) else None


def _sign_in(
    server: Flask,
    settings: Settings,
    stewards: Stewards,
    on_event: OnEvent,
    memory: tuple[Sessions, Patience],
) -> None:
    sessions, patience = memory
    limiter = Limiter(lambda: address(request.environ, settings), app=server, storage_uri="memory://")

    @server.get("/login")
    def login() -> AnyResponse | str:
        if g.steward:
            return redirect(url_for("home"), 303)
        return render_template("login.html", next=request.args.get("next", ""), wrong="")

    @server.post("/login")
    @limiter.limit(f"{TRIES_A_MINUTE} per minute")
    def signed_in() -> AnyResponse | tuple[str, int]:
        name, password = request.form.get("name", "").strip()[:60], request.form.get("password", "")
        if (wait := patience.wait_s(name)) > 0:
            return _again(text("steward.wait", language(), seconds=ceil(wait)), 429)
        if not stewards.check(name, password):
            patience.failed(name)
            # Whoever types the password where the name goes must not read it in the log.
            on_event(name if stewards.knows(name) else "?", "login", "failed", g.origin)
            return _again(text("steward.wrong", language()), 401)
        patience.succeeded(name)
        sessions.end(_forget())
        session["sid"] = sessions.begin(name)
        on_event(name, "login", "done", g.origin)
        wanted = request.form.get("next", "")
        return redirect(request.script_root + (wanted if LOCAL.fullmatch(wanted) else "/"), 303)


def _forget() -> str:
    """Forget what the cookie holds, its token too, but for language and theme; return the session's id."""
    kept, chosen = str(session.get("sid", "")), {"lang": language(), "theme": theme()}
    session.clear()
    session.update(chosen)
    return kept


def _again(wrong: str, status: int) -> tuple[str, int]:
    return render_template("login.html", next=request.form.get("next", ""), wrong=wrong), status


def _sign_out(server: Flask, on_event: OnEvent, sessions: Sessions) -> None:
    @server.post("/logout")
    def logout() -> AnyResponse:
        sessions.end(_forget())
        on_event(who(), "logout", "done", g.origin)
        return redirect(url_for("home"), 303)


def _refusals(server: Flask) -> None:
    @server.errorhandler(CSRFError)
    def no_token(_: CSRFError) -> tuple[str, int]:
        return refusal("expired", 400)

    @server.errorhandler(HTTPException)
    def refused(fault: HTTPException) -> tuple[str, int]:
        kinds = {401: "ended", 403: "forbidden", 404: "lost", 413: "large", 429: "slow"}
        return refusal(kinds.get(fault.code or 500, "failed"), fault.code or 500)

    @server.errorhandler(Exception)
    def failed(fault: Exception) -> tuple[str, int]:
        server.logger.error("%s %.120r: %s %.200r", request.method, request.path, type(fault).__name__, fault)
        return refusal("failed", 500)


def refusal(kind: str, status: int) -> tuple[str, int]:
    """Return the page that says why something was not done, and the way back."""
    g.setdefault("steward", None)
    return render_template("refused.html", words=text(f"steward.refused.{kind}", language())), status
