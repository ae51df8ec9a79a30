"""The six steps of the path: their texts and order, and what the progress of a session is."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from coaching.models import CoachingStep

#: From this score on, a step is complete without a warning.
SOLID: Final = 60
#: The maximum length of an answer, in characters.
ANSWER_LIMIT: Final = 5_000
#: The confidence of a step answered with “I do not know yet”.
NEUTRAL_CONFIDENCE: Final = 0.5
#: The confidence of a step is multiplied by this when the person went on against advice.
OVERRIDE_FACTOR: Final = 0.8


@dataclass(frozen=True)
class StepText:
    """The texts of a step in one language."""

    title: str
    question: str
    purpose: str
    why: str
    hint: str
    bridge: str


@dataclass(frozen=True)
class Step:
    """A step of the path: its number from 1, its texts by language, and the key of the step before it."""

    key: str
    number: int
    texts: Mapping[str, StepText]
    prerequisite: str | None

    def text(self, language: str) -> StepText:
        """Return the texts in this language (`fr` or `en`)."""
        return self.texts[language]


def _load() -> tuple[Step, ...]:
    declared: dict[str, Any] = tomllib.loads((Path(__file__).parent / "steps.toml").read_text("utf-8"))
    keys = list(declared)
    return tuple(
        Step(
            key=key,
            number=number,
            texts={language: StepText(**texts) for language, texts in declared[key].items()},
            prerequisite=keys[number - 2] if number > 1 else None,
        )
        for number, key in enumerate(keys, start=1)
    )


PATH: Final = _load()
BY_KEY: Final = {step.key: step for step in PATH}
#: All steps but the synthesis, which is the last one.
CONTENT_STEPS: Final = tuple(step.key for step in PATH[:-1])
LAST: Final = PATH[-1].key


def following(key: str) -> Step | None:
    """Return the next step, or None after the last one."""
    number = BY_KEY[key].number
    return PATH[number] if number < len(PATH) else None


def current(steps: Iterable["CoachingStep"]) -> str:
    """Return the key of the first incomplete step, or of the last step when all are complete."""
    complete = {step.name for step in steps if step.is_complete}
    return next((step.key for step in PATH if step.key not in complete), LAST)


def is_open(key: str, steps: Iterable["CoachingStep"]) -> bool:
    """Return whether the step can be answered: all earlier steps are complete, or it was answered before."""
    rows = {step.name: step for step in steps}
    return is_reached(rows[key], {name: step.is_complete for name, step in rows.items()})


def is_reached(step: "CoachingStep", completion: Mapping[str, bool]) -> bool:
    """Return the same as `is_open`, from one step and the session's `step_completion`."""
    if step.is_complete or step.attempts:
        return True
    return all(completion.get(earlier.key, False) for earlier in PATH[: BY_KEY[step.name].number - 1])


def progress(steps: Iterable["CoachingStep"]) -> int:
    """Return the share of complete steps in percent, rounded."""
    return round(100 * sum(step.is_complete for step in steps) / len(PATH))


def step_confidence(step: "CoachingStep") -> float:
    """Return the confidence of a step from 0 to 1; a step without a review has 0.

    It is score / 100, times OVERRIDE_FACTOR when the person went on against advice, and NEUTRAL_CONFIDENCE
    for “I do not know yet”.
    """
    if step.is_unknown:
        return NEUTRAL_CONFIDENCE
    return round((step.score or 0) / 100 * (OVERRIDE_FACTOR if step.overridden else 1), 4)


def session_confidence(steps: Iterable["CoachingStep"]) -> float:
    """Return the mean confidence of the content steps from 0 to 1; an incomplete step counts as 0."""
    values = [step.confidence_score for step in steps if step.name in CONTENT_STEPS and step.is_complete]
    return round(sum(values) / len(CONTENT_STEPS), 4)
