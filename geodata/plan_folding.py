"""What differs between copies of the plan, put aside: spaces, and the width of parentheses."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_HALF_WIDTH = str.maketrans("（）", "()")
# Copies from web pages bring them along; to Unicode they are no spaces.
ZERO_WIDTH = "\u200b\ufeff"
_DROPPED = re.compile(rf"[\s{ZERO_WIDTH}]+")


@dataclass(frozen=True)
class Folded:
    """Text to look for names in. `places` has, for each character, its piece and its position there."""

    text: str
    places: tuple[tuple[int, int], ...]

    def cuts_a_word(self, at: int) -> bool:
        """Say whether a Latin word or a number goes on across position `at`."""
        if not 0 < at < len(self.text):
            return False
        piece, position = self.places[at - 1]
        both = self.text[at - 1 : at + 1]
        return self.places[at] == (piece, position + 1) and both.isascii() and both.isalnum()


def half_width(text: str) -> str:
    """Return text of the same length with half-width parentheses."""
    return text.translate(_HALF_WIDTH)


def normalised(text: str) -> str:
    """Return text without spaces and with half-width parentheses: the two things that vary between copies."""
    return _DROPPED.sub("", half_width(text))


def folded(pieces: Sequence[str]) -> Folded:
    """Return the pieces as one normalised text that knows where each of its characters comes from."""
    places = (
        (number, position)
        for number, piece in enumerate(pieces)
        for position, char in enumerate(piece)
        if not _DROPPED.match(char)
    )
    return Folded(normalised("".join(pieces)), tuple(places))
