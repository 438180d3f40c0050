"""The QR code of a View as SVG: error correction M, a quiet zone of four modules, black on white."""

from __future__ import annotations

import io
from dataclasses import replace

from geodata.view import View, format_view

QUIET_MODULES = 4
# A phone reads it from a projector: at least so many pixels wide where it is shown in its own size.
LEAST_PIXELS = 720


class TooLongError(ValueError):
    """The address has no room in a QR code."""


def view_address(base: str, view: View) -> str:
    """Return the address of a View under a base without a slash at its end; a room has a path of its own."""
    default = View().room
    room = "" if view.room == default else view.room
    query = format_view(replace(view, room=default))
    return f"{base}/{room}{'?' if query else ''}{query}"


def qr_svg(address: str) -> str:
    """Return the code of an address or text as an SVG document that fills its frame. Raises TooLongError."""
    import segno  # noqa: PLC0415  only who shows a code needs it

    try:
        # Left alone, segno takes Latin-1 or Shift JIS where they do; phones mistake them for something else.
        code = segno.make(address, error="m", boost_error=False, micro=False, encoding="utf-8")
    except segno.DataOverflowError:
        raise TooLongError(f"{len(address)} characters have no room in a QR code") from None
    modules = code.symbol_size(border=QUIET_MODULES)[0]
    side = modules * -(-LEAST_PIXELS // modules)
    drawn = io.BytesIO()
    look = {"dark": "#000", "light": "#fff", "border": QUIET_MODULES, "omitsize": True, "nl": False}
    code.save(drawn, kind="svg", title=address, **look)
    size = f'<svg width="{side}" height="{side}" shape-rendering="crispEdges" '
    return drawn.getvalue().decode("utf-8").replace("<svg ", size, 1)
