"""What may go wrong: first what the answers themselves show, then what is usual in the sector."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from agents.contract import FactKey, Inputs, Item
from agents.research.items import Origins, item
from agents.research.market_numbers import MarketNumbers, pattern
from agents.research.phrases import known_risk, phrase, source
from agents.schemas import Risk, Source
from coaching.coach.consistency.coherence import contradictions
from coaching.coach.scoring.facts import BusinessFacts, Facts
from coaching.coach.scoring.reading import Reading
from nlp.numerals import numerals
from nlp.quotes import Said, flat
from nlp.text import Span
from reference.packs import KnownRisk, SectorResearch, country_pack

#: Contradictions beyond these are for the brief page, which shows them all.
MOST_CONTRADICTIONS: Final = 2
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
    for at, detected in enumerate(_contradictions(inputs), start=1):
        yield _detected_risk(detected, f"risk.{detected.name}.{at}", language)
    where, why = source("sector", language), phrase(language, "sections", "risk_usual")
    for usual in research.risks:
        made = item(f"risk.sector.{usual.key}", usual.label.get(language), usual.get(language), why=why)
        yield _risk(usual, made, language, where)


def _risk(known: KnownRisk, made: Item, language: str, where: Source | None = None) -> Risk:
    test, cost, undo = (pair.get(language) for pair in (known.test, known.cost, known.undo))
    return Risk(item=made, source=where, test=test, cost=cost, undo=undo)


def _detected_risk(detected: DetectedRisk, key: str, language: str) -> Risk:
    known = known_risk(detected.name)
    text = known.get(language).format(quote=detected.quote, message=detected.message)
    uses, why = _USES.get(detected.name, ()), phrase(language, "sections", "risk_seen")
    made = item(key, known.label.get(language), text, detected.origins, uses=uses, why=why)
    return _risk(known, made, language)


def _gaps(facts: Facts, numbers: MarketNumbers, has_rivals: bool) -> Iterator[DetectedRisk]:
    """What the answers leave open. Without answers there is nothing to see."""
    yield from _for_everyone(facts)
    if facts.texts and not _has_interviews(facts):
        yield DetectedRisk("unasked")
    if "differentiation" in facts.texts and not has_rivals and not _names_competitor(facts):
        yield DetectedRisk("no_rival")
    if "offre" in facts.texts and numbers.price is None:
        yield DetectedRisk("no_price")
    if numbers.price and numbers.cost is None:
        yield DetectedRisk("no_cost", numbers.price.said.quote, origins=_quoting(numbers.price.said))


def _for_everyone(facts: Facts) -> Iterator[DetectedRisk]:
    """Where the clientele step says that everybody is a customer."""
    clientele = facts.texts.get("clientele", "")
    if everyone := pattern(facts.language, "everyone").search(flat(clientele)):
        quote = clientele[everyone.start() : everyone.end()]
        yield DetectedRisk(
            "everyone", quote, origins=_quoting(Said(quote, "clientele", Span(*everyone.span())))
        )


def _quoting(said: Said) -> Origins:
    return Origins(quotes=(said,))


def _has_interviews(facts: Facts) -> bool:
    """Whether an answer tells that customers were asked or have bought, with a number."""
    for text in facts.texts.values():
        for match in pattern(facts.language, "asked").finditer(flat(text)):
            if any(char.isdigit() for char in text[match.end() : match.end() + _NEAR]):
                return True
    told = (Reading(text, facts.language).found("evidence") for text in facts.texts.values())
    return facts.first("proof") is not None or any(told)


def _names_competitor(facts: Facts) -> bool:
    """Whether the difference is told against something, by the coach's own reading."""
    reading = Reading(facts.texts["differentiation"], facts.language)
    return any(reading.found(name) for name in ("named_alternative", "rival", "straw_man"))


def _sum_warnings(facts: Facts, numbers: MarketNumbers) -> Iterator[DetectedRisk]:
    """The warnings of the offer's sums; a number in them that nobody said is computed."""
    sums = numbers.sums
    counts = (numbers.price, numbers.cost, numbers.fixed, numbers.capacity)
    counted = [count.said for count in counts if count]
    said = (*counted, *(price.said for price in facts.prices if price.role == "budget"))
    formula = " ; ".join(one.quote for one in counted)
    for flag in sums.flags:
        known = [numeral for one in said for numeral in numerals(one.quote)]
        new = (one.text for one in numerals(flag.message) if not any(other.says(one) for other in known))
        made = dict.fromkeys(new, formula)
        yield DetectedRisk(flag.key, message=flag.message, origins=Origins(quotes=said, sums=made))


def _contradictions(inputs: Inputs) -> Iterator[DetectedRisk]:
    """The gravest pairs of answers that do not agree, with both quotes."""
    business = BusinessFacts(
        inputs.business_name,
        inputs.sector,
        inputs.city,
        country_pack(inputs.country).name.get(inputs.language),
        inputs.currency,
        inputs.language,
    )
    pairs = contradictions(inputs.texts, business, inputs.language)
    for pair in [pair for pair in pairs if pair.severity > 1][:MOST_CONTRADICTIONS]:
        origins = Origins(quotes=(pair.first, pair.second))
        yield DetectedRisk("contradiction", message=pair.explanation, origins=origins)
