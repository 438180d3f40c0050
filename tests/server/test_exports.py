"""What leaves the room, asked for over HTTP: names, contents, refusals, limits, and nothing left behind."""

from __future__ import annotations

import csv
import io
import json
import re
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import BoundedSemaphore
from typing import Any
from zipfile import ZipFile

import openpyxl
import pptx
import pytest
from dash import Dash, html
from flask.testing import FlaskClient
from PIL import Image
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse, encode_multipart

from app import Atlas
from callbacks import export_forms, exports
from geodata.catalog import Catalog
from geodata.known import known
from geodata.settings import Settings
from geodata.view import LENSES
from layouts import typeface
from tests.office import as_pdf, pdf_fonts, pdf_pages, pdf_text, png, squeezed
from tests.server.conftest import Reader

Slides = list[dict[str, Any]]
HOSTILE = ("=1+1", "+1", "-1", "@SUM(A1)")


def send(
    client: FlaskClient, what: str, slides: object, *pictures: bytes | None, **fields: str
) -> TestResponse:
    form: dict[str, Any] = dict(fields)
    if slides is not None:
        form["slides"] = slides if isinstance(slides, str) else json.dumps(slides)
    for number, picture in enumerate(pictures):
        if picture is not None:
            form[f"picture-{number}"] = FileStorage(io.BytesIO(picture), "map.png", content_type="image/png")
    path = {"slides": "/export/slides.pptx", "document": "/export/document.pdf"}[what]
    # Written here in memory: the test client would leave a file of its own open.
    boundary, body = encode_multipart(form)
    return client.post(path, data=body, content_type=f'multipart/form-data; boundary="{boundary}"')


def refused(answer: TestResponse, status: int, key: str) -> str:
    """Return the words of a refusal that says nothing else."""
    assert (answer.status_code, answer.get_json()["error"]) == (status, key)
    assert set(answer.get_json()) == {"error", "message"} and len(answer.data) < 500
    assert answer.headers["Cache-Control"] == "no-store" and "Content-Disposition" not in answer.headers
    message: str = answer.get_json()["message"]
    return message


def served(catalog: Catalog, settings: Settings | None = None) -> FlaskClient:
    app = Dash(__name__)
    app.layout = html.Div()
    exports.register(app, known(catalog), settings or Settings())
    return Reader(app.server, app.server.response_class)


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder for temporary files, which must be empty again."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    yield folder
    assert list(folder.iterdir()) == []


# ---- items ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "begins"),
    [("csv", b"\xef\xbb\xbf"), ("xlsx", b"PK"), ("geojson", b"{"), ("gpkg", b"SQLite format 3")],
)
def test_items_are_files_named_by_what_they_hold(
    client: FlaskClient, shipped: Catalog, temporary: Path, kind: str, begins: bytes
) -> None:
    for scope, what in (("shown", "items"), ("all", "items-all")):
        answer = client.get(f"/download/items.{kind}?city=city-suzhou&scope={scope}")
        name = f"sunan-atlas-{what}-{shipped.date}-{shipped.release}.{kind}"
        assert answer.status_code == 200 and answer.data.startswith(begins)
        assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}"'
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Cache-Control"] == "no-store"


def table(text: str) -> tuple[dict[str, str], list[dict[str, str]]]:
    lines = list(csv.reader(io.StringIO(text.lstrip("\ufeff"))))
    gap = next(i for i, line in enumerate(lines) if not line)
    head = {line[0]: line[1] for line in lines[:gap]}
    return head, [dict(zip(lines[gap + 1], line, strict=True)) for line in lines[gap + 2 :]]


def test_a_csv_of_items_says_what_it_holds(client: FlaskClient, shipped: Catalog) -> None:
    head, lines = table(client.get("/download/items.csv?city=city-suzhou&kind=lab").get_data(as_text=True))
    assert head["标题"] == "苏州：3 项，均在图上" and head["筛选"] == "城市：苏州 · 图层：实验室与科学设施"
    assert head["版本"] == shipped.release and head["数据核对日期"] == shipped.date
    assert head["地图"] == "内部示意图·未经地图审核" and "方案" in head["来源"]
    assert len(lines) == 3 and "lab-gusu" in {line["编号"] for line in lines}
    assert all(line["城市"] == "苏州市" and line["类别"] == "实验室与科学设施" for line in lines)
    everything, lines = table(
        client.get("/download/items.csv?city=city-suzhou&scope=all").get_data(as_text=True)
    )
    assert everything["筛选"] == "全部 168 项，未筛选" and len(lines) == 168


