"""The sources of a site: the results of a brief with the decisions on them, and the texts of the business."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from agents.contract import TONES, AgentKey
from briefs.choices import ChoiceKind, Chosen, chosen
from briefs.models import BusinessBrief
from briefs.results import DecidedItem, decided_items, fact_hashes
from businesses.models import Business
from websites.definition.blocks import Language, interface_language

#: States of an item that the person accepted.
ACCEPTED: Final = frozenset({"accepted", "edited"})


@dataclass
class Sources:
    """The sources of one site."""

    business: Business
    language: Language
    items: dict[tuple[AgentKey, str], DecidedItem] = field(default_factory=dict)
    facts: dict[str, str] = field(default_factory=dict)
    brief: BusinessBrief | None = None
    choices: Chosen | None = None

    def choice(self, what: ChoiceKind) -> str:
        """Return the tone, mark, theme or palette that the person chose, "" when they chose none."""
        is_chosen = self.choices is not None and what in self.choices.by_person
        return str(getattr(self.choices, what)) if is_chosen else ""

    def used(self, agent: AgentKey, key: str) -> DecidedItem | None:
        """Return an item, or None when it is missing, empty or rejected."""
        item = self.items.get((agent, key))
        return item if item and item.is_used and item.text.strip() else None

    def is_accepted(self, agent: AgentKey, key: str) -> bool:
        """Say whether the person accepted an item."""
        item = self.items.get((agent, key))
        return item is not None and item.state in ACCEPTED

    def first(self, agent: AgentKey, keys: list[str]) -> str:
        """Return the first accepted item, else the first that is not rejected, else ""."""
        used = [key for key in keys if self.used(agent, key)]
        return next(iter([*(key for key in used if self.is_accepted(agent, key)), *used]), "")

    def in_tone(self, part: str) -> DecidedItem | None:
        """Return the text of a part in the chosen tone, else in the next tone that has one."""
        found = (self.used("content", f"{part}.{tone}") for tone in self.tones())
        return next((item for item in found if item), None)

    def tones(self) -> list[str]:
        """Return the tones in order: the chosen one first, then by the number of accepted texts."""
        accepted = [
            key for (agent, key), item in self.items.items() if agent == "content" and item.state in ACCEPTED
        ]
        ordered = sorted(TONES, key=lambda tone: -sum(key.endswith(f".{tone}") for key in accepted))
        return sorted(ordered, key=lambda tone: tone != self.choice("tone"))

    def own(self, column: str) -> str:
        """Return the text of a column of the brief, or of the business when there is no brief."""
        return str(getattr(self.brief or self.business, column)).strip()


def sources_of(business: Business) -> Sources:
    """Return the sources of the site of a business."""
    brief = business.brief
    if brief is None:
        return Sources(business, interface_language())
    choices = list(brief.choices.all())
    agents: tuple[AgentKey, ...] = ("content", "logo", "seo", "template")
    items = {
        (agent, item.item.key): item for agent in agents for item in decided_items(brief, agent, choices)
    }
    language: Language = "fr" if brief.language == "fr" else "en"
    return Sources(business, language, items, fact_hashes(brief), brief, chosen(brief, choices))
