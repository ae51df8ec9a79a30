"""Names set in letters: lines of words, blocks of lines, and letters around a circle."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import NamedTuple

from agents.logo.faces import UNITS, Face, Glyph, face_for
from agents.logo.names import Line, Word, cased, is_arabic, line_breaks
from agents.logo.outline import Box, Command, Outline


class Lettering(NamedTuple):
    """How a style sets its words: the font, capitals or not, extra space after letters in 1/1000 em."""

    font: str
    capitals: bool = False
    tracking: float = 0
    #: Distance of baselines in capital heights.
    leading: float = 1.42
    #: Size of link words, in parts of the others.
    small: float = 0.66


class Block(NamedTuple):
    """Lettering in place. `box` is what the eye takes for its edges: capitals' top to the last baseline.

    `outline.box` also holds accents and descenders.
    """

    outline: Outline
    box: Box
    font: str

    @property
    def accents(self) -> float:
        """Return how far accents reach above the capitals."""
        return max(self.box.top - self.outline.box.top, 0)

    def moved(self, x: float, y: float) -> Block:
        """Return the block moved."""
        box = Box(self.box.left + x, self.box.top + y, self.box.right + x, self.box.bottom + y)
        return Block(self.outline.moved(x, y), box, self.font)

    def below(self, y: float) -> Block:
        """Return the block with its middle at x = 0 and the top of its capitals at `y`."""
        return self.moved(-self.box.middle[0], y - self.box.top)

    def scaled(self, factor: float) -> Block:
        """Return the block made larger from the origin."""
        box = Box(*(edge * factor for edge in self.box))
        return Block(self.outline.scaled(factor), box, self.font)

    def centred(self, x: float, y: float) -> Block:
        """Return the block with its optical middle at a point."""
        return self.moved(x - self.box.middle[0], y - self.box.middle[1])


def joined(words: tuple[Word, ...]) -> str:
    """Return the words as one text."""
    return " ".join(word.text for word in words)


def set_line(line: Line, face: Face, style: Lettering, zoom: float = 1) -> Outline:
    """Return a line of words at 1000 x `zoom` units to the em; words from right to left in Arabic."""
    space = _space(face, style)
    commands: list[Command] = []
    at = 0.0
    for word in line[::-1] if is_arabic(line[:1]) else line:
        size = style.small * zoom if word.is_small else zoom
        letters = face.shaped(word.text, style.tracking)
        for letter in letters:
            outline = letter.outline.affine(size, 0, 0, size, at + letter.x * size, letter.y * size)
            commands.extend(outline.commands)
        at += sum(letter.advance for letter in letters) * size + space * zoom * (0.8 if word.is_small else 1)
    return Outline(tuple(commands))


def _space(face: Face, style: Lettering) -> float:
    return max(face.shaped(" ")[0].advance, 190) + style.tracking


def _width(line: Line, face: Face, style: Lettering) -> float:
    """Return about how wide a line will be, capitals 100 high, without drawing it."""
    words = sum(
        sum(letter.advance for letter in face.shaped(word.text, style.tracking))
        * (style.small if word.is_small else 1)
        for word in line
    )
    return (words + _space(face, style) * (len(line) - 1)) * 100 / face.cap_height


def set_lines(lines: tuple[Line, ...], style: Lettering, align: str = "middle") -> Block:
    """Return lines, capitals 100 units high, `align`ed to "start" (left), "end" or "middle"."""
    words = tuple(word for line in lines for word in line)
    face = face_for(joined(words), style.font)
    size = 100 / face.cap_height
    outlines = [set_line(line, face, style, size) for line in lines]
    baseline, text = 0.0, Outline()
    for index, outline in enumerate(outlines):
        if index:
            touching = outlines[index - 1].box.bottom - outline.box.top + 0.11 * UNITS * size
            baseline += max(style.leading * 100, touching)
        left, _, right, _ = outline.box
        text += outline.moved(-{"start": left, "end": right}.get(align, (left + right) / 2), baseline)
    return Block(text, Box(text.box.left, -100, text.box.right, baseline), face.key)


def wrapped(words: tuple[Word, ...], style: Lettering, aspect: float, align: str = "middle") -> Block:
    """Return the words in the one to three lines whose width to height comes nearest to `aspect`."""
    ready = cased(words, style.capitals)
    face = face_for(joined(ready), style.font)

    def fault(lines: tuple[Line, ...]) -> float:
        wide = max(_width(line, face, style) for line in lines)
        return abs(math.log(wide / (100 + (len(lines) - 1) * style.leading * 100) / aspect))

    return set_lines(min(line_breaks(ready), key=fault), style, align)


def justified(words: tuple[Word, ...], style: Lettering, width: float, air: float) -> list[Block]:
    """Return the words in up to three lines, each as wide as `width`, letters of the sizes that this gives.

    Lines whose capitals would be more than `width` / 3 high are kept lower and stand in the middle.
    """
    ready = cased(words, style.capitals)
    face = face_for(joined(ready), style.font)

    def fault(lines: tuple[Line, ...]) -> float:
        heights = [min(100 * width / _width(line, face, style), width / 2.6) for line in lines]
        total = sum(heights) + width * 0.07 * (len(heights) - 1)
        return abs(math.log(total / width / 0.52)) + 0.25 * math.log(max(heights) / min(heights))

    placed: list[Block] = []
    top = 0.0
    for line in min(line_breaks(ready), key=fault):
        block = set_lines((line,), style)
        block = block.scaled(min(width / block.box.width, width / 2.6 / block.box.height))
        block = block.centred(width / 2, 0)
        accents = max(block.box.top - block.outline.box.top - air / 2, 0) if placed else 0
        placed.append(block.moved(0, top - block.box.top + accents))
        top = max(placed[-1].box.bottom, placed[-1].outline.box.bottom - air / 2) + air
    return placed


def on_circle(text: str, style: Lettering, radius: float, height: float, below: bool = False) -> Outline:
    """Return letters around a circle at the origin, upright at its top, or at its bottom when `below`.

    `radius` is that of the baseline, `height` that of the capitals.
    """
    face, side = face_for(text, style.font), -1 if below else 1
    size, middle = height / face.cap_height, radius + side * height / 2
    letters = face.shaped(text, style.tracking)
    length = sum(letter.advance for letter in letters) - style.tracking
    outline = Outline()
    for letter, centre in _centres(letters):
        angle = math.degrees((centre - length / 2) * size / middle)
        at_middle = letter.outline.moved(letter.x - centre, letter.y).scaled(size)
        outline += at_middle.moved(0, -side * radius).turned(side * angle)
    return outline


def arc_of(text: str, style: Lettering, radius: float, height: float) -> float:
    """Return the angle in degrees that letters take around a circle whose radius is that of their middle."""
    face = face_for(text, style.font)
    length = sum(letter.advance for letter in face.shaped(text, style.tracking)) - style.tracking
    return math.degrees(length * height / face.cap_height / radius)


def _centres(letters: list[Glyph]) -> Iterator[tuple[Glyph, float]]:
    """Yield letters with the middle of their place; a mark above or below turns with the letter it is on."""
    at = middle = 0.0
    for letter in letters:
        if letter.advance:
            middle = at + letter.advance / 2
        yield letter, middle
        at += letter.advance
