"""A review as a step keeps it: whole, in the words that the person read.

A rubric whose words change later changes no earlier review.
"""

from __future__ import annotations

from typing import Any, Final, Literal, Self

from pydantic import BaseModel, ConfigDict, JsonValue

from coaching.coach import Review

#: The version of the stored form; a form that changes gets the next number and its own loader.
FORMAT: Final = 1


class _Stored(BaseModel):
    model_config = ConfigDict(frozen=True)


class StoredCriterion(_Stored):
    """A line of the rubric with its points, the places of the quoted words, and the coach's own words."""

    key: str
    label: str
    weight: int | float
    points: int
    spans: tuple[tuple[int, int], ...]
    source: str
    advice: str
    question: str
    quotes: tuple[str, ...]


class StoredGate(_Stored):
    """Why the score could not pass `cap`."""

    key: str
    cap: int
    message: str


class Sums(_Stored):
    """The arithmetic of an offer: the figures written, warnings, questions for the missing ones."""

    price: float | None
    unit_cost: float | None
    fixed_monthly: float | None
    margin_percent: float | None
    break_even_units: int | None
    warnings: tuple[str, ...]
    missing: tuple[str, ...]


class StoredReview(_Stored):
    """The coach's reading of one answer, in the session's language at that time."""

    format: Literal[1] = FORMAT
    step: str
    language: str
    score: int
    band: str
    criteria: tuple[StoredCriterion, ...]
    gate: StoredGate | None
    next_question: str
    message: str
    extras: dict[str, JsonValue]

    @classmethod
    def of(cls, review: Review) -> Self:
        """Return what a step keeps of a review: all of it."""
        return cls.model_validate(review.to_dict())

    @property
    def is_copy(self) -> bool:
        """Say whether the answer is held down because it repeats another text."""
        return self.gate is not None and self.gate.key == "copy"

    @property
    def positioning(self) -> str:
        """Return the sentence that places the business among others, or nothing."""
        moore: Any = self.extras.get("moore", {})
        return str(moore.get("sentence", ""))

    @property
    def sums(self) -> Sums | None:
        """Return the arithmetic of an offer; None for every other step."""
        arithmetic = self.extras.get("arithmetic")
        return Sums.model_validate(arithmetic) if arithmetic else None

    def to_json(self) -> dict[str, Any]:
        """Return the review as the column `validation_criteria` holds it."""
        return self.model_dump(mode="json")

    def to_dict(self) -> dict[str, Any]:
        """Return the review as `Review.to_dict` gave it."""
        return self.model_dump(mode="json", exclude={"format"})
