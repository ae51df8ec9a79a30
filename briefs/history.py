"""The changes of a brief's texts, read from the history of its row."""

import datetime
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from briefs.documents.page import typeset
from briefs.models import BusinessBrief

#: The columns whose changes are shown, in the order of the page.
TEXT_FIELDS: Final = (
    "business_name",
    "summary",
    "vision",
    "mission",
    "target_audience",
    "differentiation",
    "value_proposition",
)
_LABELS: Final = {field.name: field.verbose_name for field in BusinessBrief._meta.concrete_fields}
#: The most changes on the page.
MAX_CHANGES: Final = 50


@dataclass(frozen=True)
class Change:
    """A change of one column; `by` is the name of the person, "" when unknown."""

    at: datetime.datetime
    by: str
    field: str
    label: str
    old: str
    new: str


def changes_of(brief: BusinessBrief) -> list[Change]:
    """Return the changes of a brief, newest first and typeset (one query)."""
    tracked = brief.events  # type: ignore[attr-defined]  # pghistory adds it
    events = list(
        tracked.order_by("-pgh_id").values("pgh_created_at", "updated_by__name", *TEXT_FIELDS)[
            : MAX_CHANGES + 1
        ]
    )
    found = []
    for newer, older in pairwise(events):
        for field in TEXT_FIELDS:
            if newer[field] != older[field]:
                label = str(_LABELS[field])
                when, who = newer["pgh_created_at"], newer["updated_by__name"] or ""
                old, new = (typeset(row[field], brief.language) for row in (older, newer))
                found.append(Change(when, who, field, label, old, new))
    return found[:MAX_CHANGES]