def test_a_workbook_of_items_has_numbers_as_numbers(client: FlaskClient) -> None:
    book = openpyxl.load_workbook(
        io.BytesIO(client.get("/download/items.xlsx?lang=en&selected=lab-pml").data)
    )
    assert book.sheetnames == ["About", "Items"]
    heads, *lines = book["Items"].iter_rows(values_only=True)
    row = next(dict(zip(heads, line, strict=True)) for line in lines if line[-1] == "lab-pml")
    assert (row["Longitude"], row["Latitude"], row["Precision"]) == (118.8162, 31.8715, "Street")
    assert row["Clause"] == "III(1), Annex · Nanjing" and row["Ground of place"] == "To be checked"
    book.close()


def test_a_workbook_opens_in_libreoffice(client: FlaskClient, tmp_path: Path) -> None:
    path = as_pdf(client.get("/download/items.xlsx?city=city-zhenjiang").data, ".xlsx", tmp_path)
    words = squeezed(pdf_text(path))
    for said in ("镇江：9项", "内部示意图·未经地图审核", "城市：镇江", "镇江高新区"):
        assert said in words
    assert all(embedded for _, embedded in pdf_fonts(path))


def test_no_item_becomes_a_formula(tiny_catalog: Catalog) -> None:
    sites = tiny_catalog.sites.copy()
    sites["name_zh"] = sites["note_zh"] = list(HOSTILE)
    hostile = object.__new__(Catalog)
    hostile.__dict__.update(tiny_catalog.__dict__ | {"sites": sites})
    client = served(hostile)
    _, lines = table(client.get("/download/items.csv?scope=all").get_data(as_text=True))
    names = [line["中文名称"] for line in lines if line["类别"] != "高新区与园区"]
    assert names == [f"'{cell}" for cell in HOSTILE]
    book = openpyxl.load_workbook(io.BytesIO(client.get("/download/items.xlsx?scope=all").data))
    assert {cell.data_type for row in book["条目"].iter_rows() for cell in row} <= {"s", "n"}
    book.close()


# ---- map and code ---------------------------------------------------------------------------------------


def test_the_map_is_one_file(client: FlaskClient, shipped: Catalog) -> None:
    answer = client.get("/download/map.html?city=city-suzhou&lang=en")
    assert answer.status_code == 200 and answer.content_type == "text/html; charset=utf-8"
    assert f"sunan-atlas-map-{shipped.date}-{shipped.release}.html" in answer.headers["Content-Disposition"]
    assert "Suzhou: 38 in total" in answer.get_data(as_text=True)
    assert len(answer.data) < 3_000_000


def test_the_map_has_the_classes_of_the_browser(client: FlaskClient) -> None:
    page = client.get("/download/map.html?lens=indicator&indicator=i-rd-intensity&level=zone&year=2021")
    assert '"sign":"swatch","words":"4.84"' in page.get_data(as_text=True)


def code_title(answer: TestResponse) -> str:
    assert answer.status_code == 200 and answer.content_type.startswith("image/svg+xml")
    (title,) = re.findall(r"<title>(.*?)</title>", answer.get_data(as_text=True))
    return str(title).replace("&amp;", "&")


def test_a_code_leads_to_the_view_at_the_address_it_was_asked_at(client: FlaskClient) -> None:
    answer = client.get(
        "/qr.svg?industry=ind-ic&city=city-suzhou&nonsense=1&lang=zh", base_url="http://10.1.2.3:8050"
    )
    assert code_title(answer) == "http://10.1.2.3:8050/?city=city-suzhou&industry=ind-ic"
    assert answer.headers["Cache-Control"] == "no-store"
    assert code_title(client.get("/qr.svg", base_url="http://[::1]:8050")) == "http://[::1]:8050/"


def test_a_configured_address_is_used(shipped: Catalog) -> None:
    client = served(shipped, Settings(public_url="https://atlas.example.org/sunan/"))
    assert code_title(client.get("/qr.svg?lang=en")) == "https://atlas.example.org/sunan/?lang=en"


def test_a_strange_host_is_refused(client: FlaskClient) -> None:
    answer = client.get("/qr.svg", headers={"Host": 'a"><script>'})
    assert answer.status_code == 400


