"""A review as its step stores it: complete, in the wording that the person read.

A later change of the rubric's wording does not change stored reviews.
"""

from __future__ import annotations

from typing import Any, Final, Literal, Self

from pydantic import BaseModel, ConfigDict, JsonValue

from coaching.coach import Review

#: The version of the stored format. A changed format gets the next number and its own loader.
FORMAT: Final = 1


class _Stored(BaseModel):
    model_config = ConfigDict(frozen=True)


class StoredCriterion(_Stored):
    """A criterion with its points, its quotes as spans and as text, and the rubric's wording."""

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
    """The gate that limited the score to `cap`."""

    key: str
    cap: int
    message: str


class OfferArithmetic(_Stored):
    """The arithmetic of an offer: figures from the answer, warnings, and questions for missing figures."""

    price: float | None
    unit_cost: float | None
    fixed_monthly: float | None
    margin_percent: float | None
    break_even_units: int | None
    warnings: tuple[str, ...]
    missing: tuple[str, ...]


class StoredReview(_Stored):
    """The review of one answer, in the language that the session had then."""

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
    def from_review(cls, review: Review) -> Self:
        """Return the complete review in its stored form."""
        return cls.model_validate(review.to_dict())

    @property
    def is_copy(self) -> bool:
        """Return whether the score is limited because the answer repeats another text."""
        return self.gate is not None and self.gate.key == "copy"

    @property
    def positioning(self) -> str:
        """Return the positioning sentence, or an empty string."""
        moore: Any = self.extras.get("moore", {})
        return str(moore.get("sentence", ""))

    @property
    def arithmetic(self) -> OfferArithmetic | None:
        """Return the arithmetic of an offer; None for every other step."""
        arithmetic = self.extras.get("arithmetic")
        return OfferArithmetic.model_validate(arithmetic) if arithmetic else None

    def to_json(self) -> dict[str, Any]:
        """Return the value of the column `validation_criteria`."""
        return self.model_dump(mode="json")

    def to_dict(self) -> dict[str, Any]:
        """Return the same dictionary as `Review.to_dict` of the original review."""
        return self.model_dump(mode="json", exclude={"format"})
