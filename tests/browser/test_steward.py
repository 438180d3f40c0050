"""A steward at work in a browser: from the template to a screen in the hall that shows the new release."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

import app
from geodata.releases.store import Store
from geodata.settings import Settings
from geodata.stewards import add_steward
from tests.browser.conftest import Watch, serving

PASSWORD = "a long enough one"
Enter = Callable[..., Page]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("steward")
    (made / "releases").mkdir()
    for name in ("wang", "li"):
        add_steward(made / "stewards", name, PASSWORD)
    return made


@pytest.fixture(scope="module")
def address(folder: Path, served: list[str]) -> Iterator[str]:
    """The whole server as `make run` has it: the public atlas that changes over, and the door."""
    settings = Settings(
        releases_dir=folder / "releases", stewards_file=folder / "stewards", publish_approvals=2
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("callbacks.static_files.compress", lambda path, kept: None)
        patch.setattr("app.prepare", lambda: None)  # reads the environment, which tests leave alone
        with serving(app.served(settings, folder / "build"), served) as at:
            yield at


@pytest.fixture
def enter(
    browser: Browser, address: str, watch: Watch, browser_context_args: dict[str, Any]
) -> Iterator[Enter]:
    """Give a steward a browser of their own, signed in, under the policy."""
    contexts = []
    watch.addresses.add(address)

    def at(name: str, **more: Any) -> Page:
        context = browser.new_context(**{**browser_context_args, "bypass_csp": False, **more})
        contexts.append(context)
        page = context.new_page()
        watch.over(page)
        page.goto(f"{address}/data")
        page.get_by_label("姓名").fill(name)
        page.get_by_label("密码").fill(PASSWORD)
        page.get_by_role("button", name="登录").click()
        expect(page.get_by_role("heading", name="更新数据")).to_be_visible()
        return page

    yield at
    for context in contexts:
        context.close()


def edited(template: bytes, value: float) -> bytes:
    """Return the template with the latest GDP of Nanjing overwritten for 2024, as Excel would save it."""
    book = openpyxl.load_workbook(io.BytesIO(template))
    sheet = book["指标"]
    column = next(cell.column for cell in sheet[1] if str(cell.value).startswith("地区生产总值"))
    row = next(row for row in range(2, sheet.max_row + 1) if sheet.cell(row, 1).value == "南京市")
    sheet.cell(row, 2).value = 2024
    for other in range(3, sheet.max_column + 1):
        sheet.cell(row, other).value = value if other == column else None
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def upload(page: Page, name: str, content: bytes) -> None:
    mime = "application/octet-stream"
    page.get_by_label("文件").set_input_files({"name": name, "mimeType": mime, "buffer": content})
    page.get_by_role("button", name="上传并检查").click()
    expect(page.get_by_text("这是预览")).to_be_visible()


@pytest.fixture
def screen(
    browser: Browser, address: str, watch: Watch, browser_context_args: dict[str, Any]
) -> Iterator[Page]:
    """A screen in the hall with nobody before it."""
    context = browser.new_context(**browser_context_args)
    page = context.new_page()
    watch.addresses.add(address)
    watch.over(page)
    page.goto(f"{address}/kiosk?shelf=attract")
    page.wait_for_function("window.atlas?.attract?.isOn()")
    yield page
    context.close()


def test_from_the_template_to_the_screens(enter: Enter, folder: Path, screen: Page) -> None:
    before = screen.evaluate("document.documentElement.dataset.page")
    releases = Store(folder / "releases")
    first = releases.open().release.id

    wang = enter("wang")
    with wang.expect_download() as download:
        wang.get_by_role("link", name="中文模板").click()
    template = Path(download.value.path()).read_bytes()
    upload(wang, "2024.xlsx", edited(template, 18500.8))
    row = wang.get_by_role("row").filter(has_text="南京市 · 地区生产总值 · 2024")
    expect(row).to_contain_text("18500.8 亿元")
    expect(wang.locator(".preview-map .mark.added")).to_have_count(1)
    assert releases.open().release.id == first
    wang.get_by_label("说明").fill("2024 年公报")
    wang.get_by_role("button", name="同意").click()
    expect(wang.get_by_text("等待另一人同意").first).to_be_visible()
    assert releases.open().release.id == first

    li = enter("li")
    li.get_by_role("link", name="2024.xlsx").click()
    expect(li.get_by_text("已同意：wang")).to_be_visible()
    li.get_by_role("button", name="发布").click()
    expect(li.get_by_text("已发布版本")).to_be_visible()
    assert releases.open().release.id != first

    # The screen in the hall follows by itself, at the same View.
    screen.wait_for_function(
        "page => document.documentElement.dataset.page !== page && window.atlas?.attract?.isOn()",
        arg=before,
        timeout=60_000,
    )
    assert "shelf=attract" in screen.url

    li.get_by_role("button", name="退回到此版本").last.click()
    expect(li.get_by_text("已退回到版本")).to_be_visible()
    assert releases.open().release.id == first
    li.get_by_role("link", name="日志").click()
    expect(li.get_by_role("row").filter(has_text="退回").first).to_contain_text("li")


def test_every_fault_is_told_and_the_copy_comes_back(enter: Enter) -> None:
    page = enter("wang")
    page.get_by_label("内容").select_option("indicators")
    upload(page, "<b>bad.csv", "地区,年份,地区生产总值（亿元）\n南金市,2024,abc\n".encode("gb18030"))
    table = page.get_by_role("region", name="检查结果")
    expect(table).to_contain_text("南金市")
    expect(table).to_contain_text("不是数")
    expect(page.get_by_role("heading", name="<b>bad.csv")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("link", name="下载标注副本").click()
    book = openpyxl.load_workbook(io.BytesIO(Path(download.value.path()).read_bytes()))
    assert book.worksheets[0]["C2"].comment is not None
    page.get_by_role("button", name="放弃此上传").click()
    expect(page.get_by_text("已放弃")).to_be_visible()


def test_what_only_the_steward_knows_is_asked(enter: Enter) -> None:
    page = enter("wang")
    page.get_by_label("内容").select_option("sites")
    sites = "名称,类别,城市,经度,纬度,位置精度,来源\n验证中心,服务平台,南京市,118.78,32.06,街道级,公报\n"
    upload(page, "sites.csv", sites.encode())
    page.get_by_label("GCJ-02").check()
    page.get_by_role("button", name="提交回答").click()
    expect(page.locator(".preview-map .mark.added")).to_have_count(1)
    page.get_by_role("button", name="放弃此上传").click()


@pytest.mark.parametrize("size", [(1280, 800), (390, 844)], ids=["desk", "phone"])
def test_the_desk_is_accessible_and_fits(enter: Enter, size: tuple[int, int]) -> None:
    page = enter("wang", viewport={"width": size[0], "height": size[1]}, bypass_csp=True)
    upload(page, "x.csv", "地区,年份,地区生产总值（亿元）\n南京市,2024,18500\n南京市,2025,x\n".encode())
    assert Axe().run(page).response["violations"] == []
    page.get_by_role("button", name="放弃此上传").click()
    expect(page.get_by_text("已放弃")).to_be_visible()
    assert Axe().run(page).response["violations"] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= size[0]
