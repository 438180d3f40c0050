"""Words in lines: where Chinese and English may be broken, and about how wide they are."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

LATIN_EM = 0.56
CLOSING = "、，。；：？！）》”’」』】%％…·,.;:!?)]"
OPENING = "（《“‘「『【(["
Measure = Callable[[str], float]


def is_wide(character: str) -> bool:
    """Say whether a character is as wide as a Chinese one."""
    return unicodedata.east_asian_width(character) in "WF"


def ems(words: str) -> float:
    """Return about how wide words are: a Chinese character is 1, a letter about half of it."""
    return sum(1.0 if is_wide(one) else LATIN_EM for one in words)


def broken(words: str, room: float, measure: Measure = ems) -> list[str]:
    """Return words in lines no wider than `room`, broken between words or Chinese characters.

    A line never begins with closing punctuation nor ends with an opening one; what has no break at all, as an
    address, is broken anywhere.
    """
    lines = [""]
    for piece in _fitting(words, room, measure):
        if lines[-1] and measure(lines[-1] + piece.rstrip()) > room:
            lines.append("")
        lines[-1] += piece if lines[-1] else piece.lstrip()
    return [line.rstrip() for line in lines]


def fitted(words: str, room: float, measure: Measure = ems) -> str:
    """Return words on one line; what has no room is left out and `…` says so."""
    if measure(words) <= room:
        return words
    kept = words
    while kept and measure(f"{kept}…") > room:
        kept = kept[:-1]
    return f"{kept.rstrip()}…"


def _fitting(words: str, room: float, measure: Measure) -> list[str]:
    found: list[str] = []
    for piece in pieces(words):
        rest = piece
        while len(rest) > 1 and measure(rest.rstrip()) > room:
            cut = next((n for n in range(len(rest) - 1, 1, -1) if measure(rest[:n]) <= room), 1)
            found.append(rest[:cut])
            rest = rest[cut:]
        found.append(rest)
    return found


def pieces(words: str) -> list[str]:
    """Return what must stay together: a word with its space, a Chinese character with its punctuation."""
    found: list[str] = []
    is_open = False  # the next character belongs to what stands before it
    for one in words:
        wide = is_wide(one) and one not in OPENING
        clings = bool(found) and (one in CLOSING or (is_open and not is_wide(one)))
        if clings or (found and found[-1][-1:] in OPENING):
            found[-1] += one
        else:
            found.append(one)
        is_open = not wide and one != " " and one not in OPENING
    return found
