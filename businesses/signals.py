"""What happens to businesses, and what is asked of the apps above for the page of a business.

All are sent inside the transaction that they belong to: what a receiver raises undoes it.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.dispatch import Signal

#: A business was deleted: `business`, and `by` whom.
business_deleted = Signal()
#: What do you add to the page of the `business`, for this `request`? The answer is a PagePart.
collect_page_parts = Signal()


@dataclass(frozen=True)
class PagePart:
    """Markup for the page of a business, and what to ask before it is deleted ("" for the usual question)."""

    html: str
    deletion_question: str = ""
