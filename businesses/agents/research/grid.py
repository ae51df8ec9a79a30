"""The comparison grid: the alternatives that the person named beside the business, in the person's words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from businesses.agents.contract import FactKey, Inputs
from businesses.agents.research.data import phrase
from businesses.agents.research.making import cell, item
from businesses.agents.research.numbers import Origins
from businesses.agents.research.reading import Numbers, turn
from businesses.agents.schemas import Cell, Finding, Rival
from coaching.coach.facts import SOURCES, Facts
from coaching.coach.money import amounts
from coaching.coach.quotes import Said, cue, flat, quoted, sentence_start
from coaching.coach.store import word_set
from coaching.coach.text import Span, fold, tokens

#: More columns than that are no comparison on a phone.
MOST_RIVALS: Final = 3
_SIDES: Final = ("price", "wait", "said", "liked")
_ENDS: Final = ".!?;\n"
#: How far, in characters, a word for a loss makes an amount a loss.
_NEAR: Final = 20


class Named(NamedTuple):
    """An alternative: its name, and the stretches of the answers that speak of it."""

    said: Said
    told: tuple[Said, ...]


def today(found: Facts) -> Finding | None:
    """Return how customers manage now, in the person's words."""
    said = found.first("today")
    if said is None:
        return None
    label = phrase(found.language, "rivals", "today")
    why = phrase(found.language, "rivals", "name_why")
    return Finding(
        item=item("rival.today", label, said.quote, Origins(said=(said,)), uses=("customer",), why=why)
    )


def alternatives(found: Facts) -> list[Named]:
    """Return the alternatives that the answers name, step 4 first, each once."""
    finder, steps = SOURCES["alternative"]
    quotes = [
        said
        for step in steps
        if step in found.texts
        for said in finder(found.texts[step], step, found.language)
    ]
    announced = [said for said in quotes if cue(found.language, "alternative").match(fold(said.quote))]
    names = [_name(said, found) for said in (announced or quotes)]
    kept: list[Said] = []
    for name in names:
        if _is_name(name, found.language) and not any(
            _key(name, found.language) & _key(other, found.language) for other in kept
        ):
            kept.append(name)
    return [Named(name, tuple(_told(name, found))) for name in kept[:MOST_RIVALS]]


def _name(said: Said, found: Facts) -> Said:
    """The alternative without "unlike" before it."""
    text, start = found.texts[said.step], said.span.start
    folded = flat(text)[start : said.span.end]
    lead = turn(found.language, "lead_in").match(folded)
    begin = lead.end() if lead else 0
    rest = (turn(found.language, name).search(folded, begin + 2) for name in ("relative", "verb"))
    end = min([start + more.start() for more in rest if more], default=said.span.end)
    return quoted(text, said.step, start + begin, end)


def _key(said: Said, language: str) -> frozenset[str]:
    """The words of a name that tell it from others, without plural endings."""
    stop = word_set(language, "stop")
    found = (token.folded for token in tokens(said.quote, language))
    return frozenset(word.rstrip("sx") for word in found if len(word) > 3 and word not in stop)


def _is_name(name: Said, language: str) -> bool:
    """Whether a quote names something: it has a word that tells it from others, and is no pronoun or verb."""
    folded = fold(name.quote)
    return bool(_key(name, language)) and not turn(language, "no_name").match(folded)


def _told(name: Said, found: Facts) -> Iterator[Said]:
    """What the answers say of an alternative: from its name to where the business begins, or the stop."""
    wanted = _key(name, found.language)
    for step in ("differentiation", "clientele"):
        text = found.texts.get(step, "")
        places = [token for token in tokens(text, found.language) if token.folded.rstrip("sx") in wanted]
        seen = -1
        for token in places:
            if token.start < seen:
                continue
            seen = _end(text, token.end, found.language)
            start = sentence_start(flat(text), token.start) if step == "clientele" else token.start
            yield quoted(text, step, start, seen)


def _end(text: str, start: int, language: str) -> int:
    """Where the stretch about an alternative ends."""
    folded = flat(text)
    stop = min((at for mark in _ENDS if (at := folded.find(mark, start)) >= 0), default=len(text))
    ours = cue(language, "own_words").search(folded, start, stop)
    return ours.start() if ours else stop


