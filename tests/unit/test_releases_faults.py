"""What disks and people do to a folder of releases: nothing whole is lost, and it is said what happened."""

from __future__ import annotations

import errno
import os
import random
import resource
import shutil
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from geodata.catalog import Tables
from geodata.problems import CatalogueError
from geodata.releases import store as store_module
from geodata.releases.audit import BEGUN, DONE, UNDONE
from geodata.releases.digest import digest_of
from geodata.releases.faults import BaseMoved, Damaged, StoreError
from geodata.releases.store import Store
from tests.killing import ended, forked
from tests.release_samples import noted, prove_once

Damage = Callable[[Path], object]
RANDOM_DAMAGES = 40


@pytest.fixture(autouse=True)
def proved_once(monkeypatch: pytest.MonkeyPatch) -> None:
    prove_once(monkeypatch)


@pytest.fixture(scope="module")
def bundled() -> Tables:
    return Store(None).open().tables


@pytest.fixture(scope="module")
def shop(bundled: Tables, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of three releases, the third in use; to be copied, not to be changed."""
    folder = tmp_path_factory.mktemp("shop")
    for note in ("b", "c"):
        publish(Store(folder), noted(bundled, note))
    return folder


@pytest.fixture
def folder(shop: Path, tmp_path: Path) -> Path:
    return shutil.copytree(shop, tmp_path / "releases")


def publish(store: Store, tables: Tables, base: str = "") -> str:
    return store.publish(tables, base=base or store.open().release.id, who="w", note="n").id


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:5000])


def flip(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


DAMAGES: dict[str, Damage] = {
    "cut short": lambda place: cut(place / "atlas.gpkg"),
    "one bit": lambda place: flip(place / "atlas.gpkg"),
    "emptied": lambda place: (place / "atlas.gpkg").write_bytes(b""),
    "no data": lambda place: (place / "atlas.gpkg").unlink(),
    "no manifest": lambda place: (place / "manifest.json").unlink(),
    "manifest cut short": lambda place: (place / "manifest.json").write_text('{"id": "00'),
    "manifest of lists": lambda place: (place / "manifest.json").write_text("[" * 100_000),
    "manifest of another": lambda place: shutil.copy(
        min(place.parent.glob("0001-*")) / "manifest.json", place / "manifest.json"
    ),
    "a file in its place": lambda place: (shutil.rmtree(place), place.write_text("")),
    "gone": shutil.rmtree,
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_the_last_whole_release_before_a_damaged_one_is_used(folder: Path, damage: Damage) -> None:
    store = Store(folder)
    _, second, third = store.history()
    damage(folder / third.id)
    opened = store.open()
    assert (opened.release, digest_of(opened.tables)) == (second, second.digest)
    assert third.id in opened.problem
    assert f"改用版本 {second.id}" in opened.problem
    assert f"release {second.id} is used instead" in opened.problem
    assert any(third.id in str(problem) for problem in store.verify())
    with pytest.raises(StoreError, match=third.id):
        store.roll_back(third.id, who="w", note="n")
    # What is in use instead is the base of the next publication, and going back mends it as well.
    assert store.roll_back(second.id, who="w", note="mended") == second
    assert (store.open().problem, store.pointer()) == ("", second.id)


def test_a_release_may_be_published_on_the_one_used_instead(folder: Path, bundled: Tables) -> None:
    store = Store(folder)
    damaged = store.pointer()
    flip(folder / damaged / "atlas.gpkg")
    with pytest.raises(BaseMoved):
        publish(store, noted(bundled, "d"), damaged)
    published = publish(store, noted(bundled, "d"))
    assert (published[:5], store.open().problem) == ("0004-", "")
    with pytest.raises(Damaged, match=damaged):
        store.read(damaged)


def test_with_nothing_whole_the_bundled_catalogue_is_used(folder: Path, bundled: Tables) -> None:
    store = Store(folder)
    for one in store.ids():
        flip(folder / one / "atlas.gpkg")
    opened = store.open()
    assert digest_of(opened.tables) == digest_of(bundled) == store.digest()
    assert f"release {opened.release.id} is used instead" in opened.problem
    assert len(store.verify()) == 3


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\0", b"0001", b"../../etc/passwd\n", None])
def test_a_lost_pointer_is_found_in_the_log(folder: Path, content: bytes | None) -> None:
    store = Store(folder)
    _, second, _ = store.history()
    store.roll_back(second.id, who="w", note="n")
    (folder / "current").unlink()
    if content is not None:
        (folder / "current").write_bytes(content)
    opened = store.open()
    assert (store.pointer(), opened.release) == ("", second)
    assert "指针文件无法读取" in opened.problem
    assert [problem.file for problem in store.verify()] == ["current"]
    store.roll_back(second.id, who="w", note="mended")
    assert (store.open().problem, store.verify()) == ("", ())


def test_a_lost_pointer_and_a_log_of_nonsense(folder: Path) -> None:
    store = Store(folder)
    third = store.history()[-1]
    (folder / "current").write_text("9" * 9000 + "-deadbeef")
    entry = '{"what": "publish", "result": "done", "release": "../../x"}\n'
    (folder / "log.jsonl").write_text(entry + "[" * 100_000)
    assert (store.open().release, store.history()[-1]) == (third, third)
    assert [problem.file for problem in store.verify()] == ["current"]


def test_a_log_that_does_not_fit_the_pointer_is_noticed(folder: Path) -> None:
    store = Store(folder)
    (folder / "log.jsonl").unlink()
    assert store.open().problem == ""
    assert [problem.file for problem in store.verify()] == ["log.jsonl"]


def test_a_torn_line_of_the_log_is_passed_over(folder: Path) -> None:
    store = Store(folder)
    before = store.log()
    with (folder / "log.jsonl").open("ab") as file:
        file.write('{"at": "2026-01-01", "who": "王'.encode()[:-1])
    assert (store.log(), store.verify()) == (before, ())
    store.record("w", "login", result="done")
    assert [entry["what"] for entry in store.log()[len(before) :]] == ["login"]


def test_random_damage_never_stops_the_atlas(folder: Path, shop: Path, bundled: Tables) -> None:
    dice = random.Random(11)
    digests = {release.digest for release in Store(folder).history()}
    for _ in range(RANDOM_DAMAGES):
        path = dice.choice(sorted(one for one in folder.rglob("*") if one.is_file() and one.stat().st_size))
        content = bytearray(path.read_bytes())
        for _ in range(dice.choice((1, 20))):
            content[dice.randrange(len(content))] = dice.randrange(256)
        path.write_bytes(content[: dice.choice((len(content), dice.randrange(len(content))))])
        store = Store(folder)
        opened = store.open()
        assert digest_of(opened.tables) in digests
        store.history(), store.log(), store.digest()
        path.write_bytes((shop / path.relative_to(folder)).read_bytes())
    assert Store(folder).verify() == ()


def test_a_file_in_place_of_the_folder(tmp_path: Path, bundled: Tables) -> None:
    path = tmp_path / "releases"
    path.write_text("")
    store = Store(path)
    opened = store.open()
    assert digest_of(opened.tables) == digest_of(bundled)
    assert ("不是文件夹" in opened.problem, "not a folder" in opened.problem) == (True, True)
    assert (store.history(), store.log(), store.pointer()) == ((opened.release,), (), "")
    assert len(store.verify()) == 1
    with pytest.raises(StoreError, match="not a folder"):
        publish(store, bundled)
    with pytest.raises(StoreError, match="not a folder"):
        store.record("w", "login", result="done")


REFUSALS = {
    errno.ENOSPC: ("磁盘已满", "the disk is full"),
    errno.EROFS: ("磁盘只读", "the disk is read-only"),
    errno.EACCES: ("没有权限", "permission denied"),
}


def refuse(monkeypatch: pytest.MonkeyPatch, name: str, number: int, times: int, after: int = 0) -> None:
    """Have a function of `os` fail for a while; `after` calls still succeed."""
    call, calls = getattr(os, name), [0]

    def refusing(*given: Any, **more: Any) -> Any:
        calls[0] += 1
        if after < calls[0] <= after + times:
            raise OSError(number, os.strerror(number))
        return call(*given, **more)

    monkeypatch.setattr(os, name, refusing)


@pytest.mark.parametrize("number", REFUSALS)
@pytest.mark.parametrize("name", ["fsync", "write", "mkdir", "rename"])
def test_what_the_disk_refuses_changes_nothing(
    folder: Path, bundled: Tables, monkeypatch: pytest.MonkeyPatch, name: str, number: int
) -> None:
    store = Store(folder)
    before = store.open().release
    with monkeypatch.context() as patched:
        refuse(patched, name, number, times=10**6)
        with pytest.raises(StoreError) as refusal:
            publish(store, noted(bundled, "d"))
    assert all(words in str(refusal.value) for words in REFUSALS[number])
    assert (store.open().release, store.open().problem, store.verify()) == (before, "", ())
    publish(store, noted(bundled, "d"))
    assert store.verify() == ()


@pytest.mark.parametrize("after", range(8))
def test_a_disk_that_is_full_at_any_step(
    folder: Path, bundled: Tables, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    store = Store(folder)
    before = store.open().release
    with monkeypatch.context() as patched:
        refuse(patched, "fsync", errno.ENOSPC, times=1, after=after)
        try:
            published = publish(store, noted(bundled, "d"))
        except StoreError:
            published = before.id
    assert store.pointer() == store.open().release.id == published
    assert (store.open().problem, store.verify()) == ("", ())
    assert not list(folder.glob(".staging-*"))
    acts = [entry["result"] for entry in store.log()]
    assert acts[4:] == ([BEGUN] if after == 0 else [BEGUN, UNDONE if published == before.id else DONE])
    if published == before.id:
        assert store.history()[-1] == before
    publish(store, noted(bundled, "c"))
    assert store.verify() == ()


def test_a_full_disk_is_noticed_before(
    folder: Path, bundled: Tables, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store(folder)
    monkeypatch.setattr(store_module, "ROOM_BYTES", 2**62)
    with pytest.raises(StoreError, match="the disk is full"):
        publish(store, noted(bundled, "d"))
    assert store.log()[-1]["result"] == UNDONE
    assert store.verify() == ()


@pytest.mark.parametrize("most_bytes", [4096, 100_000, 400_000])
def test_a_file_that_may_not_grow(folder: Path, bundled: Tables, most_bytes: int) -> None:
    """The real thing: the system refuses the bytes, to GDAL as to us."""
    store = Store(folder)
    before = store.open().release

    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (most_bytes, most_bytes))
        with pytest.raises(StoreError, match="the release in use is unchanged"):
            publish(store, noted(bundled, "d"))

    assert ended(forked(limited)) == 0
    assert (store.open().release, store.open().problem, store.verify()) == (before, "", ())
    publish(store, noted(bundled, "d"))
    assert store.verify() == ()


def test_what_only_reads_needs_no_lock(
    folder: Path, bundled: Tables, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "lock").unlink()
    for name in ("write", "fsync", "mkdir", "rename", "replace", "unlink", "rmdir"):
        refuse(monkeypatch, name, errno.EROFS, times=10**6)
    monkeypatch.setattr(store_module, "FileLock", partial(_read_only, folder))
    before = sorted(folder.rglob("*"))
    store = Store(folder)
    assert (store.open().problem, store.verify(), len(store.history()), len(store.log())) == ("", (), 3, 4)
    for act in (
        lambda: publish(store, bundled),
        lambda: store.roll_back(store.history()[0].id, who="w", note="n"),
        lambda: store.record("w", "login", result="done"),
    ):
        with pytest.raises(StoreError, match="read-only"):
            act()
    assert sorted(folder.rglob("*")) == before


def _read_only(folder: Path, *given: Any, **more: Any) -> None:
    raise OSError(errno.EROFS, os.strerror(errno.EROFS), str(folder))


def test_what_the_atlas_could_not_show_is_not_put_in_use_again(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store(folder)
    first, _, third = store.history()

    def unsound(*_: object) -> None:
        raise CatalogueError(())

    monkeypatch.setattr(store_module, "proved", unsound)
    with pytest.raises(CatalogueError):
        store.roll_back(first.id, who="w", note="n")
    assert store.open().release == third


def test_of_two_publications_at_once_one_wins(folder: Path, bundled: Tables) -> None:
    """Threads of one process, as in the atlas."""
    base, start = Store(folder).open().release.id, threading.Barrier(4)
    told: list[str] = []

    def run(note: str) -> None:
        start.wait()
        try:
            told.append(publish(Store(folder), noted(bundled, note), base))
        except BaseMoved as moved:
            told.append(f"moved to {moved.current.id}")

    threads = [threading.Thread(target=run, args=(note,)) for note in "wxyz"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    won = Store(folder).pointer()
    assert sorted(told) == [won] + [f"moved to {won}"] * 3
    assert (len(Store(folder).history()), Store(folder).verify()) == (4, ())


def test_of_two_processes_at_once_one_wins(folder: Path, bundled: Tables, tmp_path: Path) -> None:
    base = Store(folder).open().release.id

    def run(note: str) -> None:
        try:
            publish(Store(folder), noted(bundled, note), base)
        except BaseMoved:
            (tmp_path / note).write_text("moved")

    children = [forked(partial(run, note)) for note in "xyz"]
    assert [ended(child) for child in children] == [0, 0, 0]
    assert len([note for note in "xyz" if (tmp_path / note).exists()]) == 2
    assert (len(Store(folder).history()), Store(folder).verify()) == (4, ())
