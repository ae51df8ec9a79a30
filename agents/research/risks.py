"""What may go wrong: first what the answers themselves show, then what is usual in the sector."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from agents.contract import FactKey, Inputs, Item
from agents.research.items import Origins, item
from agents.research.market_numbers import MarketNumbers, pattern
from agents.research.phrases import known_risk, phrase, source
from agents.schemas import Risk, Source
from coaching.coach.consistency.contradictions import contradictions
from coaching.coach.scoring.facts import BusinessFacts, Facts
from coaching.coach.scoring.reading import Reading
from nlp.numerals import numerals
from nlp.quotations import Quotation, fold_cached
from nlp.text import Span
from reference.packs import KnownRisk, SectorResearch, country_pack

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


class DetectedRisk(NamedTuple):
    """A risk that the answers show: its name, what its text quotes or tells, and where numbers come from."""

    name: str
    quote: str = ""
    message: str = ""
    origins: Origins = Origins()


def risks(
    inputs: Inputs, facts: Facts, numbers: MarketNumbers, research: SectorResearch, has_rivals: bool
) -> Iterator[Risk]:
    """Yield the risks, those of the answers first."""
    language = inputs.language
    for detected in (*_gaps(facts, numbers, has_rivals), *_sum_warnings(facts, numbers)):
        yield _detected_risk(detected, f"risk.{detected.name}", language)
    for number, detected in enumerate(_contradictions(inputs), start=1):
        yield _detected_risk(detected, f"risk.{detected.name}.{number}", language)
    why = phrase(language, "sections", "risk_usual")
    for usual in research.risks:
        entry = item(f"risk.sector.{usual.key}", usual.label.get(language), usual.get(language), why=why)
        yield _risk(usual, entry, language, source("sector", language))


def _risk(known: KnownRisk, entry: Item, language: str, table: Source | None = None) -> Risk:
    test, cost, undo = (text.get(language) for text in (known.test, known.cost, known.undo))
    return Risk(item=entry, source=table, test=test, cost=cost, undo=undo)


def _detected_risk(detected: DetectedRisk, key: str, language: str) -> Risk:
    known = known_risk(detected.name)
    text = known.get(language).format(quote=detected.quote, message=detected.message)
    uses, why = _USES.get(detected.name, ()), phrase(language, "sections", "risk_seen")
    entry = item(key, known.label.get(language), text, detected.origins, uses=uses, why=why)
    return _risk(known, entry, language)


def _gaps(facts: Facts, numbers: MarketNumbers, has_rivals: bool) -> Iterator[DetectedRisk]:
    """Yield what the answers leave open; nothing when there are no answers."""
    clientele = facts.texts.get("clientele", "")
    if everyone := pattern(facts.language, "everyone").search(fold_cached(clientele)):
        span = Span(*everyone.span())
        yield _quoting("everyone", Quotation(clientele[span.start : span.end], "clientele", span))
    if facts.texts and not _has_interviews(facts):
        yield DetectedRisk("unasked")
    if "differentiation" in facts.texts and not has_rivals and not _names_competitor(facts):
        yield DetectedRisk("no_rival")
    if "offre" in facts.texts and numbers.price is None:
        yield DetectedRisk("no_price")
    if numbers.price and numbers.cost is None:
        yield _quoting("no_cost", numbers.price.said)


def _quoting(name: str, said: Quotation) -> DetectedRisk:
    return DetectedRisk(name, said.quote, origins=Origins(quotes=(said,)))


def _has_interviews(facts: Facts) -> bool:
    """Return whether an answer says that customers were asked or have bought, with a number."""
    for text in facts.texts.values():
        for match in pattern(facts.language, "asked").finditer(fold_cached(text)):
            if any(map(str.isdigit, text[match.end() : match.end() + _NEAR])):
                return True
    readings = (Reading(text, facts.language) for text in facts.texts.values())
    return facts.first("proof") is not None or any(reading.found("evidence") for reading in readings)


def _names_competitor(facts: Facts) -> bool:
    """Return whether the difference is set against something, by the coach's own reading."""
    reading = Reading(facts.texts["differentiation"], facts.language)
    return any(reading.found(name) for name in ("named_alternative", "rival", "straw_man"))


def _sum_warnings(facts: Facts, numbers: MarketNumbers) -> Iterator[DetectedRisk]:
    """Yield the warnings of the offer's sums; a number in them that nobody said is computed."""
    counts = (numbers.price, numbers.cost, numbers.fixed, numbers.capacity)
    counted = [count.said for count in counts if count]
    quotes = (*counted, *(price.quotation for price in facts.prices if price.role == "budget"))
    known = [numeral for quote in quotes for numeral in numerals(quote.quote)]
    formula = " ; ".join(said.quote for said in counted)
    for flag in numbers.sums.flags:
        new = (one.text for one in numerals(flag.message) if not any(other.says(one) for other in known))
        origins = Origins(quotes, dict.fromkeys(new, formula))
        yield DetectedRisk(flag.key, message=flag.message, origins=origins)


def _contradictions(inputs: Inputs) -> Iterator[DetectedRisk]:
    """Yield the gravest pairs of answers that do not agree, with both quotes."""
    business = BusinessFacts(
        inputs.business_name,
        inputs.sector,
        inputs.city,
        country_pack(inputs.country).name.get(inputs.language),
        inputs.currency,
        inputs.language,
    )
    pairs = contradictions(inputs.texts, business, inputs.language)
    # the brief page shows the others too
    for pair in [pair for pair in pairs if pair.severity > 1][:2]:
        origins = Origins((pair.first, pair.second))
        yield DetectedRisk("contradiction", message=pair.explanation, origins=origins)
