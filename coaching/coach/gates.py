"""Reasons why an answer cannot score high whatever it holds: empty, too short, copied, other language."""

from collections.abc import Iterable
from functools import lru_cache

from coaching.coach.reading import Reading
from coaching.coach.results import Gate, ReviewContext
from coaching.coach.store import load, word_set
from coaching.coach.text import is_content, language_of, stem, tokens

CAP = 30
EVERYONE_CAP = 40
MIN_WORDS = 5
COPY_SHARE = 0.8
MIN_COPIED_STEMS = 3
MUCH_LONGER = 3


def find_gate(step: str, reading: Reading, context: ReviewContext) -> Gate | None:
    """The first gate that closes on an answer, or None."""
    key = _closed_gate(step, reading, context)
    if key is None:
        return None
    cap = EVERYONE_CAP if key == "everyone" else CAP
    return Gate(key, cap, load(f"{reading.language}/messages")["gates"][key])


def _closed_gate(step: str, reading: Reading, context: ReviewContext) -> str | None:
    if _is_placeholder(reading):
        return "empty"
    if len({token.folded for token in reading.fresh}) < MIN_WORDS:
        return "short"
    if language_of({token.folded for token in reading.tokens}, reading.answer) not in (
        None,
        reading.language,
    ):
        return "language"
    if _is_copy(step, reading, context):
        return "copy"
    if step == "clientele" and reading.found("universal") and not reading.found("restrict"):
        return "everyone"
    return None


def _is_placeholder(reading: Reading) -> bool:
    """Nothing but filler words, or no words at all."""
    filler = _filler(reading.language)
    return all(token.folded in filler or len(set(token.folded)) == 1 for token in reading.tokens)


@lru_cache(maxsize=2)
def _filler(language: str) -> frozenset[str]:
    """The words of a language that fill a place and say nothing."""
    listed = load(f"{language}/messages")["placeholders"]["words"]
    return frozenset(word.strip() for word in listed.split(","))


@lru_cache(maxsize=4096)
def _stems(text: str, language: str) -> frozenset[str]:
    """The content stems of a text that stays while an answer is written: kept, the oldest forgotten first."""
    stop = word_set(language, "stop")
    return frozenset(
        stem(token.folded, language) for token in tokens(text, language) if is_content(token.folded, stop)
    )


def _is_copy(step: str, reading: Reading, context: ReviewContext) -> bool:
    """At least 80 % of the answer's distinct content stems stand in the question, an example or another step.

    A much longer text holds many words by chance and does not count, nor does the synthesis, which gathers
    the other steps by design.
    """
    own = reading.stems
    if len(own) < MIN_COPIED_STEMS:
        return False
    return any(
        len(own & other) >= COPY_SHARE * len(own) and len(other) <= MUCH_LONGER * len(own)
        for other in _sources(step, reading.language, context)
    )


def _sources(step: str, language: str, context: ReviewContext) -> Iterable[frozenset[str]]:
    """The stems of each text that an answer must not merely repeat."""
    for text in (context.question, *context.examples):
        yield _stems(text, language)
    for key, text in context.answers.items():
        if key not in (step, "synthesis"):
            yield _stems(text, language)
