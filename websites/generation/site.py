"""A first site from what a brief's results hold now, or from the person's own texts where there is none."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from django.db import IntegrityError, transaction

from accounts.models import User
from agents.palettes import palettes_by_fit
from agents.schemas import LogoResult, TemplateResult
from audit.services import record
from briefs.results import result
from businesses.models import Business
from websites.actions import WebsiteAction
from websites.definition.blocks import build, heading
from websites.definition.schema import AnyBlock, Definition
from websites.generation.filling import BODY, LINE, Filled, cut, first_sentence, own_origin, place_of_business
from websites.generation.sources import Sources, sources_of
from websites.models import Site
from websites.publishing import claims
from websites.publishing.slugs import candidates, is_free

#: The site's look until the template agent has said something.
FIRST_THEME: Final = "marche"


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
    record(WebsiteAction.MADE, by=by, target=site, organization=site.organization)
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


def definition_from(sources: Sources) -> Definition:
    """Return the site that the sources give; every text notes where it came from."""
    theme, palette, mark = _look(sources)
    texts = Filled(sources)
    texts.put_or_own("title", sources.used("seo", "title"), "business_name", "name", most=LINE)
    texts.put_or_own("description", sources.used("seo", "description"), "value_proposition", most=BODY)
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
    theme, palette = _theme(sources)
    mark, colours = _mark(sources)
    return theme, sources.choice("palette") or colours or palette, mark


def _theme(sources: Sources) -> tuple[str, str]:
    """Return the theme with the palette that goes with it."""
    made = result(sources.brief, "template") if sources.brief else None
    if isinstance(made, TemplateResult):
        keys = [one.item.key for one in made.themes]
        wanted = sources.choice("theme") or sources.first("template", keys)
        for suggestion in made.themes:
            if suggestion.item.key == wanted:
                return suggestion.theme, suggestion.palette
    return FIRST_THEME, palettes_by_fit(sources.business.sector_id)[0].key


def _mark(sources: Sources) -> tuple[str, str]:
    """Return the mark, and its palette when the person took it; "" for what there is not."""
    made = result(sources.brief, "logo") if sources.brief else None
    if not isinstance(made, LogoResult):
        return "", ""
    mark = sources.choice("mark") or sources.first("logo", [one.item.key for one in made.marks])
    palettes = (one.palette for one in made.marks if one.item.key == mark)
    return mark, next(palettes, "") if sources.is_taken("logo", mark) else ""


def _blocks(sources: Sources) -> Iterator[AnyBlock]:
    """Yield the blocks in the order in which a visitor asks: what, for how much, why, who, how to reach."""
    language = sources.language
    name = cut(sources.business.business_name, LINE)
    yield build("header", name=name, origins={"name": own_origin(sources, "business_name", name, "name")})
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
    filled.put("text", tagline, "", most=BODY)
    filled.put("button", sources.toned("call"), heading("button", sources.language))
    return filled.block("hero")


def _about(sources: Sources) -> AnyBlock | None:
    filled, about = Filled(sources), sources.toned("about")
    if about is not None:
        filled.put("text", about, "", most=BODY)
    elif sources.own("mission"):
        filled.put_own("text", "mission", sources.own("mission"), most=BODY)
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
