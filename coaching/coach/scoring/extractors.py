"""How each kind of quote is found in an answer: problem, promise, product, alternative, proof and so on."""

from collections.abc import Callable, Iterator, Mapping
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

_WORDS_AT_MOST = 28

#: What finds quotes in an answer: its text, its step and its language.
Extractor = Callable[[str, str, str], Iterator[Quotation]]


def _short(quotation: Quotation) -> bool:
    """Return whether a quote is short enough to stand inside another sentence."""
    return len(quotation.quote) > 2 and len(quotation.quote.split()) <= _WORDS_AT_MOST


def _problems(text: str, step: str, language: str) -> Iterator[Quotation]:
    """Return what customers suffer, as a plural verb phrase that can follow "who"; they must be its subject."""
    folded = fold_cached(text)
    subjects = {group.quotation.span.end for group in groups(text, step, language)}
    for match in phrase_pattern(language, "problem").finditer(folded):
        before = folded[: match.start()].rstrip()
        word = before[before.rfind(" ") + 1 :]
        quotation = _clause(text, step, language, match.start())
        about_them = len(before) in subjects or word in phrase_words(language, "subject_before")
        plural = phrase_pattern(language, "problem_plural").match(fold(quotation.quote))
        if (
            about_them
            and plural
            and quotation.quote.count(" ") > 1
            and _short(quotation)
            and not _is_first_person(quotation, language)
        ):
            yield quotation


def _clause(text: str, step: str, language: str, start: int) -> Quotation:
    """From a position to the end of its sentence, or to the aim that follows ("so that...")."""
    end = min((at for excerpt in ".;!?\n" if (at := text.find(excerpt, start)) >= 0), default=len(text))
    aim = phrase_pattern(language, "clause_end").search(fold_cached(text), start, end)
    return trimmed_quotation(text, step, start, aim.start() if aim else end)


def _is_first_person(quotation: Quotation, language: str) -> bool:
    """Return whether a quote speaks as "we" or "my", which does not fit into a sentence about the business."""
    return phrase_pattern(language, "own_words").search(fold(quotation.quote)) is not None


def _short_matches(text: str, step: str, language: str, *names: str) -> Iterator[Quotation]:
    """Quotes announced by several cues that are short and speak of the customer, not of "me"."""
    for name in names:
        for full in phrase_matches(text, step, language, name):
            quotation = full if _short(full) else _cut_at_comma(text, full)
            if _short(quotation) and not _is_first_person(quotation, language):
                yield quotation


def _cut_at_comma(text: str, quotation: Quotation) -> Quotation:
    """Return a long quote cut at its first comma that leaves a phrase of some length."""
    start, end = quotation.span
    comma = text.find(",", start + 15, end)
    return trimmed_quotation(text, quotation.step, start, comma if comma > 0 else end)


def _promises(text: str, step: str, language: str) -> Iterator[Quotation]:
    """Return what customers can do thanks to the business, as an infinitive phrase."""
    for quotation in _short_matches(text, step, language, "promise_help", "promise"):
        second = phrase_pattern(language, "second_infinitive").search(fold(quotation.quote))
        start = quotation.span.start
        yield trimmed_quotation(text, step, start, start + second.start()) if second else quotation


def _purposes(text: str, step: str, language: str) -> Iterator[Quotation]:
    """Return what the business exists to do, as an infinitive phrase."""
    return _short_matches(text, step, language, "promise_purpose")


def _current_habits(text: str, step: str, language: str) -> Iterator[Quotation]:
    """Return the sentence that tells how customers manage without the business."""
    return _sentences_with(text, step, language, "today")


def _products(text: str, step: str, language: str) -> Iterator[Quotation]:
    """Return what is sold, as a noun phrase without price, customer or place."""
    folded = fold_cached(text)
    names = ("product", "product_opening") if step == "offre" else ("product",)
    for quotation in _short_matches(text, step, language, *names):
        stop = phrase_pattern(language, "product_end").search(fold(quotation.quote))
        start, end = quotation.span
        short = (
            trimmed_quotation(text, step, start, start + stop.start())
            if stop
            else trimmed_quotation(text, step, start, end)
        )
        if len(short.quote) > 3 and not in_contrast(folded, start, language):
            yield short


def _alternatives(text: str, step: str, language: str) -> Iterator[Quotation]:
    """Return what customers turn to today, as a noun phrase."""
    for quotation in _short_matches(text, step, language, "alternative"):
        named = " " in quotation.quote and not phrase_pattern(language, "pronoun").search(
            fold(quotation.quote)
        )
        if named and quotation.span.end - quotation.span.start > len("unlike x"):
            yield quotation
    if step == "differentiation":
        yield from _rivals(text, step, language)


def _rivals(text: str, step: str, language: str) -> Iterator[Quotation]:
    """Return what others do, told right before what the business does: "next door they wait, with us..."."""
    own, pain = phrase_pattern(language, "own_words"), phrase_pattern(language, "problem_plural")
    for quotation in phrase_matches(text, step, language, "rivals"):
        words = fold(quotation.quote)
        head = words.find(" ")
        if (
            _short(quotation)
            and head > 0
            and not own.search(words, head)
            and not pain.match(words[head + 1 :])
        ):
            yield quotation


def _aims(text: str, step: str, language: str) -> Iterator[Quotation]:
    """Return the clause that says what it is all for: "so that they can...", "afin qu’ils..."."""
    return _short_matches(text, step, language, "so_that")


def _differences(text: str, step: str, language: str) -> Iterator[Quotation]:
    """Return what the business does otherwise: the clause after "unlike X,"."""
    for full in phrase_matches(text, step, language, "difference"):
        quotation = full if _short(full) else _cut_at_comma(text, full)
        if _short(quotation):
            yield quotation
    for rival in _rivals(text, step, language):
        ours = phrase_pattern(language, "ours").search(fold_cached(text), rival.span.end)
        if ours:
            quotation = trimmed_quotation(text, step, *ours.span("what"))
            yield quotation if _short(quotation) else _cut_at_comma(text, quotation)


def _proofs(text: str, step: str, language: str) -> Iterator[Quotation]:
    """Return the sentence that gives a proof, whole."""
    return _sentences_with(text, step, language, "proof")


def _sentences_with(text: str, step: str, language: str, name: str) -> Iterator[Quotation]:
    """Return the whole sentences in which a cue stands."""
    folded = fold_cached(text)
    for span in sentences(text):
        if phrase_pattern(language, name).search(folded, span.start, span.end):
            yield trimmed_quotation(text, step, span.start, span.end)


def _horizons(text: str, step: str, language: str) -> Iterator[Quotation]:
    """When the vision is to be true."""
    return phrase_matches(text, step, language, "horizon")


#: How each kind of quote is found, and in which steps, the most telling first.
EXTRACTORS: Final[Mapping[str, tuple[Extractor, tuple[str, ...]]]] = {
    "problem": (_problems, ("clientele", "mission", "vision")),
    "promise": (_promises, ("mission", "offre", "vision", "differentiation")),
    "purpose": (_purposes, ("mission", "vision", "offre")),
    "so_that": (_aims, ("mission", "offre", "vision")),
    "today": (_current_habits, ("clientele",)),
    "product": (_products, ("offre", "mission", "vision")),
    "alternative": (_alternatives, ("differentiation", "clientele", "mission", "offre")),
    "difference": (_differences, ("differentiation",)),
    "proof": (_proofs, ("differentiation", "offre")),
    "horizon": (_horizons, ("vision",)),
}
