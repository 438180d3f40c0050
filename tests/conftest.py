"""What every test may ask for."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from geodata.catalog import Catalog, load_catalog
from geodata.settings import Settings
from tests.tiny_catalogue import TinyCatalogue, write_tiny

if TYPE_CHECKING:
    from app import Atlas


@pytest.fixture
def tiny(tmp_path: Path) -> TinyCatalogue:
    """A sound catalogue of a few rows a table, free to be damaged."""
    return write_tiny(tmp_path)


@pytest.fixture
def tiny_catalog(tiny: TinyCatalogue) -> Catalog:
    """The same, loaded."""
    return tiny.load()


@pytest.fixture(scope="session")
def shipped() -> Catalog:
    """The catalogue that ships, loaded once."""
    return load_catalog()


@pytest.fixture(scope="session")
def atlas(shipped: Catalog, tmp_path_factory: pytest.TempPathFactory) -> Atlas:
    """The whole app over the shipped catalogue; its static files are written to a folder of the test run."""
    from app import create_app

    return create_app(shipped, Settings(), tmp_path_factory.mktemp("build"))
