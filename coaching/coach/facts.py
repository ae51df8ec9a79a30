"""The red thread of a session: customer, problem, promise, price, places and channels, all quoted."""

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property, lru_cache
from typing import Final, NamedTuple

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


Finder = Callable[[str, str, str], Iterator[Said]]


class Price(NamedTuple):
    """An amount with its quote and what it is: "price", "budget" of the customer, or "other"."""

    money: Money
    said: Said
    role: str


class Facts:
    """What the person said, each part quoted exactly and read when asked for; None or empty when not said."""

    def __init__(self, texts: Mapping[str, str], language: str) -> None:
        self.texts = texts
        self.language = language

    def first(self, name: str) -> Said | None:
        """The first quote of a kind (a key of `SOURCES`), looked for in the order of its steps."""
        finder, steps = SOURCES[name]
        answered = (step for step in steps if step in self.texts)
        found = (_first_of(finder, self.texts[step], step, self.language) for step in answered)
        return next((said for said in found if said), None)

    def customer(self) -> Said | None:
        """The group that the session is about: the first one served, the clientele step before the others."""
        order = ("clientele", "mission", "offre", "vision", "differentiation", "synthesis")
        for step in order:
            telling = [group for group in self.groups(step) if _telling(group)]
            if telling:
                return next((group for group in telling if group.served), telling[0]).said
        return None

    def groups(self, step: str) -> tuple[Group, ...]:
        """The groups of people that the answer to a step names."""
        return groups(self.texts.get(step, ""), step, self.language)

    @cached_property
    def customers(self) -> tuple[Group, ...]:
        """The groups of people in all answers, in the order of the path."""
        return tuple(group for step in STEPS for group in self.groups(step))

    @cached_property
    def prices(self) -> tuple[Price, ...]:
        """The amounts of money in all answers."""
        return tuple(
            price for step, text in self.texts.items() for price in prices(text, step, self.language)
        )

    @cached_property
    def places(self) -> tuple[Place, ...]:
        """The known towns in all answers."""
        return tuple(place for step, text in self.texts.items() for place in places(text, step))

    @cached_property
    def channels(self) -> tuple[Said, ...]:
        """How customers are reached and served, from all answers."""
        found = (announced(text, step, self.language, "channels") for step, text in self.texts.items())
        return tuple(said for quotes in found for said in quotes)


def facts(answers: Mapping[str, str], language: str) -> Facts:
    """The facts in the answers of a session.

    Quotes are exact stretches of the answers. A part is left out rather than guessed.
    """
    return Facts(readable(answers), known_language(language))


@lru_cache(maxsize=2048)
def _first_of(finder: Finder, text: str, step: str, language: str) -> Said | None:
    """The first quote that a finder sees in an answer; kept, as other answers stay while one is written."""
    return first(finder(text, step, language))


def _telling(group: Group) -> bool:
    """Whether a group says who: a bare "clients" does not, nor does a group that is set aside."""
    wide = group.kind != "general" or " " in group.said.quote
    opening = group.said.step == "clientele" and group.said.span.start < _OPENING
    return wide and (group.served or opening)


@lru_cache(maxsize=256)
def prices(text: str, step: str, language: str) -> tuple[Price, ...]:
    """The amounts of money of an answer, each with what it is by the words around it in its sentence."""
    folded = flat(text)
    found = []
    for money in amounts(text):
        said = Said(text[money.span.start : money.span.end], step, money.span)
        found.append(Price(money, said, _role(folded, money, step, language)))
    sells_other = step != "offre" or any(price.role == "price" for price in found)
    return tuple(price._replace(role=_settled(price.role, sells_other)) for price in found)


def _settled(role: str, sells_other: bool) -> str:
    """A fee is a price where nothing else has one: carriers sell the transport itself."""
    if role == "fee":
        return "other" if sells_other else "price"
    return role


def _role(folded: str, money: Money, step: str, language: str) -> str:
    """Whether an amount is a price asked, a customer's budget, or something else (a loss, a cost, a rent)."""
    start, end = clause_around(folded, money.span)
    before, after = folded[start : money.span.start], folded[start:end]
    if cue(language, "price_other").search(after):
        return "other"
    if cue(language, "price_budget").search(before):
        return "budget"
    if cue(language, "price_fee").search(after):
        return "fee"
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
    if step == "differentiation":
        yield from _rivals(text, step, language)


def _rivals(text: str, step: str, language: str) -> Iterator[Said]:
    """What others do, told right before what the business does: "next door they wait, with us..."."""
    own, pain = cue(language, "own_words"), cue(language, "problem_plural")
    for said in announced(text, step, language, "rivals"):
        words = fold(said.quote)
        head = words.find(" ")
        if _short(said) and head > 0 and not own.search(words, head) and not pain.match(words[head + 1 :]):
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
    for rival in _rivals(text, step, language):
        ours = cue(language, "ours").search(flat(text), rival.span.end)
        if ours:
            said = quoted(text, step, *ours.span("what"))
            yield said if _short(said) else _up_to_comma(text, said)


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


#: How each kind of quote is found, and in which steps, the most telling first.
SOURCES: Final[Mapping[str, tuple[Finder, tuple[str, ...]]]] = {
    "problem": (_problems, ("clientele", "mission", "vision")),
    "promise": (_promises, ("mission", "offre", "vision", "differentiation")),
    "purpose": (_purposes, ("mission", "vision", "offre")),
    "so_that": (_aims, ("mission", "offre", "vision")),
    "today": (_todays, ("clientele",)),
    "product": (_products, ("offre", "mission", "vision")),
    "alternative": (_alternatives, ("differentiation", "clientele", "mission", "offre")),
    "difference": (_differences, ("differentiation",)),
    "proof": (_proofs, ("differentiation", "offre")),
    "horizon": (_horizons, ("vision",)),
}
