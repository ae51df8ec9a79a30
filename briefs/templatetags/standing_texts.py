"""What an item of a result says now, for templates that show several items together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django import template

from agents.contract import Item
from briefs.results import Shown

register = template.Library()


@register.filter
def text_of(shown: Mapping[str, Shown] | Iterable[Shown] | None, item: Item) -> str:
    """Return an item's text as the person left it: their wording, "" when rejected, the agent's otherwise."""
    rows = shown.values() if isinstance(shown, Mapping) else shown or ()
    found = next((row for row in rows if row.item.key == item.key), None)
    if found is None:
        return item.text
    return found.text if found.is_used else ""
