"""Measures the coach on labelled answers: how well it ranks strong above weak, compared with mere length."""

import json
import re
import statistics
import zlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from itertools import groupby
from typing import Any

from coaching.coach.scoring.results import ReviewContext
from coaching.coach.scoring.review import BANDS, band, review
from coaching.coach.steps import STEPS
from nlp.data_files import LANGUAGES
from nlp.text import tokens

LABELS = ("strong", "weak")
KINDS = {"id": str | int, "step": str, "lang": str, "text": str, "label": str}
KNOWN = {"step": STEPS, "lang": LANGUAGES, "label": LABELS}
WORST_SHOWN = 5
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


class InvalidRow(ValueError):
    """A line of a labelled file that cannot be used; the message names the line and the reason."""


@dataclass(frozen=True)
class Row:
    """One labelled answer. `pair` joins a strong and a weak answer to the same task; it may be empty."""

    id: str | int
    step: str
    lang: str
    text: str
    label: str
    pair: str = ""

    @property
    def half(self) -> str:
        """Return the half of the row, by its pair or else its id: rows of a pair are in one half."""
        return "report" if zlib.crc32(str(self.pair or self.id).encode()) % 2 else "calibration"


@dataclass(frozen=True)
class Scored:
    """A row with the coach's score and points by criterion."""

    row: Row
    score: int
    criteria: dict[str, int]

    @property
    def words(self) -> int:
        """Return the number of words and figures: the baseline that the coach must beat."""
        return len(tokens(self.row.text, self.row.lang))


@dataclass(frozen=True)
class Figures:
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


@dataclass(frozen=True)
class Evaluation:
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
            "by_step": {key: asdict(figures) for key, figures in self.by_step.items()},
            "by_language": {key: asdict(figures) for key, figures in self.by_language.items()},
            "scores": [
                {"id": one.row.id, "score": one.score, "criteria": one.criteria} for one in self.scores
            ],
        }


def read_rows(lines: Iterable[str]) -> list[Row]:
    """Return the rows of a JSON Lines text; blank lines are skipped. Raises InvalidRow."""
    return [_row(number, line) for number, line in enumerate(lines, start=1) if line.strip()]


def _row(number: int, line: str) -> Row:
    data = _json(number, line)
    if fault := _fault(data):
        raise InvalidRow(f"line {number}: {fault}")
    return Row(
        data["id"], data["step"], data["lang"], data["text"], data["label"], str(data.get("pair") or "")
    )  # fmt: skip


def _fault(data: Any) -> str:
    """Return why a JSON value is no row; "" when it is one."""
    if not isinstance(data, dict):
        return "an object is expected"
    for key, kind in KINDS.items():
        if not isinstance(data.get(key), kind):
            return f"'{key}' is missing or not a text"
    if any(isinstance(value, str) and _LONE_SURROGATE.search(value) for value in data.values()):
        return "holds half a character (a lone surrogate)"
    for key, known in KNOWN.items():
        if data[key] not in known:
            return f"unknown {key} '{data[key]}' (known: {', '.join(known)})"
    return ""


def _json(number: int, line: str) -> Any:
    try:
        return json.loads(line)
    except json.JSONDecodeError as error:
        raise InvalidRow(f"line {number}: not valid JSON ({error.msg})") from error
    except (RecursionError, ValueError) as error:
        raise InvalidRow(f"line {number}: nested too deeply, or a number of thousands of digits") from error


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
    return Scored(row, result.score, {line.key: line.points for line in result.criteria})


def _grouped(scores: Sequence[Scored], key: Callable[[Scored], str]) -> dict[str, list[Scored]]:
    """Return the scored rows by a key, in the key's order."""
    return {name: list(part) for name, part in groupby(sorted(scores, key=key), key)}


def _figures(scores: Sequence[Scored]) -> Figures:
    measured = [(one, float(one.score)) for one in scores]
    counted = [(one, float(one.words)) for one in scores]
    return Figures(
        len(scores), _auc(measured), _pairs(measured), _auc(counted), _pairs(counted),
        _length_effect(scores), _bands(scores),
    )  # fmt: skip


def _bands(scores: Sequence[Scored]) -> dict[str, dict[str, int]]:
    """Return how many rows of each label stand in each band, lowest band first."""
    counts = {label: {name: 0 for _, name in reversed(BANDS)} for label in LABELS}
    for one in scores:
        counts[one.row.label][band(one.score)] += 1
    return counts


def _auc(values: Sequence[tuple[Scored, float]]) -> float | None:
    """Return the share of (strong, weak) combinations that are ranked right, ties counted one half."""
    strong = [value for one, value in values if one.row.label == "strong"]
    weak = [value for one, value in values if one.row.label == "weak"]
    if not strong or not weak:
        return None
    won = sum((high > low) + 0.5 * (high == low) for high in strong for low in weak)
    return won / (len(strong) * len(weak))


def _pairs(values: Sequence[tuple[Scored, float]]) -> float | None:
    """Return the share of (strong, weak) combinations within a pair where the strong one is higher."""
    by_pair: dict[tuple[str, str, str], dict[str, list[float]]] = {}
    for one, value in values:
        if one.row.pair:
            sides = by_pair.setdefault((one.row.lang, one.row.step, one.row.pair), {"strong": [], "weak": []})
            sides[one.row.label].append(value)
    duels = [
        high > low for sides in by_pair.values() for high in sides["strong"] for low in sides["weak"]
    ]  # fmt: skip
    return sum(duels) / len(duels) if duels else None


def _length_effect(scores: Sequence[Scored]) -> float | None:
    """Return the mean over the labels of Spearman's correlation of score and word count."""
    parts = [[one for one in scores if one.row.label == label] for label in LABELS]
    found = [
        _correlation(_ranks([one.score for one in part]), _ranks([one.words for one in part]))
        for part in parts
    ]
    known = [value for value in found if value is not None]
    return sum(known) / len(known) if known else None


def _ranks(values: Sequence[float]) -> list[float]:
    """Return the rank of each value, equal values sharing their mean rank."""
    positions: dict[float, list[int]] = {}
    for position, value in enumerate(sorted(values)):
        positions.setdefault(value, []).append(position)
    return [sum(positions[value]) / len(positions[value]) for value in values]


def _correlation(first: Sequence[float], second: Sequence[float]) -> float | None:
    """Return Pearson's correlation, None for fewer than three values or when one side does not vary."""
    if len(first) < 3 or len(set(first)) == 1 or len(set(second)) == 1:
        return None
    return statistics.correlation(first, second)


def _worst(scores: Sequence[Scored]) -> list[Scored]:
    """Return the rows that are on the wrong side of most rows of the other label, worst first."""
    rivals = {
        label: [one.score for one in scores if one.row.label != label] for label in LABELS
    }  # fmt: skip
    wrong = [
        (sum((score >= one.score) if one.row.label == "strong" else (score <= one.score) for score in
             rivals[one.row.label]), one)
        for one in scores
    ]  # fmt: skip
    ranked = sorted(wrong, key=lambda item: (-item[0], str(item[1].row.id)))
    return [one for count, one in ranked[:WORST_SHOWN] if count]
