"""The results of the agents with the decisions on their items, and the items to review since a fact changed.

Reviews are not stored: the hashes of the facts from when an item was made or decided on are compared with
the hashes of the facts now.
"""

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from pydantic import Field, ValidationError

from agents.contract import AgentKey, FactKey, Frozen, Item, Result
from agents.schemas import RESULTS
from briefs.models import BusinessBrief, ItemChoice
from coaching.coach.scoring.facts import facts
from reference.packs import country

#: The brief's column for the answer to each step.
STEP_COLUMNS: Final[dict[str, str]] = {
    "vision": "vision",
    "mission": "mission",
    "clientele": "target_audience",
    "differentiation": "differentiation",
    "offre": "value_proposition",
    "synthesis": "summary",
}
#: The key of the hash of all answers.
ANSWERS: Final = "answers"
#: The prefix of a site text's key among hashes and reasons: "content/about.warm".
SITE_TEXT: Final = "content/"
#: The agents that read the answers themselves, and not only other agents' texts.
ANSWER_READERS: Final[tuple[AgentKey, ...]] = ("research", "content", "seo", "template")
Hashes = Mapping[str, str]


class StoredResult(Frozen):
    """A result as the brief's JSON column stores it; `facts` are the hashes of the facts at that time."""

    version: int
    provider: str
    inputs_hash: str
    made_at: str
    facts: Mapping[str, str] = Field(default_factory=dict)
    result: Mapping[str, Any]


@dataclass(frozen=True)
class DecidedItem:
    """An item with the decision on it: `state` is "" without one, `text` the person's wording or the agent's.

    `facts` are the hashes of the facts when the person decided, `made` those when the agent made the item;
    `version` counts the decisions.
    """

    item: Item
    agent: AgentKey
    text: str
    state: str
    facts: Hashes
    made: Hashes = field(default_factory=dict)
    version: int = 0

    @property
    def is_used(self) -> bool:
        """Return whether the site, the PDF and the exports may use it."""
        return self.state != ItemChoice.State.REJECTED

    @property
    def is_own(self) -> bool:
        """Return whether the wording is the person's own."""
        return self.state == ItemChoice.State.EDITED

    @property
    def seen(self) -> str:
        """Return a token of decision and wording; it is compared when the person decides on what they saw."""
        return f"{self.version}-{_hash(self.text)}"


def step_texts(brief: BusinessBrief) -> dict[str, str]:
    """Return the texts of the brief that are not blank, by step name."""
    texts = {step: getattr(brief, column) for step, column in STEP_COLUMNS.items()}
    return {step: text for step, text in texts.items() if text.strip()}


def stored_result(brief: BusinessBrief, agent: AgentKey) -> StoredResult | None:
    """Return an agent's last result as stored, or None when it is missing or invalid."""
    stored = getattr(brief, RESULTS[agent][1])
    try:
        return StoredResult.model_validate(stored) if stored else None
    except ValidationError:
        return None


def result(brief: BusinessBrief, agent: AgentKey) -> Result | None:
    """Return an agent's last result, or None when it is missing or invalid."""
    stored = stored_result(brief, agent)
    try:
        return RESULTS[agent][0].model_validate(stored.result) if stored else None
    except ValidationError:
        return None


def decided_items(brief: BusinessBrief, agent: AgentKey, choices: Iterable[ItemChoice]) -> list[DecidedItem]:
    """Return an agent's items with the decisions on them; `choices` are those of the brief."""
    made, stored = result(brief, agent), stored_result(brief, agent)
    if made is None or stored is None:
        return []
    decided = {choice.key: choice for choice in choices if choice.agent == agent}
    return [_decided(item, agent, decided.get(item.key), stored) for item in made.items()]


def used_items(brief: BusinessBrief, agent: AgentKey, choices: Iterable[ItemChoice]) -> list[DecidedItem]:
    """Return the items for the site, the PDF and the exports: all that were not rejected."""
    return [one for one in decided_items(brief, agent, choices) if one.is_used]


