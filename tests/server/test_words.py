"""Words: both languages complete, every key known, none forgotten."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from geodata.catalog import Catalog
from geodata.payload import payload
from layouts.text import LANGUAGES, words

ROOT = Path(__file__).parents[2]
PYTHON = [path for part in ("layouts", "callbacks") for path in sorted((ROOT / part).glob("*.py"))]
PYTHON.append(ROOT / "app.py")
TEMPLATES = sorted((ROOT / "layouts" / "steward").glob("*.html"))
SCRIPTS = sorted((ROOT / "assets").glob("*.js"))
PLACEHOLDER = re.compile(r"\{(\w+)\}")
ASKS = {"text", "both", "known"}


def asked_in_python(path: Path) -> Iterator[str]:
    """Yield the keys a module asks for, as patterns: what is filled in at run time matches anything."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id in ASKS
            and node.args
        ):
            asked = node.args[0]
            for key in (asked.body, asked.orelse) if isinstance(asked, ast.IfExp) else (asked,):
                if isinstance(key, ast.Constant):
                    yield re.escape(str(key.value))
                elif isinstance(key, ast.JoinedStr):
                    yield "".join(
                        re.escape(str(part.value)) if isinstance(part, ast.Constant) else "[^ ]+"
                        for part in key.values
                    )


def asked_in_script(path: Path) -> Iterator[str]:
    """Yield the keys a script asks for by `text("…")` or `text(`…`)`, as patterns."""
    for quote, key in re.findall(r'\btext\((["`])([^"`]+)\1', path.read_text(encoding="utf-8")):
        yield re.sub(r"\\\$\\\{[^}]*\\\}", "[^ ]+", re.escape(key)) if quote == "`" else re.escape(key)


def asked_in_template(path: Path) -> Iterator[str]:
    """Yield the keys a page of the stewards asks for by `t("…")`, as patterns; `~` fills in at run time."""
    for asked in re.findall(r"\bt\(([^)]*?)[,)]", path.read_text(encoding="utf-8")):
        for key in re.findall(r"[\"']([\w.-]+)[\"'](?: ~ (?=\w))?", asked.partition(" == ")[0]):
            yield re.escape(f"steward.{key}") + ("[^ ]+" if f'{key}" ~' in asked else "")


def literals(path: Path) -> set[str]:
    """Return everything in quotes in a file: a key may be handed on before it is asked for."""
    return set(re.findall(r"[\"'`]([\w.-]+)[\"'`]", path.read_text(encoding="utf-8")))


ASKED = [
    (path.name, pattern)
    for paths, asked in (
        (PYTHON, asked_in_python),
        (SCRIPTS, asked_in_script),
        (TEMPLATES, asked_in_template),
    )
    for path in paths
    for pattern in dict.fromkeys(asked(path))
    # What only hands a key on asks for none itself.
    if not pattern.startswith("[^ ]+") and pattern != r"steward\.[^ ]+"
]


def test_both_languages_have_the_same_keys() -> None:
    first, *rest = (set(words(language)) for language in LANGUAGES)
    for other in rest:
        assert first ^ other == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_word_is_empty(language: str) -> None:
    # English counts items without a word for them.
    empty = [key for key, word in words(language).items() if not word]
    assert not [key for key in empty if not key.startswith("unit.")]


def test_both_languages_have_the_same_placeholders() -> None:
    zh, en = (words(language) for language in LANGUAGES)
    differing = {key for key in zh if set(PLACEHOLDER.findall(zh[key])) != set(PLACEHOLDER.findall(en[key]))}
    assert not differing


def test_english_has_no_chinese_left_in_it() -> None:
    # A kind's sign is one Chinese character in every language.
    left = {
        key: word
        for key, word in words("en").items()
        if re.search(r"[\u4e00-\u9fff]", word) and not key.endswith(".mark")
    }
    assert not left


@pytest.mark.parametrize(("file", "pattern"), ASKED, ids=lambda value: value)
def test_every_key_asked_for_exists(file: str, pattern: str) -> None:
    for language in LANGUAGES:
        assert [key for key in words(language) if re.fullmatch(pattern, key)], f"{file}: {language}"


def test_no_key_is_forgotten() -> None:
    handed_on = {word for path in (*PYTHON, *SCRIPTS) for word in literals(path)}
    handed_on |= {f"steward.{word}" for path in TEMPLATES for word in literals(path)}
    patterns = [re.compile(pattern) for _, pattern in ASKED]
    patterns += [re.compile(rf"{page}\.(title|text)") for page in ("missing", "error", "closed")]
    patterns += dynamic_keys()
    forgotten = {
        key
        for key in words("zh")
        if key not in handed_on and not any(pattern.fullmatch(key) for pattern in patterns)
    }
    assert not forgotten


def dynamic_keys() -> list[re.Pattern[str]]:
    """Keys that a script makes before it hands them on: `aspect.${id}`."""
    made = [
        re.findall(r"`([a-z]+\.)\$\{[^}]*\}((?:\.[a-z]+)?)`", path.read_text("utf-8")) for path in SCRIPTS
    ]
    return [re.compile(f"{re.escape(a)}[^.]+{re.escape(b)}") for found in made for a, b in found]


def values_shown(catalog: Catalog) -> Iterator[str]:
    sent = payload(catalog)
    for item in sent["items"]:
        yield from (f"kind.{item['kind']}", f"kind.{item['kind']}.mark", f"kind.{item['kind']}.short")
        for claim in ("claim", "cityClaim", "locationClaim"):
            yield f"claim.{item.get(claim, 'stated')}"
        precision = item.get("precision", "none")
        yield from (f"precision.{precision}", f"precision.{precision}.meaning")
        if "outline" in item:
            yield from (f"outline.{item['outline']}", f"outline.{item['outline']}.meaning")
        if target := item.get("target"):
            yield from (f"scope.{target['scope']}", f"status.{target['status']}")
            for held in (target, target.get("actual", {})):
                yield f"comparator.{held.get('comparator', 'none')}"
    yield from (f"aspect.{line['aspect']}" for lines in sent["profiles"].values() for line in lines)
    yield from (f"relation.{tie['what']}" for tie in sent["relations"])


def test_every_value_of_the_data_has_its_word(shipped: Catalog) -> None:
    assert set(values_shown(shipped)) <= set(words("zh"))
