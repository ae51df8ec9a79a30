"""What the research fragments look up: an item as the person's decisions leave it, and its sources."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django import template

from agents.contract import Item
from agents.schemas import Finding, Source
from briefs.results import Shown

register = template.Library()


@register.filter
def now(item: Item, shown: Mapping[str, Shown]) -> Shown | None:
    """Return an item as it stands now; None when the person rejected it or it is no longer there."""
    one = shown.get(item.key)
    return one if one is not None and one.is_used else None


@register.filter
def is_open(item: Item) -> bool:
    """Tell whether a number of the item is still to verify."""
    return any(figure.kind == "to_verify" for figure in item.figures)


@register.filter
def used(findings: Iterable[Finding], shown: Mapping[str, Shown]) -> list[Finding]:
    """Return the findings that the person did not reject."""
    return [finding for finding in findings if now(finding.item, shown)]


@register.filter
def sources(findings: Iterable[Finding]) -> list[Source]:
    """Return the different sources of some findings, in order."""
    return list(dict.fromkeys(finding.source for finding in findings if finding.source))
