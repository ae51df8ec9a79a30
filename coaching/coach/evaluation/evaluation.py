"""Measures the coach on labelled answers: how well it ranks strong above weak, compared with mere length."""

import json
import re
import statistics
import zlib
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import groupby, product
from typing import Any, NamedTuple

from coaching.coach.scoring.results import ReviewContext
from coaching.coach.scoring.review import BANDS, band, review
from coaching.coach.steps import STEPS
from nlp.data_files import LANGUAGES
from nlp.text import tokens

LABELS = ("strong", "weak")


class InvalidRow(ValueError):
    """A line of a labelled file that cannot be used; the message names the line and the reason."""


class Row(NamedTuple):
    """One labelled answer. `pair` joins a strong and a weak answer to the same task; it may be empty."""

    id: str | int
    step: str
    lang: str
    text: str
    label: str
    pair: str = ""

    @property
    def task(self) -> tuple[str, str, str]:
        """Return what the rows of a pair have in common."""
        return self.lang, self.step, self.pair

    @property
    def half(self) -> str:
        """Return the half of the row, by its pair or else its id: rows of a pair are in one half."""
        return "report" if zlib.crc32(str(self.pair or self.id).encode()) % 2 else "calibration"


class Scored(NamedTuple):
    """A row with the coach's score and points by criterion.

    `words` is the number of words and figures: the baseline that the coach must beat.
    """

    row: Row
    score: int
    criteria: dict[str, int]
    words: int


class Figures(NamedTuple):
    """How well a set of rows was ranked.

    `auc`: probability that a strong row scores above a weak one, ties one half. `pairs`: share of pairs whose
    strong row scores higher (a tie is not right). `word_auc`, `word_pairs`: the same for the word count.
    `length`: mean rank correlation of score and word count within a label (Spearman). None where undefined.
    `bands`: the number of rows of each label in each band (confusion matrix).
    """

    rows: int
    auc: float | None
    pairs: float | None
    word_auc: float | None
    word_pairs: float | None
    length: float | None
    bands: dict[str, dict[str, int]]


class Evaluation(NamedTuple):
    """The figures of a labelled set, in total and by part, with the worst ranked rows."""

    total: Figures
    by_step: dict[str, Figures]
    by_language: dict[str, Figures]
    parts: dict[str, Figures]
    worst: dict[str, list[Scored]]
    scores: list[Scored]

    def to_dict(self) -> dict[str, Any]:
        """Return values that JSON can hold: figures in total, by step and by language, and all scores."""
        return {
            "auc": self.total.auc,
            "pairs": self.total.pairs,
            "by_step": {key: figures._asdict() for key, figures in self.by_step.items()},
            "by_language": {key: figures._asdict() for key, figures in self.by_language.items()},
            "scores": [
                {"id": one.row.id, "score": one.score, "criteria": one.criteria} for one in self.scores
            ],
        }


def read_rows(lines: Iterable[str]) -> list[Row]:
    """Return the rows of a JSON Lines text; blank lines are skipped. Raises InvalidRow."""
    return [_row(number, line) for number, line in enumerate(lines, start=1) if line.strip()]


def _row(number: int, line: str) -> Row:
    try:
        data = json.loads(line)
    except json.JSONDecodeError as error:
        raise InvalidRow(f"line {number}: not valid JSON ({error.msg})") from error
    except (RecursionError, ValueError) as error:
        raise InvalidRow(f"line {number}: nested too deeply, or a number of thousands of digits") from error
    if fault := _fault(data):
        raise InvalidRow(f"line {number}: {fault}")
    return Row(
        data["id"], data["step"], data["lang"], data["text"], data["label"], str(data.get("pair") or "")
    )  # fmt: skip


