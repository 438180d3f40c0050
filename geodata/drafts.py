"""Uploads that wait for their publication: each in a folder of its own, under a name of ours.

What the steward called the file is kept as words only. Discarding removes all of it.
"""

from __future__ import annotations

import json
import re
import secrets
import shutil
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from geodata.intake.understanding import Kind
from geodata.writing import write_whole

MOST_DRAFTS = 20
MOST_NAME_CHARS = 120
_TOKEN = re.compile(r"[0-9a-f]{16}")


class TooManyDraftsError(Exception):
    """No further upload is kept before one that waits is published or discarded."""


@dataclass(frozen=True)
class Approval:
    """Who agreed to what: the difference as it was shown (`Preview.seen`)."""

    who: str
    seen: str


@dataclass(frozen=True)
class Draft:
    """An upload and what its steward has said of it so far."""

    token: str
    name: str
    kind: Kind
    who: str
    made: str
    note: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)
    approvals: tuple[Approval, ...] = ()

    def approved(self, who: str, seen: str) -> Draft:
        """Return the draft with the agreement of a steward; agreement to something else is void."""
        kept = (one for one in self.approvals if one.seen == seen and one.who != who)
        return replace(self, approvals=(*kept, Approval(who, seen)))


@dataclass(frozen=True)
class Drafts:
    """The folder of all drafts."""

    folder: Path

    def keep(self, data: bytes, name: str, kind: Kind, who: str) -> Draft:
        """Keep an upload. Raises TooManyDraftsError, or OSError when the disk will not take it."""
        if len(self.all()) >= MOST_DRAFTS:
            raise TooManyDraftsError
        made = datetime.now(UTC).isoformat(timespec="seconds")
        draft = Draft(secrets.token_hex(8), _shown(name), kind, who, made)
        place = self.folder / draft.token
        place.mkdir(parents=True)
        try:
            write_whole({place / "upload": data, place / "draft.json": _written(draft)})
        except OSError:
            shutil.rmtree(place, ignore_errors=True)
            raise
        return draft

    def all(self) -> tuple[Draft, ...]:
        """Return the drafts, oldest first; what cannot be read is passed over."""
        places = self.folder.iterdir() if self.folder.is_dir() else ()
        found = (self.find(place.name) for place in places)
        return tuple(sorted((one for one in found if one), key=lambda one: (one.made, one.token)))

    def find(self, token: str) -> Draft | None:
        """Return a draft by its token, None where there is none."""
        if not _TOKEN.fullmatch(token):
            return None
        try:
            return _read(json.loads((self.folder / token / "draft.json").read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError, KeyError):
            return None

    def data(self, draft: Draft) -> bytes:
        """Return the bytes of the upload. Raises OSError when they are gone."""
        return (self.folder / draft.token / "upload").read_bytes()

    def save(self, draft: Draft) -> None:
        """Keep what has changed about a draft. Raises OSError."""
        write_whole({self.folder / draft.token / "draft.json": _written(draft)})

    def discard(self, draft: Draft) -> None:
        """Remove a draft with all that was kept of it."""
        shutil.rmtree(self.folder / draft.token, ignore_errors=True)


def _shown(name: str) -> str:
    """Return a file's name as words: its last part, printable, on one line, not too long."""
    last = re.split(r"[/\\]", name)[-1]
    return "".join(one for one in last if one.isprintable())[:MOST_NAME_CHARS] or "?"


def _written(draft: Draft) -> bytes:
    return json.dumps(asdict(draft), ensure_ascii=False, indent=1).encode()


def _read(content: dict[str, Any]) -> Draft:
    approvals = tuple(Approval(**one) for one in content.pop("approvals"))
    return Draft(**content, approvals=approvals)
