"""The signs of the lines of business."""

from __future__ import annotations

import hashlib
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from businesses.agents.logo.outline import Outline, parsed


@dataclass(frozen=True)
class Symbol:
    """A sign in one or two parts that a gap keeps apart, so that it also reads in one colour."""

    name: str
    main: Outline
    accent: Outline

    @property
    def whole(self) -> Outline:
        """Return both parts as one shape."""
        return self.main + self.accent


@cache
def symbols() -> dict[str, list[Symbol]]:
    """Return the signs by line of business, at least three for each."""
    rows = tomllib.loads((Path(__file__).parent / "symbols.toml").read_text())["symbol"]
    found: dict[str, list[Symbol]] = {}
    for row in rows:
        symbol = Symbol(row["name"], parsed(row["main"]), parsed(row["accent"]))
        found.setdefault(row["sector"], []).append(symbol)
    return found


def symbol_for(sector: str, name: str) -> Symbol:
    """Return the sign of a business: always the same for the same name and line of business."""
    choices = symbols().get(sector) or symbols()["other"]
    return choices[chance(name, "symbol") % len(choices)]


def chance(name: str, purpose: str) -> int:
    """Return a number that looks drawn by lot but is the same every time for a name and a purpose."""
    digest = hashlib.sha256(f"{purpose}:{name.strip().casefold()}".encode()).digest()
    return int.from_bytes(digest[:4], "big")
