"""Writes a pointer theme that cannot be seen: python3 cursor.py /usr/share/icons/sunan-blank.

Many touch panels also report a mouse, and the compositor would draw its arrow in the middle of the screen.
"""

import struct
import sys
from pathlib import Path

# What Chromium and wlroots ask for.
NAMES = (
    "default",
    "left_ptr",
    "pointer",
    "hand2",
    "text",
    "xterm",
    "grab",
    "grabbing",
    "wait",
    "watch",
    "progress",
)
SIZE_PX = 24
IMAGE = 0xFFFD0002


def blank() -> bytes:
    """Return an Xcursor file of one transparent pixel."""
    head = struct.pack("<4sIII", b"Xcur", 16, 0x10000, 1)
    contents = struct.pack("<III", IMAGE, SIZE_PX, 28)
    image = struct.pack("<IIIIIIIIII", 36, IMAGE, SIZE_PX, 1, 1, 1, 0, 0, 0, 0)
    return head + contents + image


def main(folder: Path) -> None:
    """Write the theme."""
    (folder / "cursors").mkdir(parents=True, exist_ok=True)
    (folder / "index.theme").write_text("[Icon Theme]\nName=Sunan blank\n", encoding="utf-8")
    for name in NAMES:
        (folder / "cursors" / name).write_bytes(blank())


if __name__ == "__main__":
    main(Path(sys.argv[1]))
