"""The towns that a text names, and which of them are near each other."""

import re
from functools import lru_cache
from typing import NamedTuple

from nlp.data_files import load
from nlp.quotations import Quotation, fold_cached
from nlp.text import Span

_CAPITAL = re.compile(r"\b[^\W\d_a-z]")


class Town(NamedTuple):
    """A town or quarter of the gazetteer; towns of one area are near each other."""

    quotation: Quotation
    area: str


@lru_cache(maxsize=1)
def _gazetteer() -> tuple[re.Pattern[str], dict[str, str]]:
    """Return one pattern for all names, longest first, and the area of each folded name."""
    areas = {name: area for area, names in load("towns")["areas"].items() for name in names.split()}
    names = "|".join(re.escape(name).replace(r"\-", "[- ]") for name in sorted(areas, key=len, reverse=True))
    return re.compile(rf"(?:{names})\b(?!')"), areas


@lru_cache(maxsize=256)
def towns(text: str, step: str) -> tuple[Town, ...]:
    """Return the known towns in the answer to a step, in order; a town is written with a capital."""
    pattern, areas = _gazetteer()
    folded, found, end = fold_cached(text), [], 0
    for opening in _CAPITAL.finditer(text):
        match = pattern.match(folded, opening.start()) if opening.start() >= end else None
        if match and text[match.start()].isupper():
            end = match.end()
            area = areas["-".join(match.group().replace("-", " ").split())]
            found.append(Town(Quotation(text[match.start() : end], step, Span(*match.span())), area))
    return tuple(found)


def area_of(city: str) -> str:
    """Return the area of a city as entered ("Abidjan, Cocody"), "" if it is not in the gazetteer."""
    return next((town.area for town in towns(city.strip().title(), "")), "")
