"""Security headers on every answer, static files and errors too: only our own origin may run or be asked."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from flask import Flask
from werkzeug.datastructures import Headers

from callbacks.proxies import is_secure
from geodata.settings import Settings

CSP = "Content-Security-Policy"
FRAMED_BY = "frame-ancestors"
NEVER_FRAMED = f"{FRAMED_BY} 'none'"
_INLINE = re.compile(r"<script(?![^>]*\bsrc=)[^>]*>(.*?)</script>", re.DOTALL | re.IGNORECASE)
# What a map needs of a device: nothing. Full screen stays, for the stage and the hall.
_FORBIDDEN = (
    *("accelerometer", "autoplay", "camera", "display-capture", "geolocation", "gyroscope"),
    *("hid", "magnetometer", "microphone", "midi", "payment", "serial", "usb"),
)
FIXED = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": ", ".join([*(f"{name}=()" for name in _FORBIDDEN), "fullscreen=(self)"]),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
HSTS = "max-age=31536000"


def guard(server: Flask, settings: Settings, scripts: Sequence[str]) -> None:
    """Put the headers around everything a server answers; `scripts` are hashes of its inline scripts."""
    server.wsgi_app = SecurityHeaders(server.wsgi_app, settings, scripts)  # type: ignore[method-assign]


def script_hashes(page: str) -> tuple[str, ...]:
    """Return the hashes of the inline scripts of a page, as a content security policy has them."""
    found = (hashlib.sha256(body.encode()).digest() for body in _INLINE.findall(page))
    return tuple(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in found)


def policy(scripts: Iterable[str]) -> str:
    """Return the content security policy. Styles may stand inline: Dash, Plotly and Leaflet set them.

    Who may frame an answer is added to every policy on its way out, unless it says so itself.
    """
    parts = {
        **{"default-src": "'none'", "script-src": " ".join(["'self'", *scripts])},
        **{"style-src": "'self' 'unsafe-inline'", "img-src": "'self' data: blob:", "font-src": "'self'"},
        **{"connect-src": "'self'", "worker-src": "'self' blob:", "frame-src": "'self'"},
        **{"manifest-src": "'self'", "base-uri": "'none'", "form-action": "'self'"},
    }
    return "; ".join(f"{name} {value}" for name, value in parts.items())


class SecurityHeaders:
    """Adds the headers that an answer does not carry itself."""

    def __init__(self, app: WSGIApplication, settings: Settings, scripts: Sequence[str]) -> None:
        self._app, self._settings = app, settings
        self._headers = FIXED | {CSP: policy(scripts)}
        self._framing = f"{FRAMED_BY} 'self' {settings.frame_ancestors}".strip()
        if not settings.frame_ancestors:
            self._headers["X-Frame-Options"] = "SAMEORIGIN"

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer as the app does, with the headers."""

        def start(status: str, given: list[tuple[str, str]], *more: Any) -> Callable[[bytes], object]:
            headers = Headers(given)
            headers.remove("Server")
            for name, value in self._headers.items():
                headers.setdefault(name, value)
            # A frame within our page needs it too: a browser asks every page around a frame.
            if FRAMED_BY not in headers[CSP]:
                headers[CSP] = f"{headers[CSP]}; {self._framing}"
            if is_secure(environ, self._settings):
                headers.setdefault("Strict-Transport-Security", HSTS)
            return start_response(status, headers.to_wsgi_list(), *more)

        return self._app(environ, start)
