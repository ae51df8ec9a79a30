"""How quotations of each kind are found in an answer: problem, promise, product, alternative, proof..."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Final

from nlp.people import groups
from nlp.quotations import (
    Quotation,
    fold_cached,
    in_contrast,
    phrase_matches,
    phrase_pattern,
    phrase_words,
    trimmed_quotation,
)
from nlp.text import fold, sentences

#: A function that yields quotations from the text of an answer, its step and its language.
Extractor = Callable[[str, str, str], Iterator[Quotation]]


def _is_short(quotation: Quotation) -> bool:
    """Return whether a quote is short enough to stand inside another sentence."""
    return len(quotation.quote) > 2 and len(quotation.quote.split()) <= 28


def _is_usable(quotation: Quotation, language: str) -> bool:
    """Return whether a quote fits a sentence about the business: short, and without "we" or "my"."""
    own_words = phrase_pattern(language, "own_words")
    return _is_short(quotation) and not own_words.search(fold(quotation.quote))


def _problems(text: str, step: str, language: str) -> Iterator[Quotation]:
    """Yield the problems of customers: plural verb phrases with them as subject, which can follow "who"."""
    folded = fold_cached(text)
    subjects = {group.quotation.span.end for group in groups(text, step, language)}
    for match in phrase_pattern(language, "problem").finditer(folded):
        before = folded[: match.start()].rstrip()
        word = before[before.rfind(" ") + 1 :]
        quotation = _clause(text, step, language, match.start())
        has_customers_as_subject = len(before) in subjects or word in phrase_words(language, "subject_before")
        is_plural = phrase_pattern(language, "problem_plural").match(fold(quotation.quote))
        is_long_enough = quotation.quote.count(" ") > 1
        if has_customers_as_subject and is_plural and is_long_enough and _is_usable(quotation, language):
            yield quotation


def _clause(text: str, step: str, language: str, start: int) -> Quotation:
    """Return the text from a position to the end of its sentence or to its purpose ("so that...")."""
    end = min((at for sign in ".;!?\n" if (at := text.find(sign, start)) >= 0), default=len(text))
    aim = phrase_pattern(language, "clause_end").search(fold_cached(text), start, end)
    return trimmed_quotation(text, step, start, aim.start() if aim else end)


def _short_matches(text: str, step: str, language: str, names: Sequence[str]) -> Iterator[Quotation]:
    """Return the matches of several phrases that are short and not in the first person."""
    found = (_shortened(text, full) for name in names for full in phrase_matches(text, step, language, name))
    return (quotation for quotation in found if _is_usable(quotation, language))


def _shortened(text: str, quotation: Quotation) -> Quotation:
    """Return a quotation, cut at its first comma if it is long and enough text remains before the comma."""
    if _is_short(quotation):
        return quotation
    start, end = quotation.span
    comma = text.find(",", start + 15, end)
    return trimmed_quotation(text, quotation.step, start, comma if comma > 0 else end)


def _promises(text: str, step: str, language: str) -> Iterator[Quotation]:
    """Yield what customers can do thanks to the business, as infinitive phrases."""
    for quotation in _short_matches(text, step, language, ("promise_help", "promise")):
        second = phrase_pattern(language, "second_infinitive").search(fold(quotation.quote))
        start = quotation.span.start
        yield trimmed_quotation(text, step, start, start + second.start()) if second else quotation


def _products(text: str, step: str, language: str) -> Iterator[Quotation]:
    """Yield what is sold, as noun phrases without price, customer or place."""
    names = ("product", "product_opening") if step == "offre" else ("product",)
    for quotation in _short_matches(text, step, language, names):
        stop = phrase_pattern(language, "product_end").search(fold(quotation.quote))
        start, end = quotation.span
        short = trimmed_quotation(text, step, start, start + stop.start() if stop else end)
        if len(short.quote) > 3 and not in_contrast(fold_cached(text), start, language):
            yield short


def _alternatives(text: str, step: str, language: str) -> Iterator[Quotation]:
    """Yield what customers turn to today, as noun phrases."""
    pronoun = phrase_pattern(language, "pronoun")
    for quotation in _short_matches(text, step, language, ("alternative",)):
        is_named = " " in quotation.quote and not pronoun.search(fold(quotation.quote))
        if is_named and len(quotation.quote) > len("unlike x"):
            yield quotation
    if step == "differentiation":
        yield from _rivals(text, step, language)


def _rivals(text: str, step: str, language: str) -> Iterator[Quotation]:
    """Yield what others do where the business follows in contrast: "next door they wait, with us..."."""
    own, pain = phrase_pattern(language, "own_words"), phrase_pattern(language, "problem_plural")
    for quotation in phrase_matches(text, step, language, "rivals"):
        words = fold(quotation.quote)
        head = words.find(" ")
        is_about_others = head > 0 and not own.search(words, head) and not pain.match(words[head + 1 :])
        if is_about_others and _is_short(quotation):
            yield quotation


def _differences(text: str, step: str, language: str) -> Iterator[Quotation]:
    """Yield what the business does differently: the clause after "unlike X,"."""
    found = (_shortened(text, full) for full in phrase_matches(text, step, language, "difference"))
    yield from filter(_is_short, found)
    for rival in _rivals(text, step, language):
        if ours := phrase_pattern(language, "ours").search(fold_cached(text), rival.span.end):
            yield _shortened(text, trimmed_quotation(text, step, *ours.span("what")))


def _sentences_with(text: str, step: str, language: str, name: str) -> Iterator[Quotation]:
    """Return the whole sentences in which a phrase is found."""
    pattern, folded = phrase_pattern(language, name), fold_cached(text)
    return (trimmed_quotation(text, step, *at) for at in sentences(text) if pattern.search(folded, *at))


#: The extractor of each kind of quotation, and the steps to read, the most informative first.
EXTRACTORS: Final[Mapping[str, tuple[Extractor, tuple[str, ...]]]] = {
    "problem": (_problems, ("clientele", "mission", "vision")),
    "promise": (_promises, ("mission", "offre", "vision", "differentiation")),
    "purpose": (partial(_short_matches, names=("promise_purpose",)), ("mission", "vision", "offre")),
    "so_that": (partial(_short_matches, names=("so_that",)), ("mission", "offre", "vision")),
    "today": (partial(_sentences_with, name="today"), ("clientele",)),
    "product": (_products, ("offre", "mission", "vision")),
    "alternative": (_alternatives, ("differentiation", "clientele", "mission", "offre")),
    "difference": (_differences, ("differentiation",)),
    "proof": (partial(_sentences_with, name="proof"), ("differentiation", "offre")),
    "horizon": (partial(phrase_matches, name="horizon"), ("vision",)),
}
