"""Template filters for items of results: the decision on them, and their sources."""

from collections.abc import Iterable, Mapping

from django import template

from agents.contract import Item
from agents.schemas import Finding, Source
from briefs.results import DecidedItem

register = template.Library()


@register.filter
def decided(item: Item, decided_items: Mapping[str, DecidedItem]) -> DecidedItem | None:
    """Return an item with its decision; None when it is missing or was rejected."""
    one = decided_items.get(item.key)
    return one if one is not None and one.is_used else None


@register.filter
def is_open(item: Item) -> bool:
    """Return whether a figure of the item is to verify."""
    return any(figure.kind == "to_verify" for figure in item.figures)


@register.filter
def used(findings: Iterable[Finding], decided_items: Mapping[str, DecidedItem]) -> list[Finding]:
    """Return the findings that were not rejected."""
    return [finding for finding in findings if decided(finding.item, decided_items)]


@register.filter
def sources(findings: Iterable[Finding]) -> list[Source]:
    """Return the distinct sources of findings, in order."""
    return list(dict.fromkeys(finding.source for finding in findings if finding.source))


@register.filter
def text_of(decided_items: Mapping[str, DecidedItem], item: Item) -> str:
    """Return the text of an item with its decision: "" when it was rejected, the agent's when undecided."""
    one = decided_items.get(item.key)
    if one is None:
        return item.text
    return one.text if one.is_used else ""
