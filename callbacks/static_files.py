"""Static files: what the browser fetches, written and compressed once per release, cached for ever.

Each address carries a hash or a version, so an answer never changes; WhiteNoise sends the compressed twin.
"""

import json
import re
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from flask import Flask
from whitenoise import WhiteNoise
from whitenoise.compress import Compressor

YEAR_S = 365 * 24 * 3600
SUITES = "/_dash-component-suites/"
SCRIPT = re.compile(rf'"({SUITES}[^"]+\.js)"')
# Chunks that Dash's bundles fetch by themselves, next to the script whose version they carry.
CHUNKS = {
    "dash/dcc/dash_core_components.": ("async-graph.",),
    "dash_ag_grid/dash_ag_grid.": ("async-community.",),
}

Files = dict[str, bytes]


def suite_addresses(page: str) -> Iterator[str]:
    """Yield the addresses of Dash's scripts that a page names, and of the chunks they will fetch."""
    for address in dict.fromkeys(SCRIPT.findall(page)):
        yield address
        for script, chunks in CHUNKS.items():
            if script in address:
                folder, version = address.split(script.rsplit("/", 1)[1])
                yield from (f"{folder}{chunk}{version.replace('.min.js', '.js')}" for chunk in chunks)


def suite_files(server: Flask) -> Files:
    """Return Dash's own scripts as the server would send them."""
    client = server.test_client()
    page = client.get("/").get_data(as_text=True)
    answers = {address: client.get(address) for address in suite_addresses(page)}
    return {address: answer.data for address, answer in answers.items() if answer.status_code == 200}


def asset_files(folder: Path, prefix: str) -> Files:
    """Return the files of assets/ under the address prefix that carries their hash."""
    return {
        f"{prefix}/{path.relative_to(folder).as_posix()}": path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def as_json(content: object) -> bytes:
    """Return compact UTF-8 JSON; NaN is an error, not a number."""
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()


def write(files: Files, folder: Path) -> None:
    """Write the files with their compressed twins, all or nothing: aside first, then in one move."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    aside = Path(tempfile.mkdtemp(dir=folder.parent))
    for address, content in files.items():
        path = aside / address.lstrip("/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    compressor = Compressor(quiet=True)
    for path in [
        path for path in aside.rglob("*") if path.is_file() and compressor.should_compress(path.name)
    ]:
        list(compressor.compress(str(path)))
    shutil.rmtree(folder, ignore_errors=True)
    aside.rename(folder)


def serve(server: Flask, folder: Path) -> None:
    """Put WhiteNoise in front of the app; all it holds may be kept for a year."""
    server.wsgi_app = WhiteNoise(  # type: ignore[method-assign]
        server.wsgi_app, root=str(folder), max_age=YEAR_S, immutable_file_test=lambda path, url: True
    )
