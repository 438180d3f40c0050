"""How long the files take and how large they are: `python -m bench.exports`, asked of the real server.

Pictures are noise-free maps of 2560 × 1520 pixels, as a screen of 1280 × 760 at double density sends them.
"""

from __future__ import annotations

import io
import json
import time
import urllib.request
from collections.abc import Callable

from PIL import Image, ImageDraw
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from bench import dataset
from bench.servers import running

VIEWS = (
    *("", "lang=en", "city=city-suzhou", "industry=ind-biomedicine&lens=industry", "lang=en&lens=industry"),
    *("indicator=i-rd-expenditure&lens=indicator&year=2022", "indicator=i-gdp&lens=indicator&level=zone"),
    *("lens=target", "lang=en&lens=target", "selected=lab-pml"),
)
TARGETS_S = {"1 slide": 6.0, "10 slides": 30.0, "map.html": 3.0}
ROUNDS = 3


def picture(size: tuple[int, int] = (2560, 1520)) -> bytes:
    """Return a picture with areas, lines and words, as hard to pack as a map is."""
    drawn = Image.new("RGB", size, "#f3efe6")
    pen = ImageDraw.Draw(drawn)
    for i in range(900):
        x, y = (i * 7919) % size[0], (i * 104729) % size[1]
        hue = f"#{(i * 53) % 256:02x}{(i * 97) % 256:02x}{(i * 31) % 256:02x}"
        pen.ellipse((x, y, x + 60 + i % 90, y + 40 + i % 70), fill=hue, outline="#4a5a68")
        pen.line((x, y, size[0] - x, size[1] - y), fill="#8b949c")
    file = io.BytesIO()
    drawn.save(file, "PNG")
    return file.getvalue()


def form(address: str, path: str, count: int, shown: bytes, **fields: str) -> urllib.request.Request:
    """Return the request for so many slides or pages."""
    values: dict[str, object] = {"slides": json.dumps([{"query": view} for view in VIEWS[:count]]), **fields}
    values |= {f"picture-{i}": FileStorage(io.BytesIO(shown), "map.png") for i in range(count)}
    boundary, body = encode_multipart(values)
    head = {"Content-Type": f"multipart/form-data; boundary={boundary}"}
    return urllib.request.Request(f"{address}{path}", data=body, headers=head)


def timed(ask: Callable[[], urllib.request.Request]) -> tuple[list[float], int]:
    """Return the seconds of each round, the first one cold, and the bytes of the answer."""
    seconds, size = [], 0
    for _ in range(ROUNDS):
        request = ask()
        began = time.perf_counter()
        with urllib.request.urlopen(request, timeout=120) as answer:
            size = len(answer.read())
        seconds.append(time.perf_counter() - began)
    return seconds, size


def main() -> None:
    """Measure and print."""
    shown = picture()
    with running("atlas", dataset.REAL) as server:
        at = server.url.rstrip("/")

        def get(path: str) -> Callable[[], urllib.request.Request]:
            return lambda: urllib.request.Request(f"{at}{path}")

        asked: dict[str, Callable[[], urllib.request.Request]] = {
            "1 slide": lambda: form(at, "/export/slides.pptx", 1, shown),
            "10 slides": lambda: form(at, "/export/slides.pptx", 10, shown),
            "1 page": lambda: form(at, "/export/document.pdf", 1, shown, paper="a3"),
            "10 pages": lambda: form(at, "/export/document.pdf", 10, shown),
            "map.html": get("/download/map.html"),
            "items.csv": get("/download/items.csv?scope=all"),
            "items.xlsx": get("/download/items.xlsx?scope=all"),
            "items.geojson": get("/download/items.geojson?scope=all"),
            "items.gpkg": get("/download/items.gpkg?scope=all"),
            "qr.svg": get(f"/qr.svg?{VIEWS[5]}"),
        }
        print(f"server at rest {server.memory_mb():.0f} MB")
        print(f"{'':14}{'first s':>9}{'then s':>9}{'target s':>10}{'kB':>9}")
        for name, ask in asked.items():
            seconds, size = timed(ask)
            target = TARGETS_S.get(name, "")
            print(f"{name:14}{seconds[0]:9.2f}{min(seconds[1:]):9.2f}{target:>10}{size / 1000:9.0f}")
        print(f"server afterwards {server.memory_mb():.0f} MB")


if __name__ == "__main__":
    main()
