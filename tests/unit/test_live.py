"""The server that changes over: one whole release at a time, and a bad one never stops the good one."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from werkzeug.test import Client
from werkzeug.wrappers import Response

from callbacks.live import KEPT, LOOK_S, Live, Served
from geodata.problems import CatalogueError, Problem, Words
from geodata.releases.manifest import Release
from geodata.releases.shelf import Opened


@dataclass
class Shelf:
    """A store whose pointer a test moves; `bad` cannot be opened."""

    at: str = "0001-aaaaaaaa"
    bad: set[str] = field(default_factory=set)
    problem: str = ""
    refused: str = ""

    def pointer(self) -> str:
        return self.at

    def open(self) -> Opened:
        if self.at in self.bad:
            raise ValueError("cannot be served")
        return Opened(release(self.at), {}, self.problem)

    def bundled(self) -> tuple[Release, dict[str, Any]]:
        return release("0001-bundled0"), {}


def release(identifier: str) -> Release:
    return Release(identifier, "", "", "", "", "", "", "", {}, 0)


def wsgi(words: str) -> Callable[..., Iterable[bytes]]:
    def answer(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        return Response(words)(environ, start_response)

    return answer


@dataclass
class Hall:
    """A live server over a shelf, with a clock a test moves."""

    folder: Path
    shelf: Shelf = field(default_factory=Shelf)
    time: float = 0.0
    prepared: int = 0

    def __post_init__(self) -> None:
        self.live = Live(self.shelf, self.make, self.prepare, lambda: self.time)

    def prepare(self) -> None:
        self.prepared += 1

    def make(self, opened: Opened, said: object) -> Served:
        name = opened.release.id
        if name == self.shelf.refused:
            raise CatalogueError(
                [Problem("sites.csv", 2, "kind", "castle", Words("错", "改", "wrong", "mend"))]
            )
        (self.folder / name).mkdir(exist_ok=True)
        return Served(wsgi(name), f"/release/{name}", self.folder / name)

    def get(self, path: str = "/") -> str:
        return Client(self.live).get(path).get_data(as_text=True)


@pytest.fixture
def hall(tmp_path: Path) -> Hall:
    return Hall(tmp_path)


def test_it_serves_the_release_in_use(hall: Hall) -> None:
    assert hall.get() == "0001-aaaaaaaa"
    assert hall.live.said() == {} and hall.prepared == 0


def test_another_release_takes_over_and_its_files_are_prepared_apart(hall: Hall) -> None:
    hall.shelf.at = "0002-bbbbbbbb"
    hall.live.change_over()
    assert (hall.get(), hall.prepared) == ("0002-bbbbbbbb", 1)


def test_pages_opened_before_still_get_their_files(hall: Hall) -> None:
    hall.shelf.at = "0002-bbbbbbbb"
    hall.live.change_over()
    assert hall.get("/release/0001-aaaaaaaa/atlas.json") == "0001-aaaaaaaa"
    assert hall.get("/release/0002-bbbbbbbb/atlas.json") == "0002-bbbbbbbb"


def test_only_the_last_releases_are_kept(hall: Hall) -> None:
    for number in range(2, KEPT + 3):
        hall.shelf.at = f"{number:04d}-bbbbbbbb"
        hall.live.change_over()
    assert sorted(path.name for path in hall.folder.iterdir()) == [
        f"{number:04d}-bbbbbbbb" for number in range(3, KEPT + 3)
    ]


def test_rolling_back_serves_the_earlier_one_again(hall: Hall) -> None:
    for at in ("0002-bbbbbbbb", "0001-aaaaaaaa"):
        hall.shelf.at = at
        hall.live.change_over()
    assert hall.get() == "0001-aaaaaaaa"
    assert (hall.folder / "0002-bbbbbbbb").is_dir()


def test_what_cannot_be_served_is_said_and_the_present_one_goes_on(hall: Hall) -> None:
    hall.shelf.bad.add("0002-bbbbbbbb")
    hall.shelf.at = "0002-bbbbbbbb"
    hall.live.change_over()
    assert hall.get() == "0001-aaaaaaaa"
    assert "0002-bbbbbbbb" in hall.live.said()["problem"]
    hall.shelf.at = "0003-cccccccc"
    hall.live.change_over()
    assert hall.get() == "0003-cccccccc" and hall.live.said() == {}


def test_a_bad_release_is_tried_once_and_not_at_each_request(hall: Hall) -> None:
    hall.shelf.bad.add("0002-bbbbbbbb")
    hall.shelf.at = "0002-bbbbbbbb"
    for _ in range(3):
        hall.live.change_over()
    assert hall.prepared == 1


def test_the_problem_of_a_damaged_release_is_said(tmp_path: Path) -> None:
    hall = Hall(tmp_path, Shelf(problem="damaged"))
    assert hall.live.said() == {"problem": "damaged"}


def test_what_the_contracts_refuse_at_the_start_gives_way_to_the_bundled_data(tmp_path: Path) -> None:
    hall = Hall(tmp_path, Shelf(refused="0001-aaaaaaaa"))
    assert hall.get() == "0001-bundled0"
    assert "castle" in hall.live.said()["problem"]


def test_requests_notice_a_moved_pointer(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    started = []
    monkeypatch.setattr(
        "callbacks.live.threading.Thread", lambda target, **_: started.append(target) or Started(target)
    )
    hall.shelf.at = "0002-bbbbbbbb"
    hall.get()  # too soon to look again
    assert not started
    hall.time += LOOK_S
    hall.get()
    assert hall.get() == "0002-bbbbbbbb"
    hall.time += LOOK_S
    hall.get()
    assert len(started) == 1


@dataclass
class Started:
    """A thread that has run to its end when it is started."""

    target: Callable[[], None]

    def start(self) -> None:
        self.target()
