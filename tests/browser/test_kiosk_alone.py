"""The hall's screen alone: the server goes and comes, a script fails, a new release, hours of touches."""

from __future__ import annotations

import os
import random
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from subprocess import PIPE

import pytest

from app import ROOT
from tests.browser.conftest import Watch
from tests.browser.fingers import Fingers
from tests.browser.room import Room
from tests.browser.test_kiosk import PORTRAIT, kiosk, tap

Open = Callable[..., Room]
SOAK_MINUTES = float(os.environ.get("SOAK_MINUTES", "10"))
MOST_GROWTH = 1.10


@contextmanager
def started(port: int) -> Iterator[str]:
    """Start the atlas as an operator does, and kill it at the end."""
    environment = os.environ | {"PORT": str(port), "HOST": "127.0.0.1", "PLAN_FILE": ""}
    with subprocess.Popen(
        [sys.executable, "app.py"], cwd=ROOT, env=environment, stdout=PIPE, text=True
    ) as run:
        try:
            assert run.stdout
            assert f":{port}/" in run.stdout.readline()
            yield f"http://127.0.0.1:{port}"
        finally:
            run.kill()


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def test_the_server_may_be_killed_and_come_back(sized: Open, watch: Watch) -> None:
    watch.forgiven = lambda fault: "net::ERR_" in fault and "foreign" not in fault
    port = free_port()
    with started(port) as address:
        room = kiosk(sized, address=address)
        room.wait("() => atlas.indicators.book() && atlas.story.all().length")
    room.wait("() => document.documentElement.dataset.server === 'away'")
    # Everything that was there is there, and nothing says that anything is wrong.
    tap(room, '.tile[data-set="shelf:cities"]')
    tap(room, '#kiosk [data-select="city-wuxi"]').painted("room=kiosk&selected=city-wuxi&shelf=cities")
    for query, part in (
        ("indicator=i-rd-expenditure&lens=indicator&room=kiosk&year=2022", ".figure-row"),
        ("room=kiosk&step=2&story=five-nine-many", ".at-telling"),
        ("industry=ind-ic&lens=industry&room=kiosk", "#panel .chain"),
    ):
        room.turn(query, f"{part} >> visible=true")
    assert room.get("#notice").is_hidden()
    with started(port):
        began = time.monotonic()
        room.wait("() => document.documentElement.dataset.server === ''")
        assert time.monotonic() - began < 10
        room.page.evaluate("() => atlas.attract.start()")
        room.page.wait_for_selector("[data-attract=on]")


def test_a_fault_ends_in_the_attract_loop(
    sized: Open, watch: Watch, caplog: pytest.LogCaptureFixture
) -> None:
    room = kiosk(sized)
    tap(room, '.tile[data-set="shelf:zones"]')
    watch.forgiven = lambda fault: "boom" in fault
    began = time.monotonic()
    room.page.evaluate("() => { setTimeout(() => { throw new Error('boom'); }); }")
    room.page.wait_for_selector("[data-attract=on]")
    assert time.monotonic() - began < 10
    assert "boom" in caplog.text
    # A promise that nobody waits for is a fault like any other.
    tap(room, ".attract-start").painted("room=kiosk")
    room.page.evaluate("() => { Promise.reject(new Error('boom')); }")
    room.page.wait_for_selector("[data-attract=on]")


def test_a_new_release_comes_when_nobody_is_there(sized: Open) -> None:
    room = kiosk(sized)
    room.page.evaluate("() => { document.documentElement.dataset.page = 'old'; window.before = true; }")
    room.page.evaluate("() => atlas.watch.look()")
    # Somebody is here: nothing happens.
    tap(room, '.tile[data-set="shelf:zones"]').painted("room=kiosk&shelf=zones")
    assert room.page.evaluate("() => window.before && atlas.watch.isOld()")
    room.page.evaluate("() => { atlas.attract.start().then(() => atlas.watch.look()); }")
    room.wait("() => !window.before && window.atlas?.ready && !atlas.watch.isOld()")
    room.page.wait_for_selector("[data-attract=on]")


def test_a_stuck_page_starts_anew(sized: Open, watch: Watch) -> None:
    room = kiosk(sized)
    watch.forgiven = lambda fault: "stuck" in fault
    room.page.clock.install()
    room.page.evaluate("() => { window.before = true; }")
    room.probe("unpainted")
    for _ in range(13):
        room.page.clock.run_for(1_000)
    room.wait("() => !window.before && window.atlas?.ready")
    room.page.wait_for_selector("#map[data-view]")


def anywhere(chance: random.Random) -> tuple[float, float]:
    return chance.uniform(1, PORTRAIT[0] - 1), chance.uniform(1, PORTRAIT[1] - 1)


def play(fingers: Fingers, chance: random.Random) -> None:
    """Do what children do at a screen."""
    what = chance.random()
    if what < 0.75:
        fingers.tap(anywhere(chance))
    elif what < 0.87:
        fingers.drag(anywhere(chance), anywhere(chance))
    elif what < 0.95:
        fingers.pinch((540, chance.uniform(300, 800)), chance.uniform(30, 200), chance.uniform(30, 200))
    else:
        fingers.down(anywhere(chance))
        fingers.page.evaluate("() => new Promise((done) => setTimeout(done, 700))")
        fingers.up()


def test_hours_of_touches_leave_it_as_it_was(sized: Open, hall: str) -> None:
    room = kiosk(sized, address=hall)
    fingers, chance = Fingers(room.page), random.Random(20261125)

    def nobody() -> dict[str, float]:
        # The countdown runs out and the kiosk is as it was: it still resets.
        room.page.wait_for_selector('#map[data-view="room=kiosk"]', state="attached", timeout=40_000)
        return fingers.measured()

    def touched(seconds: float) -> None:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            play(fingers, chance)
            room.page.evaluate("() => new Promise((done) => requestAnimationFrame(done))")

    touched(90)  # everything has been opened once
    first = nobody()
    touched(SOAK_MINUTES * 60)
    last = nobody()
    assert room.page.evaluate("() => [scrollX, scrollY, visualViewport.scale]") == [0, 0, 1]
    growth = {name: last[name] / first[name] for name in first}
    assert all(by < MOST_GROWTH for by in growth.values()), (first, last)
