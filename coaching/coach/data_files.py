"""The coach's data files (rubric, questions, messages), each loaded once."""

import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any

from nlp.cues import CueMatcher

DATA = Path(__file__).parent / "data"


@lru_cache(maxsize=64)
def load(name: str) -> dict[str, Any]:
    """Return the data file `data/<name>.toml` as a dictionary; callers must not change it."""
    return tomllib.loads((DATA / f"{name}.toml").read_text("utf-8"))


@lru_cache(maxsize=2)
def cue_matcher(language: str) -> CueMatcher:
    """Return the matcher for the cues of a language."""
    return CueMatcher(
        {category: cues for category, cues in load(f"{language}/cues").items() if category != "version"}
    )
