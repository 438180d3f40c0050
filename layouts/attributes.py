"""`data-*` and `aria-*` attributes, which Dash takes but Python cannot spell as keywords."""

from typing import Any


def data(**values: str) -> dict[str, Any]:
    """Return `data-name` attributes: what a control changes, what a part is."""
    return {f"data-{name}": value for name, value in values.items()}


def aria(**values: str) -> dict[str, Any]:
    """Return `aria-name` attributes."""
    return {f"aria-{name}": value for name, value in values.items()}
