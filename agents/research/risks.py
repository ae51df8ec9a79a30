"""What may go wrong, by the answers and in the sector, and what only the person can find out."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from agents.contract import FactKey, Inputs, Item
from agents.research.items import Origins, enumerated, figures, item, phrase, phrases, source
from agents.research.market_numbers import MarketNumbers, pattern
from agents.schemas import Finding, Risk, Row, Source
from coaching.coach.consistency.contradictions import contradictions
from coaching.coach.scoring.facts import BusinessFacts, Facts
from coaching.coach.scoring.reading import Reading
from nlp.numerals import numerals
from nlp.quotations import Quotation, fold_cached
from nlp.text import Span
from reference.packs import KnownRisk, SectorResearch, alternatives_of, country_pack, country_rules

#: How far behind a word for asking a number counts the people asked.
_NEAR: Final = 60
_USES: Final[dict[str, tuple[FactKey, ...]]] = {
    "everyone": ("customer",),
    "unasked": ("customer", "problem"),
    "no_price": ("price",),
    "no_cost": ("price",),
    "loss": ("price",),
    "capacity": ("price",),
    "budget": ("price", "customer"),
}
#: Rows of the worksheet that nothing else can stand in for.
_TO_ASK: Final[dict[str, tuple[FactKey, ...]]] = {
    "market.customers": ("customer",),
    "market.purchases": ("customer",),
    "market.price": ("price",),
    "market.cost": (),
    "market.fixed": (),
}


def risks(
    inputs: Inputs, facts: Facts, numbers: MarketNumbers, research: SectorResearch, has_rivals: bool
) -> Iterator[Risk]:
    """Yield the risks, those of the answers first."""
    language, why = inputs.language, phrase(inputs.language, "sections", "risk_usual")
    yield from _gaps(facts, numbers, has_rivals)
    yield from _sum_warnings(facts, numbers)
    yield from _contradictions(inputs)
    for usual in research.risks:
        entry = item(f"risk.sector.{usual.key}", usual.label.get(language), usual.get(language), why=why)
        yield _risk(usual, entry, language, source("sector", language))


def _risk(known: KnownRisk, entry: Item, language: str, table: Source | None = None) -> Risk:
    test, cost, undo = (text.get(language) for text in (known.test, known.cost, known.undo))
    return Risk(item=entry, source=table, test=test, cost=cost, undo=undo)


def known_risk(name: str) -> KnownRisk:
    """Return a risk that the answers themselves can show."""
    return KnownRisk.model_validate({"key": name, **phrases()["risk"][name]})


def _shown(language: str, name: str, origins: Origins | None = None, *, key: str = "", **filled: str) -> Risk:
    """Return a risk that the answers show; its text is `filled` with what it quotes or tells."""
    known = known_risk(name)
    text, why = known.get(language).format(**filled), phrase(language, "sections", "risk_seen")
    label, uses = known.label.get(language), _USES.get(name, ())
    return _risk(known, item(f"risk.{key or name}", label, text, origins, uses=uses, why=why), language)


def _gaps(facts: Facts, numbers: MarketNumbers, has_rivals: bool) -> Iterator[Risk]:
    """Yield what the answers leave open; nothing when there are no answers."""
    language, clientele = facts.language, facts.texts.get("clientele", "")
    if everyone := pattern(language, "everyone").search(fold_cached(clientele)):
        said = Quotation(clientele[slice(*everyone.span())], "clientele", Span(*everyone.span()))
        yield _shown(language, "everyone", Origins((said,)), quote=said.quote)
    if facts.texts and not _has_interviews(facts):
        yield _shown(language, "unasked")
    if "differentiation" in facts.texts and not has_rivals and not _names_competitor(facts):
        yield _shown(language, "no_rival")
    if "offre" in facts.texts and numbers.price is None:
        yield _shown(language, "no_price")
    if numbers.price and numbers.cost is None:
        yield _shown(language, "no_cost", Origins((numbers.price.said,)), quote=numbers.price.said.quote)


def _has_interviews(facts: Facts) -> bool:
    """Return whether an answer says that customers were asked or have bought, with a number."""
    asked = (
        text[match.end() : match.end() + _NEAR]
        for text in facts.texts.values()
        for match in pattern(facts.language, "asked").finditer(fold_cached(text))
    )
    readings = (Reading(text, facts.language) for text in facts.texts.values())
    return (
        any(any(map(str.isdigit, near)) for near in asked)
        or facts.first("proof") is not None
        or any(reading.found("evidence") for reading in readings)
    )


def _names_competitor(facts: Facts) -> bool:
    """Return whether the difference is set against something, by the coach's own reading."""
    reading = Reading(facts.texts["differentiation"], facts.language)
    return any(reading.found(name) for name in ("named_alternative", "rival", "straw_man"))


