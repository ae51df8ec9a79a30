"""Grounds that letters and signs are painted on."""

from typing import Final

from agents.logo.outline import Box, Outline, disc, rounded

SHAPES: Final = ("squircle", "disc", "arch", "shield", "drop", "lozenge")


def shape(name: str, size: float) -> Outline:
    """Return a ground of one of the `SHAPES`, its middle at the origin, `size` wide."""
    r = size / 2
    shapes = {
        "squircle": rounded(Box(-r, -r, r, r), r * 0.44),
        "disc": disc(0, 0, r * 1.06),
        "arch": _arch(r),
        "shield": _shield(r),
        "drop": _drop(r),
        "lozenge": rounded(Box(-r, -r, r, r).inset(r * 0.14), r * 0.2).turned(45),
    }
    return shapes[name]


def _arch(r: float) -> Outline:
    k = r * 0.5523
    return Outline(
        (
            ("M", (-r, r * 1.02)),
            ("L", (-r, -r * 0.14)),
            ("C", (-r, -r * 0.14 - k, -k, -r * 1.14, 0, -r * 1.14)),
            ("C", (k, -r * 1.14, r, -r * 0.14 - k, r, -r * 0.14)),
            ("L", (r, r * 1.02)),
            ("Z", ()),
        )
    )


def _shield(r: float) -> Outline:
    return Outline(
        (
            ("M", (-r, -r)),
            ("L", (r, -r)),
            ("L", (r, r * 0.12)),
            ("C", (r, r * 0.72, r * 0.45, r * 1.05, 0, r * 1.24)),
            ("C", (-r * 0.45, r * 1.05, -r, r * 0.72, -r, r * 0.12)),
            ("Z", ()),
        )
    )


def _drop(r: float) -> Outline:
    k = r * 0.5523
    return Outline(
        (
            ("M", (-r, 0)),
            ("C", (-r, -k, -k, -r, 0, -r)),
            ("C", (k, -r, r, -k, r, 0)),
            ("L", (r, r)),
            ("L", (0, r)),
            ("C", (-k, r, -r, k, -r, 0)),
            ("Z", ()),
        )
    )


def diamond(x: float, y: float, r: float) -> Outline:
    """Return a small square on its corner."""
    return Outline((("M", (x, y - r)), ("L", (x + r, y)), ("L", (x, y + r)), ("L", (x - r, y)), ("Z", ())))


def bar(left: float, right: float, y: float, weight: float) -> Outline:
    """Return a horizontal rule with round ends, its middle at `y`."""
    return rounded(Box(left, y - weight / 2, right, y + weight / 2), weight / 2)


def swash(left: float, right: float, y: float, weight: float) -> Outline:
    """Return a brush stroke under a word: it rises a little and thins out to both ends."""
    width = right - left
    rise = width * 0.035
    return Outline(
        (
            ("M", (left, y + rise)),
            ("C", (left + width * 0.3, y - rise, left + width * 0.65, y - rise * 1.2, right, y - rise * 0.6)),
            (
                "C",
                (
                    left + width * 0.7,
                    y + weight * 0.55 - rise * 0.6,
                    left + width * 0.35,
                    y + weight - rise * 0.1,
                    left,
                    y + rise,
                ),
            ),
            ("Z", ()),
        )
    )
