"""What a rule on rows is: a test, its words, and the tables it is asked of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from geodata.problems import Words
from geodata.row_tests import Surroundings, Truth


@dataclass(frozen=True)
class RowRule:
    """A rule on rows. Asked of tables that have all of `needs`, the first of which is to blame."""

    code: str
    needs: tuple[str, ...]
    test: Callable[[pd.DataFrame, Surroundings], Truth]
    words: Words
    is_warning: bool = False
    only: str = ""