def _decided(item: Item, agent: AgentKey, choice: ItemChoice | None, stored: StoredResult) -> DecidedItem:
    """Return an item with its decision; one that accepted or rejected another text does not count."""
    if choice is None:
        return DecidedItem(item, agent, item.text, "", stored.facts, stored.facts)
    if choice.state == ItemChoice.State.EDITED:
        return DecidedItem(item, agent, choice.text, choice.state, choice.facts, stored.facts, choice.version)
    is_same_text = choice.text in ("", item.text)
    facts, state = (choice.facts, choice.state) if is_same_text else (stored.facts, "")
    return DecidedItem(item, agent, item.text, state, facts, stored.facts, choice.version)


def fact_texts(brief: BusinessBrief) -> dict[FactKey, str]:
    """Return the words of the brief about each fact, "" where it says nothing."""
    currency = country(str(brief.location.get("country", ""))).currency
    found = facts(step_texts(brief), brief.language, currency)
    customer = found.customer()
    problem, promise = found.first("problem"), found.first("promise")
    return {
        "name": brief.business_name,
        "customer": customer.quote if customer else "",
        "problem": problem.quote if problem else "",
        "promise": promise.quote if promise else "",
        "price": next((price.quotation.quote for price in found.prices if price.role == "price"), ""),
        "place": brief.location.get("city", ""),
    }


def fact_hashes(brief: BusinessBrief, choices: Iterable[ItemChoice] = ()) -> dict[str, str]:
    """Return a short hash of every fact, of every site text ("content/about.warm") and of all ANSWERS."""
    texts = {f"{SITE_TEXT}{one.item.key}": one.text for one in used_items(brief, "content", choices)}
    given = json.dumps([step_texts(brief), brief.sector_id, brief.language, brief.location], sort_keys=True)
    return {key: _hash(text) for key, text in [*fact_texts(brief).items(), *texts.items(), (ANSWERS, given)]}


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


@dataclass(frozen=True)
class ItemToReview:
    """An item to be reviewed, with the keys of the facts ("price") or site texts that changed."""

    decided: DecidedItem
    reasons: tuple[str, ...]


def items_to_review(brief: BusinessBrief, choices: Iterable[ItemChoice]) -> list[ItemToReview]:
    """Return all items to be reviewed, in the order of the agents and of their pages."""
    choices = list(choices)
    now = fact_hashes(brief, choices)
    found: dict[str, ItemToReview] = {}
    for agent in RESULTS:  # the site texts come before the items that are made from them
        for one in used_items(brief, agent, choices):
            if reasons := _reasons(one, now, found):
                found[f"{agent}/{one.item.key}"] = ItemToReview(one, reasons)
    return list(found.values())


def _reasons(decided: DecidedItem, now: Hashes, found: Mapping[str, ItemToReview]) -> tuple[str, ...]:
    """Return the keys that changed since, including those of the site texts that the item was made from.

    The person's own wording is compared with the facts when they wrote it, an agent's with the facts when it
    was made and, once accepted, when it was accepted. `found` are the site texts to be reviewed.
    """
    then = [decided.facts] if decided.is_own else [decided.facts, decided.made]
    site_texts = [f"{SITE_TEXT}{key}" for key in decided.item.from_texts]
    through = [reason for key in site_texts if key in found for reason in found[key].reasons]
    return changed_keys(dict.fromkeys([*decided.item.uses, *site_texts, *through]), then, now)


def changed_keys(keys: Iterable[str], then: Collection[Hashes], now: Hashes) -> tuple[str, ...]:
    """Return the keys whose hash now differs from all hashes then; a missing hash counts as ""."""
    return tuple(key for key in keys if all(one.get(key, "") != now.get(key, "") for one in then))


def outdated_agents(brief: BusinessBrief) -> tuple[AgentKey, ...]:
    """Return the agents whose results were made from other answers, whether or not a fact changed."""
    now = fact_hashes(brief)[ANSWERS]
    stored = {agent: one for agent in ANSWER_READERS if (one := stored_result(brief, agent))}
    return tuple(agent for agent, one in stored.items() if one.facts.get(ANSWERS, now) != now)


def agents_to_run_again(items: Iterable[ItemToReview]) -> tuple[AgentKey, ...]:
    """Return the agents of the items to be reviewed; no run changes the person's own wording."""
    wanted = {one.decided.agent for one in items if not one.decided.is_own}
    return tuple(agent for agent in RESULTS if agent in wanted)
