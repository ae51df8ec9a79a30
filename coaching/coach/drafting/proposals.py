"""Drafts for a step, made only of what the person wrote in other steps and gave at the start."""

from collections.abc import Mapping
from typing import NamedTuple

from coaching.coach.drafting.templates import FilledTemplate, SlotValues, fill, slot_values
from coaching.coach.scoring.facts import BusinessFacts
from nlp.quotations import Quotation
from nlp.text import fold


class Proposal(NamedTuple):
    """A draft to edit.

    `justification` names the source of each part, `quotes` are the quotations in it. A "…" in `text` is a
    blank to fill in.
    """

    text: str
    justification: str
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
    return tuple(_proposal(draft, values) for draft in _distinct(fresh)[:3])


def _usable(draft: FilledTemplate, values: SlotValues, step: str) -> bool:
    """Return whether a draft quotes another step; for a vision without answers, name and city suffice."""
    bare_start = step == "vision" and not values.quotations and {"name", "city"} <= set(draft.given)
    steps = {quotation.step for _, quotation in draft.used}
    enough = len(draft.used) >= (3 if step == "synthesis" else 1)
    own_words = draft.is_complete and enough and bool(steps - {step})
    return own_words or (bare_start and not {"customer", "promise", "product"} & set(draft.blanks))


def _distinct(drafts: list[FilledTemplate]) -> list[FilledTemplate]:
    """Return the drafts without those whose slots a better draft fills too."""
    slots = [_slots(draft) for draft in drafts]
    return [
        draft
        for rank, draft in enumerate(drafts)
        if not any(slots[rank] <= better for better in slots[:rank])
    ]


def _slots(draft: FilledTemplate) -> set[str]:
    """Return the slots that a draft fills with quotations; a purpose and a promise count as one."""
    return {"promise" if slot == "so_that" else slot for slot, _ in draft.used}


def _proposal(draft: FilledTemplate, values: SlotValues) -> Proposal:
    """Return a filled template with the sources of its parts."""
    quotes, templates = tuple(dict.fromkeys(quotation for _, quotation in draft.used)), values.templates
    named = ", ".join(
        templates["and_quote"].format(step=templates[f"step_{quotation.step}"], quote=quotation.quote)
        for quotation in quotes
    )
    given = ", ".join(templates[f"given_{slot}"] for slot in ("name", "city") if slot in draft.given)
    reasons = (
        templates["why"].format(quotes=named) if named else "",
        templates["why_start"].format(given=given) if given else "",
        templates["why_blank"] if templates["blank"] in draft.text else "",
    )
    return Proposal(draft.text, "".join(reasons).strip(), quotes)
