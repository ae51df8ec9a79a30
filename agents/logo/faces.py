"""The fonts of the marks: which has the letters of a name, and a line of text as one outline."""

import unicodedata
from functools import cache, cached_property, partial
from pathlib import Path
from typing import Any, Final, NamedTuple

import uharfbuzz as hb

from agents.data_files import load
from agents.logo.outline import Command, Outline

FOLDER: Final = Path(__file__).parent / "fonts"
#: Where letters come from that a style's own font lacks; the last two have all Latin letters and Arabic.
FALLBACKS: Final = ("caprasimo", "fraunces", "anton", "lalezar")
#: Which fonts stand in first for one that lacks a letter: those of the same build.
SIMILAR: Final[dict[str, tuple[str, ...]]] = {
    "fraunces": ("slab",),
    "yeseva": ("slab",),
    "caprasimo": ("baloo",),
    "script": ("baloo",),
    "archivo": ("baloo",),
    "baloo": ("archivo",),
}
UNITS: Final = 1000.0


class Glyph(NamedTuple):
    """One shaped letter: its outline at the origin and where it stands on the line, y up to down."""

    outline: Outline
    x: float
    y: float
    advance: float


class Face:
    """One font, at a size of 1000 units to the em, y down."""

    def __init__(self, key: str) -> None:
        """Read the font file."""
        self.key = key
        self._face = hb.Face(hb.Blob.from_file_path(str(FOLDER / f"{key}.ttf")))
        self._font = hb.Font(self._face)
        self._scale = UNITS / self._face.upem
        self._glyphs: dict[int, Outline] = {}

    @cached_property
    def letters(self) -> frozenset[int]:
        """Return the code points that the font has."""
        return frozenset(self._face.unicodes)

    @cached_property
    def cap_height(self) -> float:
        """Return the height of a capital H in thousandths of the em."""
        return -self.line("H").box.top

    def lacks(self, text: str) -> int:
        """Return how many of the text's letters the font lacks."""
        missing = sum(ord(letter) not in self.letters for letter in text if not letter.isspace())
        accents = sum(unicodedata.category(letter) == "Mn" for letter in text)
        return missing + (0 if families()[self.key].places_accents else accents)

    def shaped(self, text: str, tracking: float = 0) -> list[Glyph]:
        """Return the text's letters with kerning; `tracking` in thousandths of the em goes after each."""
        buffer = hb.Buffer()
        buffer.add_str(text)
        buffer.guess_segment_properties()
        hb.shape(self._font, buffer, {"liga": tracking == 0})
        at, placed = 0.0, []
        for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
            x, y = at + position.x_offset * self._scale, -position.y_offset * self._scale
            advance = position.x_advance * self._scale + (tracking if position.x_advance else 0)
            placed.append(Glyph(self._glyph(info.codepoint), x, y, advance))
            at += advance
        return placed

    def line(self, text: str, tracking: float = 0) -> Outline:
        """Return a line of text on the baseline y = 0."""
        letters = self.shaped(text, tracking)
        return sum((letter.outline.moved(letter.x, letter.y) for letter in letters), Outline())

    def _glyph(self, number: int) -> Outline:
        if number not in self._glyphs:
            commands: list[Command] = []
            self._font.draw_glyph(number, _drawing(), commands)
            outline = Outline(tuple(commands))
            self._glyphs[number] = outline.affine(self._scale, 0, 0, -self._scale, 0, 0)
        return self._glyphs[number]


@cache
def face(key: str) -> Face:
    """Return a font, read when first asked for."""
    return Face(key)


class Family(NamedTuple):
    """What a font is called, and whether it puts loose accents where they belong."""

    name: str
    places_accents: bool = False


@cache
def families() -> dict[str, Family]:
    """Return the fonts by key."""
    return {key: Family(**row) for key, row in load("logo/fonts/fonts.toml").items()}


def face_for(text: str, wanted: str) -> Face:
    """Return the wanted font, or the one that lacks the fewest letters, similar fonts before others."""
    return min(
        (face(key) for key in (wanted, *SIMILAR.get(wanted, ()), *FALLBACKS)), key=lambda one: one.lacks(text)
    )


def drawable(text: str) -> str:
    """Return the text without the letters that no font has: nothing is ever drawn as an empty box."""
    known = frozenset().union(*(face(key).letters for key in FALLBACKS[-2:])) | {ord(" ")}
    return "".join(letter for letter in text if ord(letter) in known)


def _append(name: str, *arguments: Any) -> None:
    """Add a command to the list that is being drawn into, which is the last of the arguments."""
    *values, commands = arguments
    commands.append((name, tuple(float(value) for value in values)))


@cache
def _drawing() -> Any:
    functions = hb.DrawFuncs()
    functions.set_move_to_func(partial(_append, "M"))
    functions.set_line_to_func(partial(_append, "L"))
    functions.set_quadratic_to_func(partial(_append, "Q"))
    functions.set_cubic_to_func(partial(_append, "C"))
    functions.set_close_path_func(partial(_append, "Z"))
    return functions
