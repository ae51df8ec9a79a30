"""The signs of the lines of business."""

import hashlib
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple, TypeVar

from agents.contract import Inputs
from agents.data_files import load
from agents.logo.colours import Part
from agents.logo.drawing import Layer
from agents.logo.outline import Box, Outline, parsed
from reference.packs import Text, sector_pack, trades

T = TypeVar("T")


class Symbol(NamedTuple):
    """A sign in one or two parts that a gap keeps apart, so that it also reads in one colour."""

    name: str
    label: Text
    main: Outline
    accent: Outline

    def layers(self, box: Box, main: Part, accent: Part) -> tuple[Layer, Layer]:
        """Return both parts as large as they go into a box, each with what gives it its colour."""
        fitted, cut = (self.main + self.accent).fitted(box).commands, len(self.main.commands)
        return (main, Outline(fitted[:cut])), (accent, Outline(fitted[cut:]))

    def data(self) -> str:
        """Return both parts as the data of one SVG path, 100 units a side."""
        return (self.main + self.accent).data()

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
            label=Text.model_validate(row["label"]),
            main=parsed(row["main"]),
            accent=parsed(row["accent"]),
        )
        for row in load("logo/symbols.toml")["symbol"]
    }


def symbols_of(inputs: Inputs) -> list[Symbol]:
    """Return the signs for a business: the picked one, else that of its trade, else those of its sector."""
    known = trades().get(inputs.trade)
    if picked := symbols().get(inputs.symbol) or symbols().get(known.symbol if known else ""):
        return [picked]
    return [symbols()[name] for name in sector_pack(inputs.sector).site.logo_symbols]


def symbol_for(inputs: Inputs) -> Symbol:
    """Return the sign for a business, always the same for a name."""
    return stable_choice(symbols_of(inputs), inputs.business_name, "symbol")


def stable_choice(choices: Sequence[T], name: str, purpose: str) -> T:
    """Return one of the choices: any of them, but always the same for a name and a purpose."""
    digest = hashlib.sha256(f"{purpose}:{name.strip().casefold()}".encode()).digest()
    return choices[int.from_bytes(digest[:4], "big") % len(choices)]
