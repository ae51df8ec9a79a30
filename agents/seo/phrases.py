"""The search agent's words and lists: data files, read once."""

import re
import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any

_DATA = Path(__file__).parent / "data"


@lru_cache(maxsize=4)
def phrases(name: str) -> dict[str, Any]:
    """Return a data file ("fr", "en", "common", "widths"); callers must not change it."""
    with (_DATA / f"{name}.toml").open("rb") as file:
        return tomllib.load(file)


@lru_cache(maxsize=2)
def never(language: str) -> re.Pattern[str]:
    """Return what no keyword may hold, for folded text."""
    return re.compile(phrases(language)["never"])
