"""Create the first site of a business from the results of its brief, or from its own texts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from django.db import IntegrityError, transaction

from accounts.models import User
from agents.palettes import palettes_by_fit
from agents.schemas import TemplateResult
from audit.services import record
from briefs.results import result
from businesses.models import Business
from websites.actions import WebsiteAction
from websites.definition.blocks import build_block, heading
from websites.definition.schema import AnyBlock, Definition
from websites.generation.builder import (
    BODY_LENGTH,
    LINE_LENGTH,
    BlockBuilder,
    first_sentence,
    location_text,
    own_origin,
    truncate,
)
from websites.generation.sources import Sources, sources_of
from websites.models import Site
from websites.publishing import claims
from websites.publishing.slugs import candidates, is_free
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
    site = _save_site(by, business, sources, definition)
    claims.write(site)
    record(WebsiteAction.MADE, by=by, target=site, organization=site.organization)
    return site


def _save_site(by: User, business: Business, sources: Sources, definition: Definition) -> Site:
    """Save the site with the first free slug; a slug of somebody else’s draft makes the insert fail."""
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
    for slug in candidates(proposed.text if proposed else business.business_name):
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


def definition_from(sources: Sources) -> Definition:
    """Return the definition that the sources give; every text has its origin."""
    theme, palette, mark = _look(sources)
    texts = BlockBuilder(sources)
    texts.set_or_own("title", sources.used("seo", "title"), "business_name", "name", most=LINE_LENGTH)
    texts.set_or_own("description", sources.used("seo", "description"), "value_proposition", most=BODY_LENGTH)
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
    """Return theme, palette and mark: those chosen, else accepted, else the first not rejected."""
    theme, palette = _theme(sources)
    mark, colours = _mark(sources)
    return theme, sources.choice("palette") or colours or palette, mark


def _theme(sources: Sources) -> tuple[str, str]:
    """Return the theme and its palette."""
    template = result(sources.brief, "template") if sources.brief else None
    if isinstance(template, TemplateResult):
        keys = [one.item.key for one in template.themes]
        wanted = sources.choice("theme") or sources.first("template", keys)
        for suggestion in template.themes:
            if suggestion.item.key == wanted:
                return suggestion.theme, suggestion.palette
    return DEFAULT_THEME, palettes_by_fit(sources.business.sector_id)[0].key


def _mark(sources: Sources) -> tuple[str, str]:
    """Return the mark, and its palette when the person accepted it; "" for what is missing."""
    marks = marks_of(sources.brief)
    if not marks:
        return "", ""
    mark = sources.choice("mark") or sources.first("logo", [one.item.key for one in marks])
    palettes = (one.palette for one in marks if one.item.key == mark)
    return mark, next(palettes, "") if sources.is_accepted("logo", mark) else ""


def _blocks(sources: Sources) -> Iterator[AnyBlock]:
    """Yield the blocks in the order of a visitor’s questions: what, for how much, why, who, how to reach."""
    language = sources.language
    name = truncate(sources.business.business_name, LINE_LENGTH)
    yield build_block(
        "header", name=name, origins={"name": own_origin(sources, "business_name", name, "name")}
    )
    yield _hero(sources)
    makers = (_services, _features, _about, _questions, _call)
    yield from (block for make in makers if (block := make(sources)) is not None)
    contact, place = BlockBuilder(sources), location_text(sources)
    if place:
        contact.set_own("address", "location", place, "place")
    yield contact.block("contact", title=heading("contact", language))
    yield build_block("footer", text=name)


def _hero(sources: Sources) -> AnyBlock:
    headline, tagline = sources.in_tone("headline"), sources.in_tone("tagline")
    builder = BlockBuilder(sources)
    first = first_sentence(sources.own("mission")) or first_sentence(sources.own("value_proposition"))
    if headline is None and first:
        builder.set_own("headline", "mission", first)
    else:
        builder.set_text("headline", headline, sources.business.business_name)
    builder.set_text("text", tagline, "", most=BODY_LENGTH)
    builder.set_text("button", sources.in_tone("call"), heading("button", sources.language))
    return builder.block("hero")


def _about(sources: Sources) -> AnyBlock | None:
    builder, about = BlockBuilder(sources), sources.in_tone("about")
    if about is not None:
        builder.set_text("text", about, "", most=BODY_LENGTH)
    elif sources.own("mission"):
        builder.set_own("text", "mission", sources.own("mission"), most=BODY_LENGTH)
    else:
        return None
    return builder.block("about", title=heading("about", sources.language))


def _services(sources: Sources) -> AnyBlock | None:
    builder = BlockBuilder(sources)
    for number in range(1, 41):
        title = sources.used("content", f"service.{number}.title")
        if title is not None:
            text = sources.used("content", f"service.{number}.text")
            builder.add_entry(title, text, sources.used("content", f"service.{number}.price"))
    if not builder.entries and sources.own("value_proposition"):
        builder.add_own_entry(heading("offer", sources.language), "value_proposition")
    return builder.list_block("services")


def _features(sources: Sources) -> AnyBlock | None:
    builder = BlockBuilder(sources)
    for number in range(1, 41):
        reason = sources.used("content", f"why.{number}")
        if reason is not None:
            builder.add_entry(reason)
    if not builder.entries and sources.own("differentiation"):
        builder.add_own_entry(heading("difference", sources.language), "differentiation")
    return builder.list_block("features")


def _questions(sources: Sources) -> AnyBlock | None:
    builder = BlockBuilder(sources)
    for number in range(1, 41):
        ask = sources.used("content", f"question.{number}.ask")
        answer = sources.used("content", f"question.{number}.answer")
        if ask is not None and answer is not None:
            builder.add_entry(ask, answer)
    return builder.list_block("questions")


def _call(sources: Sources) -> AnyBlock | None:
    call = sources.in_tone("call")
    if call is None:
        return None
    builder = BlockBuilder(sources)
    builder.set_text("button", call, "")
    return builder.block("call_to_action", title=heading("call_to_action", sources.language))
