"""The one proof that a catalogue must pass to be published: contracts, ground, and the stories told of it."""

from __future__ import annotations

from geodata.catalog import Catalog, Tables, catalog_of
from geodata.storytelling import STORIES_DIR, load_stories


def proved(tables: Tables, release_id: str) -> Catalog:
    """Return the catalogue that the tables make. Raises CatalogueError with everything that is wrong.

    A story that ships and names what is gone counts too: the stage would have nothing to show.
    """
    catalog = catalog_of(tables, release_id)
    load_stories(catalog, STORIES_DIR)
    return catalog
