"""The evidence of each figure of a text: said by the person, computed, from a table, or to verify. Pure."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from agents.contract import Figure
from nlp.numerals import Numeral, numerals
from nlp.text import sentence_at

#: The `step` of a figure that the person wrote into this very text.
EDITED: Final = "edited"
#: The most characters of a quote, formula or source.
EVIDENCE_LENGTH: Final = 300
_NO_DIGIT: Final = re.compile(r"\D")


@dataclass(frozen=True)
class Evidence:
    """The evidence of a figure; the fields are those of `Claim`."""

    kind: Literal["said", "computed", "table", "to_verify"]
    step: str = ""
    quote: str = ""
    formula: str = ""
    source: str = ""
    year: int | None = None


TO_VERIFY: Final = Evidence("to_verify")


class FigureIndex:
    """An index by value of the figures that a person wrote; built from their texts by step name."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._by_key: dict[tuple[str, str], list[tuple[Numeral, str, str]]] = {}
        for step, text in texts.items():
            for one in numerals(text):
                self._by_key.setdefault(one.key, []).append((one, step, quote(text, one)))

    def said(self, figure: Numeral, *, step: str = "") -> Evidence | None:
        """Return the evidence that the person said a figure, if possible in that step, or None."""
        found = [row for row in self._by_key.get(figure.key, ()) if row[0].says(figure)]
        if not found:
            return None
        _numeral, found_step, sentence = next((row for row in found if row[1] == step), found[0])
        return Evidence("said", step=found_step, quote=sentence)


def quote(text: str, figure: Numeral) -> str:
    """Return the sentence around a figure, word for word, at most EVIDENCE_LENGTH characters."""
    start, end = sentence_at(text, figure.start)
    if figure.start - start > EVIDENCE_LENGTH:
        middle = figure.start - EVIDENCE_LENGTH // 2
        start = text.find(" ", middle, figure.start) + 1 or middle
    return text[start : min(max(end, figure.end), start + EVIDENCE_LENGTH)].strip()


def evidences(
    text: str, figures: Iterable[Figure], index: FigureIndex, *, is_own: bool
) -> list[tuple[Numeral, Evidence]]:
    """Return every figure of a text with its evidence, in order.

    `figures` is the evidence that the text's agent gives: sums and tables are taken from it, the person's
    figures are looked up in the index. `is_own` says that the person wrote this text.
    """
    named = [(one, figure) for figure in figures for one in numerals(figure.numeral)]
    return [(one, _evidence(one, text, named, index, is_own)) for one in numerals(text)]


def _evidence(
    one: Numeral, text: str, named: Iterable[tuple[Numeral, Figure]], index: FigureIndex, is_own: bool
) -> Evidence:
    """Return the evidence of one figure: the agent's sum or table, else what the person said, else none."""
    like = (figure for numeral, figure in named if numeral.says(one) or _without_unit(numeral, one))
    given = next(like, None)
    if given and given.kind == "computed" and given.formula:
        return Evidence(
            "computed", formula=given.formula[:EVIDENCE_LENGTH], source=given.source[:EVIDENCE_LENGTH]
        )
    if given and given.kind == "table" and given.source:
        return Evidence("table", source=given.source[:EVIDENCE_LENGTH], year=given.year)
    said = index.said(one, step=given.step if given else "")
    if said and (is_own or not (given and given.kind == "to_verify")):
        return said
    return Evidence("said", step=EDITED, quote=quote(text, one)) if is_own else TO_VERIFY


def _without_unit(numeral: Numeral, one: Numeral) -> bool:
    """Return whether `numeral` has the digits of `one` without its unit: "18" of "18 %"."""
    return numeral.text in one.text and _NO_DIGIT.sub("", numeral.text) == _NO_DIGIT.sub("", one.text)
