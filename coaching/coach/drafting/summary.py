"""A first draft of the synthesis: the plan on one page, in the person's own sentences."""

from collections.abc import Mapping

from coaching.coach.drafting.reformulation import reformulate
from coaching.coach.drafting.templates import fill, slot_values
from coaching.coach.scoring.facts import BusinessFacts
from coaching.coach.steps import readable
from nlp.text import sentences

FIVE_STEPS = ("vision", "mission", "clientele", "differentiation", "offre")
_WORDS_PER_STEP = 60
_MAX_SENTENCES = 4 * _WORDS_PER_STEP
_BLANK_LINES = 3


def draft_summary(answers: Mapping[str, str], language: str, business: BusinessFacts) -> str:
    """Return the plan on one page: an extract of each step, then blank lines for risks and 90 days.

    The sentences are the person's, corrected. A step without an answer has a blank. The text is empty when no
    step has an answer.
    """
    texts = readable(answers)
    if not any(step in texts for step in FIVE_STEPS):
        return ""
    values = slot_values(answers, language, business)
    templates = values.templates["summary"]
    extracts = {step: _extract(texts[step], step, values.language) for step in FIVE_STEPS if step in texts}
    parts = [
        fill(templates["opening"], values).text,
        *(f"{templates['titles'][step]}\n{extracts.get(step, templates['unknown'])}" for step in FIVE_STEPS),
        "\n".join([templates["risks"], *_lines(templates["risk"])]),
        "\n".join([templates["days"], *_lines(templates["day"])]),
    ]
    return "\n\n".join(parts)


def _extract(text: str, step: str, language: str) -> str:
    """Return the first whole sentences of an answer, up to about sixty words, at least one."""
    corrected = reformulate(_beginning(text), language, step).text
    selected: list[str] = []
    for span in sentences(corrected):
        sentence = corrected[span.start : span.end]
        if selected and len(" ".join([*selected, sentence]).split()) > _WORDS_PER_STEP:
            break
        selected.append(sentence)
    return " ".join(selected) or " ".join(corrected.split())


def _beginning(text: str) -> str:
    """Return the first sentences of an answer, many more than are used, so that only these are corrected."""
    spans = sentences(text)
    return text if len(spans) <= _MAX_SENTENCES else text[: spans[_MAX_SENTENCES - 1].end]


def _lines(line: str) -> list[str]:
    """Return the numbered blank lines of a list."""
    return [f"{number}. {line}" for number in range(1, _BLANK_LINES + 1)]
