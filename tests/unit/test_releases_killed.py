"""Killed at any instant, a publication leaves the old or the new release, whole, and a log that fits."""

from __future__ import annotations

import random
import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import pytest

from geodata.catalog import Tables
from geodata.releases.audit import BEGUN, DONE, RECOVERED, UNDONE, Entry
from geodata.releases.digest import digest_of
from geodata.releases.store import Store
from tests.killing import is_killed_after, is_killed_at_step
from tests.release_samples import noted, prove_once

RANDOM_KILLS = 20
MOST_STEPS = 200


@dataclass(frozen=True)
class Shop:
    """A folder to copy, and the tables to publish into it."""

    folder: Path
    new: Tables
    later: Tables


@pytest.fixture(autouse=True)
def proved_once(monkeypatch: pytest.MonkeyPatch) -> None:
    prove_once(monkeypatch)


@pytest.fixture
def shop(tmp_path: Path, proved_once: None) -> Shop:
    """A folder with two releases, the second in use."""
    bundled = Store(None).open()
    folder = tmp_path / "shop"
    Store(folder).publish(noted(bundled.tables, "first"), base=bundled.release.id, who="w", note="first")
    return Shop(folder, noted(bundled.tables, "new"), noted(bundled.tables, "later"))


def publish(folder: Path, tables: Tables) -> None:
    own = Store(folder)
    own.publish(tables, base=own.open().release.id, who="w", note="n", origin="here")


def roll_back(folder: Path) -> None:
    own = Store(folder)
    own.roll_back(own.history()[0].id, who="w", note="n")


def assert_whole(folder: Path, expected: set[str], shop: Shop) -> None:
    """Say that one of the expected digests is in use, all is sound, and the next publication works."""
    own = Store(folder)
    opened = own.open()
    assert (opened.problem, own.verify()) == ("", ())
    assert digest_of(opened.tables) in expected
    assert opened.release.digest == digest_of(opened.tables)
    # What was cut off before it came into use is on no list.
    before = Store(shop.folder).history()
    assert [one for one in own.history() if one.id not in [old.id for old in before]] in (
        [],
        [opened.release],
    )
    release = own.publish(shop.later, base=opened.release.id, who="w", note="later")
    assert own.open().release == own.history()[-1] == release
    assert_log_fits(own)
    ids = {release.id for release in own.history()}
    assert {path.name for path in folder.iterdir()} == {"current", "lock", "log.jsonl", *ids}


def assert_log_fits(own: Store) -> None:
    """Say that each act that was begun has one end, and that the log tells of each release there is."""
    acts = [entry for entry in own.log() if entry["what"] in {"publish", "rollback"}]
    begun, ends = acts[::2], acts[1::2]
    assert {entry["result"] for entry in begun} == {BEGUN}
    assert {entry["result"] for entry in ends} <= {DONE, RECOVERED, UNDONE}
    assert [entry["release"] for entry in begun] == [entry["release"] for entry in ends]
    kept = [entry["release"] for entry in ends if is_published(entry)]
    assert kept == [release.id for release in own.history()][1:]


def is_published(entry: Entry) -> bool:
    return entry["what"] == "publish" and entry["result"] in {DONE, RECOVERED}


def kill_at_every_step(shop: Shop, act: Callable[[Path], None], expected: set[str], tmp_path: Path) -> int:
    """Kill `act` on copies of the folder at its first step, its second … until it ends; return how often."""
    for step in range(1, MOST_STEPS):
        folder = tmp_path / "copy"
        if shop.folder.exists():
            shutil.copytree(shop.folder, folder)
        is_killed = is_killed_at_step(partial(act, folder), step)
        has_begun = bool(Store(folder).log())
        assert_whole(folder, expected, shop)
        shutil.rmtree(folder)
        if not is_killed or (has_begun and not shop.folder.exists()):
            return step - 1
    raise AssertionError("it never ends")


def test_killed_at_every_step_of_a_publication(shop: Shop, tmp_path: Path) -> None:
    expected = {Store(shop.folder).digest(), digest_of(shop.new)}
    kills = kill_at_every_step(shop, partial(publish, tables=shop.new), expected, tmp_path)
    assert kills >= 12


def test_killed_at_every_step_of_the_first_publication(shop: Shop, tmp_path: Path) -> None:
    first = Shop(tmp_path / "nowhere", shop.new, shop.later)
    expected = {Store(None).digest(), digest_of(shop.new)}
    kills = kill_at_every_step(first, partial(publish, tables=shop.new), expected, tmp_path)
    assert kills >= 8


def test_killed_at_every_step_of_going_back(shop: Shop, tmp_path: Path) -> None:
    expected = {Store(shop.folder).digest(), Store(None).digest()}
    assert kill_at_every_step(shop, roll_back, expected, tmp_path) >= 5


def test_killed_again_while_clearing_up(shop: Shop, tmp_path: Path) -> None:
    step, old = 1, Store(shop.folder).ids()
    while Store(shop.folder).ids() == old:  # until it dies between the new release and the pointer
        assert is_killed_at_step(partial(publish, shop.folder, shop.new), step)
        step += 1
    assert Store(shop.folder).pointer() == old[-1]
    expected = {Store(shop.folder).digest(), Store(None).digest()}
    assert kill_at_every_step(shop, roll_back, expected, tmp_path) >= 5


def test_killed_at_random_times(shop: Shop, tmp_path: Path) -> None:
    expected = {Store(shop.folder).digest(), digest_of(shop.new)}
    started = time.monotonic()
    publish(shutil.copytree(shop.folder, tmp_path / "timed"), shop.new)
    takes_s = time.monotonic() - started
    dice = random.Random(7)
    kills = 0
    while kills < RANDOM_KILLS:
        folder = shutil.copytree(shop.folder, tmp_path / "copy")
        kills += is_killed_after(partial(publish, folder, shop.new), dice.uniform(0, takes_s))
        assert_whole(folder, expected, shop)
        shutil.rmtree(folder)
