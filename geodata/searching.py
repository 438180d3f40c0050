"""Search keys: how a Chinese name is typed on a keyboard. Full pinyin without tones, and its initials.

Made when the payload is built. Pypinyin is imported only then: its dictionary is 50 MB of memory.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache

# Readings that the dictionary gets wrong or leaves to chance, as people of the place and the trade say them.
READINGS: dict[str, tuple[str, ...]] = {
    "长三角": ("cháng", "sān", "jiǎo"),
    "长荡湖": ("cháng", "dàng", "hú"),
    "六合": ("lù", "hé"),
    "浒墅关": ("xǔ", "shù", "guān"),
    "查重": ("chá", "chóng"),
}

_LETTERS = re.compile(r"[a-z0-9]+")
# ü is typed v by some, u by others.
_UMLAUT = re.compile(r"^([ln])v(e?)$")
_AS_WRITTEN = "\0"


def search_keys(names: Iterable[str]) -> str:
    """Return the keys of several names of one thing: lower case, separated by spaces, without repeats."""
    keys: dict[str, None] = {}
    for name in names:
        keys.update(dict.fromkeys(_keys(name)))
    return " ".join(keys)


def _keys(name: str) -> Iterable[str]:
    syllables = _syllables(name)
    # A name without Chinese is found as it is written.
    if not any(has_chinese for _, has_chinese in syllables):
        return
    spelt = [text for text, _ in syllables]
    yield "".join(spelt)
    yield "".join(text[0] if is_syllable else text for text, is_syllable in syllables)
    plain = [_UMLAUT.sub(r"\1u\2", text) for text in spelt]
    if plain != spelt:
        yield "".join(plain)


def _syllables(name: str) -> list[tuple[str, bool]]:
    """Return the letters of each part of a name, and whether the part is a Chinese syllable."""
    found = []
    for piece in _speller()(name):
        is_syllable = not piece.startswith(_AS_WRITTEN)
        found += [(letters, is_syllable) for letters in _LETTERS.findall(piece.lower())]
    return found


@lru_cache(maxsize=1)
def _speller() -> Callable[[str], list[str]]:
    from pypinyin import lazy_pinyin, load_phrases_dict  # noqa: PLC0415 - 50 MB, and 0.2 s, only when needed

    load_phrases_dict({word: [[reading] for reading in readings] for word, readings in READINGS.items()})
    return lambda name: lazy_pinyin(name, errors=lambda other: _AS_WRITTEN + other)
