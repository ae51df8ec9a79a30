"""What a review takes in and gives back: plain frozen values, ready for JSON."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from nlp.text import Span


@dataclass(frozen=True)
class ReviewContext:
    """What is known around the answer. `answers` holds the other steps' answers by step key."""

    language: str = "fr"
    business_name: str = ""
    sector: str = ""
    country: str = ""
    city: str = ""
    answers: Mapping[str, str] = field(default_factory=dict)
    examples: tuple[str, ...] = ()
    question: str = ""


class CriterionResult(NamedTuple):
    """One line of the rubric: 0, 1 or 2 points, the words that earned them, and how to mend what is missing.

    `advice` is empty when the points are full. `quotes` are the words that `spans` point at.
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
        """Return the line as plain values."""
        return {
            "key": self.key,
            "label": self.label,
            "weight": self.weight,
            "points": self.points,
            "spans": [[start, end] for start, end in self.spans],
            "source": self.source,
            "advice": self.advice,
            "question": self.question,
            "quotes": list(self.quotes),
        }


@dataclass(frozen=True)
class Gate:
    """A reason why the score cannot pass `cap`, told to the person in `message`."""

    key: str
    cap: int
    message: str


@dataclass(frozen=True)
class Criterion:
    """One line of a rubric as it stands before any answer."""

    key: str
    label: str
    weight: float
    source: str
    question: str


@dataclass(frozen=True)
class Review:
    """The coach's reading of one answer. `score` is 0..100 and is no probability of success.

    Without gate and deductions (`extras["deductions"]`, points taken off by key) the score is
    100 x sum(weight x points) / (2 x sum of weights), rounded, and 79 at most while a core part has no point.
    """

    step: str
    language: str
    score: int
    band: str
    criteria: tuple[CriterionResult, ...]
    gate: Gate | None
    next_question: str
    message: str
    extras: Mapping[str, Any] = field(default_factory=dict)

    def to_dict(self) -> dict[str, Any]:
        """Return the review as plain values that JSON can hold; each criterion carries its quoted words."""
        gate = self.gate
        return {
            "step": self.step,
            "language": self.language,
            "score": self.score,
            "band": self.band,
            "criteria": [line.to_dict() for line in self.criteria],
            "gate": {"key": gate.key, "cap": gate.cap, "message": gate.message} if gate else None,
            "next_question": self.next_question,
            "message": self.message,
            "extras": dict(self.extras),
        }
