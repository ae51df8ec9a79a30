"""Signals of businesses: a deletion, and what other apps add to the page of a business.

Sent inside the transaction: an exception of a receiver rolls it back.
"""

from typing import NamedTuple

from django.dispatch import Signal

#: A business was deleted. Sent with `business` and `by`.
business_deleted = Signal()
#: Collects parts for the page of `business`, for `request`. Receivers return a PagePart.
collect_page_parts = Signal()


class PagePart(NamedTuple):
    """HTML for the page of a business, and the question before it is deleted ("" for the usual one)."""

    html: str
    deletion_question: str = ""
