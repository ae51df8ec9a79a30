"""Which items of the results depend on which facts, and which are to be reviewed since a fact changed.

Reviews are not stored: hashes of the facts from when an item was made or decided on are compared with the
hashes of the facts now.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from agents.contract import AgentKey
from agents.schemas import RESULTS
from briefs.models import BusinessBrief, ItemChoice
from briefs.results import ANSWERS, DecidedItem, fact_hashes, stored_result, used_items

#: The prefix of a site text's key among hashes and reasons: "content/about.warm".
SITE_TEXT: Final = "content/"
#: The agents that read the answers themselves, and not only other agents' texts.
ANSWER_READERS: Final[tuple[AgentKey, ...]] = ("research", "content", "seo", "template")
Hashes = Mapping[str, str]


@dataclass(frozen=True)
class ItemToReview:
    """An item to be reviewed, with the keys of the facts ("price") or site texts that changed."""

    decided: DecidedItem
    reasons: tuple[str, ...]


def changed_keys(keys: Iterable[str], then: Iterable[Hashes], now: Hashes) -> tuple[str, ...]:
    """Return the keys whose hash now differs from all hashes then; a missing hash counts as ""."""
    known = list(then)
    return tuple(key for key in keys if all(one.get(key, "") != now.get(key, "") for one in known))


def items_to_review(brief: BusinessBrief, choices: Iterable[ItemChoice]) -> list[ItemToReview]:
    """Return all items to be reviewed, in the order of the agents and of their pages."""
    choices = list(choices)
    now = fact_hashes(brief, choices)
    site_texts = _to_review(used_items(brief, "content", choices), now, {})
    reasons = {one.decided.item.key: one.reasons for one in site_texts}
    found: list[ItemToReview] = []
    for agent in RESULTS:
        is_content = agent == "content"
        found += site_texts if is_content else _to_review(used_items(brief, agent, choices), now, reasons)
    return found


def _to_review(
    items: Iterable[DecidedItem], now: Hashes, site_texts: Mapping[str, tuple[str, ...]]
) -> list[ItemToReview]:
    found = (ItemToReview(one, _reasons(one, now, site_texts)) for one in items)
    return [one for one in found if one.reasons]


def _reasons(decided: DecidedItem, now: Hashes, site_texts: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Return the keys that changed since, including those of the site texts that the item was made from.

    The person's own wording is compared with the facts when they wrote it, an agent's with the facts when it
    was made and, once accepted, when it was accepted.
    """
    then = [decided.facts] if decided.is_own else [decided.facts, decided.made]
    through = [reason for key in decided.item.from_texts for reason in site_texts.get(key, ())]
    keys = [*decided.item.uses, *(f"{SITE_TEXT}{key}" for key in decided.item.from_texts), *through]
    return changed_keys(dict.fromkeys(keys), then, now)


def outdated_agents(brief: BusinessBrief) -> tuple[AgentKey, ...]:
    """Return the agents whose results were made from other answers, whether or not a fact changed."""
    now = fact_hashes(brief)[ANSWERS]
    stored = {agent: one for agent in ANSWER_READERS if (one := stored_result(brief, agent))}
    return tuple(agent for agent, one in stored.items() if one.facts.get(ANSWERS, now) != now)


def agents_to_run_again(items: Iterable[ItemToReview]) -> tuple[AgentKey, ...]:
    """Return the agents of the items to be reviewed; no run changes the person's own wording."""
    wanted = {one.decided.agent for one in items if not one.decided.is_own}
    return tuple(agent for agent in RESULTS if agent in wanted)
