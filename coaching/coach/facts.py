"""The red thread of a session: customer, problem, promise, price, places and channels, all quoted."""

from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from coaching.coach.money import Money, amounts
from coaching.coach.people import Group, groups
from coaching.coach.places import Place, places
from coaching.coach.quotes import (
    STEPS,
    Said,
    announced,
    clause_around,
    cue,
    cue_words,
    first,
    flat,
    in_contrast,
    quoted,
    readable,
)
from coaching.coach.store import known_language
from coaching.coach.text import fold, sentences

_WORDS_AT_MOST = 28
_OPENING = 120


class BusinessFacts(NamedTuple):
    """What the person gave at the start; `sector` is a slug of the sector list, `currency` an ISO code."""

    name: str = ""
    sector: str = ""
    city: str = ""
    country: str = ""
    currency: str = ""
    language: str = "fr"


class Price(NamedTuple):
    """An amount with its quote and what it is: "price", "budget" of the customer, or "other"."""

    money: Money
    said: Said
    role: str


class Facts(NamedTuple):
    """What the person said, each part quoted exactly; None or empty where nothing was found."""

    customers: tuple[Group, ...]
    problem: Said | None
    promise: Said | None
    purpose: Said | None
    so_that: Said | None
    today: Said | None
    product: Said | None
    alternative: Said | None
    difference: Said | None
    proof: Said | None
    horizon: Said | None
    prices: tuple[Price, ...]
    places: tuple[Place, ...]
    channels: tuple[Said, ...]

    @property
    def customer(self) -> Said | None:
        """The group that the session is about: the first one served, the clientele step before the others."""
        order = {step: rank for rank, step in enumerate(("clientele", "mission", "offre", "vision"))}
        telling = [group for group in self.customers if _telling(group)]
        telling.sort(key=lambda group: (order.get(group.said.step, 9), not group.served))
        return telling[0].said if telling else None


def facts(answers: Mapping[str, str], language: str) -> Facts:
    """Reads the facts out of the answers of a session.

    Quotes are exact stretches of the answers. A part is left out rather than guessed.
    """
    texts = readable(answers)
    language = known_language(language)

    def search(finder: Callable[[str, str, str], Iterator[Said]], *steps: str) -> Said | None:
        return first(said for step in steps if step in texts for said in finder(texts[step], step, language))

    return Facts(
        customers=tuple(group for step in STEPS for group in groups(texts.get(step, ""), step, language)),
        problem=search(_problems, "clientele", "mission", "vision"),
        promise=search(_promises, "mission", "offre", "vision", "differentiation"),
        purpose=search(_purposes, "mission", "vision", "offre"),
        so_that=search(_aims, "mission", "offre", "vision"),
        today=search(_todays, "clientele"),
        product=search(_products, "offre", "mission", "vision"),
        alternative=search(_alternatives, "differentiation", "clientele", "mission", "offre"),
        difference=search(_differences, "differentiation"),
        proof=search(_proofs, "differentiation", "offre"),
        horizon=search(_horizons, "vision"),
        prices=tuple(price for step, text in texts.items() for price in prices(text, step, language)),
        places=tuple(place for step, text in texts.items() for place in places(text, step)),
        channels=tuple(said for step in texts for said in announced(texts[step], step, language, "channels")),
    )


def _telling(group: Group) -> bool:
    """Whether a group says who: a bare "clients" does not, nor does a group that is set aside."""
    wide = group.kind != "general" or " " in group.said.quote
    opening = group.said.step == "clientele" and group.said.span.start < _OPENING
    return wide and (group.served or opening)


def prices(text: str, step: str, language: str) -> tuple[Price, ...]:
    """The amounts of money of an answer, each with what it is by the words around it in its sentence."""
    folded = flat(text)
    found = []
    for money in amounts(text):
        said = Said(text[money.span.start : money.span.end], step, money.span)
        found.append(Price(money, said, _role(folded, money, step, language)))
    return tuple(found)


def _role(folded: str, money: Money, step: str, language: str) -> str:
    """Whether an amount is a price asked, a customer's budget, or something else (a loss, a cost, a rent)."""
    start, end = clause_around(folded, money.span)
    before, after = folded[start : money.span.start], folded[start:end]
    if cue(language, "price_other").search(after):
        return "other"
    if cue(language, "price_budget").search(before):
        return "budget"
    asked = step == "offre" or cue(language, "price_asked").search(before)
    return "price" if asked and step != "clientele" else "other"


def _short(said: Said) -> bool:
    """Whether a quote is short enough to stand inside another sentence."""
    return len(said.quote) > 2 and len(said.quote.split()) <= _WORDS_AT_MOST


