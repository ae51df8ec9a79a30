"""The sections that data on countries and sectors fills: facts, costs, seasons, rules, legal forms."""

import re
from collections.abc import Iterator

from agents.contract import Inputs
from agents.research.items import Origins, item
from agents.research.phrases import phrase, source
from agents.schemas import Finding, Source
from nlp.text import fold
from reference.packs import (
    DEFAULT,
    CountryPack,
    CountryRules,
    SectorResearch,
    Text,
    country_pack,
    country_rules,
    currencies,
)
from reference.packs import legal_forms as forms_of


def country_facts(inputs: Inputs) -> Iterator[Finding]:
    """Yield what is known of the country; of one that is not in the data, only what to ask and where."""
    pack, known, language = country_pack(inputs.country), country_rules(inputs.country), inputs.language
    sheet = source("sheet", language)
    if pack.code != DEFAULT:
        yield _currency(pack, language)
        yield _languages(pack, known, language)
        yield _fact("payments", language, sheet, means=_list(pack.payment_means, language))
        yield from _nearby(pack, inputs)
    if known.forms == "ohada":
        yield _fact("ohada", language, source("ohada", language))
    yield _fact("registry", language, sheet, registry=known.registry.get(language))
    yield _fact("tax", language, sheet, tax=known.tax.get(language))
    yield from _vat(known, language)
    yield _fact("social", language, sheet, social=known.social.get(language))


def _finding(
    key: str, label: str, text: str, table: Source, why: str = "", *, verify: bool = False
) -> Finding:
    """Return a fact of the country whose numbers come from a table."""
    origins = Origins(table=table, verify=verify)
    return Finding(item=item(key, label, text, origins, uses=("place",), why=why), source=table)


def _fact(name: str, language: str, table: Source, /, *, verify: bool = False, **filled: str) -> Finding:
    text = phrase(language, "country", f"{name}_text", **filled)
    label, why = phrase(language, "country", name), phrase(language, "sections", "country_why")
    return _finding(f"country.{name}", label, text, table, why, verify=verify)


def _list(texts: tuple[Text, ...], language: str) -> str:
    return ", ".join(text.get(language) for text in texts)


def _currency(pack: CountryPack, language: str) -> Finding:
    """Return the currency by ISO 4217, and whether its value moves."""
    known, table = currencies(), source("iso", language)
    text = phrase(language, "country", "currency_text", currency=known.names[pack.currency].get(language))
    for rate in known.exchange.values():
        if pack.currency in rate.currencies:
            peg = rate.peg.get(language) if rate.peg else ""
            text = f"{text} {rate.get(language).format(peg=peg)}"
            table = Source(name=rate.source.get(language), year=rate.year) if rate.source else table
            break
    return _finding("country.currency", phrase(language, "country", "currency"), text, table)


def _languages(pack: CountryPack, known: CountryRules, language: str) -> Finding:
    table = source("sheet", language)
    if known.law is not None:
        table = Source(name=known.law.get(language), year=known.law_year)
    admin = known.admin.get(language) if known.admin else ""
    languages = [one.get(language) for one in pack.languages if fold(one.get(language)) not in fold(admin)]
    return _fact("languages", language, table, admin=admin, spoken=", ".join(languages))


def _nearby(pack: CountryPack, inputs: Inputs) -> Iterator[Finding]:
    """Yield the towns of the same region as the person's, when the data knows it."""
    city = fold(inputs.city.split(",")[0].strip())
    region = next((known.region for known in pack.cities if fold(known.name) == city), "")
    others = [known.name for known in pack.cities if known.region == region and fold(known.name) != city]
    if region and others:
        table = source("sheet", inputs.language)
        yield _fact("nearby", inputs.language, table, region=region, towns=", ".join(others))


def _vat(known: CountryRules, language: str) -> Iterator[Finding]:
    if known.rate is not None and known.tax_source is not None:
        table = Source(name=known.tax_source.get(language), year=known.tax_year)
        name = known.tax_name.get(language) if known.tax_name else phrase(language, "country", "vat_name")
        rate = known.rate.get(language)
        yield _fact("vat", language, table, verify=known.verify, name=name, rate=rate)


def _usual(key: str, label: str, text: str, why: str, language: str) -> Finding:
    """Return what is usual in the sector."""
    entry = item(key, label, text, why=phrase(language, "sections", why))
    return Finding(item=entry, source=source("sector", language))


def costs(usual: SectorResearch, language: str) -> Iterator[Finding]:
    """Yield the usual cost lines of the sector, without amounts."""
    for line in usual.costs:
        yield _usual(f"cost.{line.key}", line.label.get(language), line.get(language), "cost_why", language)


def seasons(usual: SectorResearch, inputs: Inputs) -> Iterator[Finding]:
    """Yield what the year does to sales in the sector, then the country's calendar."""
    pack, language = country_pack(inputs.country), inputs.language
    calendar = fold(" ".join(season.fr for season in pack.seasons))
    for season in usual.seasons:
        # a season of the sector may not exist in the country's calendar
        if not season.needs or re.search(season.needs, calendar):
            label, text = season.label.get(language), season.get(language)
            yield _usual(f"season.{season.key}", label, text, "season_why", language)
    if pack.code != DEFAULT:
        text = phrase(language, "sections", "calendar_text", seasons=_list(pack.seasons, language))
        label = phrase(language, "sections", "calendar")
        yield _finding("season.calendar", label, text, source("sheet", language))


def permits(usual: SectorResearch, language: str) -> Iterator[Finding]:
    """Yield the rules to check, each as a question with the office to ask."""
    for rule in usual.permits:
        office = rule.who.get(language)
        label = f"{office[0].upper()}{office[1:]}"
        yield _usual(f"permit.{rule.key}", label, rule.get(language), "permit_why", language)


def legal_forms(inputs: Inputs) -> Iterator[Finding]:
    """Yield the legal forms of the country's law, the lightest first, each with when it fits."""
    language, law = inputs.language, forms_of(country_rules(inputs.country).forms)
    table = Source(name=law.source.get(language), year=law.year)
    why = phrase(language, "sections", "form_why")
    for form in law.forms:
        yield _finding(f"form.{form.key}", form.name.get(language), form.get(language), table, why)
