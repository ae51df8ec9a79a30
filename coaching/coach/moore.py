"""The positioning sentence of Geoffrey Moore in the person's words; what stays blank is the feedback."""

from collections.abc import Mapping
from typing import NamedTuple

from coaching.coach.facts import BusinessFacts
from coaching.coach.slots import fill, words_of

SLOTS = ("customer", "problem", "name", "category", "promise", "alternative", "difference")


class MooreSentence(NamedTuple):
    """ "For X who Y, N is a C that B. Unlike A, D." with "…" for each slot in `missing`."""

    text: str
    slots: dict[str, str | None]
    missing: tuple[str, ...]


def moore_sentence(answers: Mapping[str, str], language: str, business: BusinessFacts) -> MooreSentence:
    """The positioning sentence of a session.

    Every slot value is a quote of the answers or a fact given at the start; None stands for not said yet.
    Source of the form: G. Moore, Crossing the Chasm (1991), positioning statement.
    """
    words = words_of(answers, language, business, (*SLOTS, "so_that"))
    quotes = {slot: said.quote for slot, said in words.said.items()}
    slots = {slot: quotes.get(slot) or words.given.get(slot) for slot in SLOTS}
    by_aim = not slots["promise"] and "so_that" in quotes
    slots["promise"] = slots["promise"] or quotes.get("so_that")
    missing = tuple(slot for slot in SLOTS if not slots[slot])
    return MooreSentence(fill(words.frames["moore_aim" if by_aim else "moore"], words).text, slots, missing)
