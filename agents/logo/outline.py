"""Shapes as lists of path commands: moved, scaled, turned, measured, and written as SVG path data."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final, NamedTuple, TypeAlias

#: "M", "L", "Q", "C" with absolute coordinates in pairs, or "Z" with none.
Command: TypeAlias = tuple[str, tuple[float, ...]]
#: Distance of control points that makes four cubic curves a circle, as a part of the radius.
ROUND: Final = 0.5523
_LEADING: Final = re.compile(r"(?<!\d)0(?=\.)")
_NEEDLESS: Final = re.compile(r"(?<=\.\d) (?=\.)")
_TOKEN: Final = re.compile(r"([MLQCZ])([^MLQCZ]*)")


class Box(NamedTuple):
    """A rectangle, y down."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """Return the width."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Return the height."""
        return self.bottom - self.top

    @property
    def middle(self) -> tuple[float, float]:
        """Return the centre."""
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2

    def inset(self, by: float) -> Box:
        """Return the rectangle made smaller on each side."""
        return Box(self.left + by, self.top + by, self.right - by, self.bottom - by)


@dataclass(frozen=True)
class Outline:
    """A filled shape; `box` is that of its control points, which the shape never leaves."""

    commands: tuple[Command, ...] = ()

    @cached_property
    def box(self) -> Box:
        """Return the bounds; an empty outline is a point at the origin."""
        xs = [x for _, values in self.commands for x in values[::2]]
        ys = [y for _, values in self.commands for y in values[1::2]]
        return Box(min(xs), min(ys), max(xs), max(ys)) if xs else Box(0, 0, 0, 0)

    def __add__(self, other: Outline) -> Outline:
        return Outline(self.commands + other.commands)

    def affine(self, a: float, b: float, c: float, d: float, e: float, f: float) -> Outline:
        """Return the shape under x' = ax + cy + e, y' = bx + dy + f."""
        return Outline(
            tuple(
                (name, tuple(v for x, y in _points(values) for v in (a * x + c * y + e, b * x + d * y + f)))
                for name, values in self.commands
            )
        )

    def moved(self, x: float, y: float) -> Outline:
        """Return the shape moved right by x and down by y."""
        return self.affine(1, 0, 0, 1, x, y)

    def scaled(self, factor: float) -> Outline:
        """Return the shape made larger from the origin."""
        return self.affine(factor, 0, 0, factor, 0, 0)

    def turned(self, degrees: float) -> Outline:
        """Return the shape turned clockwise about the origin."""
        cos, sin = math.cos(math.radians(degrees)), math.sin(math.radians(degrees))
        return self.affine(cos, sin, -sin, cos, 0, 0)

    def fitted(self, box: Box) -> Outline:
        """Return the shape as large as goes into the box, in its middle."""
        own = self.box
        factor = min(box.width / (own.width or 1), box.height / (own.height or 1))
        (x, y), (to_x, to_y) = own.middle, box.middle
        return self.affine(factor, 0, 0, factor, to_x - x * factor, to_y - y * factor)

    def data(self) -> str:
        """Return SVG path data, relative and rounded to tenths so that it stays short."""
        parts: list[str] = []
        at, start, before = (0, 0), (0, 0), ""
        for name, values in self.commands:
            if name == "Z":
                parts.append("Z")
                before, at = name, start
                continue
            tenths = [round(value * 10) for value in values]
            if name == "L" and (tenths[0], tenths[1]) == at:
                continue
            numbers = _numbers(value - at[index % 2] for index, value in enumerate(tenths))
            # a command that is the same as the one before needs no letter
            again = name == before and name != "M"
            parts.append((" " if numbers[0] != "-" else "") + numbers if again else name.lower() + numbers)
            before, at = name, (tenths[-2], tenths[-1])
            start = at if name == "M" else start
        return "".join(parts)


def _points(values: tuple[float, ...]) -> Iterator[tuple[float, float]]:
    return zip(values[::2], values[1::2], strict=True)


def _numbers(tenths: Iterable[int]) -> str:
    """Return numbers given in tenths, as short as SVG reads them."""
    joined = " ".join(_LEADING.sub("", f"{value / 10:g}") for value in tenths)
    return _NEEDLESS.sub("", joined.replace(" -", "-"))


def parsed(data: str) -> Outline:
    """Return the outline of path data that has only absolute M, L, Q, C and Z."""
    found = _TOKEN.findall(data)
    return Outline(tuple((name, tuple(float(part) for part in rest.split())) for name, rest in found))


def disc(x: float, y: float, radius: float) -> Outline:
    """Return a filled circle."""
    return rounded(Box(x - radius, y - radius, x + radius, y + radius), radius)


def rounded(box: Box, radius: float) -> Outline:
    """Return a rectangle with round corners."""
    left, top, right, bottom = box
    r, k = radius, radius * (1 - ROUND)
    return Outline(
        (
            ("M", (left + r, top)),
            ("L", (right - r, top)),
            ("C", (right - k, top, right, top + k, right, top + r)),
            ("L", (right, bottom - r)),
            ("C", (right, bottom - k, right - k, bottom, right - r, bottom)),
            ("L", (left + r, bottom)),
            ("C", (left + k, bottom, left, bottom - k, left, bottom - r)),
            ("L", (left, top + r)),
            ("C", (left, top + k, left + k, top, left + r, top)),
            ("Z", ()),
        )
    )


def reversed_(shape: Outline) -> Outline:
    """Return the shape drawn the other way round, so that it cuts a hole."""
    drawn = [(name, values) for name, values in shape.commands if name != "Z"]
    points = [point for _, values in reversed(drawn) for point in reversed(list(_points(values)))]
    commands: list[Command] = [("M", points.pop(0))]
    for name, values in reversed(drawn[1:]):
        count = len(values) // 2
        commands.append((name, tuple(part for point in points[:count] for part in point)))
        del points[:count]
    return Outline((*commands, ("Z", ())))


def frame(box: Box, radius: float, weight: float) -> Outline:
    """Return the line along the inside of a rounded rectangle, `weight` thick."""
    return rounded(box, radius) + reversed_(rounded(box.inset(weight), max(radius - weight, 0)))


def ring(x: float, y: float, radius: float, weight: float) -> Outline:
    """Return the line along the inside of a circle, `weight` thick."""
    return disc(x, y, radius) + reversed_(disc(x, y, radius - weight))
