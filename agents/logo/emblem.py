"""The emblem: a round sign with the name around it."""

import unicodedata
from typing import Final

from agents.logo.drawing import Drawing, Layer
from agents.logo.faces import face_for
from agents.logo.lettering import Lettering, arc_of, joined, on_circle, wrapped
from agents.logo.names import Word, cased, is_arabic, line_breaks
from agents.logo.outline import Box, Outline, disc, ring
from agents.logo.shapes import diamond
from agents.logo.styles import FRAUNCES, Subject

RADIUS: Final = 200.0
#: Radius of the middle of the letters' band.
BAND: Final = 151.0
HEIGHT: Final = 46.0
LEAST: Final = 37.0
LETTERS: Final = Lettering("anton", capitals=True, tracking=95)


def emblem(subject: Subject) -> Drawing:
    """Paint a disc with the sign in the middle and the name around, the town or the name's end below."""
    sign: tuple[Layer, ...] = (
        ("panel", disc(0, 0, RADIUS)),
        ("panel_accent", ring(0, 0, RADIUS - 9, 4.5) + ring(0, 0, 115, 4.5)),
        *subject.symbol.layers(Box(-66, -66, 66, 66), "on_panel", "panel_accent"),
    )
    if is_arabic(subject.words):
        block = wrapped(subject.words, FRAUNCES, 3).scaled(0.8)
        block = block.moved(-block.box.middle[0], RADIUS + 40 - block.outline.box.top)
        return Drawing((*sign, ("ink", block.outline)), (block.font,))
    city = () if is_arabic(subject.city) else cased(subject.city, True)
    above, below, height = _above_and_below(cased(subject.words, True), city)
    lower = 4.0 if _has_accents(above) else 0.0
    beneath = on_circle(below, LETTERS, BAND + height / 2, height, below=True) if below else Outline()
    layers: tuple[Layer, ...] = (
        *sign,
        ("on_panel", on_circle(above, LETTERS, BAND - lower - height / 2, height)),
        ("on_panel", beneath),
        *(("panel_accent", spots) for spots in _separators(above, below, height)),
    )
    return Drawing(layers, (face_for(above + below, LETTERS.font).key,))


def _above_and_below(words: tuple[Word, ...], city: tuple[Word, ...]) -> tuple[str, str, float]:
    """Return what stands above and below, and the height of the capitals that lets both fit."""
    name, town = joined(words), joined(city)
    if _height(name, "") >= LEAST:
        below = town if town and _height(name, town) >= LEAST else ""
        return name, below, _height(name, below)
    pairs = [(joined(lines[0]), joined(lines[1])) for lines in line_breaks(words) if len(lines) == 2]
    sized = [(above, below, _height(above, below)) for above, below in ((name, ""), *pairs)]
    return max(sized, key=lambda part: part[2])


def _height(above: str, below: str) -> float:
    """Return the height of the capitals that lets both texts fit.

    A text above takes at most 212 degrees of the circle, 300 when it is alone, one below at most 128. Accents
    stay within the band, as capitals that have some are lower; a text of less than 85 degrees is set larger.
    """
    arc = arc_of(above, LETTERS, BAND, HEIGHT)
    full = HEIGHT * (0.84 if _has_accents(above) else 1) * (1.14 if arc < 85.0 else 1)
    if not below:
        return min(full, HEIGHT * 300.0 / arc)
    return min(full, HEIGHT * 212.0 / arc, HEIGHT * 128.0 / arc_of(below, LETTERS, BAND, HEIGHT))


def _has_accents(text: str) -> bool:
    """Return whether something stands above a capital."""
    return any(unicodedata.combining(part) >= 228 for part in unicodedata.normalize("NFD", text))


def _separators(above: str, below: str, height: float) -> tuple[Outline, ...]:
    """Return diamonds between the text above and the one below, or at the bottom when there is none."""
    spot, taken = diamond(0, -BAND, 11), arc_of(above, LETTERS, BAND, height)
    if below:
        turn = (taken / 2 + 180 - arc_of(below, LETTERS, BAND, height) / 2) / 2
        return (spot.turned(turn) + spot.turned(-turn),)
    one, pair = spot.turned(180), spot.turned(163) + spot.turned(-163)
    return (one, pair) if taken < 230 else (one,) if taken < 290 else ()
