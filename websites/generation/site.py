"""Create the first site of a business from the results of its brief, or from its own texts."""

from collections.abc import Iterator, Mapping, Set
from contextlib import suppress
from typing import Any, Final

from django.db import IntegrityError, transaction

from accounts.models import User
from agents.palettes import palettes_by_fit
from agents.schemas import TemplateResult
from audit.services import record
from briefs.models import BRIEF_TEXTS
from briefs.results import DecidedItem, result
from businesses.models import Business
from nlp.contacts import contacts
from websites.actions import WebsiteAction
from websites.definition.blocks import build_block, heading
from websites.definition.schema import MOST_ENTRIES, AnyBlock, Definition, Entry, Origin
from websites.generation.sources import Sources, first_sentence, sources_of, truncate
from websites.models import Site
from websites.publishing.addresses import new_slugs
from websites.publishing.services import write_claims
from websites.rendering.assets import marks_of

#: The theme while there is no result of the template agent.
DEFAULT_THEME: Final = "marche"


@transaction.atomic
def make_site(*, by: User, business: Business) -> Site:
    """Return the site of the business; a draft is created when it has none."""
    Business.objects.select_for_update(no_key=True, of=("self",)).get(pk=business.pk)
    existing: Site | None = Site.objects.filter(business=business).first()
    if existing:
        return existing
    sources = sources_of(business)
    definition = definition_from(sources)
    site = Site(
        organization=business.organization,
        business=business,
        theme=definition.theme,
        definition=definition.model_dump(mode="json"),
        languages=[definition.language],
        created_by=by,
        updated_by=by,
    )
    proposed = sources.used("seo", "slug")
    for slug in new_slugs(proposed.text if proposed else business.business_name):
        with suppress(IntegrityError), transaction.atomic():  # another site has or had this slug
            site.slug = slug
            site.save()
            break
    write_claims(site)
    record(WebsiteAction.MADE, by=by, target=site, organization=site.organization)
    return site


def definition_from(sources: Sources) -> Definition:
    """Return the definition that the sources give; every text has its origin."""
    theme, palette, mark = _look(sources)
    texts = _BlockBuilder(sources)
    texts.set_or_own("title", sources.used("seo", "title"), "business_name", "name")
    texts.set_or_own("description", sources.used("seo", "description"), "value_proposition")
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
    """Return theme, palette and mark: those chosen, else accepted, else the first not rejected.

    The palette is that of the mark when the person accepted the mark, else that of the theme.
    """
    template = result(sources.brief, "template") if sources.brief else None
    suggestions = template.themes if isinstance(template, TemplateResult) else ()
    themes = {one.item.key: one for one in suggestions}
    theme = themes.get(sources.choice("theme") or sources.first("template", list(themes)))
    palette = theme.palette if theme else palettes_by_fit(sources.business.sector_id)[0].key
    marks = {one.item.key: one for one in marks_of(sources.brief)}
    mark = sources.choice("mark") or sources.first("logo", list(marks))
    if mark in marks and sources.is_accepted("logo", mark):
        palette = marks[mark].palette
    return theme.theme if theme else DEFAULT_THEME, sources.choice("palette") or palette, mark


class _BlockBuilder:
    """Collects the texts of one block: cut to their fields, with their origins."""

    def __init__(self, sources: Sources) -> None:
        self._sources = sources
        self.values: dict[str, Any] = {}
        self.origins: dict[str, Origin] = {}
        self.entries: list[Entry] = []

    def set_text(self, path: str, item: DecidedItem | None, otherwise: str = "") -> None:
        """Set a text from an item, or from `otherwise` without an origin."""
        self.values[path] = truncate(item.text if item else otherwise, path)
        if item:
            self.origins[path] = self._sources.origin_of(item, self.values[path])

    def set_own(self, path: str, column: str, text: str, *facts: str) -> None:
        """Set a text from a column that the person wrote."""
        self.values[path] = truncate(text, path)
        self.origins[path] = self._sources.own_origin(column, self.values[path], *facts)

    def set_or_own(self, path: str, item: DecidedItem | None, column: str, *facts: str) -> None:
        """Set a text from an item, or from a column when there is no item."""
        if item:
            self.set_text(path, item)
        else:
            self.set_own(path, column, self._sources.own(column), *facts)

    def add_entry(self, items: Mapping[str, DecidedItem]) -> None:
        """Add an entry from items by field; the end of a title that is too long continues in the text."""
        texts = {name: truncate(item.text, name) for name, item in items.items()}
        rest = "" if "text" in items else items["title"].text[len(texts["title"]) :].strip(" …")
        origins = {name: self._sources.origin_of(item, texts[name]) for name, item in items.items()}
        self._append(Entry(**{"text": rest, **texts}), origins)

    def add_own_entry(self, title: str, column: str) -> None:
        """Add an entry with the text of a column that the person wrote."""
        text = truncate(self._sources.own(column), "text")
        self._append(Entry(title=title, text=text), {"text": self._sources.own_origin(column, text)})

    def _append(self, entry: Entry, origins: Mapping[str, Origin]) -> None:
        at = len(self.entries)
        self.origins.update({f"entries.{at}.{name}": origin for name, origin in origins.items()})
        self.entries.append(entry)

    def block(self, kind: str, **values: Any) -> AnyBlock:
        """Return the block."""
        return build_block(kind, **{**values, **self.values}, origins=self.origins)


