"""What a sheet of sites means: which site a row is about, and where it is; asked, never guessed."""

from __future__ import annotations

import geocoordinates_ffi as gc
import pytest

from geodata.intake.grid import Book, Grid
from geodata.intake.headings import SITE_COLUMNS
from geodata.problems import Words
from tests.intake_books import base, changes, csv_book, only_error, row, rules, taken

HEADS = "编号,名称,英文名称,类别,城市,所在区,产业,经度,纬度,坐标系,位置精度,来源,删除\n"
SOURCE = "苏州高新区财富广场"
POINT = (120.7368, 31.2768)  # in Suzhou


def site(**cells: str) -> str:
    given = {
        **{
            "name_zh": "苏州量子计算验证中心",
            "name_en": "Suzhou Quantum Computing Centre",
            "kind": "创新中心",
        },
        **{"city_id": "苏州", "source": "src-gmap"},
        **cells,
    }
    return ",".join(f'"{given.get(one.key, "")}"' for one in SITE_COLUMNS) + "\n"


def placed(**cells: str) -> str:
    where = {"lon": str(POINT[0]), "lat": str(POINT[1]), "datum": "WGS-84", "location_precision": "院落级"}
    return site(**{**where, **cells})


def test_a_new_site_gets_an_id_and_its_claims() -> None:
    outcome = taken(HEADS + placed(), "sites")
    (added,) = changes(outcome).added
    assert added.id.startswith("site-") and len(added.id) == len("site-") + 8
    expected = {
        **{"kind": "innovation_centre", "city_id": "city-suzhou", "lon": "120.7368", "lat": "31.2768"},
        **{"location_precision": "site", "location_claim": "external", "location_source_id": "src-gmap"},
        **{"claim": "external", "city_claim": "external", "source_id": "src-gmap", "district_id": ""},
    }
    assert {column: added.row[column] for column in expected} == expected
    again = taken(HEADS + placed(), "sites", tables=outcome.tables)
    assert not changes(again, outcome.tables)


def test_without_point_and_source_it_is_unplaced_and_unconfirmed() -> None:
    outcome = taken(HEADS + site(source=""), "sites")
    (added,) = (one for one in changes(outcome).added if one.table == "sites")
    assert (added.row["location_precision"], added.row["location_claim"]) == ("none", "")
    assert (added.row["claim"], added.row["source_id"]) == ("unconfirmed", "src-steward")
    assert any("without a source" in one for one in rules(outcome, "warning"))


def test_city_only_is_shown_at_the_seat_of_its_city() -> None:
    outcome = taken(HEADS + site(location_precision="仅知城市"), "sites")
    (added,) = changes(outcome).added
    seat = row(base(), "cities", "city-suzhou")
    assert (added.row["lon"], added.row["lat"]) == (seat["lon"], seat["lat"])
    assert added.row["location_claim"] == "derived"


def test_district_only_finds_its_district() -> None:
    outcome = taken(HEADS + placed(location_precision="仅知区县", lon="120.62", lat="31.32"), "sites")
    (added,) = changes(outcome).added
    assert added.row["district_id"].startswith("district-3205")


def test_a_missing_english_name_is_pinyin() -> None:
    outcome = taken(HEADS + site(name_en=""), "sites")
    (added,) = changes(outcome).added
    assert added.row["name_en"] == "Su Zhou Liang Zi Ji Suan Yan Zheng Zhong Xin"
    assert any("pinyin" in one for one in rules(outcome, "note"))


@pytest.mark.parametrize(
    ("cells", "heading", "rule"),
    [
        ({"kind": "实验楼"}, "类别", "not one of the choices"),
        ({"kind": ""}, "类别", "a new site needs its kind"),
        ({"city_id": "上海"}, "城市", "is not known"),
        ({"zone_id": "月球高新区"}, "所在区", "is not known"),
        ({"zone_id": "无锡高新区"}, "所在区", "the zone is in another city"),
        ({"industries": "生物医药、永动机"}, "产业", "is not known"),
        ({"location_precision": "大概"}, "位置精度", "not one of the choices"),
        ({"location_precision": "街道级"}, "位置精度", "a precision without a point"),
        ({"lon": "120.7"}, "纬度", "half a point"),
        ({"lon": "120°43′", "lat": "31°16′", "datum": "GPS"}, "经度", "not in decimal degrees"),
        ({"lon": "abc", "lat": "31.2", "datum": "GPS"}, "经度", "not a number"),
        ({"lon": "532100", "lat": "3465000", "datum": "GPS"}, "经度", "outside the region"),
        ({"remove": "也许"}, "删除", "not one of the choices"),
        ({"remove": "是"}, "删除", "there is no such site to remove"),
        ({"name_zh": "甲" * 10_000}, "名称", "more than 120 characters"),
        ({"name_zh": "苏州\x07中心"}, "名称", "control character"),
        ({"id": "../../etc/passwd"}, "编号", "not an id"),
        ({"id": "city-suzhou"}, "编号", "the id is taken"),
        ({"source": "src-plan"}, "", "the plan cannot be the source"),
        ({"name_zh": "Quantum"}, "名称", "no Chinese in a Chinese name"),
    ],
)
def test_what_cannot_be_taken_is_named_with_its_cell(cells: dict[str, str], heading: str, rule: str) -> None:
    error = taken(HEADS + site(**cells), "sites").errors[0]
    assert rule in error.words.rule_en
    assert heading in (error.heading, "")
    assert error.row == 2


