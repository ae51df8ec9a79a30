"""A first site from what a brief's results hold now, or from the person's own texts where there is none."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from django.db import IntegrityError, transaction
from django.utils.translation import get_language

from accounts.models import User
from audit.services import record
from businesses.agents.contract import AgentKey
from businesses.agents.palettes import fitting
from businesses.agents.schemas import LogoResult, TemplateResult
from businesses.choosing import Chosen, What, chosen
from businesses.models import Business, BusinessBrief
from businesses.results import Shown, fact_hashes, result, shown_items
from coaching.packs import country_pack
from websites import claims
from websites.blocks import Language, build, heading
from websites.definition import AnyBlock, Definition, Entry, Origin
from websites.models import Site
from websites.operations.base import BODIES
from websites.slugs import candidates, is_free

#: The site's look until the template agent has said something.
FIRST_THEME: Final = "marche"
#: Decisions that say yes.
TAKEN: Final = frozenset({"accepted", "edited"})
TONES: Final = ("warm", "plain", "proud")
#: A sentence that is longer makes no headline, in characters.
_HEADLINE: Final = 120
_LINE: Final = 200
_BODY: Final = 4000


@dataclass
class Sources:
    """What a site is made from: the results' items as decided, and the business's own texts."""

    business: Business
    language: Language
    items: dict[tuple[AgentKey, str], Shown] = field(default_factory=dict)
    facts: dict[str, str] = field(default_factory=dict)
    brief: BusinessBrief | None = None
    holds: Chosen | None = None

    def choice(self, what: What) -> str:
        """Return the voice, mark, theme or palette that the person chose, "" when they chose none."""
        chose = self.holds is not None and what in self.holds.by_person
        return str(getattr(self.holds, what)) if chose else ""

    def used(self, agent: AgentKey, key: str) -> Shown | None:
        """Return an item, or None when there is none or the person rejected it."""
        item = self.items.get((agent, key))
        return item if item and item.is_used and item.text.strip() else None

    def toned(self, part: str) -> Shown | None:
        """Return the voice text of a part in the tone that the person chose, else in the next one."""
        found = (self.used("content", f"{part}.{tone}") for tone in self.tones())
        return next((item for item in found if item), None)

    def tones(self) -> list[str]:
        """Return the tones: the one that the person chose, else took most often, first."""
        taken = [
            key for (agent, key), item in self.items.items() if agent == "content" and item.state in TAKEN
        ]
        most = sorted(TONES, key=lambda tone: -sum(key.endswith(f".{tone}") for key in taken))
        return sorted(most, key=lambda tone: tone != self.choice("tone"))

    def own(self, column: str) -> str:
        """Return the person's own text of a column of the brief, or of the business."""
        return str(getattr(self.brief or self.business, column)).strip()


@transaction.atomic
def make_site(*, by: User, business: Business) -> Site:
    """Make the site of a business, as a draft; the one that it has already is returned as it is."""
    Business.objects.select_for_update(of=("self",)).get(pk=business.pk)
    made: Site | None = Site.objects.filter(business=business).first()
    if made:
        return made
    sources = sources_of(business)
    definition = definition_from(sources)
    site = _written(by, business, sources, definition)
    claims.write(site)
    record("websites.site.made", by=by, target=site, organization=site.organization)
    return site


def _written(by: User, business: Business, sources: Sources, definition: Definition) -> Site:
    """Write the row under the first address that is free; others' drafts are known by trying."""
    site = Site(
        organization=business.organization,
        business=business,
        theme=definition.theme,
        definition=definition.model_dump(mode="json"),
        languages=[definition.language],
        created_by=by,
        updated_by=by,
    )
    wished = sources.used("seo", "slug")
    for slug in candidates(wished.text if wished else business.business_name):
        if not is_free(slug):
            continue
        try:
            with transaction.atomic():
                site.slug = slug
                site.save()
        except IntegrityError:
            continue
        break
    return site


def sources_of(business: Business) -> Sources:
    """Read what a site of this business is made from."""
    brief = business.brief
    if brief is None:
        return Sources(business, "fr" if (get_language() or "fr").startswith("fr") else "en")
    choices = list(brief.choices.all())
    agents: tuple[AgentKey, ...] = ("content", "logo", "seo", "template")
    items = {
        (agent, shown.item.key): shown for agent in agents for shown in shown_items(brief, agent, choices)
    }
    language: Language = "fr" if brief.language == "fr" else "en"
    return Sources(business, language, items, fact_hashes(brief), brief, chosen(brief, choices))


