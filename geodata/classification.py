"""Classes for rates and circles for amounts, in the units of the data. No class edge is made by hand.

mapclassify brings scikit-learn and 90 MB of memory, so it is imported only while classes are computed,
which happens once per release.
"""

from __future__ import annotations

import math
import warnings
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from geodata.indicators import Both

MOST_CLASSES = 5
STEPS = (1, 2, 5)
# A circle of the legend is at most a quarter of the next larger one, so that they can be told apart.
LEGEND_STEP = 4
LEGEND_CIRCLES = 3

METHODS: dict[str, Both] = {
    "fisher-jenks": {
        "zh": "Fisher–Jenks 自然断点，至多五级，按该层级各年全部数值划分",
        "en": "Fisher–Jenks natural breaks, at most five classes, over all years of this level",
    },
    "each-value": {
        "zh": "不同数值不超过五个，每值一级",
        "en": "no more than five different values: a class for each",
    },
}


@dataclass(frozen=True)
class Classes:
    """The lowest value, then the upper edge of each class, which belongs to the class itself."""

    breaks: tuple[float, ...]
    method: str

    @property
    def count(self) -> int:
        """Return how many classes there are."""
        return max(len(self.breaks) - 1, 0)


@dataclass(frozen=True)
class Circles:
    """The largest value, drawn at full radius, and the round values of the legend, largest first."""

    maximum: float
    legend: tuple[float, ...]


def classes(values: Iterable[float], most: int = MOST_CLASSES) -> Classes:
    """Return class breaks that put values near each other together and an outlier by itself.

    Source: Fisher (1958), Jenks (1977), as in mapclassify.FisherJenks.
    """
    listed = sorted(value for value in values if math.isfinite(value))
    distinct = sorted(set(listed))
    if len(distinct) <= most:
        return Classes(tuple(distinct[:1] + distinct), "each-value")
    return Classes((listed[0], *_fisher_jenks(listed, most)), "fisher-jenks")


def _fisher_jenks(values: Sequence[float], count: int) -> list[float]:
    import mapclassify  # noqa: PLC0415 - 90 MB and three seconds, only when a release is built

    with warnings.catch_warnings():
        # It recommends numba, which pays off above ten thousand values.
        warnings.simplefilter("ignore", UserWarning)
        edges: list[float] = mapclassify.FisherJenks(values, k=count).bins.tolist()
    return edges


def class_of(value: float, breaks: Sequence[float]) -> int:
    """Return the class of a value, from 0; what lies beyond the breaks belongs to the class at that end."""
    return min(bisect_left(breaks[1:], value), len(breaks) - 2)


def circles(values: Iterable[float]) -> Circles | None:
    """Return the scale of circles whose area is proportional to the value; None if nothing is above zero."""
    maximum = max(values, default=0.0)
    if not maximum > 0:
        return None
    legend = [_round_down(maximum)]
    while len(legend) < LEGEND_CIRCLES:
        legend.append(_round_down(legend[-1] / LEGEND_STEP))
    return Circles(maximum, tuple(value for value in legend if value >= 1 or maximum < LEGEND_STEP))


def radius_share(value: float, maximum: float) -> float:
    """Return the radius of a value's circle as a share of the largest one."""
    return math.sqrt(max(value, 0.0) / maximum)


def _round_down(value: float) -> float:
    """Return the largest of 1, 2, 5 × 10ⁿ that is no larger than `value`."""
    power = math.floor(math.log10(value))
    # log10 may be a hair off at powers of ten, hence one power more on either side.
    steps = [step * 10.0**n for n in (power - 1, power, power + 1) for step in STEPS]
    return float(f"{max(step for step in steps if step <= value * (1 + 1e-12)):.12g}")
