"""A drawing: painted parts, and the SVG they make."""

import re
from html import escape
from typing import Final, NamedTuple, TypeAlias

from agents.logo.colours import Part
from agents.logo.outline import Box, Outline

#: An outline with the part that gives it its colour.
Layer: TypeAlias = tuple[Part, Outline]
_FRAME: Final = re.compile(r'viewBox="0 0 ([\d.]+) ([\d.]+)"')


class Drawing(NamedTuple):
    """Layers from back to front, and the fonts of their letters."""

    layers: tuple[Layer, ...]
    fonts: tuple[str, ...] = ()

    @property
    def box(self) -> Box:
        """Return the bounds of all that is painted."""
        return sum((outline for _, outline in self.layers), Outline()).box

    def svg(self, title: str, margin: float, square: float = 0) -> str:
        """Return the drawing with `margin` around, `square` units a side, or else 240 high or 1200 wide.

        Colours are left black: `colours.coloured` gives them.
        """
        left, top, right, bottom = self.box
        side = max(right - left, bottom - top)
        width = (side if square else right - left) + 2 * margin
        height = (side if square else bottom - top) + 2 * margin
        scale = square / height if square else min(240 / height, 1200 / width)
        x, y = (width - right - left) / 2 * scale, (height - top - bottom) / 2 * scale
        paths = "".join(
            f'<path data-part="{part}" fill="#000000" d="{outline.affine(scale, 0, 0, scale, x, y).data()}"/>'
            for part, outline in self.layers
            if outline.commands
        )
        size = f"0 0 {width * scale:.1f} {height * scale:.1f}".replace(".0", "")
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{size}" role="img">'
            f"<title>{escape(title)}</title>{paths}</svg>"
        )


def on_background(svg: str, colour: str, air: float, aspect: float) -> str:
    """Return an SVG of ours in the middle of a ground of one colour.

    `air` is the least distance from the edges in parts of the shorter side, `aspect` width to height.
    """
    found = _FRAME.search(svg)
    assert found  # noqa: S101  # `Drawing.svg` wrote it
    width, height = float(found[1]), float(found[2])
    least = 2 * air * min(width, height)
    wide = max(width + least, (height + least) * aspect)
    high = max(height + least, wide / aspect)
    x, y = (width - wide) / 2, (height - high) / 2
    ground = f'<rect x="{x:.1f}" y="{y:.1f}" width="{wide:.1f}" height="{high:.1f}" fill="{colour}"/>'
    framed = svg.replace(found[0], f'viewBox="{x:.1f} {y:.1f} {wide:.1f} {high:.1f}"', 1)
    return framed.replace("</title>", f"</title>{ground}", 1)
