"""A review as its step stores it: complete, in the wording that the person read.

A later change of the rubric's wording does not change stored reviews.
"""

from typing import Any, Final, Literal

from pydantic import BaseModel
from pydantic.dataclasses import dataclass

from coaching.coach import Review

#: The version of the stored format. A changed format gets the next number and its own loader.
FORMAT: Final = 1


class OfferArithmetic(BaseModel):
    """The arithmetic of an offer: figures from the answer, warnings, and questions for missing figures."""

    price: float | None
    unit_cost: float | None
    fixed_monthly: float | None
    margin_percent: float | None
    break_even_units: int | None
    warnings: tuple[str, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True)
class StoredReview(Review):
    """A stored review, in the language that the session had then; another format raises ValidationError."""

    format: Literal[1] = FORMAT

    @property
    def positioning(self) -> str:
        """The positioning sentence, or an empty string."""
        return str(self.extras.get("moore", {}).get("sentence", ""))

    @property
    def arithmetic(self) -> OfferArithmetic | None:
        """The arithmetic of an offer; None for every other step."""
        arithmetic = self.extras.get("arithmetic")
        return OfferArithmetic.model_validate(arithmetic) if arithmetic else None


def to_json(review: Review) -> dict[str, Any]:
    """Return the value of the column `validation_criteria`: the arguments of StoredReview."""
    return {"format": FORMAT, **review.to_dict()}
