"""How each kind of quote is found in an answer: problem, promise, product, alternative, proof and so on."""

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from nlp.people import groups
from nlp.quotations import Said, announced, cue, cue_words, flat, in_contrast, quoted
from nlp.text import fold, sentences

_WORDS_AT_MOST = 28

#: What finds quotes in an answer: its text, its step and its language.
Finder = Callable[[str, str, str], Iterator[Said]]


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
