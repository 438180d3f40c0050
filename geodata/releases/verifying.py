"""Everything that can be wrong with a folder of releases: each release, the pointer, the log."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from geodata.problems import CatalogueError, Problem
from geodata.releases import audit
from geodata.releases.digest import digest_of
from geodata.releases.faults import DAMAGED, UNKNOWN, UNTOLD, StoreError
from geodata.releases.manifest import DATA, LOG, POINTER
from geodata.releases.proof import proved

if TYPE_CHECKING:
    from geodata.releases.shelf import Shelf


def verified(shelf: Shelf) -> Iterator[Problem]:
    """Yield what is wrong; with no release in the folder, what is wrong with the bundled catalogue."""
    ids = shelf.published()
    for one in ids or (shelf.bundled()[0].id,):
        yield from _release(shelf, one)
    wanted, lost = shelf.wanted()
    if lost is None and wanted and wanted not in ids:
        lost = StoreError(UNKNOWN.filled(id=wanted))
    if lost:
        yield Problem(POINTER, None, "", wanted, lost.words)
    elif wanted and not _is_told(shelf, wanted, ids[0]):
        yield Problem(LOG, None, "release", wanted, UNTOLD)


def _release(shelf: Shelf, release_id: str) -> Iterator[Problem]:
    file = f"{release_id}/{DATA}"
    try:
        tables = shelf.read(release_id)
        is_as_published = not shelf.ids() or digest_of(tables) == shelf.whole(release_id).digest
    except StoreError as fault:
        yield Problem(file, None, "", "", fault.words)
        return
    if not is_as_published:
        yield Problem(file, None, "", "", DAMAGED.filled(id=release_id, why="digest"))
    try:
        proved(tables, release_id)
    except CatalogueError as wrong:
        yield from wrong.problems


def _is_told(shelf: Shelf, wanted: str, first: str) -> bool:
    """Say whether the log knows how the release came into use; the first one need not be told of."""
    log = shelf.log()
    act = audit.open_act(log) or {}
    return wanted in (audit.in_use(log) or first, act.get("release"))