# ---- slides ---------------------------------------------------------------------------------------------

STORY: Slides = [
    {
        "query": "",
        "title": "苏南：五城九区多园",
        "text": "一体化建设的布局。",
        "notes": "先讲五城。\n再讲九区。",
    },
    {"query": "indicator=i-rd-expenditure&lens=indicator&year=2022"},
    {"query": "indicator=i-gdp&lang=en&lens=indicator&level=zone"},
    {"query": "lens=target"},
    {"query": "industry=ind-biomedicine&lang=en&lens=industry"},
    {"query": "lang=en&selected=z-suzhou"},
    {"query": "compare=city-suzhou,city-wuxi&list=compare"},
]


@pytest.fixture(scope="module")
def story(atlas: Atlas) -> bytes:
    client = Reader(atlas.server, atlas.server.response_class)
    answer = send(client, "slides", STORY, *[png(2560, 1520)] * 6)
    assert answer.status_code == 200 and "sunan-atlas-slides-" in answer.headers["Content-Disposition"]
    return answer.data


def test_a_story_has_one_slide_a_step_with_its_notes(story: bytes) -> None:
    deck = pptx.Presentation(io.BytesIO(story))
    assert len(deck.slides) == len(STORY)
    assert deck.slides[0].notes_slide.notes_text_frame.text == "先讲五城。\n再讲九区。"
    assert deck.slides[0].shapes.title.text == "苏南：五城九区多园"
    assert deck.slides[1].shapes.title.text.startswith("2022年苏南R&D经费支出2548.4亿元")
    with ZipFile(io.BytesIO(story)) as file:
        charts = [name for name in file.namelist() if re.fullmatch(r"ppt/charts/chart\d+\.xml", name)]
    assert len(charts) == 3


def test_a_story_opens_in_libreoffice(story: bytes, tmp_path: Path) -> None:
    path = as_pdf(story, ".pptx", tmp_path)
    pages = [squeezed(pdf_text(path, number + 1)) for number in range(len(STORY))]
    for words, said in zip(
        pages,
        (
            ("苏南：五城九区多园", "一体化建设的布局。", "筛选：全部168项", "按类别与城市的条目数", "1/7"),
            ("苏州961.4亿元居首", "645.3", "无数据：镇江", "筛选：R&D经费支出·五城·2022年"),
            ("GDP", ">3100×100millionyuan", "nodata:", "Filters:"),
            ("18项2022年目标中", "国家重点实验室总数", "未公布", "还差2.99件"),
            ("Biomedicine", "Itemsbycity", "Filters:Industries:Biomedicine", "Wuxi", "Changzhou", "nocity"),
            ("SuzhouNewDistrict", "223.36km²", "Selected:"),
            ("此页未附地图图片", "961.4亿元", "年份或口径不同"),
        ),
        strict=True,
    ):
        missing = [part for part in said if part not in words]
        assert not missing, words
    for number, step in enumerate(STORY):
        is_english = "lang=en" in step["query"]
        assert ("Internalsketch·mapnotreviewed" if is_english else "内部示意图·未经地图审核") in pages[number]
        assert ("Sources:" if is_english else "来源：") in pages[number]
        assert ("Dataasof" if is_english else "数据核对") in pages[number]
    assert all(embedded for _, embedded in pdf_fonts(path))
    pictures = pdf_pages(path, tmp_path)
    assert len(pictures) == len(STORY)
    for picture in pictures:
        # Nothing runs into the edge.
        edge = [picture.getpixel((x, y)) for x in range(picture.width) for y in (1, picture.height - 2)]
        assert all(isinstance(pixel, tuple) and min(pixel) > 250 for pixel in edge)


def test_a_document_is_pages_on_the_paper_asked_for(
    client: FlaskClient, tmp_path: Path, temporary: Path
) -> None:
    answer = send(client, "document", STORY[:2], png(), paper="a3")
    assert answer.status_code == 200 and answer.content_type == "application/pdf"
    path = tmp_path / "document.pdf"
    path.write_bytes(answer.data)
    assert "苏南：五城九区多园" in squeezed(pdf_text(path, 1))
    assert "此页未附地图图片" in squeezed(pdf_text(path, 2))
    assert all(embedded for _, embedded in pdf_fonts(path))
    first, _ = pdf_pages(path, tmp_path)
    assert first.width == pytest.approx(1191 * 60 / 72, abs=2)


