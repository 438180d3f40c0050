"""What the View of a step may say: one picture that this release can show, in its canonical form.

The room, language and theme are the screen's own, and a story does not stand inside a story.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import parse_qsl

from geodata.catalog import Catalog
from geodata.industries import KINDS
from geodata.peers import levels
from geodata.places import places
from geodata.problems import Words
from geodata.tables import NAMED_TABLES
from geodata.view import CLAIMS, KEYS, MAX_QUERY_CHARS, NOTHING, View, format_view, parse_view

OF_THE_SCREEN = frozenset({"room", "lang", "theme", "story", "step"})
USABLE = tuple(key for key in KEYS if key not in OF_THE_SCREEN)

_LONG = Words(
    *("画面地址有 {found} 字，至多 {most}", "少选一些"),
    *("the View has {found} characters, at most {most} are allowed", "choose less"),
)
_SCREEN = Words(
    *("{key} 由屏幕决定，不写进步骤", "删去 {key}"),
    *("{key} is decided by the screen and not by a step", "remove {key}"),
)
_KEY = Words(
    *("画面地址没有 {key} 这一项", "可用：{usable}"),
    *("a View has no {key}", "use one of {usable}"),
)
_MALFORMED = Words(
    *("{key} 的值有误或写了两次", "在图谱中选好画面，复制地址中问号之后的部分"),
    *("the value of {key} is wrong, or it stands twice", "choose it in the atlas, copy what follows the ?"),
)
_CANONICAL = Words(
    *("画面地址不是规范写法", "改成 {canonical}"),
    *("the View is not written in its canonical form", "write {canonical}"),
)
_UNKNOWN = Words(
    *("{key}：这一版数据中没有它", "核对编号，或在图谱中重选"),
    *("{key}: this release has no such thing", "check the id, or choose it in the atlas again"),
)
_NOT_ALONE = Words(
    *("kind=none 表示关闭全部图层，不能与图层并列", "去掉 none 或去掉其余"),
    *("kind=none turns every layer off, so it stands alone", "remove none or remove the rest"),
)
UNKNOWN_THING = Words(
    *("这一版数据中没有它", "写条目、地点或高新区的编号，或删去"),
    *("this release has no such thing", "write the id of an item, a place or a zone, or remove it"),
)
_SENTENCE = re.compile(r"[1-9]\d{0,3}")


class Wrong(NamedTuple):
    """What is wrong with a View: the part that is meant, and the words for it."""

    value: str
    words: Words


@dataclass(frozen=True)
class Names:
    """Everything of a release that a step may name; `years` holds, by indicator, the years with a value."""

    cities: Collection[str]
    industries: Collection[str]
    things: Collection[str]
    compared: Collection[str]
    clauses: Collection[str]
    bases: Mapping[str, Collection[str]]
    years: Mapping[str, Collection[str]]


def names(catalog: Catalog) -> Names:
    """Return what a step may name in this release."""
    found, _ = places(catalog)
    indicators = list(catalog.indicators["id"])
    seen = catalog.observations
    pairs = list(zip(seen["indicator_id"], seen["basis"], seen["year"], strict=True))
    return Names(
        cities=set(catalog.cities["id"]),
        industries=set(catalog.industries["id"]),
        things={id_ for name in NAMED_TABLES for id_ in getattr(catalog, name)["id"]}
        | {place["id"] for place in found},
        compared=set(levels(catalog)),
        clauses=set(catalog.clauses["id"]),
        bases={one: {basis for name, basis, _ in pairs if name == one} for one in indicators},
        years={one: {str(year) for name, _, year in pairs if name == one} for one in indicators},
    )


def view_problems(query: str, known: Names) -> Iterator[Wrong]:
    """Yield everything that keeps a step from showing exactly what its query says."""
    if len(query) > MAX_QUERY_CHARS:
        yield Wrong(query, _LONG.filled(found=str(len(query)), most=str(MAX_QUERY_CHARS)))
        return
    view, dropped = parse_view(query)
    given = dict.fromkeys(key for key, _ in parse_qsl(query.removeprefix("?"), keep_blank_values=True))
    wrong = [key for key in given if key in OF_THE_SCREEN or key not in KEYS or key[:40] in dropped]
    for key in wrong:
        yield Wrong(query, _wrong_key(key).filled(key=key[:40], usable=", ".join(USABLE)))
    if not wrong and format_view(view) != query:
        yield Wrong(query, _CANONICAL.filled(canonical=format_view(view) or '""'))
    if NOTHING in view.kind and len(view.kind) > 1:
        yield Wrong(query, _NOT_ALONE)
    for key, is_known in _TESTS.items():
        for value in _values(view, key):
            if not is_known(known, view, value):
                yield Wrong(value, _UNKNOWN.filled(key=key))


def _wrong_key(key: str) -> Words:
    if key in OF_THE_SCREEN:
        return _SCREEN
    return _MALFORMED if key in KEYS else _KEY


def _values(view: View, key: str) -> tuple[str, ...]:
    value = getattr(view, key)
    if isinstance(value, tuple):
        return value
    return (value,) if value else ()


def _has_indicator(known: Names, view: View, value: str) -> bool:
    name, point, basis = value.partition(".")
    # Without a point the basis is open; with one it must be a list or a year that was really used.
    return name in known.bases and (not point or basis in known.bases[name])


def _has_year(known: Names, view: View, value: str) -> bool:
    name = view.indicator.partition(".")[0]
    wanted = [known.years[name]] if name in known.years else known.years.values()
    return any(value in years for years in wanted)


def _has_passage(known: Names, view: View, value: str) -> bool:
    clause, point, sentence = value.partition(".")
    # How many sentences a clause has only the text of the plan can say.
    return clause in known.clauses and (not point or _SENTENCE.fullmatch(sentence) is not None)


_TESTS: Mapping[str, Callable[[Names, View, str], bool]] = {
    "city": lambda known, view, value: value in known.cities,
    "kind": lambda known, view, value: value in KINDS or value == NOTHING,
    "industry": lambda known, view, value: value in known.industries,
    "claim": lambda known, view, value: value in CLAIMS,
    "compare": lambda known, view, value: value in known.compared,
    "selected": lambda known, view, value: value in known.things,
    "indicator": _has_indicator,
    "year": _has_year,
    "passage": _has_passage,
}