def definition_from(sources: Sources) -> Definition:
    """Return the site that the sources give; every text notes where it came from."""
    theme, palette, mark = _look(sources)
    texts = Filled(sources)
    texts.put_or_own("title", sources.used("seo", "title"), "business_name", "name", most=_LINE)
    texts.put_or_own("description", sources.used("seo", "description"), "value_proposition", most=_BODY)
    return Definition(
        language=sources.language,
        theme=theme,
        palette=palette,
        mark=mark,
        **texts.values,
        origins=texts.origins,
        blocks=tuple(_blocks(sources)),
    )


def _look(sources: Sources) -> tuple[str, str, str]:
    """Return theme, palette and mark: the ones chosen, else taken, else the first not rejected."""
    themes = result(sources.brief, "template") if sources.brief else None
    marks = result(sources.brief, "logo") if sources.brief else None
    theme, palette, mark = FIRST_THEME, fitting(sources.business.sector_id)[0].key, ""
    if isinstance(themes, TemplateResult):
        wanted = sources.choice("theme") or _first(
            sources, "template", [one.item.key for one in themes.themes]
        )
        for suggestion in (one for one in themes.themes if one.item.key == wanted):
            theme, palette = suggestion.theme, suggestion.palette
    if isinstance(marks, LogoResult):
        mark = sources.choice("mark") or _first(sources, "logo", [one.item.key for one in marks.marks])
        taken = [one for one in marks.marks if one.item.key == mark and _is_taken(sources, mark)]
        palette = taken[0].palette if taken else palette
    return theme, sources.choice("palette") or palette, mark


def _first(sources: Sources, agent: AgentKey, keys: list[str]) -> str:
    used = [key for key in keys if sources.used(agent, key)]
    taken = [key for key in used if sources.items[agent, key].state in TAKEN]
    return next(iter(taken + used), "")


def _is_taken(sources: Sources, mark: str) -> bool:
    return sources.items["logo", mark].state in TAKEN


def _blocks(sources: Sources) -> Iterator[AnyBlock]:
    """Yield the blocks in the order in which a visitor asks: what, for how much, why, who, how to reach."""
    language = sources.language
    name = _cut(sources.business.business_name, _LINE)
    yield build("header", name=name, origins={"name": _own(sources, "business_name", name, "name")})
    yield _hero(sources)
    makers = (_services, _features, _about, _questions, _call)
    yield from (block for make in makers if (block := make(sources)) is not None)
    contact, place = Filled(sources), place_of_business(sources)
    if place:
        contact.put_own("address", "location", place, "place")
    yield contact.block("contact", title=heading("contact", language))
    yield build("footer", text=name)


def _hero(sources: Sources) -> AnyBlock:
    headline, tagline = sources.toned("headline"), sources.toned("tagline")
    filled = Filled(sources)
    first = first_sentence(sources.own("mission")) or first_sentence(sources.own("value_proposition"))
    if headline is None and first:
        filled.put_own("headline", "mission", first)
    else:
        filled.put("headline", headline, sources.business.business_name)
    filled.put("text", tagline, "", most=_BODY)
    filled.put("button", sources.toned("call"), heading("button", sources.language))
    return filled.block("hero")


def _about(sources: Sources) -> AnyBlock | None:
    filled, about = Filled(sources), sources.toned("about")
    if about is not None:
        filled.put("text", about, "", most=_BODY)
    elif sources.own("mission"):
        filled.put_own("text", "mission", sources.own("mission"), most=_BODY)
    else:
        return None
    return filled.block("about", title=heading("about", sources.language))


def _services(sources: Sources) -> AnyBlock | None:
    filled = Filled(sources)
    for number in range(1, 41):
        title = sources.used("content", f"service.{number}.title")
        if title is not None:
            text = sources.used("content", f"service.{number}.text")
            filled.entry(title, text, sources.used("content", f"service.{number}.price"))
    if not filled.entries and sources.own("value_proposition"):
        filled.entry_own(heading("offer", sources.language), "value_proposition")
    return filled.listed("services")


def _features(sources: Sources) -> AnyBlock | None:
    filled = Filled(sources)
    for number in range(1, 41):
        reason = sources.used("content", f"why.{number}")
        if reason is not None:
            filled.entry(reason)
    if not filled.entries and sources.own("differentiation"):
        filled.entry_own(heading("difference", sources.language), "differentiation")
    return filled.listed("features")


def _questions(sources: Sources) -> AnyBlock | None:
    filled = Filled(sources)
    for number in range(1, 41):
        ask = sources.used("content", f"question.{number}.ask")
        answer = sources.used("content", f"question.{number}.answer")
        if ask is not None and answer is not None:
            filled.entry(ask, answer)
    return filled.listed("questions")


def _call(sources: Sources) -> AnyBlock | None:
    call = sources.toned("call")
    if call is None:
        return None
    filled = Filled(sources)
    filled.put("button", call, "")
    return filled.block("call_to_action", title=heading("call_to_action", sources.language))