def test_names_are_plain_text() -> None:
    names = ["<script>alert(1)</script>中心", "=HYPERLINK(1)实验室", "../../etc/基地", "“平台”"]
    outcome = taken(HEADS + "".join(site(name_zh=name) for name in names), "sites")
    assert [one.row["name_zh"] for one in changes(outcome).added] == names


def test_spaces_and_invisible_marks_around_a_name_are_taken_out() -> None:
    outcome = taken(HEADS + site(name_zh="\u3000苏州\u200b量子计算验证中心 "), "sites")
    (added,) = changes(outcome).added
    assert added.row["name_zh"] == "苏州量子计算验证中心"
    assert any("invisible marks" in one for one in rules(outcome, "note"))


def test_an_id_or_a_name_means_an_edit_and_blank_cells_change_nothing() -> None:
    text = "编号,名称,类别\nlab-pml,,\n,紫金山实验室,创新中心\n"
    assert "row 2 is about this site already" in only_error(taken(text, "sites")).words.rule_en
    found = changes(taken("名称,类别\n紫金山实验室,创新中心\n", "sites"))
    assert [(one.id, one.column, one.new) for one in found.changed] == [
        ("lab-pml", "kind", "innovation_centre")
    ]
    renamed = changes(taken("编号,名称\nlab-pml,紫金山国家实验室\n", "sites"))
    assert [(one.column, one.new) for one in renamed.changed] == [("name_zh", "紫金山国家实验室")]


def test_a_name_of_two_sites_is_asked() -> None:
    outcome = taken("名称,类别\n中国(南京、苏州)知识产权保护中心,服务平台\n", "sites")
    assert [one.key for one in outcome.questions] == ["same-2"]


def test_a_look_alike_is_asked() -> None:
    text = HEADS + site(name_zh="南京紫金山实验室", city_id="南京", kind="实验室")
    (question,) = taken(text, "sites").questions
    assert (question.key, [one.value for one in question.choices]) == ("same-2", ["lab-pml", "new"])
    same = taken(text, "sites", {"same-2": "lab-pml"})
    assert not [one for one in changes(same).added if one.table == "sites"]
    new = taken(text, "sites", {"same-2": "new"})
    assert [one.table for one in changes(new).added] == ["sites"]
    # In another city, or with another number, it is another thing.
    assert not taken(HEADS + site(name_zh="紫金山实验室二", city_id="无锡"), "sites").questions


def test_a_new_point_without_a_datum_is_asked_once() -> None:
    gcj = gc.wgs84_to_gcj02(gc.Wgs84(lat=POINT[1], lon=POINT[0]))
    where = {"datum": "", "lon": f"{gcj.lon:.7f}", "lat": f"{gcj.lat:.7f}"}
    text = HEADS + placed(**where) + placed(name_zh="苏州光子芯片中试平台", **where)
    (question,) = taken(text, "sites").questions
    assert (question.key, len(question.findings)) == ("datum", 2)
    assert [one.value for one in question.choices] == ["wgs84", "gcj02", "bd09"]
    added = changes(taken(text, "sites", {"datum": "gcj02"})).added[0]
    assert float(added.row["lon"]) == pytest.approx(POINT[0], abs=2e-6)
    assert float(added.row["lat"]) == pytest.approx(POINT[1], abs=2e-6)
    as_is = changes(taken(text, "sites", {"datum": "wgs84"})).added[0]
    assert float(as_is.row["lon"]) == pytest.approx(gcj.lon, abs=1e-6)


def test_bd09_stated_in_a_column_is_converted() -> None:
    bd = gc.wgs84_to_bd09(gc.Wgs84(lat=POINT[1], lon=POINT[0]))
    text = HEADS + placed(datum="百度", lon=f"{bd.lon:.7f}", lat=f"{bd.lat:.7f}")
    (added,) = changes(taken(text, "sites")).added
    assert float(added.row["lon"]) == pytest.approx(POINT[0], abs=2e-5)
    assert "not known" in only_error(taken(HEADS + placed(datum="Mars2000"), "sites")).words.rule_en