def _blocks(sources: Sources) -> Iterator[AnyBlock]:
    """Yield the blocks in the order of a visitor’s questions: what, for how much, why, who, how to reach."""
    header, contact = _BlockBuilder(sources), _BlockBuilder(sources)
    header.set_own("name", "business_name", sources.business.business_name, "name")
    yield header.block("header")
    yield _hero(sources)
    service = {"title": "service.{}.title", "text": "service.{}.text", "price": "service.{}.price"}
    question = {"title": "question.{}.ask", "text": "question.{}.answer"}
    blocks = (
        _list_block(sources, "services", service, own=("offer", "value_proposition")),
        _list_block(sources, "features", {"title": "why.{}"}, own=("difference", "differentiation")),
        _about(sources),
        _list_block(sources, "questions", question, needed=question.keys()),
        _call(sources),
    )
    yield from (block for block in blocks if block)
    if place := sources.own("location"):
        contact.set_own("address", "location", place, "place")
    contact.values |= _written_contacts(sources, place)
    yield contact.block("contact", title=heading("contact", sources.language))
    yield build_block("footer", text=header.values["name"])


def _written_contacts(sources: Sources, place: str) -> dict[str, str]:
    """Return the numbers, the address and the hours that the person typed in an answer."""
    texts = (sources.own(column) for column in BRIEF_TEXTS)
    found: dict[str, str] = {}
    for text in texts:
        said = contacts(text, sources.country)._asdict()
        found |= {name: value for name, value in said.items() if value and name not in found}
    if "address" in found and place.partition(",")[0].lower() not in found["address"].lower():
        found["address"] = f"{found['address']}, {place}"
    return {name: truncate(value, name) for name, value in found.items()}


def _hero(sources: Sources) -> AnyBlock:
    headline, builder = sources.in_tone("headline"), _BlockBuilder(sources)
    first = first_sentence(sources.own("mission")) or first_sentence(sources.own("value_proposition"))
    if headline is None and first:
        builder.set_own("headline", "mission", first)
    else:
        builder.set_text("headline", headline, sources.business.business_name)
    builder.set_text("text", sources.in_tone("tagline"))
    builder.set_text("button", sources.in_tone("call"), heading("button", sources.language))
    return builder.block("hero")


def _about(sources: Sources) -> AnyBlock | None:
    builder, about = _BlockBuilder(sources), sources.in_tone("about")
    if about is None and not sources.own("mission"):
        return None
    builder.set_or_own("text", about, "mission")
    return builder.block("about", title=heading("about", sources.language))


def _list_block(
    sources: Sources,
    kind: str,
    keys: Mapping[str, str],
    *,
    needed: Set[str] = frozenset({"title"}),
    own: tuple[str, str] | None = None,
) -> AnyBlock | None:
    """Return a block with an entry for each number that has the needed items of the content agent, or None.

    `keys` maps the fields of an entry to keys of items. Without any item, the only entry has the heading and
    the text of the column that `own` names.
    """
    builder = _BlockBuilder(sources)
    for number in range(1, MOST_ENTRIES + 1):
        found = {name: sources.used("content", key.format(number)) for name, key in keys.items()}
        items = {name: item for name, item in found.items() if item}
        if needed <= items.keys():
            builder.add_entry(items)
    if not builder.entries and own and sources.own(own[1]):
        builder.add_own_entry(heading(own[0], sources.language), own[1])
    title = heading(kind, sources.language)
    return builder.block(kind, title=title, entries=builder.entries) if builder.entries else None


def _call(sources: Sources) -> AnyBlock | None:
    call = sources.in_tone("call")
    if call is None:
        return None
    builder = _BlockBuilder(sources)
    builder.set_text("button", call)
    return builder.block("call_to_action", title=heading("call_to_action", sources.language))
