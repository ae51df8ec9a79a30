"""The styles of marks: how each puts a name and a sign together."""

from collections.abc import Callable
from typing import Final, Literal, NamedTuple

from agents.logo.drawing import Drawing, Layer
from agents.logo.faces import face_for
from agents.logo.lettering import Block, Lettering, joined, justified, set_line, wrapped
from agents.logo.names import Word, initials, is_arabic
from agents.logo.outline import Box, Outline, disc, frame, rounded
from agents.logo.shapes import SHAPES, bar, diamond, shape, swash
from agents.logo.symbols import Symbol, stable_choice

Kind = Literal["monogram", "wordmark", "symbol", "emblem", "stacked", "badge"]


class Subject(NamedTuple):
    """What is painted: the name's words (none when nothing of it can be drawn), the sign, the town."""

    name: str
    words: tuple[Word, ...]
    symbol: Symbol
    city: tuple[Word, ...] = ()

    @property
    def ground(self) -> str:
        """Return the shape behind the initials, always the same for a name."""
        return stable_choice(SHAPES, self.name, "ground")

    def pick(self, *choices: Lettering) -> Lettering:
        """Return one of a style's fonts, always the same for a name."""
        return stable_choice(choices, self.name, choices[0].font)


class Style(NamedTuple):
    """A way to make a mark; `background` is the ground of its sign when there is no name to paint."""

    key: str
    kind: Kind
    draw: Callable[[Subject], Drawing]
    background: str


ANTON: Final = Lettering("anton", capitals=True, tracking=28, leading=1.3)
SLAB: Final = Lettering("slab", capitals=True, tracking=18, leading=1.4)
ARCHIVO: Final = Lettering("archivo", tracking=-8, leading=1.5)
BALOO: Final = Lettering("baloo", leading=1.5)
FRAUNCES: Final = Lettering("fraunces", leading=1.5)
YESEVA: Final = Lettering("yeseva", leading=1.55)
COOPER: Final = Lettering("caprasimo", leading=1.5)
SCRIPT: Final = Lettering("script", leading=1.45)
WIDE: Final = Lettering("archivo", capitals=True, tracking=130, leading=1.7, small=0.8)


def sign(subject: Subject) -> Drawing:
    """Paint a shop sign: a panel with a line around, the sign where reading begins, the name in capitals."""
    block = _fitting_name(subject, 4.2, SLAB, ANTON)
    block = block.scaled(1 if block.box.height < 140 else 170 / block.box.height).centred(0, 0)
    side = max(block.box.height * 1.15, 132)
    pad = max(62.0, 40 + max(block.accents, block.outline.box.bottom - block.box.bottom))
    left = _symbol_left(subject, block.box, side, side * 0.28)
    right = max(left + side, block.box.right) + pad * 1.1
    half = max(block.box.height, side) / 2 + pad
    panel = Box(min(left, block.box.left) - pad * 1.1, -half, right, half)
    return Drawing(
        (
            ("panel", rounded(panel, 34)),
            ("panel_accent", frame(panel.inset(13), 22, 5)),
            *subject.symbol.layers(Box(left, -side / 2, left + side, side / 2), "on_panel", "panel_accent"),
            ("on_panel", block.outline),
        ),
        (block.font,),
    )


def symbol(subject: Subject) -> Drawing:
    """Paint the sign where reading begins, the name beside it."""
    block = _fitting_name(subject, 3.4, ARCHIVO, BALOO).centred(0, 0)
    side = 200.0 if block.box.height <= 110 else max(block.box.height * 1.12, 200)
    own = subject.symbol.box(side)
    left = _symbol_left(subject, block.box, own.width, side * 0.2)
    box = Box(left, own.top, left + own.width, own.bottom)
    return Drawing((*subject.symbol.layers(box, "brand", "accent"), ("ink", block.outline)), (block.font,))


def _symbol_left(subject: Subject, name: Box, width: float, gap: float) -> float:
    """Return where a sign's left edge is before a name: on its left, of an Arabic one on its right."""
    return name.right + gap if is_arabic(subject.words) else name.left - gap - width


def _fitting_name(subject: Subject, aspect: float, *choices: Lettering) -> Block:
    """Return the name in one of the fonts; in the last, which is the narrowest, when it would be a ribbon."""
    align = "end" if is_arabic(subject.words) else "start"
    block = wrapped(subject.words, subject.pick(*choices), aspect, align)
    is_long = block.box.width > 8.0 * block.box.height
    return wrapped(subject.words, choices[-1], aspect, align) if is_long else block


