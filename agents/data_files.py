"""The data files of the agents: words, patterns and lists in TOML, each read once."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any


@cache
def load(path: str) -> dict[str, Any]:
    """Return a file of this folder ("content/data/fr.toml"); callers must not change it."""
    return tomllib.loads((Path(__file__).parent / path).read_text(encoding="utf-8"))
