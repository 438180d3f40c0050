"""What a sheet of indicators means: places, years, units, figures; asked where it cannot be known."""

from __future__ import annotations

from datetime import date

import pytest

from geodata.intake.figures import Figure, NotAFigureError, read_figure, read_year
from geodata.intake.grid import Book
from geodata.intake.headings import tidy
from geodata.intake.measured import IndicatorNames
from geodata.intake.units import how_many
from geodata.tables import TABLES
from tests.intake_books import base, changes, csv_book, grid, only_error, row, rules, taken

SOURCE = "2022年无锡市统计公报"


def gdp(value: str, heading: str = "地区生产总值（亿元）", place: str = "无锡市", year: str = "2023") -> str:
    return f'地区,年份,{heading},来源\n"{place}","{year}","{value}",{SOURCE}\n'


def test_a_value_of_a_new_year_is_added_as_the_others_are() -> None:
    outcome = taken(gdp("15456.19"))
    found = changes(outcome)
    assert [(one.table, one.id) for one in found.added] == [("observations", "obs-city-wuxi-gdp-2023")]
    assert not found.changed and not found.removed
    expected = {
        **dict.fromkeys((column.name for column in TABLES["observations"]), ""),
        **{"id": "obs-city-wuxi-gdp-2023", "place_id": "city-wuxi", "indicator_id": "i-gdp", "year": "2023"},
        **{"value": "15456.19", "unit": "亿元", "source_id": "src-newsfd-wuxi-2022", "claim": "external"},
        "confidence": row(base(), "sources", "src-newsfd-wuxi-2022")["confidence"],
    }
    assert row(outcome.tables, "observations", "obs-city-wuxi-gdp-2023") == expected
    assert rules(outcome, "warning") == []


def test_a_value_that_is_there_is_replaced_with_its_bound_and_note() -> None:
    outcome = taken(gdp("9550.1", place="常州", year="2022年"))
    now = row(outcome.tables, "observations", "obs-city-changzhou-gdp-2022")
    assert (now["value"], now["bound"], now["note_zh"], now["published"]) == ("9550.1", "", "", "")


def test_the_same_value_again_changes_nothing() -> None:
    outcome = taken(gdp("14850.82", year="２０２２"))
    assert not changes(outcome)
    assert "the same as the data in use: nothing changes" in rules(outcome, "note")


def test_figures_are_read_as_people_write_them() -> None:
    written = {
        "１５，４５６．１９": ("15456.19", "", "", ""),
        "15,456.19": ("15456.19", "", "", ""),
        "154561900万元": ("15456.19", "", "154561900", "万元"),
        "1.545619万亿元": ("15456.19", "", "1.545619", "万亿元"),
        ">15400": ("15400", ">", "", ""),
        "15400以上": ("15400", ">=", "", ""),
        "超过15400亿元": ("15400", ">", "", ""),
        "约15400": ("15400", "~", "", ""),
        "不足1.6万亿元": ("16000", "<", "1.6", "万亿元"),
    }
    rows = [f'无锡,{year},"{cell}",{SOURCE}\n' for year, cell in enumerate(written, 2001)]
    outcome = taken("地区,年份,地区生产总值(亿元),来源\n" + "".join(rows))
    for year, expected in enumerate(written.values(), 2001):
        now = row(outcome.tables, "observations", f"obs-city-wuxi-gdp-{year}")
        assert (now["value"], now["bound"], now["value_original"], now["unit_original"]) == expected


@pytest.mark.parametrize(
    ("written", "rule"),
    [
        ("很多", "not a number"),
        ("nan", "not a number"),
        ("inf", "not a number"),
        ("=C2*2", "a formula without its result"),
        ("#REF!", "an error of the spreadsheet"),
        ("1,23", "the commas do not separate thousands"),
        ("3-5", "a range, not one number"),
        ("约8800余", "two bounds that contradict each other"),
        ("-5", "outside what this indicator can be"),
        ("100家", "cannot be converted"),
        ("1.5万", "may mean two things"),
        ("9" * 20, "the number is too large"),
    ],
)
def test_what_is_no_figure_is_named_with_its_cell(written: str, rule: str) -> None:
    error = only_error(taken(gdp(written)))
    assert rule in error.words.rule_en
    assert (error.sheet, error.row, error.column) == ("data", 2, 2)
    assert error.heading == "地区生产总值(亿元)"
    assert error.value == written


