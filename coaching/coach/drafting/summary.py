"""A first draft of the synthesis: the plan on one page, in the person's own sentences."""

from collections.abc import Mapping

from coaching.coach.drafting.reformulation import reformulate
from coaching.coach.drafting.templates import fill, slot_values
from coaching.coach.scoring.facts import BusinessFacts
from coaching.coach.steps import readable
from nlp.text import sentences

FIVE_STEPS = ("vision", "mission", "clientele", "differentiation", "offre")
_WORDS_PER_STEP = 60
#: Only so many sentences of an answer are corrected, many more than are used.
_MAX_SENTENCES = 4 * _WORDS_PER_STEP


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
    read = sentences(text)[:_MAX_SENTENCES]
    beginning = text[: read[-1].end] if len(read) == _MAX_SENTENCES else text
    corrected = reformulate(beginning, language, step).text
    extract = ""
    for start, end in sentences(corrected):
        longer = f"{extract} {corrected[start:end]}".strip()
        if extract and len(longer.split()) > _WORDS_PER_STEP:
            break
        extract = longer
    return extract or " ".join(corrected.split())


def _lines(line: str) -> list[str]:
    """Return the three numbered blank lines of a list."""
    return [f"{number}. {line}" for number in (1, 2, 3)]
