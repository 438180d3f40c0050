"""Written files opened by other software than wrote them: LibreOffice and poppler. Missing, a test fails."""

from __future__ import annotations

import io
import shutil
import subprocess
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

CONVERSION_S = 180


def tool(name: str, package: str) -> str:
    found = shutil.which(name)
    if not found:
        pytest.fail(f"{name} is missing: apt-get install {package} (make browser installs it)")
    return found


def as_pdf(content: bytes, suffix: str, folder: Path) -> Path:
    """Return what LibreOffice makes of an office file, as PDF."""
    soffice = tool("soffice", "libreoffice-impress libreoffice-calc")
    given = folder / f"given{suffix}"
    given.write_bytes(content)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [soffice, profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(given)]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=CONVERSION_S, check=False)
    made = given.with_suffix(".pdf")
    assert made.is_file(), f"LibreOffice could not open it: {ended.stdout} {ended.stderr}"
    return made


def pdf_text(path: Path, page: int | None = None) -> str:
    """Return the words of a PDF, of one page or of all, without the breaks of lines."""
    pages = [] if page is None else ["-f", str(page), "-l", str(page)]
    command = [tool("pdftotext", "poppler-utils"), *pages, "-raw", str(path), "-"]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
    return ended.stdout


def squeezed(words: str) -> str:
    """Return words without any space: programs break lines and space letters as they like."""
    return "".join(words.split())


def pdf_fonts(path: Path) -> list[tuple[str, bool]]:
    """Return the fonts of a PDF and whether each is embedded."""
    command = [tool("pdffonts", "poppler-utils"), str(path)]
    lines = subprocess.run(
        command, capture_output=True, text=True, timeout=60, check=True
    ).stdout.splitlines()
    return [(line.split()[0], line.split()[-5] == "yes") for line in lines[2:]]


def pdf_pages(path: Path, folder: Path) -> list[Image.Image]:
    """Return the pages of a PDF as pictures."""
    command = [tool("pdftoppm", "poppler-utils"), "-r", "60", "-png", str(path), str(folder / "page")]
    subprocess.run(command, check=True, timeout=120)
    pictures = []
    for one in sorted(folder.glob("page*.png")):
        with Image.open(one) as opened:
            pictures.append(opened.convert("RGB"))
    return pictures


def png(width: int = 1920, height: int = 1200, colour: str = "#cfe2ec") -> bytes:
    """Return a picture as the browser would send one."""
    picture = Image.new("RGB", (width, height), colour)
    ImageDraw.Draw(picture).ellipse((width // 4, height // 4, width // 2, height // 2), fill="#b23510")
    file = io.BytesIO()
    picture.save(file, "PNG")
    return file.getvalue()
