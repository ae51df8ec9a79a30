"""Guiding questions for a step, each with words that begin an answer and never complete it."""

from collections.abc import Sequence
from typing import NamedTuple

from coaching.coach.data_files import load
from nlp.data_files import known_language


class GuidingQuestion(NamedTuple):
    """One guiding question; each starter begins a sentence for the person to complete."""

    question: str
    starters: tuple[str, ...]


def guiding_questions(step: str, language: str, missing: Sequence[str] = ()) -> tuple[GuidingQuestion, ...]:
    """Return two or three questions that make a step easier to answer; none for an unknown step.

    `missing` names criteria of the rubric, the weakest first; their questions come first.
    """
    asked = load(f"{known_language(language)}/questions")
    if step not in asked or step in {"version", "every"}:
        return ()
    ranked = sorted(
        asked[step] + asked["every"],
        key=lambda entry: [*missing, entry["criterion"]].index(entry["criterion"]),
    )
    return tuple(GuidingQuestion(entry["question"], tuple(entry["starters"])) for entry in ranked[:3])
