"""Drafts for a step, made only of what the person wrote in other steps and gave at the start."""

from collections.abc import Mapping
from typing import NamedTuple

from coaching.coach.drafting.templates import FilledTemplate, SlotValues, fill, slot_values
from coaching.coach.scoring.facts import BusinessFacts
from nlp.quotations import Quotation
from nlp.text import fold

MOST_PROPOSALS = 3


class Proposal(NamedTuple):
    """A draft to edit.

    `justification` names the source of each part, `quotes` are the quotations in it, `from_steps` their steps
    in order. A "…" in `text` is a blank to fill in.
    """

    text: str
    justification: str
    from_steps: tuple[str, ...]
    quotes: tuple[Quotation, ...]


def propose(
    step: str, answers: Mapping[str, str], language: str, business: BusinessFacts
) -> tuple[Proposal, ...]:
    """Return up to three drafts of a step, the one with most of the person's words first.

    Every word is the person's or a linking word of the template. Without an answer to quote and without a
    business name there is no draft.
    """
    values = slot_values(answers, language, business)
    templates = values.templates.get(step)
    if not isinstance(templates, list):
        return ()
    drafts = [draft for template in templates if _usable(draft := fill(template, values), values, step)]
    drafts.sort(key=lambda draft: (len(draft.blanks) - 2 * len(draft.used), draft.text))
    fresh = [draft for draft in drafts if fold(draft.text) != fold(answers.get(step) or "")]
    return tuple(_proposal(draft, values) for draft in _distinct(fresh)[:MOST_PROPOSALS])


def _usable(draft: FilledTemplate, values: SlotValues, step: str) -> bool:
    """Return whether a draft quotes another step; for a vision without answers, name and city suffice."""
    bare_start = step == "vision" and not values.quotations and {"name", "city"} <= set(draft.given)
    steps = {quotation.step for _, quotation in draft.used}
    enough = len(draft.used) >= (3 if step == "synthesis" else 1)
    own_words = draft.is_complete and enough and bool(steps - {step})
    return own_words or (bare_start and not {"customer", "promise", "product"} & set(draft.blanks))


def _distinct(drafts: list[FilledTemplate]) -> list[FilledTemplate]:
    """Return the drafts without those whose slots a better draft fills too."""
    distinct: list[FilledTemplate] = []
    for draft in drafts:
        if not any(_slots(draft) <= _slots(other) for other in distinct):
            distinct.append(draft)
    return distinct


def _slots(draft: FilledTemplate) -> set[str]:
    """Return the slots that a draft fills with quotations; a purpose and a promise count as one."""
    return {"promise" if slot == "so_that" else slot for slot, _ in draft.used}


def _proposal(draft: FilledTemplate, values: SlotValues) -> Proposal:
    """Return a filled template with the sources of its parts."""
    quotes = tuple(dict.fromkeys(quotation for _, quotation in draft.used))
    steps = tuple(dict.fromkeys(quotation.step for quotation in quotes))
    return Proposal(draft.text, _justification(draft, quotes, values), steps, quotes)


def _justification(draft: FilledTemplate, quotes: tuple[Quotation, ...], values: SlotValues) -> str:
    """Return a sentence that names the source of each part of a draft."""
    templates, parts = values.templates, []
    if quotes:
        named = (
            templates["and_quote"]
            .replace("{step}", templates[f"step_{quotation.step}"])
            .replace("{quote}", quotation.quote)
            for quotation in quotes
        )
        parts.append(templates["why"].replace("{quotes}", ", ".join(named)))
    given = [templates[f"given_{slot}"] for slot in ("name", "city") if slot in draft.given]
    if given:
        parts.append(templates["why_start"].replace("{given}", ", ".join(given)))
    if templates["blank"] in draft.text:
        parts.append(templates["why_blank"])
    return "".join(parts).strip()
