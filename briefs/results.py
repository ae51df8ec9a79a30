"""What the sub-agents made of a brief, as the brief keeps it, and as the person's decisions leave it."""

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
from coaching.coach.scoring.facts import BusinessFacts, facts
from reference.packs import country_pack

#: Which text of the brief is the person's answer to which step.
TEXTS: Final[dict[str, str]] = {
    "vision": "vision",
    "mission": "mission",
    "clientele": "target_audience",
    "differentiation": "differentiation",
    "offre": "value_proposition",
    "synthesis": "summary",
}

#: Where hashes of facts keep that of all answers.
ANSWERS: Final = "answers"


class Kept(Frozen):
    """A result as a brief's JSON column keeps it; `facts` are the hashes of the facts at that time."""

    version: int
    provider: str
    inputs_hash: str
    made_at: str
    facts: Mapping[str, str] = Field(default_factory=dict)
    result: Mapping[str, Any]


@dataclass(frozen=True)
class Shown:
    """An item as it stands now: the person's wording if they gave one, and their decision ("" for none).

    `facts` are the hashes of what it rested on when the person decided, `made` when the agent made it;
    `version` counts the decisions, 0 for none.
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
        """Name what somebody who sees the item decides on: another decision or wording, another name."""
        return f"{self.version}-{_hash(self.text)}"


def texts_of(brief: BusinessBrief) -> dict[str, str]:
    """Return the person's texts by step name, as the brief holds them now, without empty ones."""
    held = {step: getattr(brief, column) for step, column in TEXTS.items()}
    return {step: text for step, text in held.items() if text.strip()}


def kept(brief: BusinessBrief, agent: AgentKey) -> Kept | None:
    """Return the envelope of an agent's last result, or None when there is none that this code can read."""
    column = RESULTS[agent][1]
    stored = getattr(brief, column)
    try:
        return Kept.model_validate(stored) if stored else None
    except ValidationError:
        return None


def result(brief: BusinessBrief, agent: AgentKey) -> Result | None:
    """Return an agent's last result, or None when there is none, or one of an older shape."""
    envelope = kept(brief, agent)
    if envelope is None:
        return None
    try:
        return RESULTS[agent][0].model_validate(envelope.result)
    except ValidationError:
        return None


def shown_items(brief: BusinessBrief, agent: AgentKey, choices: Iterable[ItemChoice]) -> list[Shown]:
    """Return an agent's items as the person's decisions leave them; `choices` are those of the brief."""
    made, envelope = result(brief, agent), kept(brief, agent)
    if made is None or envelope is None:
        return []
    decided = {choice.key: choice for choice in choices if choice.agent == agent}
    return [_shown(item, agent, decided.get(item.key), envelope) for item in made.items()]


def used_items(brief: BusinessBrief, agent: AgentKey, choices: Iterable[ItemChoice]) -> list[Shown]:
    """Return the items that the site, the PDF and the exports use: all that were not rejected."""
    return [shown for shown in shown_items(brief, agent, choices) if shown.is_used]


def _shown(item: Item, agent: AgentKey, choice: ItemChoice | None, envelope: Kept) -> Shown:
    """Return an item with the decision on it; accepting or rejecting one text says nothing of another."""
    if choice is None:
        return Shown(item, agent, item.text, "", envelope.facts, envelope.facts)
    if choice.state == ItemChoice.State.EDITED:
        return Shown(item, agent, choice.text, choice.state, choice.facts, envelope.facts, choice.version)
    holds = choice.text in ("", item.text)
    facts, state = (choice.facts, choice.state) if holds else (envelope.facts, "")
    return Shown(item, agent, item.text, state, facts, envelope.facts, choice.version)


def business_facts(brief: BusinessBrief) -> BusinessFacts:
    """Return what was given at the start, as the brief holds it now."""
    pack = country_pack(brief.location.get("country", ""))
    return BusinessFacts(
        name=brief.business_name,
        sector=brief.sector_id,
        city=brief.location.get("city", ""),
        country=pack.name.get(brief.language),
        currency=pack.currency,
        language=brief.language,
    )


def thread(brief: BusinessBrief) -> dict[FactKey, str]:
    """Return the red thread in the person's words: what the brief says of each fact, "" when nothing."""
    found = facts(texts_of(brief), brief.language)
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
    """Return a short hash of every fact, and of every site text as decided ("content/about.warm").

    Equal hashes, unchanged facts. ANSWERS stands for all that the person gave, which no item rests on.
    """
    texts = {f"content/{one.item.key}": one.text for one in used_items(brief, "content", choices)}
    given = json.dumps([texts_of(brief), brief.sector_id, brief.language, brief.location], sort_keys=True)
    return {key: _hash(text) for key, text in [*thread(brief).items(), *texts.items(), (ANSWERS, given)]}


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def inputs_of(brief: BusinessBrief, choices: Iterable[ItemChoice], tone: Tone = "warm") -> Inputs:
    """Return all that the agents may know of a brief."""
    site_texts = {shown.item.key: shown.text for shown in used_items(brief, "content", choices)}
    place = brief.location
    return Inputs(
        language="fr" if brief.language == "fr" else "en",
        business_name=brief.business_name,
        sector=brief.sector_id,
        country=place.get("country", ""),
        city=place.get("city", ""),
        currency=country_pack(place.get("country", "")).currency,
        texts=texts_of(brief),
        tone=tone,
        site_texts=site_texts,
    )
