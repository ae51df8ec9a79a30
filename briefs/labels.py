"""What the sub-agents' results, their items and the facts of the red thread are called on pages."""

from __future__ import annotations

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from agents.contract import AgentKey
from briefs.models import AgentName

#: The facts of the red thread, as a person would call them.
FACTS: Final[dict[str, Promise]] = {
    "name": _("The name of the business"),
    "customer": _("The customer"),
    "problem": _("The problem"),
    "promise": _("The promise"),
    "price": _("The price"),
    "place": _("The place"),
}
ICONS: Final[dict[AgentKey, str]] = {
    "research": "search",
    "content": "quote",
    "logo": "idea",
    "seo": "globe",
    "template": "eye",
}
#: Headings of the groups of items, in the order of the page, by what the item's key tells.
HEADINGS: Final[dict[AgentKey, dict[str, Promise]]] = {
    "research": {
        "country": _("Your country"),
        "cost": _("Usual costs"),
        "season": _("Seasons"),
        "permit": _("Rules and permits to check"),
        "form": _("Legal forms"),
        "market": _("Market worksheet"),
        "rival": _("What customers compare you with"),
        "risk": _("Risks"),
        "web": _("Found on the web"),
        "verify": _("To verify before you start"),
    },
    "content": {
        "warm": _("Warm voice"),
        "plain": _("Plain voice"),
        "proud": _("Proud voice"),
        "service": _("What you sell"),
        "why": _("Why you"),
        "question": _("Questions and answers"),
    },
    "logo": {"mark": _("Logos")},
    "seo": {"": _("What a search shows"), "keyword": _("Keywords")},
    "template": {"theme": _("Themes")},
}


def label_of(agent: AgentKey) -> str:
    """Return what an agent's result is called on pages."""
    return str(AgentName(agent).label)


def what_of(agent: AgentKey) -> str:
    """Return what one chooses among an agent's items: "mark" or "theme", "" for texts."""
    return {"logo": "mark", "template": "theme"}.get(agent, "")


def heading_of(agent: AgentKey, key: str) -> str:
    """Return the key of the heading that an item stands under: its tone, or the first word of its key."""
    first, _dot, last = key.partition(".")
    if last in HEADINGS[agent]:
        return last
    return first if first in HEADINGS[agent] else next(iter(HEADINGS[agent]))
