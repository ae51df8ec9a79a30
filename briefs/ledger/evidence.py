"""Where each figure of a text comes from: what the person said, a sum, a table, or nobody knows yet. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from agents.contract import Figure
from nlp.numerals import Numeral, numerals
from nlp.text import sentence_at

#: The `step` of what a person wrote themselves at the very place.
EDITED: Final = "edited"
#: Longest quote in characters.
LONGEST: Final = 300
_NO_DIGIT: Final = re.compile(r"\D")


@dataclass(frozen=True)
class Evidence:
    """What a figure rests on; the fields are those of a claim."""

    kind: Literal["said", "computed", "table", "to_verify"]
    step: str = ""
    quote: str = ""
    formula: str = ""
    source: str = ""
    year: int | None = None


TO_VERIFY: Final = Evidence("to_verify")


class Words:
    """All figures that a person wrote, to be looked up by value; made from their texts by step name."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._by_key: dict[tuple[str, str], list[tuple[Numeral, str, str]]] = {}
        for step, text in texts.items():
            for one in numerals(text):
                self._by_key.setdefault(one.key, []).append((one, step, quote(text, one)))

    def said(self, figure: Numeral, *, step: str = "") -> Evidence | None:
        """Return where the person said this figure, in that step if they did there; None when nowhere."""
        found = [row for row in self._by_key.get(figure.key, ()) if row[0].says(figure)]
        if not found:
            return None
        _one, where, words = next((row for row in found if row[1] == step), found[0])
        return Evidence("said", step=where, quote=words)


def quote(text: str, figure: Numeral) -> str:
    """Return the sentence around a figure, word for word, at most LONGEST characters."""
    start, end = sentence_at(text, figure.start)
    if figure.start - start > LONGEST:
        far = figure.start - LONGEST // 2
        start = text.find(" ", far, figure.start) + 1 or far
    return text[start : min(max(end, figure.end), start + LONGEST)].strip()


def evidences(
    text: str, figures: Iterable[Figure], words: Words, *, is_own: bool
) -> list[tuple[Numeral, Evidence]]:
    """Return every figure of a text with its evidence, in order.

    `figures` are what the agent that made the text says of them: sums and tables are taken from there, what
    it says to be the person's is looked up. `is_own` tells that the person wrote this text themselves.
    """
    named = [(one, figure) for figure in figures for one in numerals(figure.numeral)]
    return [(one, _evidence(one, text, named, words, is_own)) for one in numerals(text)]


def _evidence(
    one: Numeral, text: str, named: Iterable[tuple[Numeral, Figure]], words: Words, is_own: bool
) -> Evidence:
    given = _given(one, named)
    if given is not None and (found := _shown(given)):
        return found
    is_open = given is not None and given.kind == "to_verify"
    said = words.said(one, step=given.step if given else "")
    if said and (is_own or not is_open):
        return said
    return Evidence("said", step=EDITED, quote=quote(text, one)) if is_own else TO_VERIFY


def _given(one: Numeral, named: Iterable[tuple[Numeral, Figure]]) -> Figure | None:
    """Return what the agent said of a figure, None when it named none like it."""
    like = (figure for numeral, figure in named if numeral.says(one) or _without_unit(numeral, one))
    return next(like, None)


def _without_unit(numeral: Numeral, one: Numeral) -> bool:
    """Tell whether an agent named the same digits without what stands beside them: "18" of "18 %"."""
    return numeral.text in one.text and _NO_DIGIT.sub("", numeral.text) == _NO_DIGIT.sub("", one.text)


def _shown(figure: Figure) -> Evidence | None:
    """Return a sum with its formula or a table with its name; without them the figure has no evidence."""
    if figure.kind == "computed" and figure.formula:
        return Evidence("computed", formula=figure.formula[:LONGEST], source=figure.source[:LONGEST])
    if figure.kind == "table" and figure.source:
        return Evidence("table", source=figure.source[:LONGEST], year=figure.year)
    return None