def test_everything_wrong_is_said_at_once() -> None:
    heads = "地区,年份,地区生产总值(亿元),高新技术企业数(家),月球指数\n"
    text = heads + "无锡,2023,x,12.5,1\n火星市,1066,1,2,3\n,,5,6,7\n"
    outcome = taken(text)
    assert [(one.row, one.column) for one in outcome.errors] == [
        (1, 4),
        (2, 2),
        (2, 3),
        (3, 0),
        (3, 1),
        (4, 0),
        (4, 1),
    ]
    assert rules(outcome)[1:3] == ["not a number", "counts and ranks are whole numbers"]
    assert outcome.tables is None


def test_a_place_goes_by_any_of_its_names() -> None:
    names = ("z-sip", "苏州工业园区", "SIP", "Suzhou Industrial Park (SIP)", " 苏州 工业园区 ", "苏州园区")
    rows = [f"{name},{year},3686,{SOURCE}\n" for year, name in enumerate(names, 2001)]
    outcome = taken("地区,年份,地区生产总值(亿元),来源\n" + "".join(rows))
    assert [one.row["place_id"] for one in changes(outcome).added] == ["z-sip"] * len(names)


def test_an_unknown_place_comes_with_the_nearest_names() -> None:
    error = only_error(taken(gdp("1", place="无锡高新技术区")))
    assert "无锡高新区" in error.words.way_zh


def test_a_name_of_two_places_is_asked() -> None:
    outcome = taken(gdp("5000", place="昆山"))
    assert not outcome.errors and outcome.tables is None
    (question,) = outcome.questions
    assert {one.value for one in question.choices} == {"district-320583", "z-kunshan"}
    answered = taken(gdp("5000", place="昆山"), answers={question.key: "district-320583"})
    assert [one.row["place_id"] for one in changes(answered).added] == ["district-320583"]
    assert answered.answers == {question.key: "district-320583"}


def test_an_answer_outside_the_choices_is_refused() -> None:
    (question,) = taken(gdp("5000", place="昆山")).questions
    assert (
        "none of its choices"
        in only_error(taken(gdp("5000", place="昆山"), answers={question.key: "mars"})).words.rule_en
    )


def test_totals_and_remarks_are_passed_over() -> None:
    text = gdp("15456.19") + "合计,2023,99999,\n注:数据为快报数,,,\n"
    outcome = taken(text)
    assert len(changes(outcome).added) == 1
    assert "a row of totals was passed over" in rules(outcome, "note")


@pytest.mark.parametrize("year", ["1989", str(date.today().year + 1), "2023年上半年", "2023Q3", "去年"])
def test_a_year_is_a_whole_one_within_reach(year: str) -> None:
    assert only_error(taken(gdp("1", year=year))).heading == "年份"


def test_money_without_a_unit_is_asked_other_units_are_taken() -> None:
    text = "地区,年份,地区生产总值,高新技术企业数,来源\n无锡,2023,154561900,5000,2022年无锡市统计公报\n"
    outcome = taken(text)
    assert [one.key for one in outcome.questions] == ["unit-gdp"]
    answered = taken(text, answers={"unit-gdp": "万元"})
    now = row(answered.tables, "observations", "obs-city-wuxi-gdp-2023")
    assert (now["value"], now["value_original"], now["unit_original"]) == ("15456.19", "154561900", "万元")
    assert "no unit in the heading: read as 家" in rules(answered, "note")


def test_money_that_brings_its_unit_in_each_cell_is_not_asked() -> None:
    assert changes(taken(gdp("15456.19亿元", heading="GDP"))).added


def test_a_share_may_be_written_in_per_cent_or_per_mille() -> None:
    outcome = taken(f"地区,年份,研发投入强度(‰),来源\n无锡,2022,34,{SOURCE}\n常州,2022,３．４％,{SOURCE}\n")
    for city in ("wuxi", "changzhou"):
        assert row(outcome.tables, "observations", f"obs-city-{city}-rd-intensity-2022")["value"] == "3.4"


@pytest.mark.parametrize(
    ("heading", "identifier", "times"),
    [
        ("GDP (100 million yuan)", "i-gdp", "1"),
        ("GDP_亿元", "i-gdp", "1"),
        ("地区生产总值 万元", "i-gdp", "0.0001"),
        ("地区生产总值（单位：亿元）", "i-gdp", "1"),
        ("gdp(元)", "i-gdp", "1E-8"),
        ("R&D intensity (%)", "i-rd-intensity", "1"),
        ("研发投入强度(‰)", "i-rd-intensity", "0.1"),
    ],
)
def test_headings_are_known_by_any_name_with_their_unit(heading: str, identifier: str, times: str) -> None:
    names = IndicatorNames(base())
    found, unit = names.named_by(tidy(heading))
    assert found == (identifier,)
    assert str(how_many(unit, names.rows[identifier])) == times


