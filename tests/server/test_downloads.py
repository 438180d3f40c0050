"""Downloads: names, types, refusals, and that too many at a time are told to wait."""

from __future__ import annotations

import csv
import io
import re
from threading import BoundedSemaphore

import openpyxl
import pytest
from dash import Dash, html
from flask.testing import FlaskClient

from callbacks import downloads
from geodata.catalog import Catalog
from geodata.known import known
from geodata.settings import Settings
from tests.server.conftest import Reader


@pytest.fixture(scope="module")
def files(shipped: Catalog) -> FlaskClient:
    app = Dash(__name__)
    app.layout = html.Div()
    downloads.register(app, known(shipped), Settings())
    return Reader(app.server, app.server.response_class)


@pytest.mark.parametrize("scope", ["shown", "all"])
@pytest.mark.parametrize("name", ["indicators", "targets"])
def test_a_file_is_named_by_what_it_is_its_date_and_release(
    files: FlaskClient, shipped: Catalog, name: str, scope: str
) -> None:
    for kind in ("csv", "xlsx"):
        answer = files.get(f"/download/{name}.{kind}?lens=indicator&indicator=i-gdp&scope={scope}")
        assert answer.status_code == 200
        named = re.fullmatch(r'attachment; filename="([\w.-]+)"', answer.headers["Content-Disposition"])
        assert named and named[1].endswith(f"-{shipped.date}-{shipped.release}.{kind}")
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_a_csv_holds_what_the_page_shows(files: FlaskClient) -> None:
    text = files.get("/download/indicators.csv?lens=indicator&indicator=i-rd-expenditure&year=2022").get_data(
        as_text=True
    )
    rows = list(csv.reader(io.StringIO(text.lstrip("\ufeff"))))
    head = next(i for i, row in enumerate(rows) if not row)
    values = [dict(zip(rows[head + 1], row, strict=True)) for row in rows[head + 2 :]]
    assert rows[0][1] == "2022年苏南R&D经费支出2548.4亿元，苏州961.4亿元居首；镇江当年未单列。"
    suzhou = [row for row in values if row["地方"] == "苏州" and row["年份"] == "2022"]
    assert [row["数值"] for row in suzhou] == ["961.4"]


def test_a_workbook_can_be_read(files: FlaskClient) -> None:
    book = openpyxl.load_workbook(io.BytesIO(files.get("/download/targets.xlsx?lang=en").data))
    assert book.sheetnames == ["About", "Targets"]
    assert book["Targets"].max_row == 19
    book.close()


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/download/indicators.pdf", 404),
        ("/download/indicators.csv?scope=everything", 400),
        ("/download/indicators.csv?indicator=../x&year=abc&compare=%00&selected=nobody", 200),
        (f"/download/indicators.csv?{'a' * 5000}", 200),
        ("/download/indicators.csv?list=compare&compare=nobody,nowhere", 200),
    ],
)
def test_strange_addresses_are_answered_calmly(files: FlaskClient, address: str, status: int) -> None:
    assert files.get(address).status_code == status


def test_too_many_at_a_time_are_told_to_wait(shipped: Catalog, monkeypatch: pytest.MonkeyPatch) -> None:
    class Full(BoundedSemaphore):
        def acquire(self, *_: object, **__: object) -> bool:
            return False

    monkeypatch.setattr(downloads, "BoundedSemaphore", Full)
    app = Dash(__name__)
    app.layout = html.Div()
    downloads.register(app, known(shipped), Settings())
    assert Reader(app.server, app.server.response_class).get("/download/targets.csv").status_code == 503
