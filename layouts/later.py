"""Parts that are mounted when they are first needed: sent as data, put into their slot by the browser.

A graph that is mounted empty draws an empty plot; those of the panels would cost the first picture.
"""

import json
from typing import Any

from dash import dcc
from dash.development.base_component import Component
from plotly.utils import PlotlyJSONEncoder


def stored(store_id: str, parts: Component | dict[str, Component]) -> dcc.Store:
    """Return a store that holds parts as plain JSON, the way Dash sends components."""
    content: Any = json.loads(json.dumps(parts, cls=PlotlyJSONEncoder))
    return dcc.Store(id=store_id, data=content)
