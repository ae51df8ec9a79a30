"""The sources of a site: the results of a brief with the decisions on them, and the texts of the business."""

from dataclasses import dataclass, field
from typing import Final

from agents.contract import TONES, AgentKey
from briefs.choices import ChoiceKind, Chosen, chosen
from briefs.models import BusinessBrief
from briefs.results import DecidedItem, decided_items, fact_hashes
from businesses.models import Business
from reference.packs import country_pack
from websites.definition.blocks import Language, interface_language
from websites.definition.operations.base import MULTILINE_FIELDS
from websites.definition.schema import Origin

#: States of an item that the person accepted.
ACCEPTED: Final = frozenset({"accepted", "edited"})
#: The most characters of a text that may have several lines, of another one, and of a headline.
_BODY_LENGTH: Final = 4000
_LINE_LENGTH: Final = 200
_HEADLINE_LENGTH: Final = 120


@dataclass
class Sources:
    """The sources of one site."""

    business: Business
    language: Language
    items: dict[tuple[str, str], DecidedItem] = field(default_factory=dict)
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
        """Return the text of a part in the chosen tone, else in the next tone that has one.

        The tones that the person did not choose are in the order of the number of accepted texts.
        """
        accepted = [
            key for (agent, key), item in self.items.items() if agent == "content" and item.state in ACCEPTED
        ]
        ordered = sorted(TONES, key=lambda tone: -sum(key.endswith(f".{tone}") for key in accepted))
        tones = sorted(ordered, key=lambda tone: tone != self.choice("tone"))
        return next((item for tone in tones if (item := self.used("content", f"{part}.{tone}"))), None)

    def own(self, column: str) -> str:
        """Return the text of a column of the brief, or of the business when there is no brief.

        The text of the column `location` is city and country.
        """
        value = getattr(self.brief or self.business, column)
        if column != "location":
            return str(value).strip()
        city, code = value.get("city", ""), value.get("country", "")
        pack = country_pack(code)
        country = pack.name.get(self.language) if pack.code.lower() == code.lower() else ""
        return ", ".join(part for part in (city, country) if part)

    @property
    def country(self) -> str:
        """The ISO code of the country, "" when unknown."""
        return str((self.brief or self.business).location.get("country") or "")

    def origin_of(self, item: DecidedItem, text: str) -> Origin:
        """Return the origin of a text from an item, with the facts that the item used.

        Facts used by the site texts that the item was made from count too.
        """
        used_texts = (self.items.get(("content", key)) for key in item.item.from_texts)
        facts_used = [*item.item.uses, *(fact for one in used_texts if one for fact in one.item.uses)]
        facts: dict[str, str] = {fact: item.facts[fact] for fact in facts_used if fact in item.facts}
        return Origin(agent=item.agent, key=item.item.key, text=text, facts=facts)

    def own_origin(self, column: str, text: str, *facts: str) -> Origin:
        """Return the origin of a text that the person wrote: its column and the named facts."""
        known = {fact: self.facts[fact] for fact in facts if fact in self.facts}
        return Origin(agent="brief", key=column, text=text, facts=known)


def sources_of(business: Business) -> Sources:
    """Return the sources of the site of a business."""
    brief = business.brief
    if brief is None:
        return Sources(business, interface_language())
    choices = list(brief.choices.all())
    agents: tuple[AgentKey, ...] = ("content", "logo", "seo", "template")
    items: dict[tuple[str, str], DecidedItem] = {
        (agent, item.item.key): item for agent in agents for item in decided_items(brief, agent, choices)
    }
    return Sources(
        business,
        "fr" if brief.language == "fr" else "en",
        items,
        fact_hashes(brief),
        brief,
        chosen(brief, choices),
    )


def first_sentence(text: str) -> str:
    """Return the first sentence, or "" when it is too long for a headline."""
    line = text.split("\n")[0]
    for end in (". ", "! ", "? ", "… "):
        line = line.split(end)[0]
    sentence = line.strip().rstrip(".")
    return sentence if len(sentence) <= _HEADLINE_LENGTH else ""


def truncate(text: str, path: str) -> str:
    """Return a text with at most the length of the field at `path`, cut between words."""
    is_long = path.rpartition(".")[2] in MULTILINE_FIELDS
    text, most = (text.strip(), _BODY_LENGTH) if is_long else (" ".join(text.split()), _LINE_LENGTH)
    if len(text) <= most:
        return text
    head = text[: most - 1]
    return f"{head.rpartition(' ')[0] or head}…"
