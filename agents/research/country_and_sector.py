"""The sections that data on countries and sectors fills: facts, costs, seasons, rules, legal forms."""

import re
from collections.abc import Iterator

from agents.contract import Inputs
from agents.research.items import Origins, item, phrase, source
from agents.schemas import Finding, Source
from nlp.text import fold
from reference.packs import (
    DEFAULT,
    CountryPack,
    CountryRules,
    SectorResearch,
    Text,
    country,
    country_pack,
    country_rules,
    currencies,
    currency_name,
    legal_forms,
)


def country_facts(inputs: Inputs) -> Iterator[Finding]:
    """Yield what is known of the country; of one that is not in the data, only what to ask and where."""
    pack, rules, language = country_pack(inputs.country), country_rules(inputs.country), inputs.language
    sheet = source("sheet", language)
    if money := country(inputs.country).currency:
        yield _currency(money, language)
    if pack.code != DEFAULT:
        yield _languages(pack, rules, language)
        yield _fact("payments", language, sheet, means=_list(pack.payment_means, language))
        yield from _nearby(pack, inputs)
    if rules.forms == "ohada":
        yield _fact("ohada", language, source("ohada", language))
    yield _fact("registry", language, sheet, registry=rules.registry.get(language))
    yield _fact("tax", language, sheet, tax=rules.tax.get(language))
    if rules.rate is not None and rules.tax_source is not None:
        table = Source(name=rules.tax_source.get(language), year=rules.tax_year)
        name = rules.tax_name.get(language) if rules.tax_name else phrase(language, "country", "vat_name")
        yield _fact("vat", language, table, verify=rules.verify, name=name, rate=rules.rate.get(language))
    yield _fact("social", language, sheet, social=rules.social.get(language))


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


def _currency(code: str, language: str) -> Finding:
    """Return the currency by ISO 4217, and whether its value moves."""
    table = source("iso", language)
    text = phrase(language, "country", "currency_text", currency=currency_name(code, language))
    rate = next((rate for rate in currencies().exchange.values() if code in rate.currencies), None)
    if rate:
        peg = rate.peg.get(language) if rate.peg else ""
        text = f"{text} {rate.get(language).format(peg=peg)}"
        table = Source(name=rate.source.get(language), year=rate.year) if rate.source else table
    return _finding("country.currency", phrase(language, "country", "currency"), text, table)


def _languages(pack: CountryPack, rules: CountryRules, language: str) -> Finding:
    law, sheet = rules.law, source("sheet", language)
    table = Source(name=law.get(language), year=rules.law_year) if law else sheet
    admin = rules.admin.get(language) if rules.admin else ""
    languages = [one.get(language) for one in pack.languages if fold(one.get(language)) not in fold(admin)]
    return _fact("languages", language, table, admin=admin, spoken=", ".join(languages))


def _nearby(pack: CountryPack, inputs: Inputs) -> Iterator[Finding]:
    """Yield the towns of the same region as the person's, when the data knows it."""
    city, language = fold(inputs.city.split(",")[0].strip()), inputs.language
    region = next((known.region for known in pack.cities if fold(known.name) == city), "")
    others = [known.name for known in pack.cities if known.region == region and fold(known.name) != city]
    if others:
        yield _fact("nearby", language, source("sheet", language), region=region, towns=", ".join(others))


def _usual(key: str, label: Text, text: Text, why: str, language: str) -> Finding:
    """Return what is usual in the sector; its label begins with a capital."""
    name = label.get(language)
    entry = item(key, name[0].upper() + name[1:], text.get(language), why=phrase(language, "sections", why))
    return Finding(item=entry, source=source("sector", language))


def costs(usual: SectorResearch, language: str) -> Iterator[Finding]:
    """Yield the usual cost lines of the sector, without amounts."""
    for line in usual.costs:
        yield _usual(f"cost.{line.key}", line.label, line, "cost_why", language)


def seasons(usual: SectorResearch, inputs: Inputs) -> Iterator[Finding]:
    """Yield what the year does to sales in the sector, then the country's calendar."""
    pack, language = country_pack(inputs.country), inputs.language
    calendar = fold(" ".join(season.fr for season in pack.seasons))
    for season in usual.seasons:
        # a season of the sector may not exist in the country's calendar
        if not season.needs or re.search(season.needs, calendar):
            yield _usual(f"season.{season.key}", season.label, season, "season_why", language)
    if pack.code != DEFAULT:
        text = phrase(language, "sections", "calendar_text", seasons=_list(pack.seasons, language))
        label = phrase(language, "sections", "calendar")
        yield _finding("season.calendar", label, text, source("sheet", language))


def permits(usual: SectorResearch, language: str) -> Iterator[Finding]:
    """Yield the rules to check, each as a question with the office to ask."""
    for rule in usual.permits:
        yield _usual(f"permit.{rule.key}", rule.who, rule, "permit_why", language)


def forms(inputs: Inputs) -> Iterator[Finding]:
    """Yield the legal forms of the country's law, the lightest first, each with when it fits."""
    language, law = inputs.language, legal_forms(country_rules(inputs.country).forms)
    table = Source(name=law.source.get(language), year=law.year)
    why = phrase(language, "sections", "form_why")
    for form in law.forms:
        yield _finding(f"form.{form.key}", form.name.get(language), form.get(language), table, why)
