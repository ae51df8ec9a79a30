"""The signs of the lines of business."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar

from agents.data_files import load
from agents.logo.outline import Outline, parsed
from nlp.text import fold
from reference.packs import sector_pack

T = TypeVar("T")


@dataclass(frozen=True)
class Symbol:
    """A sign in one or two parts that a gap keeps apart, so that it also reads in one colour."""

    name: str
    main: Outline
    accent: Outline
    #: Words of a name, without accents, that call for the sign; a special one is used for them only.
    hints: frozenset[str] = frozenset()
    is_special: bool = False

    @property
    def outline(self) -> Outline:
        """Return both parts as one shape."""
        return self.main + self.accent


@cache
def symbols() -> dict[str, Symbol]:
    """Return all signs by name."""
    return {row["name"]: _symbol(row) for row in load("logo/symbols.toml")["symbol"]}


def _symbol(row: Mapping[str, Any]) -> Symbol:
    shapes = parsed(row["main"]), parsed(row["accent"])
    return Symbol(row["name"], *shapes, frozenset(row.get("hints", "").split()), row.get("is_special", False))


def symbols_of(sector: str) -> list[Symbol]:
    """Return the signs of a sector, at least three."""
    return [symbols()[name] for name in sector_pack(sector).site.logo_symbols]


def symbol_for(sector: str, name: str) -> Symbol:
    """Return the sign that a word of the name calls for, or one of its line of business, always the same."""
    for word in re.findall(r"[a-z]+", fold(name).replace("œ", "oe")):
        for symbol in symbols_of(sector):
            if word in symbol.hints:
                return symbol
    return stable_choice(general_symbols(sector), name, "symbol")


def general_symbols(sector: str) -> list[Symbol]:
    """Return the signs that fit every business of a line, at least three."""
    return [symbol for symbol in symbols_of(sector) if not symbol.is_special]


def stable_choice(choices: Sequence[T], name: str, purpose: str) -> T:
    """Return one of the choices: any of them, but always the same for a name and a purpose."""
    digest = hashlib.sha256(f"{purpose}:{name.strip().casefold()}".encode()).digest()
    return choices[int.from_bytes(digest[:4], "big") % len(choices)]
