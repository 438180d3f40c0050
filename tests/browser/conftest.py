"""A real browser in front of the real server: one of each for the whole run, a fresh context for each test.

What the page asks of another host, writes to the console as an error or throws fails the test that saw it.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any
from urllib.request import urlopen
from wsgiref.types import WSGIApplication

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request
from waitress.server import create_server

from app import Atlas, create_app
from geodata.catalog import Catalog
from geodata.payload import payload
from geodata.settings import Settings
from geodata.view import format_view, parse_view
from tests.browser.release import Release
from tests.browser.room import Room
from tests.browser.sample_plan import SAMPLE

CHROMIUM = "/usr/bin/chromium"
SOFTWARE_GL = ["--use-angle=swiftshader", "--enable-unsafe-swiftshader", "--ignore-gpu-blocklist"]
QUIET = ["--no-sandbox", "--disable-background-networking", "--disable-component-update"]
DESK = {"width": 1280, "height": 800}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the file that takes longest, or the other worker would wait for it at the end."""
    items.sort(key=lambda item: item.path.name != "test_kiosk_alone.py")


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    if not Path(CHROMIUM).exists():
        pytest.exit(
            f"The browser of the tests is missing: {CHROMIUM} (make browser installs it)", returncode=3
        )
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": [*QUIET, *SOFTWARE_GL]}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    # Playwright evaluates in the page what it waits for; the policy forbids that, test_policy.py keeps to it.
    more = {"viewport": DESK, "locale": "zh-CN", "reduced_motion": "reduce", "bypass_csp": True}
    return {**browser_context_args, **more}


@pytest.fixture(scope="session")
def served() -> list[str]:
    """What the server was asked for, as it came in: an answer from the browser's cache is no request."""
    return []


@contextmanager
def serving(atlas: Atlas | WSGIApplication, served: list[str]) -> Iterator[str]:
    """Serve an atlas, or whatever answers, on a free port and give its address."""
    answer = atlas.server.wsgi_app if isinstance(atlas, Atlas) else atlas

    def counted(environ: dict[str, Any], start_response: Any) -> Any:
        served.append(environ["PATH_INFO"])
        return answer(environ, start_response)

    server = create_server(counted, host="127.0.0.1", port=0, threads=8, ident=None)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.effective_port}"
    server.close()
    thread.join(5)


@pytest.fixture(scope="session")
def base_url(atlas: Atlas, served: list[str]) -> Iterator[str]:
    """The address of the served atlas."""
    with serving(atlas, served) as address:
        yield address


@pytest.fixture(scope="session")
def planned(
    shipped: Catalog, served: list[str], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[str | None], str]]:
    """Give the address of an atlas with a text of the plan, or with none; each is served once a run."""
    folder, addresses = tmp_path_factory.mktemp("planned"), dict[str | None, str]()

    def at(text: str | None) -> str:
        if text not in addresses:
            addresses[text] = stack.enter_context(serving(made(text), served))
        return addresses[text]

    def made(text: str | None) -> Atlas:
        path = folder / f"plan{len(addresses)}.txt"
        path.write_text(text or "", encoding="utf-8")
        with pytest.MonkeyPatch.context() as patch:
            # The twins of the same files are made for the atlas of base_url, and take their time.
            patch.setattr("callbacks.static_files.compress", lambda path, kept: None)
            if text is None:
                # Whoever runs the tests may have kept a copy of the plan.
                patch.setattr("app.plan_text", lambda settings: None)
            return create_app(shipped, Settings(plan_file=path if text else None), folder / "build")

    with ExitStack() as stack:
        yield at


@pytest.fixture(scope="session")
def hall(shipped: Catalog, served: list[str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of an atlas whose kiosk is idle after three seconds."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("callbacks.static_files.compress", lambda path, kept: None)
        made = create_app(shipped, Settings(kiosk_idle_s=3), tmp_path_factory.mktemp("hall"))
    with serving(made, served) as address:
        yield address


class Watch:
    """What a page did that it must not."""

    def __init__(self, address: str) -> None:
        self.addresses = {address}
        self.faults: list[str] = []
        self.forgiven: Callable[[str], bool] = lambda fault: False

    def over(self, page: Page) -> None:
        page.on("request", self._request)
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.faults.append(f"page error: {error}"))

    def _request(self, request: Request) -> None:
        own = tuple(f"{address}/" for address in self.addresses)
        if not request.url.startswith((*own, "data:", "blob:")):
            self.faults.append(f"foreign request: {request.url}")

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.faults.append(f"console error: {message.text} ({message.location.get('url', '')})")


@pytest.fixture(autouse=True)
def watch(base_url: str) -> Iterator[Watch]:
    """Fails the test when the page asked another host, wrote an error to the console or threw."""
    seen = Watch(base_url)
    yield seen
    assert not [fault for fault in seen.faults if not seen.forgiven(fault)]


@pytest.fixture(scope="session")
def release(shipped: Catalog) -> Release:
    """What the release holds, read in Python: the browser must say the same."""
    outlines = shipped.ground.cities
    return Release(payload(shipped), dict(zip(outlines["id"], outlines.geometry, strict=True)))


@pytest.fixture(scope="session")
def stories(atlas: Atlas, base_url: str) -> dict[str, dict[str, Any]]:
    """The stories of the release by id, as the browser gets them."""
    with urlopen(f"{base_url}{atlas.addresses.stories}") as answer:
        return {story["id"]: story for story in json.load(answer)["stories"]}


@pytest.fixture
def page(context: BrowserContext, watch: Watch) -> Page:
    context.set_default_timeout(60_000)
    opened = context.new_page()
    watch.over(opened)
    return opened


@pytest.fixture
def room(page: Page, base_url: str, served: list[str]) -> Room:
    """The browse room, not yet opened."""
    return Room(page, base_url, served)


@pytest.fixture
def opened(room: Room) -> Callable[[str], Room]:
    """Open the room at a View and wait until it is painted."""

    def at(query: str = "") -> Room:
        assert query == format_view(parse_view(query)[0]), "not the canonical text of a View"
        return room.open(query)

    return at


@pytest.fixture
def read(
    page: Page, planned: Callable[[str | None], str], served: list[str], watch: Watch
) -> Callable[..., Room]:
    """Open the room of an atlas that has a text of the plan, the sample unless another is given, or none."""

    def at(query: str = "", text: str | None = SAMPLE) -> Room:
        watch.addresses.add(planned(text))
        return Room(page, planned(text), served).open(query)

    return at


@pytest.fixture
def sized(
    browser: Browser, base_url: str, watch: Watch, served: list[str], browser_context_args: dict[str, Any]
) -> Iterator[Callable[..., Room]]:
    """Open the room in a frame of another size."""
    contexts = []

    def at(width: int, height: int, query: str = "", *, address: str = base_url, **more: Any) -> Room:
        watch.addresses.add(address)
        size = {"width": width, "height": height}
        context = browser.new_context(**{**browser_context_args, "viewport": size, **more})
        context.set_default_timeout(60_000)
        contexts.append(context)
        page = context.new_page()
        watch.over(page)
        return Room(page, address, served).open(query)

    yield at
    for context in contexts:
        context.close()
