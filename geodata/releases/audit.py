"""The log of who did what, when, from where and with what result: lines are added, never changed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from geodata.releases.durable import append_line

Entry = Mapping[str, str]
LONGEST = 500
# An act that was begun before the pointer moved, and how it ended.
BEGUN, DONE, RECOVERED, UNDONE, REFUSED = "begun", "done", "recovered", "undone", "refused"
ACTS = ("publish", "rollback")  # what moves the pointer


def utc_now() -> str:
    """Return the time as the log and the manifests write it; nothing is ever ordered by it."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def add_entry(path: Path, who: str, what: str, result: str, **more: str) -> None:
    """Add a line. Raises OSError when it cannot be kept: what is not logged is not done."""
    words = {"at": utc_now(), "who": who, "what": what, "result": result, **more}
    kept = {name: one_line(value) for name, value in words.items() if value}
    append_line(path, json.dumps(kept, ensure_ascii=False).encode("utf-8", "replace"))


def one_line(value: str) -> str:
    """Return words as they are kept: on one line, printable, not too long."""
    return "".join(one if one.isprintable() else " " for one in value)[:LONGEST]


def entries(path: Path) -> tuple[Entry, ...]:
    """Return the log, oldest first; a line that a crash tore is passed over, no file is an empty log."""
    try:
        lines = path.read_bytes().split(b"\n")
    except OSError:
        return ()
    found = []
    for line in lines:
        try:
            entry = json.loads(line)
        except (ValueError, RecursionError):
            continue
        if isinstance(entry, dict):
            found.append({str(name): str(value) for name, value in entry.items()})
    return tuple(found)


def open_act(log: tuple[Entry, ...]) -> Entry | None:
    """Return the act that was begun last and whose end the log does not tell, None if there is none."""
    for entry in reversed(log):
        if entry.get("what") in ACTS:
            return entry if entry.get("result") == BEGUN else None
    return None


def in_use(log: tuple[Entry, ...]) -> str:
    """Return the id of the release that the log says was put in use last, "" if it tells of none."""
    for entry in reversed(log):
        if entry.get("what") in ACTS and entry.get("result") in (DONE, RECOVERED):
            return entry.get("release", "")
    return ""
