"""What was changed in a brief, when and by whom, read from its row history."""

import datetime
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from briefs.documents.page import typeset
from briefs.models import BusinessBrief

#: The columns a reader cares about, in the page's order.
SHOWN: Final = (
    "business_name",
    "summary",
    "vision",
    "mission",
    "target_audience",
    "differentiation",
    "value_proposition",
)
_LABELS: Final = {field.name: field.verbose_name for field in BusinessBrief._meta.concrete_fields}
#: The page shows this many changes at most, newest first.
MOST: Final = 50


@dataclass(frozen=True)
class Change:
    """One column that went from one text to another; `by` is the name of who did it, when somebody did."""

    at: datetime.datetime
    by: str
    field: str
    label: str
    old: str
    new: str


def changes_of(brief: BusinessBrief) -> list[Change]:
    """Return the changes of a brief's texts, newest first, typeset as the brief is (one query)."""
    tracked = brief.events  # type: ignore[attr-defined]  # pghistory adds it
    events = list(
        tracked.order_by("-pgh_id").values("pgh_created_at", "updated_by__name", *SHOWN)[: MOST + 1]
    )
    found = []
    for newer, older in pairwise(events):
        for field in SHOWN:
            if newer[field] != older[field]:
                label = str(_LABELS[field])
                when, who = newer["pgh_created_at"], newer["updated_by__name"] or ""
                old, new = (typeset(row[field], brief.language) for row in (older, newer))
                found.append(Change(when, who, field, label, old, new))
    return found[:MOST]