def test_two_exports_at_once_do_not_mix(atlas: Atlas, temporary: Path) -> None:
    def title(number: int) -> tuple[str, tuple[int, int]]:
        client = Reader(atlas.server, atlas.server.response_class)
        given = png(1000 + number, 700, f"#{number * 20:02x}3344")
        answer = send(client, "slides", [{"query": "city=city-wuxi", "title": f"第 {number} 份"}], given)
        (slide,) = pptx.Presentation(io.BytesIO(answer.data)).slides
        (picture,) = [shape for shape in slide.shapes if shape.name == "map"]
        assert picture.image.blob == given
        return slide.shapes.title.text, picture.image.size

    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(title, range(8)))
    assert found == [(f"第 {number} 份", (1000 + number, 700)) for number in range(8)]


def test_control_characters_and_half_characters_do_no_harm(client: FlaskClient) -> None:
    words = "苏\u0000州\ud800\u202e\u0008 A&B <b>\ufffe"
    for what in ("slides", "document"):
        answer = send(client, what, [{"query": "", "title": words, "text": words, "notes": words}])
        assert answer.status_code == 200
    deck = pptx.Presentation(io.BytesIO(send(client, "slides", [{"query": "", "title": words}]).data))
    assert deck.slides[0].shapes.title.text == "苏州 A&B <b>"


# ---- refusals -------------------------------------------------------------------------------------------

REFUSED: list[tuple[object, int, str]] = [
    (None, 400, "slides-missing"),
    ("", 400, "slides-invalid"),
    ("{", 400, "slides-invalid"),
    ("[" * 100_000, 400, "slides-invalid"),
    ([], 400, "slides-invalid"),
    ({"query": ""}, 400, "slides-invalid"),
    (["lang=en"], 400, "slides-invalid"),
    ([{"query": 7}], 400, "slides-invalid"),
    ([{"query": "", "title": ["a"]}], 400, "slides-invalid"),
    ([{"query": ""}] * 41, 400, "slides-too-many"),
    ([{"query": "", "title": "长" * 201}], 400, "words-too-long"),
    ([{"query": "a" * 2001}], 400, "words-too-long"),
]


@pytest.mark.parametrize(("slides", "status", "key"), REFUSED, ids=[str(case[0])[:24] for case in REFUSED])
def test_what_makes_no_sense_is_refused_in_words(
    client: FlaskClient, temporary: Path, slides: object, status: int, key: str
) -> None:
    for what in ("slides", "document"):
        assert refused(send(client, what, slides), status, key)


