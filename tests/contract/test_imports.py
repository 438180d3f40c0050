"""Imports point one way: app → callbacks → layouts → geodata, and geodata knows no web or drawing library."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
# What each part may import of the others. Parts that are not built yet are passed over.
MAY_IMPORT = {
    "geodata": {"geodata"},
    "layouts": {"layouts", "geodata"},
    "callbacks": {"callbacks", "layouts", "geodata"},
}
PARTS = {"app", *MAY_IMPORT}
WEB_AND_DRAWING = {"dash", "plotly", "folium", "flask", "branca", "dash_ag_grid", "dash_mantine_components"}

MODULES = [(part, path) for part in MAY_IMPORT for path in sorted((ROOT / part).rglob("*.py"))]


def imported(path: Path) -> Iterator[str]:
    """Yield the top names of everything a module imports, wherever in it the import stands."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.name}: relative imports hide the direction"
            yield (node.module or "").split(".")[0]


@pytest.mark.parametrize(
    ("part", "path"), MODULES, ids=lambda value: value if isinstance(value, str) else value.name
)
def test_imports_point_one_way(part: str, path: Path) -> None:
    assert set(imported(path)) & PARTS <= MAY_IMPORT[part]


@pytest.mark.parametrize(
    "path", [path for part, path in MODULES if part == "geodata"], ids=lambda path: path.name
)
def test_geodata_knows_no_web_and_no_drawing(path: Path) -> None:
    assert not set(imported(path)) & WEB_AND_DRAWING
