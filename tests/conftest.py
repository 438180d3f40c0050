"""What every test may ask for."""

from __future__ import annotations

from pathlib import Path

import pytest

from geodata.catalog import Catalog
from tests.tiny_catalogue import TinyCatalogue, write_tiny


@pytest.fixture
def tiny(tmp_path: Path) -> TinyCatalogue:
    """A sound catalogue of a few rows a table, free to be damaged."""
    return write_tiny(tmp_path)


@pytest.fixture
def tiny_catalog(tiny: TinyCatalogue) -> Catalog:
    """The same, loaded."""
    return tiny.load()