def _sum_warnings(facts: Facts, numbers: MarketNumbers) -> Iterator[Risk]:
    """Yield the warnings of the offer's sums; a number in them that nobody said is computed."""
    counts = (numbers.price, numbers.cost, numbers.fixed, numbers.capacity)
    counted = [count.said for count in counts if count]
    quotes = (*counted, *(price.quotation for price in facts.prices if price.role == "budget"))
    known = [numeral for quote in quotes for numeral in numerals(quote.quote)]
    formula = " ; ".join(said.quote for said in counted)
    for flag in numbers.sums.flags:
        new = (one.text for one in numerals(flag.message) if not any(other.says(one) for other in known))
        origins = Origins(quotes, dict.fromkeys(new, formula))
        yield _shown(facts.language, flag.key, origins, message=flag.message)


def _contradictions(inputs: Inputs) -> Iterator[Risk]:
    """Yield the gravest pairs of answers that do not agree, with both quotes."""
    language, country = inputs.language, country_pack(inputs.country).name.get(inputs.language)
    business = BusinessFacts(
        inputs.business_name, inputs.sector, inputs.city, country, inputs.currency, language
    )
    pairs = [pair for pair in contradictions(inputs.texts, business, language) if pair.severity > 1]
    # the brief page shows the others too
    for number, pair in enumerate(pairs[:2], start=1):
        key, origins = f"contradiction.{number}", Origins((pair.first, pair.second))
        yield _shown(language, "contradiction", origins, key=key, message=pair.explanation)


def to_verify(inputs: Inputs, facts: Facts, market: Sequence[Row], has_rivals: bool) -> Iterator[Item]:
    """Yield what only the person can find out, what blocks a sum first."""
    language, rules = inputs.language, country_rules(inputs.country)
    if missing := [row.item for row in market if row.question and row.item.key in _TO_ASK]:
        yield _missing_numbers(missing, language)
    if not has_rivals:
        # the usual alternatives of a sector are those of West Africa, and named only there
        name = "rival_text" if country_pack(inputs.country).sector_alternatives_apply else "rival_free"
        usual = ", ".join(one.get(language) for one in alternatives_of(inputs.sector, inputs.trade))
        yield _check("rival", language, text=name, usual=usual)
    if proof := facts.first("proof"):
        yield _check("proof", language, Origins((proof,)), uses=("promise",), quote=proof.quote)
    if rules.verify:
        yield _check("rate", language, tax=_office(rules.tax.get(language)))
    yield _check("counter", language, registry=_office(rules.registry.get(language)))


def _missing_numbers(missing: Sequence[Item], language: str) -> Item:
    uses = tuple(dict.fromkeys(fact for one in missing for fact in _TO_ASK[one.key]))
    return _check("number", language, uses=uses, missing=enumerated(one.label for one in missing))


def _office(text: str) -> str:
    """Return the name of an office without what the data adds about it."""
    return re.split(r",? (?:qui|which) |[\u202f ]?; ", text)[0]


def _check(
    name: str,
    language: str,
    origins: Origins | None = None,
    *,
    text: str = "",
    uses: Sequence[FactKey] = (),
    **filled: str,
) -> Item:
    label, why = phrase(language, "verify", name), phrase(language, "verify", "why")
    text = phrase(language, "verify", text or f"{name}_text", **filled)
    return item(f"verify.{name}", label, text, origins, uses=uses, why=why)


def pages(inputs: Inputs) -> Iterator[Finding]:
    """Yield what a web search found; its numbers are to verify, whatever the page says."""
    label, why = phrase(inputs.language, "web", "label"), phrase(inputs.language, "web", "why")
    for number, page in enumerate(inputs.found, start=1):
        where = Source(name=page.title or page.url, url=page.url)
        known = figures((page.text,), Origins(table=where, verify=True))
        entry = Item(key=f"web.{number}", label=label, text=page.text, figures=known, why=why)
        yield Finding(item=entry, source=where)
