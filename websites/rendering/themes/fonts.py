"""Display fonts of themes, reduced to the characters of one page: three to five kilobytes."""

from __future__ import annotations

import base64
import io
from functools import lru_cache
from pathlib import Path
from typing import Final

from fontTools import subset

_HERE: Final = Path(__file__).parent
#: The width of Arial relative to DejaVu Sans; their capitals are equally wide.
_DEJAVU_RATIO: Final = 0.88


@lru_cache(maxsize=256)
def font_face(theme: str, characters: frozenset[str]) -> str:
    """Return the `@font-face` rule of the theme with these characters, "" when it has no font of its own."""
    file = _HERE / theme / "display.woff2"
    if not file.exists() or not characters:
        return ""
    data = base64.b64encode(_subset(file, "".join(sorted(characters)))).decode()
    # `block`: the font is inside the page and loads in milliseconds; swapping it would move the text.
    source = f"url(data:font/woff2;base64,{data})format('woff2')"
    return f"@font-face{{font-family:display;font-weight:100 900;font-display:block;src:{source}}}"


def fallback_fonts(width: int, capitals: bool) -> str:
    """Return fallback fonts as wide as the display font, so that its loading moves no line.

    `near` is found on phones and most computers, `far` on Linux.
    """
    faces = (
        ("near", "local(Roboto),local(Arial),local('Liberation Sans')", width),
        ("far", "local('DejaVu Sans')", width if capitals else round(width * _DEJAVU_RATIO)),
    )
    return "".join(
        f"@font-face{{font-family:{name};font-weight:100 900;src:{source};size-adjust:{size}%}}"
        for name, source, size in faces
    )


def _subset(file: Path, characters: str) -> bytes:
    options = subset.Options(
        flavor="woff2", hinting=False, name_IDs=[], layout_features=["kern", "liga", "lnum"]
    )
    options.drop_tables += ["STAT", "DSIG"]
    font = subset.load_font(io.BytesIO(file.read_bytes()), options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(text=characters)
    subsetter.subset(font)
    buffer = io.BytesIO()
    subset.save_font(font, buffer, options)
    return buffer.getvalue()
