"""The arguments and the result of a review: frozen values that JSON can hold."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, NamedTuple

from nlp.text import Span


class ReviewContext(NamedTuple):
    """What is known beside the answer. `answers` holds the answers of the other steps by step."""

    language: str = "fr"
    business_name: str = ""
    sector: str = ""
    country: str = ""
    city: str = ""
    answers: Mapping[str, str] = MappingProxyType({})
    examples: tuple[str, ...] = ()
    question: str = ""


class CriterionResult(NamedTuple):
    """One line of the rubric: 0, 1 or 2 points, the evidence, and advice on what is missing.

    `advice` is empty when the points are full. `quotes` are the texts of `spans`.
    """

    key: str
    label: str
    weight: float
    points: int
    spans: tuple[Span, ...]
    source: str
    advice: str
    question: str
    quotes: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Return the line as values that JSON can hold."""
        return self._asdict() | {"spans": [list(span) for span in self.spans], "quotes": list(self.quotes)}


class Gate(NamedTuple):
    """A reason why the score cannot exceed `cap`; `message` explains it to the person."""

    key: str
    cap: int
    message: str


class Criterion(NamedTuple):
    """One line of a rubric, without an answer."""

    key: str
    label: str
    weight: float
    source: str
    question: str


@dataclass(frozen=True)
class Review:
    """The review of one answer. `score` is 0..100 and is no probability of success.

    Without gate and deductions (`extras["deductions"]`, points by key) the score is 100 x sum(weight x
    points) / (2 x sum of weights), rounded, and at most 79 while a core criterion has no point.
    """

    step: str
    language: str
    score: int
    band: str
    criteria: tuple[CriterionResult, ...]
    gate: Gate | None
    next_question: str
    message: str
    extras: dict[str, Any]

    def to_dict(self) -> dict[str, Any]:
        """Return the review as values that JSON can hold."""
        return {
            "step": self.step,
            "language": self.language,
            "score": self.score,
            "band": self.band,
            "criteria": [line.to_dict() for line in self.criteria],
            "gate": self.gate._asdict() if self.gate else None,
            "next_question": self.next_question,
            "message": self.message,
            "extras": self.extras,
        }
