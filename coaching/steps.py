"""The six steps of the path: their order and their texts."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

#: From this score on, a step is complete without a warning.
SOLID: Final = 60
#: The maximum length of an answer, in characters.
ANSWER_LIMIT: Final = 5_000


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
    """A step of the path: its number from 1, and its texts by language."""

    key: str
    number: int
    texts: Mapping[str, StepText]

    def text(self, language: str) -> StepText:
        """Return the texts in this language (`fr` or `en`)."""
        return self.texts[language]


def _load() -> tuple[Step, ...]:
    declared: dict[str, Any] = tomllib.loads((Path(__file__).parent / "steps.toml").read_text("utf-8"))
    return tuple(
        Step(key, number, {language: StepText(**texts) for language, texts in by_language.items()})
        for number, (key, by_language) in enumerate(declared.items(), start=1)
    )


PATH: Final = _load()
BY_KEY: Final = {step.key: step for step in PATH}
#: All steps but the synthesis, which is the last one.
CONTENT_STEPS: Final = tuple(step.key for step in PATH[:-1])
LAST: Final = PATH[-1].key


def step_after(key: str) -> Step | None:
    """Return the next step, or None after the last one."""
    number = BY_KEY[key].number
    return PATH[number] if number < len(PATH) else None