def test_a_heading_with_a_strange_unit_is_refused() -> None:
    error = only_error(taken(gdp("1", heading="地区生产总值(家)")))
    assert (error.row, error.column) == (1, 2)
    assert "cannot be converted" in error.words.rule_en


def test_tables_of_another_shape_are_refused_with_the_way_out() -> None:
    across = taken("地区,2021,2022,2023\n无锡,1,2,3\n")
    assert only_error(across).words.rule_en == "the years are columns"
    merged = taken("地区,年份,产出,\n,,地区生产总值(亿元),高新技术企业数(家)\n无锡,2023,1,2\n")
    assert only_error(merged).words.rule_en == "the headings take two rows"
    nothing = taken("甲,乙\n1,2\n")
    assert "no headings" in only_error(nothing).words.rule_en
    no_year = taken("地区,地区生产总值(亿元)\n无锡,1\n")
    assert "no column “Year”" in only_error(no_year).words.rule_en


def test_the_table_may_begin_below_a_title() -> None:
    text = "2023年主要指标\n\n单位:见表头\n" + gdp("15456.19")
    assert len(changes(taken(text)).added) == 1


def test_a_column_twice_is_refused_an_empty_one_is_not() -> None:
    text = f"地区,年份,GDP(亿元),地区生产总值(亿元),空列,来源\n无锡,2023,1,1,,{SOURCE}\n"
    assert "the same column" in only_error(taken(text)).words.rule_en


def test_rows_for_one_place_and_year() -> None:
    twice = gdp("15456.19") + f"无锡,2023,15000,{SOURCE}\n"
    error = only_error(taken(twice))
    assert error.row == 3 and "row 2" in error.words.rule_en and "15456.19" in error.words.rule_en
    again = gdp("15456.19") + f"Wuxi,2023,15456.19,{SOURCE}\n"
    outcome = taken(again)
    assert len(changes(outcome).added) == 1
    assert "the same as in row 2" in rules(outcome, "note")


def test_blank_and_dash_change_nothing_delete_removes() -> None:
    text = "地区,年份,GDP(亿元),高新技术企业数(家)\n无锡,2022,,—\n镇江,2023,删除,\n"
    outcome = taken(text)
    found = changes(outcome)
    assert [one.id for one in found.removed] == ["obs-city-zhenjiang-gdp-2023"]
    assert not found.added and not found.changed
    assert "an empty cell changes nothing (2 cells)" in rules(outcome, "note")


def test_no_source_is_unconfirmed_and_said() -> None:
    outcome = taken("地区,年份,GDP(亿元)\n无锡,2023,15456.19\n")
    now = row(outcome.tables, "observations", "obs-city-wuxi-gdp-2023")
    assert (now["source_id"], now["claim"], now["confidence"]) == ("src-steward", "unconfirmed", "low")
    assert rules(outcome, "warning") == ["no source named: kept as unconfirmed"]
    named = taken(gdp("15456.19"), tables=outcome.tables)
    after = row(named.tables, "observations", "obs-city-wuxi-gdp-2023")
    assert (after["source_id"], after["claim"]) == ("src-newsfd-wuxi-2022", "external")


def test_a_new_source_is_made_a_look_alike_is_asked_another_year_is_not() -> None:
    made = taken(gdp("15456.19").replace(SOURCE, "2023年无锡市统计公报"))
    added = {one.table: one for one in changes(made).added}
    assert added["sources"].row["title_zh"] == "2023年无锡市统计公报"
    assert added["sources"].row["linkable"] == "false"
    assert added["observations"].row["source_id"] == added["sources"].id
    alike = taken(gdp("15456.19").replace(SOURCE, "2022年无锡市的统计公报"))
    (question,) = alike.questions
    assert [one.value for one in question.choices] == ["src-newsfd-wuxi-2022", "new"]
    assert (
        "no source with the id"
        in only_error(taken(gdp("1").replace(SOURCE, "src-newsfd-wuxi-2033"))).words.rule_en
    )