class Filled:
    """The values of a block while it is filled, each with its origin."""

    def __init__(self, sources: Sources) -> None:
        self._sources = sources
        self.values: dict[str, Any] = {}
        self.origins: dict[str, Origin] = {}
        self.entries: list[Entry] = []

    def put(self, path: str, item: Shown | None, otherwise: str, most: int = _LINE) -> None:
        """Write an item's text, or another text without an origin."""
        self.values[path] = _cut(item.text if item else otherwise, most)
        if item:
            self.origins[path] = origin_of(item, self.values[path], self._sources)

    def put_own(self, path: str, column: str, text: str, *facts: str, most: int = _LINE) -> None:
        """Write the person's own words from a column."""
        self.values[path] = _cut(text, most)
        self.origins[path] = _own(self._sources, column, self.values[path], *facts)

    def put_or_own(self, path: str, item: Shown | None, column: str, *facts: str, most: int) -> None:
        """Write an item's text, or the person's own words where there is none."""
        if item:
            self.put(path, item, "", most)
        else:
            self.put_own(path, column, self._sources.own(column), *facts, most=most)

    def entry(self, title: Shown, text: Shown | None = None, price: Shown | None = None) -> None:
        """Add an entry; a title too long for its line goes on in the text."""
        parts = {"title": title, "text": text, "price": price}
        line = _cut(title.text, _LINE)
        rest = title.text[len(line) :].strip(" …") if line != title.text and text is None else ""
        held = {
            name: _cut(item.text, _LINE if name != "text" else _BODY) for name, item in parts.items() if item
        }
        self._note({name: origin_of(item, held[name], self._sources) for name, item in parts.items() if item})
        self.entries.append(Entry(**{"text": rest, **held}))

    def entry_own(self, title: str, column: str) -> None:
        """Add an entry with the person's own words."""
        text = _cut(self._sources.own(column), _BODY)
        self._note({"text": _own(self._sources, column, text)})
        self.entries.append(Entry(title=title, text=text))

    def _note(self, origins: dict[str, Origin]) -> None:
        at = len(self.entries)
        self.origins.update({f"entries.{at}.{name}": origin for name, origin in origins.items()})

    def block(self, kind: str, **values: Any) -> AnyBlock:
        """Return the block."""
        return build(kind, **{**values, **self.values}, origins=self.origins)

    def listed(self, kind: str) -> AnyBlock | None:
        """Return the block with its entries, None when there are none."""
        if not self.entries:
            return None
        title = heading(kind, self._sources.language)
        return build(kind, title=title, entries=self.entries[:40], origins=self.origins)


def origin_of(item: Shown, text: str, sources: Sources) -> Origin:
    """Return where an item's text comes from; only the facts that it rests on count.

    It rests on those of the site texts that it was made from too.
    """
    made_from = (sources.items.get(("content", key)) for key in item.item.from_texts)
    used = [*item.item.uses, *(fact for one in made_from if one for fact in one.item.uses)]
    facts: dict[str, str] = {fact: item.facts[fact] for fact in used if fact in item.facts}
    return Origin(agent=item.agent, key=item.item.key, text=text, facts=facts)


def _own(sources: Sources, column: str, text: str, *facts: str) -> Origin:
    """Return the origin of the person's own words: the column, and the facts named."""
    known = {fact: sources.facts[fact] for fact in facts if fact in sources.facts}
    return Origin(agent="brief", key=column, text=text, facts=known)


def place_of_business(sources: Sources) -> str:
    """Return city and country as the person gave them."""
    location = (sources.brief or sources.business).location
    code = location.get("country", "")
    pack = country_pack(code)
    country = pack.name.get(sources.language) if pack.code.lower() == code.lower() else ""
    return _cut(", ".join(part for part in (location.get("city", ""), country) if part), _LINE)


def fitted(text: str, path: str) -> str:
    """Return a text cut to what its place in a block holds."""
    return _cut(text, _BODY if path.rpartition(".")[2] in BODIES else _LINE)


def first_sentence(text: str) -> str:
    """Return the first sentence when it can be a headline, else ""."""
    line = text.split("\n")[0]
    for end in (". ", "! ", "? ", "… "):
        line = line.split(end)[0]
    sentence = line.strip().rstrip(".")
    return sentence if len(sentence) <= _HEADLINE else ""


def _cut(text: str, most: int) -> str:
    """Return a text that fits: whole when it can be, else cut between words."""
    text = text.strip() if most > _LINE else " ".join(text.split())
    if len(text) <= most:
        return text
    head = text[: most - 1]
    return f"{head.rpartition(' ')[0] or head}…"
