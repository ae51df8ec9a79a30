"""The sections that shipped data fills: country, costs, seasons, rules and legal forms."""

import re
from collections.abc import Iterator

from agents.contract import FactKey, Inputs
from agents.research.items import Origins, item
from agents.research.phrases import phrase, source
from agents.schemas import Finding, Source
from nlp.text import fold
from reference.packs import (
    DEFAULT,
    CountryPack,
    CountryRules,
    Season,
    SectorResearch,
    Text,
    country_pack,
    country_rules,
    currencies,
)
from reference.packs import legal_forms as forms_of

_HERE: tuple[FactKey, ...] = ("place",)


def country_facts(inputs: Inputs) -> Iterator[Finding]:
    """Yield what is known of the country; of one that is not in the data, only what to ask and where."""
    pack, known, language = country_pack(inputs.country), country_rules(inputs.country), inputs.language
    if pack.code != DEFAULT:
        yield _currency(pack, language)
        yield _languages(pack, known, language)
        yield _fact(
            "payments", language, source("sheet", language), means=_list(pack.payment_means, language)
        )
        yield from _nearby(pack, inputs)
    if known.forms == "ohada":
        yield _fact("ohada", language, source("ohada", language))
    sheet = source("sheet", language)
    yield _fact("registry", language, sheet, registry=known.registry.get(language))
    yield _fact("tax", language, sheet, tax=known.tax.get(language))
    yield from _vat(known, language)
    yield _fact("social", language, sheet, social=known.social.get(language))


def _fact(name: str, language: str, where: Source, /, *, verify: bool = False, **filled: str) -> Finding:
    text = phrase(language, "country", f"{name}_text", **filled)
    label = phrase(language, "country", name)
    why = phrase(language, "sections", "country_why")
    made = item(f"country.{name}", label, text, Origins(table=where, verify=verify), uses=_HERE, why=why)
    return Finding(item=made, source=where)


def _list(texts: tuple[Text, ...], language: str) -> str:
    return ", ".join(text.get(language) for text in texts)


def _currency(pack: CountryPack, language: str) -> Finding:
    """The currency by ISO 4217, and whether its value moves."""
    known = currencies()
    where = source("iso", language)
    text = phrase(language, "country", "currency_text", currency=known.names[pack.currency].get(language))
    told = next((one for one in known.exchange.values() if pack.currency in one.currencies), None)
    table = where
    if told is not None:
        peg = told.peg.get(language) if told.peg else ""
        text = f"{text} {told.get(language).format(peg=peg)}"
        table = Source(name=told.source.get(language), year=told.year) if told.source else where
    label = phrase(language, "country", "currency")
    return Finding(item=item("country.currency", label, text, Origins(table=table), uses=_HERE), source=table)


def _languages(pack: CountryPack, known: CountryRules, language: str) -> Finding:
    where = source("sheet", language)
    if known.law is not None:
        where = Source(name=known.law.get(language), year=known.law_year)
    admin = known.admin.get(language) if known.admin else ""
    spoken = [one.get(language) for one in pack.languages if fold(one.get(language)) not in fold(admin)]
    return _fact("languages", language, where, admin=admin, spoken=", ".join(spoken))


def _nearby(pack: CountryPack, inputs: Inputs) -> Iterator[Finding]:
    """The towns of the same region as the person's, when the data knows it."""
    city = fold(inputs.city.split(",")[0].strip())
    region = next((known.region for known in pack.cities if fold(known.name) == city), "")
    others = [known.name for known in pack.cities if known.region == region and fold(known.name) != city]
    if region and others:
        where = source("sheet", inputs.language)
        yield _fact("nearby", inputs.language, where, region=region, towns=", ".join(others))


def _vat(known: CountryRules, language: str) -> Iterator[Finding]:
    if known.rate is None or known.tax_source is None:
        return
    where = Source(name=known.tax_source.get(language), year=known.tax_year)
    name = known.tax_name.get(language) if known.tax_name else phrase(language, "country", "vat_name")
    rate = known.rate.get(language)
    yield _fact("vat", language, where, verify=known.verify, name=name, rate=rate)


def costs(usual: SectorResearch, language: str) -> Iterator[Finding]:
    """Yield the usual cost lines of the sector, without amounts."""
    why = phrase(language, "sections", "cost_why")
    for line in usual.costs:
        made = item(f"cost.{line.key}", line.label.get(language), line.get(language), why=why)
        yield Finding(item=made, source=source("sector", language))


def seasons(usual: SectorResearch, inputs: Inputs) -> Iterator[Finding]:
    """Yield what the year does to sales in the sector, then the country's calendar."""
    pack, language = country_pack(inputs.country), inputs.language
    where, why = source("sector", language), phrase(language, "sections", "season_why")
    calendar = fold(" ".join(season.fr for season in pack.seasons))
    for season in usual.seasons:
        if _fits(season, calendar):
            made = item(f"season.{season.key}", season.label.get(language), season.get(language), why=why)
            yield Finding(item=made, source=where)
    if pack.code != DEFAULT:
        sheet = source("sheet", language)
        text = phrase(language, "sections", "calendar_text", seasons=_list(pack.seasons, language))
        label = phrase(language, "sections", "calendar")
        made = item("season.calendar", label, text, Origins(table=sheet), uses=_HERE)
        yield Finding(item=made, source=sheet)


def _fits(season: Season, calendar: str) -> bool:
    """Whether a season of the sector exists in the country's calendar (folded)."""
    return not season.needs or re.search(season.needs, calendar) is not None


def permits(usual: SectorResearch, language: str) -> Iterator[Finding]:
    """Yield the rules to check, each as a question with the office to ask."""
    why = phrase(language, "sections", "permit_why")
    for rule in usual.permits:
        who = rule.who.get(language)
        made = item(f"permit.{rule.key}", f"{who[0].upper()}{who[1:]}", rule.get(language), why=why)
        yield Finding(item=made, source=source("sector", language))


def legal_forms(inputs: Inputs) -> Iterator[Finding]:
    """Yield the legal forms of the country's law, the lightest first, each with when it fits."""
    language, law = inputs.language, forms_of(country_rules(inputs.country).forms)
    where = Source(name=law.source.get(language), year=law.year)
    why = phrase(language, "sections", "form_why")
    for form in law.forms:
        made = item(
            f"form.{form.key}",
            form.name.get(language),
            form.get(language),
            Origins(table=where),
            uses=_HERE,
            why=why,
        )
        yield Finding(item=made, source=where)
