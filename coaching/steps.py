"""The path: six declared steps, and what follows from their order."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from coaching.models import CoachingStep

#: At this score a step is solid enough to go on without a word.
SOLID: Final = 60
#: The longest answer, in characters.
ANSWER_LIMIT: Final = 5_000


@dataclass(frozen=True)
class StepText:
    """How the coach presents a step, in one language."""

    title: str
    question: str
    purpose: str
    why: str
    hint: str
    bridge: str


@dataclass(frozen=True)
class Step:
    """One step of the path."""

    key: str
    number: int
    texts: Mapping[str, StepText]
    prerequisite: str | None

    def text(self, language: str) -> StepText:
        """Return the step's texts in the session's language."""
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
#: The steps that hold an answer of their own; the last one brings them together.
CONTENT_STEPS: Final = tuple(step.key for step in PATH[:-1])
LAST: Final = PATH[-1].key


def following(key: str) -> Step | None:
    """Return the step after this one, or None after the last."""
    number = BY_KEY[key].number
    return PATH[number] if number < len(PATH) else None


def current(steps: Iterable["CoachingStep"]) -> str:
    """Return the first step that is not complete, or the last one when all are."""
    complete = {step.name for step in steps if step.is_complete}
    return next((step.key for step in PATH if step.key not in complete), LAST)


def is_open(key: str, steps: Iterable["CoachingStep"]) -> bool:
    """Say whether the step can be answered: everything before it is complete, or it has an answer already."""
    rows = {step.name: step for step in steps}
    return is_reached(rows[key], {name: step.is_complete for name, step in rows.items()})


def is_reached(step: "CoachingStep", completion: Mapping[str, bool]) -> bool:
    """Say the same from one step and the session's `step_completion`, without reading the other steps."""
    if step.is_complete or step.attempts:
        return True
    return all(completion.get(earlier.key, False) for earlier in PATH[: BY_KEY[step.name].number - 1])


def progress(steps: Iterable["CoachingStep"]) -> int:
    """Return the share of complete steps, in whole percent."""
    return round(100 * sum(step.is_complete for step in steps) / len(PATH))