def _fault(data: Any) -> str:
    """Return why a JSON value is no row; "" when it is one."""
    if not isinstance(data, dict):
        return "an object is expected"
    kinds = {"id": str | int, "step": str, "lang": str, "text": str, "label": str}
    for key, kind in kinds.items():
        if not isinstance(data.get(key), kind):
            return f"'{key}' is missing or not a text"
    if any(isinstance(value, str) and re.search("[\ud800-\udfff]", value) for value in data.values()):
        return "holds half a character (a lone surrogate)"
    for key, known in (("step", STEPS), ("lang", LANGUAGES), ("label", LABELS)):
        if data[key] not in known:
            return f"unknown {key} '{data[key]}' (known: {', '.join(known)})"
    return ""


def evaluate(rows: Iterable[Row]) -> Evaluation:
    """Return the figures of a review of every row, with no context but its language."""
    scores = [_scored(row) for row in rows]
    parts = _grouped(scores, lambda one: f"{one.row.step} {one.row.lang}")
    return Evaluation(
        total=_figures(scores),
        by_step={key: _figures(part) for key, part in _grouped(scores, lambda one: one.row.step).items()},
        by_language={key: _figures(part) for key, part in _grouped(scores, lambda one: one.row.lang).items()},
        parts={key: _figures(part) for key, part in parts.items()},
        worst={key: _worst(part) for key, part in parts.items()},
        scores=scores,
    )


def _scored(row: Row) -> Scored:
    result = review(row.step, row.text, ReviewContext(language=row.lang))
    points = {line.key: line.points for line in result.criteria}
    return Scored(row, result.score, points, len(tokens(row.text, row.lang)))


def _grouped(scores: Sequence[Scored], key: Callable[[Scored], str]) -> dict[str, list[Scored]]:
    """Return the scored rows by a key, in the key's order."""
    return {name: list(part) for name, part in groupby(sorted(scores, key=key), key)}


def _figures(scores: Sequence[Scored]) -> Figures:
    strong, weak = ([one for one in scores if one.row.label == label] for label in LABELS)
    duels = list(product(strong, weak))
    paired = [(one, other) for one, other in duels if one.row.pair and one.row.task == other.row.task]
    return Figures(
        rows=len(scores),
        auc=_auc([(one.score, other.score) for one, other in duels]),
        pairs=_mean([one.score > other.score for one, other in paired]),
        word_auc=_auc([(one.words, other.words) for one, other in duels]),
        word_pairs=_mean([one.words > other.words for one, other in paired]),
        length=_mean([*_length_effects(strong), *_length_effects(weak)]),
        bands={"strong": _bands(strong), "weak": _bands(weak)},
    )


def _auc(duels: Sequence[tuple[int, int]]) -> float | None:
    """Return the share of (strong, weak) combinations that are ranked right, ties counted one half."""
    return _mean([(high > low) + 0.5 * (high == low) for high, low in duels])


def _bands(scores: Sequence[Scored]) -> dict[str, int]:
    """Return how many rows stand in each band, lowest band first."""
    return {name: sum(band(one.score) == name for one in scores) for _, name in reversed(BANDS)}


def _mean(values: Sequence[float]) -> float | None:
    return sum(values) / len(values) if values else None


def _length_effects(scores: Sequence[Scored]) -> list[float]:
    """Return Spearman's correlation of score and word count, if there are three values and both vary."""
    measures = [one.score for one in scores], [one.words for one in scores]
    if len(scores) < 3 or any(len(set(values)) == 1 for values in measures):
        return []
    return [statistics.correlation(*map(_ranks, measures))]


def _ranks(values: Sequence[float]) -> list[float]:
    """Return the rank of each value, equal values sharing their mean rank."""
    ordered = sorted(values)
    return [bisect_left(ordered, value) + (ordered.count(value) - 1) / 2 for value in values]


def _worst(scores: Sequence[Scored]) -> list[Scored]:
    """Return the five rows that are on the wrong side of most rows of the other label, worst first."""
    strong, weak = ([one for one in scores if one.row.label == label] for label in LABELS)
    wrong = Counter(
        id(one) for pair in product(strong, weak) if pair[0].score <= pair[1].score for one in pair
    )
    ranked = sorted(scores, key=lambda one: (-wrong[id(one)], str(one.row.id)))
    return [one for one in ranked[:5] if wrong[id(one)]]
