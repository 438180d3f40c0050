"""What the hall's screens ask of the server besides the page: faults to log, counts of what is touched.

A public hall gets no kiosk until the map is reviewed (design §6).
"""

import json
import logging
import threading
import time
from collections.abc import Callable

from dash import Dash
from flask import Flask, Response, jsonify, request

from callbacks.routes import reader_language
from geodata.known import Known
from geodata.settings import Settings
from geodata.usage import Usage
from geodata.view import parse_address
from layouts.index import plain_page

log = logging.getLogger(__name__)
ROOM = "kiosk"
# What is counted besides the things of the catalogue.
PARTS = ("home", "attract", "search", "story", "qr")
MOST_WORDS = 300
FAULTS_A_MINUTE = 10


def page_settings(settings: Settings) -> str:
    """Return as JSON what the page has to know of the operator's wishes for the hall."""
    return json.dumps(
        {
            "idle": settings.kiosk_idle_s,
            "reloadAt": settings.kiosk_reload_at,
            "scale": settings.kiosk_scale,
            "usage": settings.usage_dir is not None,
            "publicUrl": settings.public_url,
        }
    )


def register(app: Dash, known: Known, settings: Settings, assets: str) -> None:
    """Add the routes; counting only where a folder is configured."""
    server: Flask = app.server
    if settings.is_kiosk_closed:
        close(server, settings, assets)
    add_faults(server)
    if settings.usage_dir is not None:
        add_usage(server, Usage(settings.usage_dir, subjects(known)))


def close(server: Flask, settings: Settings, assets: str) -> None:
    """Refuse the kiosk and say which settings it waits for, to the reader and on the console."""
    missing = ", ".join(settings.unreviewed)
    log.warning("PROFILE=public: /%s 暂不开放，待设置 is closed until these are set: %s", ROOM, missing)

    @server.before_request
    def closed() -> tuple[str, int] | None:
        view, _ = parse_address(request.path, request.query_string.decode("utf-8", "replace"))
        # As the page itself is found: by what stands between the slashes, however many there are.
        is_page = request.path.strip("/") in ("", ROOM)
        if not is_page or view.room != ROOM:
            return None
        return plain_page("closed", reader_language(), assets, settings=missing), 503


def add_faults(server: Flask, clock: Callable[[], float] = time.monotonic) -> None:
    """Log what went wrong in a hall's page: one short line each, few a minute."""
    times: list[float] = []

    @server.post("/fault")
    def fault() -> tuple[str, int]:
        times[:] = [one for one in times if clock() - one < 60]
        if len(times) < FAULTS_A_MINUTE:
            times.append(clock())
            log.warning("kiosk: %.*r", MOST_WORDS, request.get_data(as_text=True)[:MOST_WORDS])
        return "", 204


def subjects(known: Known) -> dict[str, str]:
    """Return what may be counted, with its Chinese name."""
    industries = known.catalog.industries
    named = {one: str(row["name_zh"]) for one, row in known.subjects.items() if "name_zh" in row}
    return named | dict(zip(industries["id"], industries["name_zh"], strict=True)) | dict.fromkeys(PARTS, "")


def add_usage(server: Flask, usage: Usage) -> None:
    """Add counting. A full disk costs counts, never an answer; the log says so once until there is room."""
    failing = threading.Event()

    @server.post("/usage")
    def count() -> tuple[Response, int]:
        asked = request.get_json(silent=True)
        subject = asked.get("subject") if isinstance(asked, dict) else None
        try:
            is_counted = isinstance(subject, str) and usage.count(subject, request.args.get("screen", ""))
        except OSError as wrong:
            if not failing.is_set():
                log.warning("USAGE_DIR=%s: %s", usage.folder, wrong.strerror)
            failing.set()
            return jsonify(counted=False), 507
        if is_counted:
            failing.clear()
        return jsonify(counted=is_counted), 200 if is_counted else 400
