"""A first draft of the synthesis: the plan on one page, in the person's own sentences."""

from collections.abc import Mapping

from coaching.coach.drafting.reformulation import reformulate
from coaching.coach.drafting.templates import fill, words_of
from coaching.coach.scoring.facts import BusinessFacts
from coaching.coach.steps import readable
from nlp.text import sentences

FIVE_STEPS = ("vision", "mission", "clientele", "differentiation", "offre")
_WORDS_PER_STEP = 60
_TIDIED = 4 * _WORDS_PER_STEP
_BLANK_LINES = 3


def draft_summary(answers: Mapping[str, str], language: str, business: BusinessFacts) -> str:
    """The plan on one page: what was accepted at each step, then blank lines for risks and the next 90 days.

    Sentences are the person's, tidied; a step that has no answer keeps a blank. Empty when no step has one.
    """
    texts = readable(answers)
    if not any(step in texts for step in FIVE_STEPS):
        return ""
    words = words_of(answers, language, business)
    frames = words.frames["summary"]
    parts = [fill(frames["opening"], words).text]
    for step in FIVE_STEPS:
        said = _essence(texts[step], step, words.language) if step in texts else frames["unknown"]
        parts.append(f"{frames['titles'][step]}\n{said}")
    parts.append("\n".join([frames["risks"], *_lines(frames["risk"])]))
    parts.append("\n".join([frames["days"], *_lines(frames["day"])]))
    return "\n\n".join(parts)


def _essence(text: str, step: str, language: str) -> str:
    """The first sentences of an answer, whole, up to about sixty words; always at least one."""
    tidy = reformulate(_beginning(text), language, step).text
    kept: list[str] = []
    for span in sentences(tidy):
        sentence = tidy[span.start : span.end]
        if kept and len(" ".join([*kept, sentence]).split()) > _WORDS_PER_STEP:
            break
        kept.append(sentence)
    return " ".join(kept) or " ".join(tidy.split())


def _beginning(text: str) -> str:
    """The first sentences of an answer, many more than are kept: the rest need not be tidied."""
    spans = sentences(text)
    return text if len(spans) <= _TIDIED else text[: spans[_TIDIED - 1].end]


def _lines(line: str) -> list[str]:
    """The numbered blank lines of a list."""
    return [f"{number}. {line}" for number in range(1, _BLANK_LINES + 1)]