def grid(inputs: Inputs, found: Facts, numbers: Numbers) -> tuple[Rival, ...]:
    """Return a column for each alternative named and one for the business; blanks are questions.

    Without an alternative there is nothing to compare, and no grid.
    """
    named = alternatives(found)
    if not named:
        return ()
    others = [_rival(at, one, found) for at, one in enumerate(named, start=1)]
    return (*others, _own(inputs, found, numbers))


def _rival(at: int, named: Named, found: Facts) -> Rival:
    language = found.language
    label, why = phrase(language, "rivals", "name"), phrase(language, "rivals", "name_why")
    name = item(f"rival.{at}.name", label, named.said.quote, Origins(said=(named.said,)), why=why)
    said = {
        "price": _price_of(named, language),
        "wait": _wait_of(named, language),
        "said": _said_of(named, found),
    }
    said["liked"] = _liked_of(named, language)
    cells = tuple(_cell(f"rival.{at}", side, said[side], language) for side in _SIDES)
    return Rival(name=name, cells=cells)


def _cell(key: str, side: str, said: Said | None, language: str, uses: tuple[FactKey, ...] = ()) -> Cell:
    origins = Origins(said=(said,) if said else ())
    label = phrase(language, "rivals", side)
    made = item(f"{key}.{side}", label, said.quote if said else "", origins, uses=uses)
    asked = f"own_{side}_ask" if key == "rival.own" else f"{side}_ask"
    return cell(made, phrase(language, "rivals", asked))


def _price_of(named: Named, language: str) -> Said | None:
    """The first amount within what is said of an alternative."""
    for told in named.told:
        for money in amounts(told.quote):
            near = fold(told.quote)[max(0, money.span.start - _NEAR) : money.span.end + _NEAR]
            if not turn(language, "lost").search(near):
                return _within(told, money.span)
    return None


def _within(told: Said, span: Span) -> Said:
    start = told.span.start
    return Said(told.quote[span.start : span.end], told.step, Span(start + span.start, start + span.end))


def _wait_of(named: Named, language: str) -> Said | None:
    for told in named.told:
        match = turn(language, "wait").search(fold(told.quote))
        if match:
            return _within(told, Span(*match.span()))
    return None


def _said_of(named: Named, found: Facts) -> Said | None:
    """What follows the name in its own sentence, when it says something; else another sentence about it."""
    text, name = found.texts[named.said.step], named.said
    stop = _end(text, name.span.end, found.language)
    rest = quoted(text, name.step, name.span.end, stop)
    if len(rest.quote.split()) > 2:
        return rest
    manner = found.first("today")
    known = manner.quote if manner else ""
    others = (told for told in named.told if told.step != name.step and told.quote not in known)
    return next((told for told in others if len(told.quote.split()) > 3), None)


def _liked_of(named: Named, language: str) -> Said | None:
    """Why people choose it, when the person says "because" in a stretch about it."""
    return next((told for told in named.told if turn(language, "liked").search(fold(told.quote))), None)


def _own(inputs: Inputs, found: Facts, numbers: Numbers) -> Rival:
    """The column of the business itself."""
    language = found.language
    started = Said(inputs.business_name, "name", Span(0, len(inputs.business_name)))
    label = phrase(language, "rivals", "own")
    name = item(
        "rival.own.name", label, inputs.business_name or label, Origins(said=(started,)), uses=("name",)
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
    said = found.first("difference")
    ours = turn(found.language, "own_start").search(fold(said.quote)) if said else None
    if said is None or ours is None:
        return said
    return quoted(found.texts[said.step], said.step, said.span.start + ours.start(), said.span.end)


def _own_wait(found: Facts) -> Said | None:
    """How fast the business serves, by the offer or by what it does otherwise."""
    text = found.texts.get("offre", "")
    for told in (Said(text, "offre", Span(0, len(text))), _difference(found)):
        match = turn(found.language, "wait").search(fold(told.quote)) if told else None
        if told and match:
            return _within(told, Span(*match.span()))
    return None
