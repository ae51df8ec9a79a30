"""Signals of briefs: one event, and four by which a page collects contributions of the apps above.

They are sent inside the sender's transaction: an exception of a receiver rolls it back.
"""

from dataclasses import dataclass

from django.dispatch import Signal

#: The agents finished and at least one succeeded. Sent with `brief` and its locked `session`.
brief_ready = Signal()
#: Collects texts for the ledger of `brief`. Receivers return an iterable of `ledger.claims.PlacedText`.
collect_texts = Signal()
#: Collects URLs for `brief`. Receivers return them by name ("site" edits the site's texts, "preview").
collect_urls = Signal()
#: Collects next steps for `brief` on `page` ("brief" or "results"). Receivers return a list of NextStep; the
#: page of results shows the first one only.
collect_next_steps = Signal()
#: Collects cards for the page of `brief`, for `request`. Receivers return HTML.
collect_cards = Signal()


@dataclass(frozen=True)
class NextStep:
    """A link, or with `is_action` a button that posts a form; `text` explains it."""

    label: str
    url: str
    icon: str
    text: str = ""
    is_action: bool = False
