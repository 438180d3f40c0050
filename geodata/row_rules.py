"""Rules that the cells of a row, or the rows of a table, must satisfy together: the test and its words."""

from __future__ import annotations

from geodata.observation_rules import OBSERVATION_RULES
from geodata.problems import Words
from geodata.row_rule import RowRule
from geodata.row_tests import (
    filled,
    filled_count,
    first_of,
    has_outside_source,
    inside,
    known_counties,
    not_under_itself,
    placed,
    same_city,
    stands_in,
    two_levels,
    two_pieces,
)
from geodata.tables import PLACEABLE_TABLES, PLAN_SOURCE, PLAN_TABLES, SHORT_EN, SHORT_ZH

CONCERNS = "concerns"


def _english_beside(stem: str) -> RowRule:
    words = Words(
        "有中文而无英文,或相反", "补上另一种语言", "one language without the other", "write the other one too"
    )
    zh, en = f"{stem}_zh", f"{stem}_en"
    return RowRule(f"both-{stem}", (en, zh), lambda f, _: filled(f, zh) == filled(f, en), words)


ROW_RULES: tuple[RowRule, ...] = (
    RowRule(
        "stated-clause",
        ("clause", "claim"),
        lambda f, _: (f["claim"] != "stated") | filled(f, "clause"),
        Words("方案载明者须有条款", "填写条款", "what the plan states needs a clause", "say where it stands"),
    ),
    RowRule(
        "external-source",
        ("source_id", "claim"),
        lambda f, _: has_outside_source(f, "claim", "source_id"),
        Words(
            *("外部来源者须注明方案以外的来源", "填写 sources 表中的来源"),
            *("an external claim needs a source other than the plan", "name one from sources"),
        ),
    ),
    RowRule(
        "stated-source",
        ("source_id", "claim"),
        lambda f, _: (f["claim"] != "stated") | filled(f, "source_id"),
        Words(
            "方案载明者须有来源", "填写 src-plan", "what the plan states needs its source", "write src-plan"
        ),
    ),
    RowRule(
        "located-source",
        ("location_source_id", "location_claim"),
        lambda f, _: has_outside_source(f, "location_claim", "location_source_id"),
        Words(
            *("外部定位须注明方案以外的来源", "填写 sources 表中的来源"),
            *("an external location needs a source other than the plan", "name one from sources"),
        ),
    ),
    RowRule(
        "point-whole",
        ("lon", "lat"),
        lambda f, _: filled(f, "lon") == filled(f, "lat"),
        Words(
            "经纬度须成对",
            "补上另一个或都留空",
            "half a point",
            "give both longitude and latitude, or neither",
        ),
    ),
    RowRule(
        "precision-point",
        ("location_precision", "lon", "lat"),
        lambda f, _: (f["location_precision"] == "none") != placed(f),
        Words(
            *("精度 none 与有无坐标不符", "无坐标填 none,有坐标填其精度"),
            *(
                "precision none means no point, and the reverse",
                "write none without a point, else how exact it is",
            ),
        ),
    ),
    RowRule(
        "located-claim",
        ("location_claim", "location_precision"),
        lambda f, _: filled(f, "location_claim") == (f["location_precision"] != "none"),
        Words(
            *("有位置须有位置依据,无位置须留空", "填写或清空 location_claim"),
            *("a place needs its claim, no place has none", "fill in or empty location_claim"),
        ),
    ),
    RowRule(
        "precise-source",
        ("location_source_id", "location_precision"),
        lambda f, _: ~f["location_precision"].isin(["site", "street"]) | filled(f, "location_source_id"),
        Words(
            *("点位或街道级须有位置来源", "填写来源,或降为 district"),
            *("site or street needs the source of its point", "name it, or grade it district"),
        ),
    ),
    RowRule(
        "district-named",
        ("district_id", "location_precision", "kind"),
        lambda f, _: (f["location_precision"] != "district") | filled(f, "district_id"),
        Words(
            "区县级位置须指明区县", "填写区县编号", "known by district, but which?", "fill in the district"
        ),
    ),
    RowRule(
        "placed-city",
        ("city_id", "location_precision"),
        lambda f, _: (f["location_precision"] == "none") | filled(f, "city_id"),
        Words(
            *("有位置者须有所在市", "填写城市编号,或去掉坐标"),
            *("a placed thing needs its city", "fill in the city, or take the point away"),
        ),
    ),
    RowRule(
        "city-claim",
        ("city_claim", "city_id"),
        lambda f, _: filled(f, "city_claim") == filled(f, "city_id"),
        Words(
            "所在市与其依据须同有同无",
            "补上或清空 city_claim",
            "city and its claim go together",
            "fill in both or none",
        ),
    ),
    RowRule(
        "in-city",
        ("lon", "lat", "city_id"),
        lambda f, around: inside(f, around.cities, "city_id"),
        Words(
            *("点在所属市界之外", "核对坐标、坐标系与所在市"),
            *("the point lies outside its city", "check the point, its datum and the city"),
        ),
    ),
    RowRule(
        "in-itself",
        ("lon", "lat", "id", "formula_zh"),
        lambda f, around: inside(f, around.cities, "id"),
        Words("驻地在市界之外", "核对坐标", "the seat lies outside its city", "check the point"),
    ),
    RowRule(
        "in-district",
        ("lon", "lat", "district_id"),
        lambda f, around: inside(f, around.counties, "district_id"),
        Words(
            *("点在所属区县界之外", "核对坐标与区县"),
            *("the point lies outside its district", "check the point and the district"),
        ),
        is_warning=True,
    ),
    RowRule(
        "district-city",
        ("district_id", "city_id"),
        lambda f, around: same_city(f, around, "district_id", "districts"),
        Words(
            "区县不属于所在市", "核对区县与城市", "the district is in another city", "check district and city"
        ),
    ),
    RowRule(
        "zone-city",
        ("zone_id", "city_id"),
        lambda f, around: same_city(f, around, "zone_id", "zones"),
        Words("所在区不属于所在市", "核对区与城市", "the zone is in another city", "check zone and city"),
    ),
    RowRule(
        "nine-source",
        ("nine_source_id", "nine"),
        lambda f, _: (f["nine"] != "true") | ~f["nine_source_id"].isin(["", PLAN_SOURCE]),
        Words(
            *("九区之列出自方案之外,须注明来源", "填写 sources 表中的来源"),
            *("the list of the nine is an outside fact", "name its source"),
        ),
    ),
    RowRule(
        "outline-counties",
        ("outline_adcodes", "outline"),
        known_counties,
        Words(
            *("区划代码在边界数据中不存在", "填写区县的六位代码"),
            *("no county outline of this code", "give the six-digit codes of its counties"),
        ),
    ),
    RowRule(
        "outline-west",
        ("outline_adcodes", "outline"),
        two_pieces,
        Words(
            *("区界不是东西两片,无法取西片", "改用 district 或 circle"),
            *("the outline has no western piece", "use district or circle"),
        ),
    ),
    RowRule(
        "outline-area",
        ("area_km2", "outline"),
        lambda f, _: (f["outline"] != "circle") | filled(f, "area_km2"),
        Words(
            "示意圆须有面积", "填写面积,或改为 unknown", "a circle needs an area", "give it, or write unknown"
        ),
    ),
    RowRule(
        "outline-point",
        ("lon", "outline"),
        lambda f, _: ~f["outline"].isin(["circle", "unknown"]) | filled(f, "lon"),
        Words("示意圆须有中心点", "填写坐标", "a circle needs its centre", "give longitude and latitude"),
    ),
    RowRule(
        "actual-whole",
        ("actual_value", "actual_year", "actual_source_id", "actual_claim"),
        lambda f, _: filled_count(f, "actual_value", "actual_year", "actual_claim").isin([0, 3]),
        Words(
            *("实际值须有年份与依据", "三格同填或同空"),
            *("an actual value needs year and claim", "fill in all three or none"),
        ),
    ),
    RowRule(
        "actual-source",
        ("actual_source_id", "actual_claim"),
        lambda f, _: has_outside_source(f, "actual_claim", "actual_source_id"),
        Words(
            *("外部实际值须注明方案以外的来源", "填写 sources 表中的来源"),
            *("an external value needs a source other than the plan", "name one from sources"),
        ),
    ),
    RowRule(
        "met-value",
        ("status", "actual_value"),
        lambda f, _: (f["status"] != "met") | filled(f, "actual_value"),
        Words("已达到者须有实际值", "填写实际值", "met needs the actual value", "fill it in"),
    ),
    RowRule(
        "link-address",
        ("url", "linkable"),
        lambda f, _: (f["linkable"] != "true") | filled(f, "url"),
        Words(
            "可链接者须有网址",
            "填写网址,或改为 false",
            "linkable without an address",
            "give it, or write false",
        ),
    ),
    RowRule(
        "two-levels",
        ("parent_id", "id"),
        two_levels,
        Words("行业只有两级", "上级须为大类", "industries have two levels", "name a major group as parent"),
        only="industries",
    ),
    RowRule(
        "major-short",
        ("short_zh", "short_en", "parent_id"),
        lambda f, _: filled(f, "parent_id") | (filled_count(f, "short_zh", "short_en") == 2),
        Words("大类须有中英文简称", "填写两种简称", "a major group needs its short names", "write both"),
        only="industries",
    ),
    RowRule(
        "short-fits",
        ("short_zh", "short_en"),
        lambda f, _: (f["short_zh"].str.len() <= SHORT_ZH) & (f["short_en"].str.len() <= SHORT_EN),
        Words(
            *("简称过长,表头放不下", f"中文不超过 {SHORT_ZH} 字,英文不超过 {SHORT_EN} 个字母"),
            *("too long for the head of a column", f"at most {SHORT_ZH} characters, in English {SHORT_EN}"),
        ),
        only="industries",
    ),
    RowRule(
        "not-under-itself",
        ("parent_id", "id"),
        not_under_itself,
        Words("上级关系成环", "改正上级", "it stands under itself", "correct the parent"),
    ),
    RowRule(
        "one-ref",
        ("ref_zh",),
        first_of("ref_zh"),
        Words("条款写法重复", "删去一行", "this clause stands twice", "remove one row"),
    ),
    RowRule(
        "one-adcode",
        ("adcode",),
        first_of("adcode"),
        Words("区划代码重复", "核对代码", "this code stands twice", "check the code"),
    ),
    RowRule(
        "one-code",
        ("code",),
        first_of("code"),
        Words("城市代号重复", "核对代号", "this city code stands twice", "check the code"),
        only="cities",
    ),
    RowRule(
        "one-relation",
        ("predicate", "subject_id", "object_id"),
        first_of("subject_id", "predicate", "object_id"),
        Words("关系重复", "删去一行", "this relation stands twice", "remove one row"),
    ),
    RowRule(
        "concerns-clause",
        ("clause", "predicate"),
        lambda f, _: (f["predicate"] != CONCERNS) | filled(f, "clause"),
        Words(
            *("“涉及”取自方案,须有条款", "填写条款"),
            *("what something concerns is taken from the plan and needs a clause", "say where it stands"),
        ),
    ),
    RowRule(
        "concerns-subject",
        ("subject_id", "predicate"),
        lambda f, around: (f["predicate"] != CONCERNS) | stands_in(f, around, "subject_id", PLAN_TABLES),
        Words(
            *("只有机制与目标可“涉及”他物", "主体改用 governance 或 targets 中的编号"),
            *("only what the plan sets up or aims at concerns things", "name one from governance or targets"),
        ),
    ),
    RowRule(
        "concerns-object",
        ("object_id", "predicate"),
        lambda f, around: (f["predicate"] != CONCERNS) | stands_in(f, around, "object_id", PLACEABLE_TABLES),
        Words(
            *("所涉须为城市、高新区或载体", "改用 cities、zones 或 sites 中的编号"),
            *("what is concerned is a city, zone or site", "name one from cities, zones or sites"),
        ),
    ),
    RowRule(
        "one-name",
        ("name_zh", "kind"),
        first_of("name_zh", "kind"),
        Words(
            *("同类中同名", "确认是两个事物,否则合并"),
            *("two of a kind with one name", "make sure they are two, else make them one"),
        ),
        is_warning=True,
    ),
    *map(_english_beside, ("level", "area_basis", "address", "note", "owner")),
    *OBSERVATION_RULES,
)
