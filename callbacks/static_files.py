"""Static files: what the browser fetches, written and compressed once per release, cached for ever.

Each address carries a hash or a version, so an answer never changes; WhiteNoise sends the compressed twin.
"""

import hashlib
import json
import re
import shutil
import tempfile
from pathlib import Path

from flask import Flask
from whitenoise import WhiteNoise
from whitenoise.compress import Compressor

TWINS = ("br", "gz")
SUITES = "/_dash-component-suites/"
SCRIPT = re.compile(rf'"({SUITES}[^"]+\.js)"')
# Chunks that Dash's bundles fetch by themselves, without a version in their address.
CHUNKS = (f"{SUITES}dash/dcc/async-graph.js", f"{SUITES}dash_ag_grid/async-community.js")

Files = dict[str, bytes]


def suite_files(server: Flask) -> Files:
    """Return Dash's own scripts as the server would send them."""
    client = server.test_client()
    page = client.get("/").get_data(as_text=True)
    answers = {address: client.get(address) for address in (*SCRIPT.findall(page), *CHUNKS)}
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


def compress(path: Path, kept: Path) -> None:
    """Put the brotli and gzip twins beside a file; what was compressed before is taken from `kept`."""
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    if not (kept / f"{digest}.br").is_file() and not (kept / f"{digest}.gz").is_file():
        list(Compressor(quiet=True).compress(str(path)))
        for kind in TWINS:
            if (twin := Path(f"{path}.{kind}")).is_file():
                shutil.copyfile(twin, kept / f"{digest}.{kind}")
        return
    for kind in TWINS:
        if (twin := kept / f"{digest}.{kind}").is_file():
            shutil.copyfile(twin, f"{path}.{kind}")


def write(files: Files, folder: Path) -> None:
    """Write the files with their compressed twins, all or nothing: aside first, then in one move."""
    kept = folder.parent / "twins"
    kept.mkdir(parents=True, exist_ok=True)
    aside = Path(tempfile.mkdtemp(dir=folder.parent))
    for address, content in files.items():
        path = aside / address.lstrip("/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    compressor = Compressor(quiet=True)
    for path in [
        path for path in aside.rglob("*") if path.is_file() and compressor.should_compress(path.name)
    ]:
        compress(path, kept)
    shutil.rmtree(folder, ignore_errors=True)
    aside.rename(folder)


def serve(server: Flask, folder: Path) -> None:
    """Put WhiteNoise in front of the app; what has a version in its address may be kept for ever."""
    server.wsgi_app = WhiteNoise(  # type: ignore[method-assign]
        server.wsgi_app, root=str(folder), max_age=0, immutable_file_test=lambda path, url: url not in CHUNKS
    )