def stacked(subject: Subject) -> Drawing:
    """Paint the sign above the name, with a rule and a diamond below."""
    block = wrapped(subject.words, subject.pick(FRAUNCES, YESEVA), 3.0)
    sign_box = subject.symbol.box(min(max(block.box.width * 0.42, 190), 330))
    block = block.below(sign_box.bottom + max(62, block.accents + 34))
    y = max(block.box.bottom + 52, block.outline.box.bottom + 34)
    reach = min(max(block.box.width * 0.3, 70), 190)
    rule = bar(-reach, -29, y, 9) + diamond(0, y, 16) + bar(29, reach, y, 9)
    layers = subject.symbol.layers(sign_box, "brand", "accent")
    return Drawing((*layers, ("ink", block.outline), ("accent", rule)), (block.font,))


def monogram(subject: Subject) -> Drawing:
    """Paint the initials large on a ground, the name below in wide capitals."""
    ground = shape(subject.ground, 250)
    letters, font = _initials(subject, 250)
    block = wrapped(subject.words, WIDE, 8 if len(subject.words) < 4 else 5).scaled(0.46)
    block = block.scaled(min(1, 640 / block.box.width))
    block = block.below(ground.box.bottom + max(44, block.accents + 24))
    layers: tuple[Layer, ...] = ("panel", ground), ("on_panel", letters), ("ink", block.outline)
    return Drawing(layers, (font, block.font))


def _initials(subject: Subject, size: float) -> tuple[Outline, str]:
    """Return the initials as they stand on a ground `size` wide, and their font."""
    letters, ground = initials(subject.words), subject.ground
    style = subject.pick(FRAUNCES, SLAB, YESEVA)
    face = face_for(letters, style.font)
    height = size * {"lozenge": 0.46, "drop": 0.5}.get(ground, 0.54)
    width = height if len(letters) == 1 else height + size * 0.16
    box = Box(-width / 2, -height / 2, width / 2, height / 2)
    lower = 0.01 * size if ground == "arch" else 0.0
    return set_line((Word(letters),), face, style).fitted(box).moved(0, lower), face.key


def wordmark(subject: Subject) -> Drawing:
    """Paint the name alone, round and heavy, closed by a dot in the second colour."""
    block = wrapped(subject.words, COOPER, 3.6, "start")
    end = block.box.left - 27 if is_arabic(subject.words) else _last_line_right(block) + 27
    is_cut = joined(subject.words).endswith("…")
    dot = Outline() if is_cut else disc(end, block.box.bottom - 15, 16)
    return Drawing((("brand", block.outline), ("accent", dot)), (block.font,))


def _last_line_right(block: Block) -> float:
    """Return where the last line ends: the right edge of what stands around its baseline."""
    lowest = block.box.bottom
    xs = (
        x
        for _, values in block.outline.commands
        for x, y in zip(values[::2], values[1::2], strict=True)
        if lowest - 72 < y < lowest + 4
    )
    return max(xs, default=block.box.right)


def script(subject: Subject) -> Drawing:
    """Paint the name as with a brush, rising to the right, with a stroke below."""
    block = wrapped(subject.words, SCRIPT, 3.4).centred(0, 0)
    width = block.box.width
    y = block.outline.box.bottom + 14 + width * 0.042
    stroke = swash(-width * 0.42, width * 0.5, y, min(max(width * 0.05, 16), 34))
    return Drawing((("brand", block.outline.turned(-5)), ("accent", stroke.turned(-5))), (block.font,))


def poster(subject: Subject) -> Drawing:
    """Paint the name as a block: every line as wide as the others, a heavy rule above and below."""
    width, side = 520.0, 74.0
    blocks = justified(subject.words, ANTON, width, 26)
    wide = max(260.0, *(block.box.width for block in blocks))
    left, right = (width - wide) / 2, (width + wide) / 2
    top = min(blocks[0].box.top, *(block.outline.box.top for block in blocks))
    bottom = max(blocks[-1].box.bottom, *(block.outline.box.bottom for block in blocks))
    x = subject.symbol.box(side).width / 2 + 20
    y = top - 42 - side / 2 + 8
    middle = Box(width / 2 - side / 2, y - side / 2, width / 2 + side / 2, y + side / 2)
    return Drawing(
        (
            *(("ink", block.outline) for block in blocks),
            ("accent", bar(left, right, bottom + 30, 13)),
            ("accent", bar(left, width / 2 - x, y, 13) + bar(width / 2 + x, right, y, 13)),
            *subject.symbol.layers(middle, "brand", "brand"),
        ),
        tuple(block.font for block in blocks),
    )
