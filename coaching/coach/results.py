"""What a review takes in and gives back: plain frozen values, ready for JSON."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from coaching.coach.text import Span


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


@dataclass(frozen=True)
class CriterionResult:
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
    100 x sum(weight x points) / (2 x sum of weights), rounded.
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
        """The review as plain values that JSON can hold; each criterion carries its quoted words."""
        plain = asdict(self)
        for criterion, result in zip(plain["criteria"], self.criteria, strict=True):
            criterion["spans"] = [list(span) for span in result.spans]
            criterion["quotes"] = list(result.quotes)
        plain["criteria"] = list(plain["criteria"])
        plain["extras"] = dict(self.extras)
        return plain
