"""What happens to briefs, and what is asked of the apps above for the pages and the ledger of a brief.

All are sent inside the transaction that they belong to: what a receiver raises undoes it.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.dispatch import Signal

#: The agents of the `brief` are done and something came of it; its `session` is locked.
brief_ready = Signal()
#: Which texts do you show of the `brief`? The answer is an iterable of `ledger.claims.Written`.
texts_asked = Signal()
#: Where are your pages of the `brief`? The answer maps names ("site", as in places; "preview") to addresses.
addresses_asked = Signal()
#: What can a person do next with the `brief`, on its `page` ("brief" or "results")? The answer is a list of
#: NextStep; the page of results shows the first of all.
next_steps_asked = Signal()
#: What do you add below the page of the `brief`, for this `request`? The answer is markup.
cards_asked = Signal()


@dataclass(frozen=True)
class NextStep:
    """Something to do next: a link, or with `is_action` a button that sends a form. `text` says why."""

    label: str
    url: str
    icon: str
    text: str = ""
    is_action: bool = False
