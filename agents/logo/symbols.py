"""The signs of the lines of business."""

import hashlib
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple, TypeVar

from agents.data_files import load
from agents.logo.colours import Part
from agents.logo.drawing import Layer
from agents.logo.outline import Box, Outline, parsed
from nlp.letters import words
from reference.packs import sector_pack

T = TypeVar("T")


class Symbol(NamedTuple):
    """A sign in one or two parts that a gap keeps apart, so that it also reads in one colour."""

    name: str
    main: Outline
    accent: Outline
    #: Words of a name, without accents, that call for the sign; a special one is used for them only.
    hints: frozenset[str]
    is_special: bool

    def layers(self, box: Box, main: Part, accent: Part) -> tuple[Layer, Layer]:
        """Return both parts as large as they go into a box, each with what gives it its colour."""
        fitted, cut = (self.main + self.accent).fitted(box).commands, len(self.main.commands)
        return (main, Outline(fitted[:cut])), (accent, Outline(fitted[cut:]))

    def box(self, side: float) -> Box:
        """Return the box that the sign fills within a square around the origin, without air at its sides."""
        own = (self.main + self.accent).box
        factor = side / max(own.width, own.height)
        x, y = own.width * factor / 2, own.height * factor / 2
        return Box(-x, -y, x, y)


@cache
def symbols() -> dict[str, Symbol]:
    """Return all signs by name."""
    return {
        row["name"]: Symbol(
            name=row["name"],
            main=parsed(row["main"]),
            accent=parsed(row["accent"]),
            hints=frozenset(row.get("hints", "").split()),
            is_special=row.get("is_special", False),
        )
        for row in load("logo/symbols.toml")["symbol"]
    }


def symbols_of(sector: str) -> list[Symbol]:
    """Return the signs of a sector, at least three."""
    return [symbols()[name] for name in sector_pack(sector).site.logo_symbols]


def symbol_for(sector: str, name: str) -> Symbol:
    """Return the sign that a word of the name calls for, or one of its line of business, always the same."""
    called = (symbol for word in words(name) for symbol in symbols_of(sector) if word in symbol.hints)
    return next(called, None) or stable_choice(general_symbols(sector), name, "symbol")


def general_symbols(sector: str) -> list[Symbol]:
    """Return the signs that fit every business of a line, at least three."""
    return [symbol for symbol in symbols_of(sector) if not symbol.is_special]


def stable_choice(choices: Sequence[T], name: str, purpose: str) -> T:
    """Return one of the choices: any of them, but always the same for a name and a purpose."""
    digest = hashlib.sha256(f"{purpose}:{name.strip().casefold()}".encode()).digest()
    return choices[int.from_bytes(digest[:4], "big") % len(choices)]
