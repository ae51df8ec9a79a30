"""The results of the agents, as a brief stores them, with the decisions on their items."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from pydantic import Field, ValidationError

from agents.contract import AgentKey, FactKey, Frozen, Inputs, Item, Result, Tone
from agents.schemas import RESULTS
from briefs.models import BusinessBrief, ItemChoice
from coaching.coach.scoring.facts import facts
from reference.packs import country_pack

#: The brief's column for the answer to each step.
STEP_COLUMNS: Final[dict[str, str]] = {
    "vision": "vision",
    "mission": "mission",
    "clientele": "target_audience",
    "differentiation": "differentiation",
    "offre": "value_proposition",
    "synthesis": "summary",
}

#: The key of the hash over all answers.
ANSWERS: Final = "answers"


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
    """An item with the decision on it: `state` is "" without one, `text` is their wording or the agent's.

    `facts` are the hashes of the facts when the person decided, `made` when the agent made the item;
    `version` counts the decisions.
    """

    item: Item
    agent: AgentKey
    text: str
    state: str
    facts: Mapping[str, str]
    made: Mapping[str, str] = field(default_factory=dict)
    version: int = 0

    @property
    def is_used(self) -> bool:
        """Whether the site, the PDF and the exports may use it."""
        return self.state != ItemChoice.State.REJECTED

    @property
    def is_own(self) -> bool:
        """Whether the wording is the person's own."""
        return self.state == ItemChoice.State.EDITED

    @property
    def seen(self) -> str:
        """Return a token of decision and wording, by which a later decision finds out that they changed."""
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
    found = facts(step_texts(brief), brief.language)
    price = next((price.quotation.quote for price in found.prices if price.role == "price"), "")
    customer = found.customer()
    problem, promise = found.first("problem"), found.first("promise")
    return {
        "name": brief.business_name,
        "customer": customer.quote if customer else "",
        "problem": problem.quote if problem else "",
        "promise": promise.quote if promise else "",
        "price": price,
        "place": brief.location.get("city", ""),
    }


def fact_hashes(brief: BusinessBrief, choices: Iterable[ItemChoice] = ()) -> dict[str, str]:
    """Return a short hash of every fact, of every site text ("content/about.warm") and of all ANSWERS."""
    texts = {f"content/{one.item.key}": one.text for one in used_items(brief, "content", choices)}
    given = json.dumps([step_texts(brief), brief.sector_id, brief.language, brief.location], sort_keys=True)
    return {key: _hash(text) for key, text in [*fact_texts(brief).items(), *texts.items(), (ANSWERS, given)]}


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def inputs_of(brief: BusinessBrief, choices: Iterable[ItemChoice], tone: Tone = "warm") -> Inputs:
    """Return the inputs of the agents for a brief."""
    site_texts = {one.item.key: one.text for one in used_items(brief, "content", choices)}
    location = brief.location
    return Inputs(
        language="fr" if brief.language == "fr" else "en",
        business_name=brief.business_name,
        sector=brief.sector_id,
        country=location.get("country", ""),
        city=location.get("city", ""),
        currency=country_pack(location.get("country", "")).currency,
        texts=step_texts(brief),
        tone=tone,
        site_texts=site_texts,
    )
