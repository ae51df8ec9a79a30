"""How large a logo stands in a site's header."""

from __future__ import annotations

import math
import re
from typing import Final, NamedTuple

#: The most that a logo may take, in CSS pixels, and the room that all take about the same of.
_WIDEST: Final = 208.0
_HIGHEST: Final = 76.0
_ROOM: Final = 8400.0
_FRAME: Final = re.compile(r'viewBox="[-\d.]+ [-\d.]+ ([\d.]+) ([\d.]+)"')


class Size(NamedTuple):
    """Whole CSS pixels, as `width` and `height` of an image say them."""

    width: str
    height: str


def fitted(svg: str) -> Size:
    """Return a logo's size: long and square ones look about as large as each other ("" for no logo)."""
    found = _FRAME.search(svg)
    if found is None:
        return Size("", "")
    wide, high = float(found[1]), float(found[2])
    scale = min(math.sqrt(_ROOM / (wide * high)), _WIDEST / wide, _HIGHEST / high)
    return Size(f"{wide * scale:.0f}", f"{high * scale:.0f}")
