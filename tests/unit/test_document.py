"""Pages, opened again by poppler: words that can be selected, fonts embedded, the right paper."""

from __future__ import annotations

import gc
import io
import re
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest
from PIL import Image
from reportlab.pdfbase.ttfonts import TTFont

from geodata.catalog import Catalog
from geodata.known import Known, known
from geodata.settings import Settings
from geodata.view import parse_view
from layouts.board import Step
from layouts.caption import caption
from layouts.document import Sheet, document
from layouts.exhibit import exhibits
from tests.office import pdf_fonts, pdf_pages, pdf_text, png, squeezed

SIZE = (1920, 1200)
WHITE = (255, 255, 255)


@pytest.fixture(scope="module")
def about(shipped: Catalog) -> Known:
    return known(shipped)


def near(colour: object, other: tuple[int, int, int]) -> bool:
    """Say whether two colours are the same but for the rounding of a renderer."""
    return isinstance(colour, tuple) and all(abs(a - b) < 3 for a, b in zip(colour, other, strict=True))


def sheet(about: Known, query: str, picture: bytes | None = None, **words: str) -> Sheet:
    view = parse_view(query)[0]
    said, told = caption(about, view, Settings()), exhibits(about, view, date(2026, 11, 25))
    return Sheet(Step(said, told, SIZE if picture else None, **words), picture)


def written(folder: Path, *sheets: Sheet, paper: str = "a4") -> Path:
    path = folder / "given.pdf"
    path.write_bytes(document(sheets, paper))
    return path


def test_words_can_be_selected_in_both_languages(about: Known, tmp_path: Path) -> None:
    queries = ("city=city-suzhou", "lang=en&lens=target", "indicator=i-gdp&lens=indicator&level=zone")
    path = written(tmp_path, *(sheet(about, query, png()) for query in queries))
    first, second, third = (squeezed(pdf_text(path, page)) for page in (1, 2, 3))
    for said in (
        *(
            "苏州：38项，均在图上",
            "筛选：城市：苏州",
            "来源：苏南国家自主创新示范区",
            "内部示意图·未经地图审核",
        ),
        *("图例", "仅知城市，聚于驻地", "实验室与科学设施", "版本"),
    ):
        assert said in first
    for said in (
        "Of18targetsfor2022",
        "Internalsketch·mapnotreviewed",
        "about38laboratories",
        "Notpublished",
    ):
        assert said in second
    assert ">3100亿元" in third and "无数据：" in third


def test_every_font_is_embedded(about: Known, tmp_path: Path) -> None:
    path = written(tmp_path, sheet(about, "", png()), sheet(about, "lang=en&selected=z-suzhou"))
    fonts = pdf_fonts(path)
    assert fonts and all(embedded for _, embedded in fonts)
    assert all(re.match(r"[A-Z]{6}\+Atlas(Regular|Bold)", name) for name, _ in fonts)


@pytest.mark.parametrize(("paper", "size"), [("a4", (842, 595)), ("a3", (1191, 842))])
def test_the_paper_is_as_asked_for(about: Known, tmp_path: Path, paper: str, size: tuple[int, int]) -> None:
    path = written(tmp_path, sheet(about, "", png()), paper=paper)
    (page,) = pdf_pages(path, tmp_path)
    assert page.width / page.height == pytest.approx(2**0.5, abs=0.01)
    assert page.width == pytest.approx(size[0] * 60 / 72, abs=2)


def test_the_map_is_on_the_page_and_nothing_at_its_edge(about: Known, tmp_path: Path) -> None:
    (page,) = pdf_pages(written(tmp_path, sheet(about, "", png(colour="#336699"))), tmp_path)
    pixels = page.getcolors(page.width * page.height)
    blue = sum(count for count, colour in pixels or [] if near(colour, (0x33, 0x66, 0x99)))
    assert blue / (page.width * page.height) > 0.2
    edge = [page.getpixel((x, y)) for x in range(page.width) for y in (2, page.height - 3)]
    assert all(near(pixel, WHITE) for pixel in edge)


def test_a_transparent_picture_lies_on_white(about: Known, tmp_path: Path) -> None:
    file = io.BytesIO()
    Image.new("RGBA", SIZE, (0, 0, 0, 0)).save(file, "PNG")
    (page,) = pdf_pages(written(tmp_path, sheet(about, "", file.getvalue())), tmp_path)
    assert near(page.getpixel((page.width // 4, page.height // 2)), WHITE)


def test_two_documents_at_once_do_not_mix(about: Known, tmp_path: Path) -> None:
    def made(number: int) -> str:
        folder = tmp_path / str(number)
        folder.mkdir()
        lang = "en" if number % 2 else "zh"
        own = sheet(about, f"lang={lang}", title=f"第{number}号独有标题龘{chr(0x4E00 + number * 37)}")
        return squeezed(pdf_text(written(folder, own)))

    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(made, range(8)))
    for number, words in enumerate(found):
        assert f"第{number}号独有标题龘{chr(0x4E00 + number * 37)}" in words
        assert not any(f"第{other}号" in words for other in range(8) if other != number)
    gc.collect()
    assert not [one for one in gc.get_objects() if type(one) is TTFont]  # nothing stays in memory


def test_a_document_needs_a_page() -> None:
    with pytest.raises(ValueError, match="needs a page"):
        document([])
