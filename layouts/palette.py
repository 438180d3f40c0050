"""The colours of assets/theme.css, for what is drawn outside the page: one place for every colour."""

import re
from functools import cache
from pathlib import Path

THEME_CSS = Path(__file__).parents[1] / "assets" / "theme.css"
BLOCK = re.compile(r'\[data-theme="(\w+)"\] \{(.*?)\n\}', re.DOTALL)
COLOUR = re.compile(r"--([\w-]+): (#[0-9a-fA-F]{3,8});")


@cache
def palette(theme: str) -> dict[str, str]:
    """Return the colours of a theme by name, without the dashes: `water`, `tint-nj`, `kind-lab`.

    Raises KeyError for a theme that theme.css does not have.
    """
    blocks = dict(BLOCK.findall(THEME_CSS.read_text(encoding="utf-8")))
    return dict(COLOUR.findall(blocks[theme]))
