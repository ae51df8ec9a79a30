"""The alternatives that the person named, compared with the business in the person's words."""

from collections.abc import Iterable
from typing import Final

from agents.contract import FactKey, Inputs
from agents.research.alternatives import Alternative, alternatives, end_of
from agents.research.items import Origins, item, phrase
from agents.research.market_numbers import MarketNumbers, is_money, pattern
from agents.schemas import Cell, Finding, Rival
from coaching.coach.scoring.facts import Facts
from nlp.money import amounts
from nlp.quotations import Quotation, fold_cached, trimmed_quotation
from nlp.text import Span, fold, sentences

#: How far, in characters, a word for a loss makes an amount a loss.
_NEAR: Final = 20


def today(facts: Facts) -> Finding | None:
    """Return how customers manage now, in the person's words."""
    said = facts.first("today")
    if said is None:
        return None
    label, why = (phrase(facts.language, "rivals", name) for name in ("today", "name_why"))
    return Finding(item=item("rival.today", label, said.quote, Origins((said,)), uses=("customer",), why=why))


def comparison(inputs: Inputs, facts: Facts, numbers: MarketNumbers) -> tuple[Rival, ...]:
    """Return a column for each alternative named and one for the business; blanks are questions.

    Without an alternative there are no columns.
    """
    others = [_rival(number, one, facts) for number, one in enumerate(alternatives(facts), start=1)]
    return (*others, _own(inputs, facts, numbers)) if others else ()


def _rival(number: int, alternative: Alternative, facts: Facts) -> Rival:
    language, key, name = facts.language, f"rival.{number}", alternative.name
    label, why = phrase(language, "rivals", "name"), phrase(language, "rivals", "name_why")
    liked = (said for said in alternative.mentions if pattern(language, "liked").search(fold(said.quote)))
    sides = {
        "price": _price_of(alternative, language),
        "wait": _wait_of(alternative.mentions, language),
        "said": _said_of(alternative, facts),
        "liked": next(liked, None),
    }
    return Rival(
        name=item(f"{key}.name", label, name.quote, Origins((name,)), why=why),
        cells=tuple(_cell(key, side, said, language) for side, said in sides.items()),
    )


def _cell(key: str, side: str, said: Quotation | None, language: str, uses: tuple[FactKey, ...] = ()) -> Cell:
    """Return a cell with the person's words, or with a question where there are none."""
    label = phrase(language, "rivals", side)
    if said and said.quote:
        return Cell(item=item(f"{key}.{side}", label, said.quote, Origins(quotes=(said,)), uses=uses))
    question = phrase(language, "rivals", f"own_{side}_ask" if key == "rival.own" else f"{side}_ask")
    return Cell(item=item(f"{key}.{side}", label, "", uses=uses), question=question)


def _price_of(alternative: Alternative, language: str) -> Quotation | None:
    """Return the first amount within what is said of an alternative."""
    for said in alternative.mentions:
        for money in amounts(said.quote):
            near = fold(said.quote)[max(0, money.span.start - _NEAR) : money.span.end + _NEAR]
            if not pattern(language, "lost").search(near):
                return _part_of(said, money.span)
    return None


def _part_of(said: Quotation, span: Span) -> Quotation:
    start = said.span.start
    return Quotation(said.quote[span.start : span.end], said.step, Span(start + span.start, start + span.end))


def _wait_of(mentions: Iterable[Quotation], language: str) -> Quotation | None:
    """Return the first time to wait: not the time that a price is for, nor how long a thing keeps."""
    for said in mentions:
        folded = fold(said.quote)
        for match in pattern(language, "wait").finditer(folded):
            keeps = pattern(language, "keeps").search(folded[: match.start()])
            if not keeps and not is_money(said.quote, match):
                return _part_of(said, Span(*match.span()))
    return None


def _said_of(alternative: Alternative, facts: Facts) -> Quotation | None:
    """Return what follows the name in its own sentence, or else another sentence about it."""
    text, name = facts.texts[alternative.name.step], alternative.name
    stop = end_of(text, name.span.end, facts.language)
    rest = trimmed_quotation(text, name.step, name.span.end, stop)
    linked = pattern(facts.language, "links").match(fold_cached(text), name.span.end)
    if len(rest.quote.split()) > 2 and not linked:
        return rest
    manner = facts.first("today")
    known = manner.quote if manner else ""
    others = (said for said in alternative.mentions if said.step != name.step and said.quote not in known)
    return next((said for said in others if len(said.quote.split()) > 3), None)


def _own(inputs: Inputs, facts: Facts, numbers: MarketNumbers) -> Rival:
    """Return the column of the business itself."""
    language, name, offer = facts.language, inputs.business_name, facts.texts.get("offre", "")
    label, difference = phrase(language, "rivals", "own"), _difference(facts)
    origins = Origins((Quotation(name, "name", Span(0, len(name))),))
    # how fast the business serves stands in the offer, or in what it does otherwise
    fast = filter(None, (Quotation(offer, "offre", Span(0, len(offer))), difference))
    return Rival(
        name=item("rival.own.name", label, name or label, origins, uses=("name",)),
        cells=(
            _cell("rival.own", "price", numbers.price and numbers.price.said, language, ("price",)),
            _cell("rival.own", "wait", _wait_of(fast, language), language),
            _cell("rival.own", "said", difference, language, ("promise",)),
            _cell("rival.own", "liked", facts.first("proof"), language),
        ),
        is_own=True,
    )


def _difference(facts: Facts) -> Quotation | None:
    """Return what the business does otherwise, from where it begins to speak of itself."""
    said = facts.first("difference") or _first_of_ours(facts)
    ours = pattern(facts.language, "own_start").search(fold(said.quote)) if said else None
    if said is None or ours is None:
        return said
    return trimmed_quotation(facts.texts[said.step], said.step, said.span.start + ours.start(), said.span.end)


def _first_of_ours(facts: Facts) -> Quotation | None:
    """Return the first sentence of step 4 that begins with the business."""
    text, step = facts.texts.get("differentiation", ""), "differentiation"
    opens = pattern(facts.language, "own_start")
    ours = (span for span in sentences(text) if opens.match(fold_cached(text), span.start))
    return next((trimmed_quotation(text, step, span.start, span.end) for span in ours), None)