def _problems(text: str, step: str, language: str) -> Iterator[Said]:
    """What customers suffer, as a plural verb phrase that can follow "who"; they must be its subject."""
    folded = flat(text)
    subjects = {group.said.span.end for group in groups(text, step, language)}
    for match in cue(language, "problem").finditer(folded):
        before = folded[: match.start()].rstrip()
        word = before[before.rfind(" ") + 1 :]
        said = _clause(text, step, language, match.start())
        about_them = len(before) in subjects or word in cue_words(language, "subject_before")
        plural = cue(language, "problem_plural").match(fold(said.quote))
        if about_them and plural and said.quote.count(" ") > 1 and _short(said) and not _own(said, language):
            yield said


def _clause(text: str, step: str, language: str, start: int) -> Said:
    """From a position to the end of its sentence, or to the aim that follows ("so that...")."""
    end = min((at for mark in ".;!?\n" if (at := text.find(mark, start)) >= 0), default=len(text))
    aim = cue(language, "clause_end").search(flat(text), start, end)
    return quoted(text, step, start, aim.start() if aim else end)


def _own(said: Said, language: str) -> bool:
    """Whether a quote speaks as "we" or "my", which does not fit into a sentence about the business."""
    return cue(language, "own_words").search(fold(said.quote)) is not None


def _kept(text: str, step: str, language: str, *names: str) -> Iterator[Said]:
    """Quotes announced by several cues that are short and speak of the customer, not of "me"."""
    for name in names:
        for long in announced(text, step, language, name):
            said = long if _short(long) else _up_to_comma(text, long)
            if _short(said) and not _own(said, language):
                yield said


def _up_to_comma(text: str, said: Said) -> Said:
    """A long quote cut at its first comma that leaves a phrase of some length."""
    start, end = said.span
    comma = text.find(",", start + 15, end)
    return quoted(text, said.step, start, comma if comma > 0 else end)


def _promises(text: str, step: str, language: str) -> Iterator[Said]:
    """What customers can do thanks to the business, as an infinitive phrase."""
    for said in _kept(text, step, language, "promise_help", "promise"):
        second = cue(language, "second_infinitive").search(fold(said.quote))
        start = said.span.start
        yield quoted(text, step, start, start + second.start()) if second else said


def _purposes(text: str, step: str, language: str) -> Iterator[Said]:
    """What the business exists to do, as an infinitive phrase."""
    return _kept(text, step, language, "promise_purpose")


def _todays(text: str, step: str, language: str) -> Iterator[Said]:
    """The sentence that tells how customers manage without the business."""
    return _sentences_with(text, step, language, "today")


def _products(text: str, step: str, language: str) -> Iterator[Said]:
    """What is sold, as a noun phrase without price, customer or place."""
    folded = flat(text)
    names = ("product", "product_opening") if step == "offre" else ("product",)
    for said in _kept(text, step, language, *names):
        stop = cue(language, "product_end").search(fold(said.quote))
        start, end = said.span
        short = quoted(text, step, start, start + stop.start()) if stop else quoted(text, step, start, end)
        if len(short.quote) > 3 and not in_contrast(folded, start, language):
            yield short


def _alternatives(text: str, step: str, language: str) -> Iterator[Said]:
    """What customers turn to today, as a noun phrase."""
    for said in _kept(text, step, language, "alternative"):
        named = " " in said.quote and not cue(language, "pronoun").search(fold(said.quote))
        if named and said.span.end - said.span.start > len("unlike x"):
            yield said


def _aims(text: str, step: str, language: str) -> Iterator[Said]:
    """The clause that says what it is all for: "so that they can...", "afin qu’ils..."."""
    return _kept(text, step, language, "so_that")


def _differences(text: str, step: str, language: str) -> Iterator[Said]:
    """What the business does otherwise: the clause after "unlike X,"."""
    for long in announced(text, step, language, "difference"):
        said = long if _short(long) else _up_to_comma(text, long)
        if _short(said):
            yield said


def _proofs(text: str, step: str, language: str) -> Iterator[Said]:
    """The sentence that gives a proof, whole."""
    return _sentences_with(text, step, language, "proof")


def _sentences_with(text: str, step: str, language: str, name: str) -> Iterator[Said]:
    """The whole sentences in which a cue stands."""
    folded = flat(text)
    for span in sentences(text):
        if cue(language, name).search(folded, span.start, span.end):
            yield quoted(text, step, span.start, span.end)


def _horizons(text: str, step: str, language: str) -> Iterator[Said]:
    """When the vision is to be true."""
    return announced(text, step, language, "horizon")
