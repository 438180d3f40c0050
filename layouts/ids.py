"""Ids of every part that a callback, a script or a test names."""

MAP = "map"  # the stage of the map; carries `data-view` after each repaint
MAP_GRAPH = "map-graph"
MAP_FIGURE = "map-figure"
MAP_FALLBACK = "map-fallback"
VIEW_STORE = "view-store"

RAIL = "rail"
HEADLINE = "headline"
SHEET_HEADLINE = "sheet-headline"
CHIPS = "chips"
EMPTY = "empty"
PANEL = "panel"
SEARCH = "search"
NOTICE = "notice"
LIVE = "live"

TABLE = "table"
TABLE_BODY = "table-body"
TABLE_SUMMARY = "table-summary"