def test_a_jump_is_flagged_and_taken() -> None:
    tenfold = taken(gdp("148508.2"))
    assert "is the unit right?" in rules(tenfold, "warning")[0]
    assert changes(tenfold).added
    assert "a large jump" in rules(taken(gdp("35000")), "warning")[0]
    rate = f"地区,年份,研发投入强度(%),来源\n无锡,2022,{{}},{SOURCE}\n"
    assert rules(taken(rate.format("3.3")), "warning") == []
    assert "a large jump" in rules(taken(rate.format("14.3")), "warning")[0]


def test_a_value_goes_on_in_the_series_of_its_basis() -> None:
    text = f"地区,年份,独角兽企业数(家),来源\n苏南,2021,15,{SOURCE}\n"
    outcome = taken(text)
    assert [one.row["basis"] for one in changes(outcome).added] == ["provincial-list"]
    asked = taken(f"地区,年份,瞪羚企业数(家),来源\n常州,2023,300,{SOURCE}\n")
    assert [one.key for one in asked.questions] == ["basis-gazelle_count"]


def test_only_what_a_template_shows_changed_is_taken() -> None:
    then = base()
    now = changes_of(then, "15000")
    book = Book("xlsx", (instructions("0001-aaaaaaaa"), grid(gdp("14850.82", year="2022"), "指标")))
    untouched = taken(book, tables=now, released=lambda _: then)
    assert not changes(untouched, now)
    edited = Book("xlsx", (instructions("0001-aaaaaaaa"), grid(gdp("14900", year="2022"), "指标")))
    asked = taken(edited, tables=now, released=lambda _: then)
    assert [one.key for one in asked.questions] == ["conflict"]
    assert "15000" in asked.questions[0].findings[0].words.rule_en
    mine = taken(edited, tables=now, released=lambda _: then, answers={"conflict": "mine"})
    assert row(mine.tables, "observations", "obs-city-wuxi-gdp-2022")["value"] == "14900"
    theirs = taken(edited, tables=now, released=lambda _: then, answers={"conflict": "theirs"})
    assert not changes(theirs, now)


def changes_of(tables, value: str):  # type: ignore[no-untyped-def]
    return taken(gdp(value, year="2022"), tables=tables).tables


def instructions(release: str):  # type: ignore[no-untyped-def]
    return grid(f"模板版本,{release}\n", "说明")


def test_five_thousand_rows_are_understood_quickly() -> None:
    import time

    places = [*base()["districts"]["id"], *base()["cities"]["id"], *base()["zones"]["id"]]
    years = range(1990, date.today().year + 1)
    rows = [f"{place},{year},100,200,300,src-gmap" for place in places for year in years]
    names = [f"不存在的地方{number},2020,1,2,3,x" for number in range(5000 - len(rows))]
    heads = "地区,年份,GDP(亿元),高新技术企业数(家),上市企业数(家),来源\n"
    begun = time.perf_counter()
    outcome = taken(heads + "\n".join([*rows, *names]))
    assert time.perf_counter() - begun < 6
    assert len(outcome.errors) >= 1000


def test_the_sheet_may_be_called_anything_in_a_file_of_one() -> None:
    assert changes(taken(csv_book(gdp("15456.19"), "Sheet1"), "all")).added


@pytest.mark.parametrize(
    ("unit", "times"), [("万元", "0.0001"), ("元", "1E-8"), ("million yuan", "0.01"), ("人民币亿元", "1")]
)
def test_units_of_money_are_powers_of_ten(unit: str, times: str) -> None:
    own = {"unit_zh": "亿元", "unit_en": "100 million yuan", "name_zh": ""}
    assert str(how_many(unit, own)) == times
    assert how_many("亿美元", own) is None


def test_compound_units_are_compared_part_by_part() -> None:
    own = {"unit_zh": "万元/人", "unit_en": "10,000 yuan per person", "name_zh": ""}
    assert str(how_many("元/人", own)) == "0.0001"
    assert how_many("万元", own) is None


def test_a_rank_and_a_negative_are_figures_too() -> None:
    assert read_figure("第4位") == Figure(read_figure("4").value, "", "位")  # type: ignore[union-attr]
    assert read_figure("−3").number == "-3"  # type: ignore[union-attr]
    assert read_figure(" / ") == "dash"
    with pytest.raises(NotAFigureError):
        read_figure("2024-05-01")
    assert read_year("2024.0") == 2024
    assert read_year("24年") is None
