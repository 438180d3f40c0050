"""The stewards' part: a WSGI app of its own, mounted at /data beside the public one. Only it can write."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from flask import Flask

import layouts
from callbacks import steward_pages
from callbacks.headers import guard
from callbacks.steward_door import open_door
from geodata.desk import Desk
from geodata.drafts import Drafts
from geodata.intake.limits import MOST_UPLOAD_BYTES
from geodata.releases.faults import StoreError
from geodata.releases.store import Store
from geodata.settings import Settings
from geodata.stewards import Stewards

TEMPLATES = Path(layouts.__file__).parent / "steward"
MOST_FIELDS_BYTES, MOST_FIELDS = 200_000, 300


def create(store: Store, settings: Settings, assets: str, changed: Callable[[], None]) -> Flask:
    """Return the app. `changed` is called when another release is in use; `assets` is where CSS is served.

    Raises StewardsError when the file of the stewards cannot be read.
    """
    server = Flask("steward", template_folder=str(TEMPLATES), static_folder=None)
    server.config.update(
        MAX_CONTENT_LENGTH=MOST_UPLOAD_BYTES + MOST_FIELDS_BYTES,
        MAX_FORM_MEMORY_SIZE=MOST_FIELDS_BYTES,
        MAX_FORM_PARTS=MOST_FIELDS,
    )
    server.jinja_env.trim_blocks = server.jinja_env.lstrip_blocks = True
    server.jinja_env.globals["assets"] = assets
    stewards = Stewards.load(settings.stewards_file) if settings.stewards_file else None

    def on_event(who: str, what: str, result: str, origin: str) -> None:
        try:
            store.record(who, what, result=result, origin=origin)
        except StoreError as fault:  # a full disk must not keep the steward out who could make room
            server.logger.error("%s %s: %s", who, what, fault)

    open_door(server, settings, stewards, on_event)
    # With no folder of releases everything can be looked at and nothing is received.
    desk = Desk(store, Drafts((store.folder or Path()) / "drafts"), settings.publish_approvals)
    steward_pages.register(server, desk, changed)
    guard(server, settings, ())
    return server