def broken_pictures() -> dict[str, bytes]:
    whole = png(600, 400)
    jpeg = io.BytesIO()
    Image.new("RGB", (60, 40)).save(jpeg, "JPEG")
    svg = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
    return {
        "cut short": whole[: len(whole) // 2],
        "one byte wrong": whole[:60] + bytes([whole[60] ^ 255]) + whole[61:],
        "jpeg": jpeg.getvalue(),
        "svg": svg,
        "words": b"no picture",
        "head only": b"\x89PNG\r\n\x1a\n",
    }


@pytest.mark.parametrize("picture", broken_pictures().values(), ids=broken_pictures().keys())
def test_a_broken_picture_is_refused(client: FlaskClient, temporary: Path, picture: bytes) -> None:
    words = refused(send(client, "slides", [{"query": ""}], picture), 400, "picture-broken")
    assert words == "第 1 页的图片不是完整的 PNG。"
    refused(send(client, "document", [{"query": ""}], picture), 400, "picture-broken")


@pytest.mark.parametrize("size", [(4100, 4000), (9000, 10)])
def test_a_huge_picture_is_refused_before_it_is_read(
    client: FlaskClient, temporary: Path, size: tuple[int, int]
) -> None:
    file = io.BytesIO()
    Image.new("1", size).save(file, "PNG")
    assert len(file.getvalue()) < 30_000
    refused(send(client, "slides", [{"query": ""}], file.getvalue()), 413, "picture-too-large")


def test_words_are_in_the_language_of_the_view(client: FlaskClient) -> None:
    english = refused(send(client, "slides", [{"query": "lang=en"}], b"x"), 400, "picture-broken")
    assert english == "The picture of page 1 is no complete PNG."
    assert refused(client.get("/download/items.pdf?lang=en"), 404, "kind-unknown") == "There is no such file."
    assert refused(client.get("/download/items.csv?scope=half"), 400, "scope-unknown")
    assert "a4" in refused(send(client, "document", [{"query": ""}], paper="a5"), 400, "paper-unknown")


def test_too_much_is_refused_here_and_a_megabyte_elsewhere(
    client: FlaskClient, temporary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert export_forms.MAX_BODY_BYTES == 60_000_000
    monkeypatch.setattr(export_forms, "MAX_BODY_BYTES", 3_000_000)
    for what in ("slides", "document"):
        refused(send(client, what, [{"query": ""}], b"\0" * 3_100_000), 413, "too-large")
    # What is larger than elsewhere, and smaller than here, is read.
    refused(send(client, "slides", [{"query": ""}], b"\0" * 2_000_000), 400, "picture-broken")
    answer = client.post("/_dash-update-component", data=b"0" * 1_100_000, content_type="application/json")
    assert answer.status_code == 413
    refused(send(client, "slides", "[" + " " * 2_100_000 + "]"), 413, "too-large")


def test_other_ways_of_asking_are_refused(client: FlaskClient) -> None:
    assert client.get("/export/slides.pptx").status_code in {404, 405}
    answer = client.post("/export/slides.pptx", json=[{"query": ""}])
    refused(answer, 400, "slides-missing")


def test_too_many_at_a_time_are_told_to_wait(shipped: Catalog, monkeypatch: pytest.MonkeyPatch) -> None:
    assert exports.AT_A_TIME >= 4
    monkeypatch.setattr(exports, "WAIT_S", 0.01)
    held: list[BoundedSemaphore] = []

    def semaphore(count: int) -> BoundedSemaphore:
        held.append(BoundedSemaphore(count))
        return held[-1]

    monkeypatch.setattr(exports, "BoundedSemaphore", semaphore)
    client = served(shipped)
    for _ in range(exports.AT_A_TIME):
        assert held[0].acquire(blocking=False)
    for ask in (
        lambda: client.get("/download/items.csv"),
        lambda: client.get("/download/map.html"),
        lambda: send(client, "slides", [{"query": ""}]),
    ):
        busy = ask()
        assert refused(busy, 503, "busy") and int(busy.headers["Retry-After"]) > 0
    assert client.get("/qr.svg").status_code == 200
    held[0].release()
    assert client.get("/download/items.csv").status_code == 200
    assert client.get("/download/items.pdf").status_code == 404
    assert client.get("/download/items.csv").status_code == 200  # a refusal gives its turn back


def test_without_a_font_the_package_is_named(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typeface, "PLACES", (("/nowhere/none.ttc", ""),))
    words = refused(send(client, "document", [{"query": "lang=en"}]), 501, "font-missing")
    assert "fonts-noto-cjk" in words
    assert send(client, "slides", [{"query": "lang=en"}]).status_code == 200


def failing(*_: object, **__: object) -> Any:
    raise RuntimeError("secret detail")


@pytest.mark.usefixtures("temporary")
@pytest.mark.parametrize(
    ("broken", "ask"),
    [
        ("layouts.slides.presentation", lambda client: send(client, "slides", [{"query": ""}])),
        ("layouts.document.document", lambda client: send(client, "document", [{"query": ""}])),
        ("layouts.standalone.standalone_page", lambda client: client.get("/download/map.html")),
        ("geodata.item_files.geopackage", lambda client: client.get("/download/items.gpkg")),
    ],
)
def test_a_fault_is_no_trace(
    client: FlaskClient,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    broken: str,
    ask: Callable[[FlaskClient], TestResponse],
) -> None:
    monkeypatch.setattr(broken, failing)
    answer = ask(client)
    assert refused(answer, 500, "failed") and "secret" not in answer.get_data(as_text=True)
    assert len(caplog.records) == 1 and "secret detail" in caplog.text and "Traceback" not in caplog.text


@pytest.mark.parametrize("lens", LENSES)
def test_every_lens_has_all_its_files(client: FlaskClient, lens: str) -> None:
    for query in (f"lens={lens}", f"lang=en&lens={lens}&list=matrix", f"lens={lens}&selected=city-suzhou"):
        for path in ("/download/items.csv", "/download/items.geojson", "/download/map.html", "/qr.svg"):
            assert client.get(f"{path}?{query}").status_code == 200
        for what in ("slides", "document"):
            assert send(client, what, [{"query": query}]).status_code == 200
