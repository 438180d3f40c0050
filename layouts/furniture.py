"""What stands at the lower left of every map: scale, review line, boundary source, data date and release."""

from dash import html
from dash.development.base_component import Component

from geodata.catalog import Catalog
from geodata.settings import Settings
from layouts.attributes import data
from layouts.text import both


def review_line(settings: Settings) -> list[Component]:
    """Return the review number, or the words that the map is an internal sketch."""
    if settings.is_reviewed:
        return both("furniture.reviewed", number=settings.map_review_number)
    return both("furniture.sketch")


def ground_line(settings: Settings) -> list[Component]:
    """Return where the boundaries come from."""
    if settings.is_reviewed:
        return both("furniture.boundaries", source=settings.boundary_source, date=settings.boundary_date)
    return [*both("furniture.ground"), html.Span(both("furniture.points"), className="detail")]


def furniture(catalog: Catalog, settings: Settings) -> Component:
    """Return the block; assets/map_view.js keeps the scale bar true."""
    return html.Div(
        [
            html.Div(
                [html.Span(className="scale-bar"), html.Span(className="scale-text")], className="scale"
            ),
            html.Div(review_line(settings), className="review"),
            html.Div(ground_line(settings), className="ground"),
            html.Div(
                [
                    *both("furniture.data", date=catalog.date, release=catalog.release),
                    html.Span(both("furniture.plan"), className="detail"),
                ],
                className="data",
            ),
        ],
        className="furniture",
        **data(covers=""),
    )
