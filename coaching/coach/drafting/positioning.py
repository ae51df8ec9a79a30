"""The positioning sentence of Geoffrey Moore in the person's words; what stays blank is the feedback."""

from collections.abc import Mapping
from typing import NamedTuple

from coaching.coach.drafting.templates import Words, fill, words_of
from coaching.coach.scoring.facts import BusinessFacts
from nlp.quotations import cue
from nlp.text import fold

SLOTS = ("customer", "problem", "name", "category", "promise", "alternative", "difference")
OWN = ("customer", "problem", "promise", "alternative", "difference")
LEAST_FILLED = 3


class MooreSentence(NamedTuple):
    """ "For X who Y, N is a C that B. Unlike A, D." with "…" for each slot in `missing`.

    `text` is empty while fewer than three of the five parts that only the person can tell are known.
    """

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
    if _told(quotes) < LEAST_FILLED:
        return MooreSentence("", slots, _missing(slots))
    by_aim = not slots["promise"] and "so_that" in quotes
    slots["promise"] = slots["promise"] or quotes.get("so_that")
    return MooreSentence(fill(_frame(words, by_aim), words).text, slots, _missing(slots))


def _told(quotes: Mapping[str, str]) -> int:
    """How many of the parts that only the person can tell are known; an aim stands for a promise."""
    return sum(slot in quotes for slot in OWN) + ("promise" not in quotes and "so_that" in quotes)


def _missing(slots: Mapping[str, str | None]) -> tuple[str, ...]:
    """The slots that stay blank."""
    return tuple(slot for slot in SLOTS if not slots[slot])


def _frame(words: Words, by_aim: bool) -> str:
    """The sentence's frame, as the quotes that will stand in it allow."""
    frames, said = words.frames, words.said
    frame: str = frames["moore_aim" if by_aim else "moore"]
    relative = frames["moore_who"].split("{")[0]
    if "problem" not in said and "customer" in said and relative in fold(said["customer"].quote):
        frame = frame.replace(frames["moore_who"], "")
    if "alternative" in said and not cue(words.language, "alternative").match(
        fold(said["alternative"].quote)
    ):
        frame = frame.replace(frames["moore_unlike"], frames["moore_beside"])
    return frame
