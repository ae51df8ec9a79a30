"""The comparison: the alternatives that the person named beside the business, in the person's words."""

from typing import Final

from agents.contract import FactKey, Inputs
from agents.research.alternatives import Alternative, alternatives, end_of
from agents.research.items import Origins, item
from agents.research.market_numbers import MarketNumbers, pattern
from agents.research.phrases import phrase
from agents.schemas import Cell, Finding, Rival
from coaching.coach.scoring.facts import Facts
from nlp.money import amounts
from nlp.quotes import Said, flat, quoted
from nlp.text import Span, fold, sentences

_SIDES: Final = ("price", "wait", "said", "liked")
#: How far, in characters, a word for a loss makes an amount a loss.
_NEAR: Final = 20


def today(found: Facts) -> Finding | None:
    """Return how customers manage now, in the person's words."""
    said = found.first("today")
    if said is None:
        return None
    label = phrase(found.language, "rivals", "today")
    why = phrase(found.language, "rivals", "name_why")
    return Finding(
        item=item("rival.today", label, said.quote, Origins(quotes=(said,)), uses=("customer",), why=why)
    )


def comparison(inputs: Inputs, found: Facts, numbers: MarketNumbers) -> tuple[Rival, ...]:
    """Return a column for each alternative named and one for the business; blanks are questions.

    Without an alternative there is nothing to compare, and no comparison.
    """
    named = alternatives(found)
    if not named:
        return ()
    others = [_rival(at, one, found) for at, one in enumerate(named, start=1)]
    return (*others, _own(inputs, found, numbers))


def _rival(at: int, alternative: Alternative, found: Facts) -> Rival:
    language = found.language
    label, why = phrase(language, "rivals", "name"), phrase(language, "rivals", "name_why")
    name = item(
        f"rival.{at}.name", label, alternative.name.quote, Origins(quotes=(alternative.name,)), why=why
    )
    said = {
        "price": _price_of(alternative, language),
        "wait": _wait_of(alternative, language),
        "said": _said_of(alternative, found),
    }
    said["liked"] = _liked_of(alternative, language)
    cells = tuple(_cell(f"rival.{at}", side, said[side], language) for side in _SIDES)
    return Rival(name=name, cells=cells)


def _cell(key: str, side: str, said: Said | None, language: str, uses: tuple[FactKey, ...] = ()) -> Cell:
    origins = Origins(quotes=(said,) if said else ())
    label = phrase(language, "rivals", side)
    made = item(f"{key}.{side}", label, said.quote if said else "", origins, uses=uses)
    asked = f"own_{side}_ask" if key == "rival.own" else f"{side}_ask"
    return Cell(item=made, question="" if made.text else phrase(language, "rivals", asked))


def _price_of(alternative: Alternative, language: str) -> Said | None:
    """The first amount within what is said of an alternative."""
    for told in alternative.mentions:
        for money in amounts(told.quote):
            near = fold(told.quote)[max(0, money.span.start - _NEAR) : money.span.end + _NEAR]
            if not pattern(language, "lost").search(near):
                return _part_of(told, money.span)
    return None


def _part_of(told: Said, span: Span) -> Said:
    start = told.span.start
    return Said(told.quote[span.start : span.end], told.step, Span(start + span.start, start + span.end))


def _wait_of(alternative: Alternative, language: str) -> Said | None:
    for told in alternative.mentions:
        if span := _wait_in(told, language):
            return _part_of(told, span)
    return None


def _wait_in(told: Said, language: str) -> Span | None:
    """Where a time to wait stands: not the time that a price is for, nor how long a thing keeps."""
    paid = [money.span for money in amounts(told.quote)]
    folded = fold(told.quote)
    for match in pattern(language, "wait").finditer(folded):
        is_paid = any(span.start < match.end() and match.start() < span.end for span in paid)
        if not is_paid and not pattern(language, "keeps").search(folded[: match.start()]):
            return Span(*match.span())
    return None


def _said_of(alternative: Alternative, found: Facts) -> Said | None:
    """What follows the name in its own sentence, when it says something; else another sentence about it."""
    text, name = found.texts[alternative.name.step], alternative.name
    stop = end_of(text, name.span.end, found.language)
    rest = quoted(text, name.step, name.span.end, stop)
    linked = pattern(found.language, "links").match(flat(text), name.span.end)
    if len(rest.quote.split()) > 2 and not linked:
        return rest
    manner = found.first("today")
    known = manner.quote if manner else ""
    others = (told for told in alternative.mentions if told.step != name.step and told.quote not in known)
    return next((told for told in others if len(told.quote.split()) > 3), None)


def _liked_of(alternative: Alternative, language: str) -> Said | None:
    """Why people choose it, when the person says "because" in a stretch about it."""
    return next(
        (told for told in alternative.mentions if pattern(language, "liked").search(fold(told.quote))), None
    )


def _own(inputs: Inputs, found: Facts, numbers: MarketNumbers) -> Rival:
    """The column of the business itself."""
    language = found.language
    started = Said(inputs.business_name, "name", Span(0, len(inputs.business_name)))
    label = phrase(language, "rivals", "own")
    name = item(
        "rival.own.name", label, inputs.business_name or label, Origins(quotes=(started,)), uses=("name",)
    )
    price = numbers.price.said if numbers.price else None
    cells = (
        _cell("rival.own", "price", price, language, ("price",)),
        _cell("rival.own", "wait", _own_wait(found), language),
        _cell("rival.own", "said", _difference(found), language, ("promise",)),
        _cell("rival.own", "liked", found.first("proof"), language),
    )
    return Rival(name=name, cells=cells, is_own=True)


def _difference(found: Facts) -> Said | None:
    """What the business does otherwise, from where it begins to speak of itself."""
    said = found.first("difference") or _first_of_ours(found)
    ours = pattern(found.language, "own_start").search(fold(said.quote)) if said else None
    if said is None or ours is None:
        return said
    return quoted(found.texts[said.step], said.step, said.span.start + ours.start(), said.span.end)


def _first_of_ours(found: Facts) -> Said | None:
    """The first sentence of step 4 that begins with the business."""
    text = found.texts.get("differentiation", "")
    for span in sentences(text):
        if pattern(found.language, "own_start").match(flat(text), span.start):
            return quoted(text, "differentiation", span.start, span.end)
    return None


def _own_wait(found: Facts) -> Said | None:
    """How fast the business serves, by the offer or by what it does otherwise."""
    text = found.texts.get("offre", "")
    for told in (Said(text, "offre", Span(0, len(text))), _difference(found)):
        span = _wait_in(told, found.language) if told else None
        if told and span:
            return _part_of(told, span)
    return None