def test_an_old_point_in_gcj02_is_recognised() -> None:
    old = row(base(), "sites", "park-dushulake")
    gcj = gc.wgs84_to_gcj02(gc.Wgs84(lat=float(old["lat"]), lon=float(old["lon"])))
    text = f"编号,经度,纬度\npark-dushulake,{gcj.lon:.6f},{gcj.lat:.6f}\n"
    (question,) = taken(text, "sites").questions
    assert "probably GCJ-02" in question.findings[0].words.way_en + question.findings[0].words.rule_en
    named = taken(f"编号,经度,纬度,坐标系\npark-dushulake,{gcj.lon:.6f},{gcj.lat:.6f},WGS-84\n", "sites")
    assert any("said to be WGS-84" in one or "said to be" in one for one in rules(named, "warning"))


def test_swapped_coordinates_are_asked() -> None:
    text = HEADS + placed(lon=str(POINT[1]), lat=str(POINT[0]))
    assert [one.key for one in taken(text, "sites").questions] == ["swap"]
    (added,) = changes(taken(text, "sites", {"swap": "swap"})).added
    assert (added.row["lon"], added.row["lat"]) == ("120.7368", "31.2768")
    assert "outside the region" in only_error(taken(text, "sites", {"swap": "keep"})).words.rule_en


def test_a_point_outside_its_city_is_asked() -> None:
    text = HEADS + placed(lon="118.78", lat="32.04")
    assert [one.key for one in taken(text, "sites").questions] == ["outside"]
    (added,) = changes(taken(text, "sites", {"outside": "unplaced"})).added
    assert (added.row["lon"], added.row["location_precision"]) == ("", "none")
    assert "outside 苏州市" in only_error(taken(text, "sites", {"outside": "correct"})).words.rule_en


def test_a_point_without_its_precision_or_city() -> None:
    assert [one.key for one in taken(HEADS + placed(location_precision=""), "sites").questions] == [
        "precision"
    ]
    error = only_error(taken(HEADS + placed(city_id=""), "sites"))
    assert "苏州市" in error.words.way_zh


def test_a_moved_point_keeps_the_plan_as_source_of_the_entry() -> None:
    text = "编号,经度,纬度,坐标系,来源\nlab-pml,118.82,31.88,WGS-84,src-gmap\n"
    found = {one.column: one.new for one in changes(taken(text, "sites")).changed}
    assert found == {
        "lon": "118.82",
        "lat": "31.88",
        "location_claim": "external",
        "location_source_id": "src-gmap",
    }


def test_removal_needs_that_nothing_points_at_it() -> None:
    referred = taken("编号,删除\npark-yixing,是\n", "sites")
    assert "rel-same-yixing" in only_error(referred).words.rule_en
    free = taken("编号,删除\nfin-roadshow-yrd,yes\n", "sites")
    found = changes(free)
    assert [(one.table, one.id) for one in found.removed] == [("sites", "fin-roadshow-yrd")]
    assert not found.added and not found.changed


def test_what_a_story_shows_is_not_removed() -> None:
    error = only_error(taken("编号,删除\nbase-sz-med,是\n", "sites"))
    assert (error.sheet, error.value) == ("one-zone-one-industry.yaml", "base-sz-med")


def test_geojson_is_for_sites_and_a_converted_one_has_its_datum() -> None:
    rows = (
        ("name", "kind", "city", "source", "precision", "lon", "lat"),
        ("苏州量子计算验证中心", "lab", "Suzhou", "src-gmap", "site", "120.7368", "31.2768"),
    )
    grids = (Grid("GeoJSON", rows),)
    assert [one.key for one in taken(Book("geojson", grids), "sites").questions] == ["datum"]
    said = Words("", "", "coordinates were converted from EPSG:4549 to WGS-84", "")
    assert changes(taken(Book("geojson", grids, (said,)), "sites")).added
    assert "GeoJSON is for sites only" in rules(taken(Book("geojson", grids), "indicators"))


def test_unknown_columns_are_named_own_ones_passed_over() -> None:
    error = only_error(taken("名称,类别,备注,经渡\n紫金山实验室,实验室,好,1\n", "sites"))
    assert (error.row, error.column) == (1, 3) and "经度" in error.words.way_zh
    assert "no column" in only_error(taken("类别,城市\n实验室,南京\n", "sites")).words.rule_en


def test_many_new_sites_are_understood_quickly() -> None:
    import time

    begun = time.perf_counter()
    rows = [site(name_zh=f"测试载体第{number}号工作站") for number in range(3000)]
    outcome = taken(csv_book(HEADS + "".join(rows)), "sites")
    assert time.perf_counter() - begun < 6
    assert len(changes(outcome).added) == 3000
