"""Where every number of a site text comes from: the person's own words, quoted exactly."""

import re
from collections.abc import Iterator
from typing import Final

from agents.contract import Figure, Inputs
from nlp.figures import FIGURE, value_of
from nlp.text import sentence_at

#: A number as it is written: "700", "4 000", "1.5", "2,500".
NUMERAL: Final = re.compile(FIGURE)


def figures(text: str, inputs: Inputs) -> tuple[Figure, ...] | None:
    """Return a figure for each different number of a text; None when one is not of the person's words."""
    found = [_figure(numeral, inputs) for numeral in dict.fromkeys(NUMERAL.findall(text))]
    known = tuple(figure for figure in found if figure is not None)
    return known if len(known) == len(found) else None


def _figure(numeral: str, inputs: Inputs) -> Figure | None:
    for step, text in _sources(inputs):
        if quote := _quote(numeral, text):
            return Figure(numeral=numeral, kind="said", step=step, quote=quote)
    return None


def _sources(inputs: Inputs) -> Iterator[tuple[str, str]]:
    """Yield the answers, the offer first, then what was given at the start."""
    order = ("offre", "differentiation", "mission", "clientele", "vision", "synthesis")
    yield from ((step, inputs.texts[step]) for step in order if step in inputs.texts)
    yield from (("name", inputs.business_name), ("city", inputs.city))


def _quote(numeral: str, text: str) -> str:
    """Return the sentence in which a number stands, exactly as it was written; "" when it does not."""
    number = value_of(numeral)
    starts = (match.start() for match in NUMERAL.finditer(text) if value_of(match[0]) == number)
    return next((text[slice(*sentence_at(text, start))] for start in starts), "")
