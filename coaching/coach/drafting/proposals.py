"""Drafts for a step, assembled only from what the person wrote in other steps and gave at the start."""

from collections.abc import Mapping
from typing import NamedTuple

from coaching.coach.drafting.templates import Filled, Words, fill, words_of
from coaching.coach.scoring.facts import BusinessFacts
from nlp.quotations import Said
from nlp.text import fold

MOST_PROPOSALS = 3


class Proposal(NamedTuple):
    """A draft to change at will.

    `justification` names where each part comes from; `quotes` are those parts, exact, and `from_steps` their
    steps in order. A "…" in `text` is a blank for the person to fill.
    """

    text: str
    justification: str
    from_steps: tuple[str, ...]
    quotes: tuple[Said, ...]


def propose(
    step: str, answers: Mapping[str, str], language: str, business: BusinessFacts
) -> tuple[Proposal, ...]:
    """Up to three drafts of a step, the one with most of the person's words first.

    Nothing is invented: every word is the person's or a link word of the frame. Without an answer to draw
    on and without a business name there is no draft.
    """
    words = words_of(answers, language, business)
    frames = words.frames.get(step)
    if not isinstance(frames, list):
        return ()
    drafts = [draft for frame in frames if _usable(draft := fill(frame, words), words, step)]
    drafts.sort(key=lambda draft: (len(draft.blanks) - 2 * len(draft.used), draft.text))
    fresh = [draft for draft in drafts if fold(draft.text) != fold(answers.get(step) or "")]
    return tuple(_proposal(draft, words) for draft in _distinct(fresh)[:MOST_PROPOSALS])


def _usable(draft: Filled, words: Words, step: str) -> bool:
    """Whether a draft brings words from another step, or at the very first step the name and the city."""
    bare_start = step == "vision" and not words.said and {"name", "city"} <= set(draft.given)
    steps = {said.step for _, said in draft.used}
    enough = len(draft.used) >= (3 if step == "synthesis" else 1)
    own_words = draft.whole and enough and bool(steps - {step})
    return own_words or (bare_start and not {"customer", "promise", "product"} & set(draft.blanks))


def _distinct(drafts: list[Filled]) -> list[Filled]:
    """The drafts without those that rest on the same quotes as a better one."""
    kept: list[Filled] = []
    for draft in drafts:
        if not any(_slots(draft) <= _slots(other) for other in kept):
            kept.append(draft)
    return kept


def _slots(draft: Filled) -> set[str]:
    """The slots that a draft fills with quotes; an aim and a promise say the same."""
    return {"promise" if slot == "so_that" else slot for slot, _ in draft.used}


def _proposal(draft: Filled, words: Words) -> Proposal:
    """A filled frame with the account of where its parts come from."""
    quotes = tuple(dict.fromkeys(said for _, said in draft.used))
    steps = tuple(dict.fromkeys(said.step for said in quotes))
    return Proposal(draft.text, _justification(draft, quotes, words), steps, quotes)


def _justification(draft: Filled, quotes: tuple[Said, ...], words: Words) -> str:
    """Names the source of every part of a draft."""
    frames, parts = words.frames, []
    if quotes:
        named = (
            frames["and_quote"].replace("{step}", frames[f"step_{said.step}"]).replace("{quote}", said.quote)
            for said in quotes
        )
        parts.append(frames["why"].replace("{quotes}", ", ".join(named)))
    given = [frames[f"given_{slot}"] for slot in ("name", "city") if slot in draft.given]
    if given:
        parts.append(frames["why_start"].replace("{given}", ", ".join(given)))
    if frames["blank"] in draft.text:
        parts.append(frames["why_blank"])
    return "".join(parts).strip()
