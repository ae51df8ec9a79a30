"""The data files of this library, each loaded once: vocabulary, phrases, currencies, towns."""

import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data"
LANGUAGES = ("fr", "en")


def known_language(language: str) -> str:
    """Return the language whose data is used: English for "en" and its variants, French for anything else."""
    return "en" if language[:2].casefold() == "en" else "fr"


@lru_cache(maxsize=64)
def load(name: str) -> dict[str, Any]:
    """Return the data file `data/<name>.toml` as a dictionary; callers must not change it."""
    return tomllib.loads((DATA / f"{name}.toml").read_text("utf-8"))


@lru_cache(maxsize=32)
def word_set(language: str, name: str) -> frozenset[str]:
    """Return a set of folded words ("stop", "endings"...) of a language."""
    return frozenset(load(f"{known_language(language)}/vocabulary")[name].split())


@lru_cache(maxsize=16)
def suffixes(language: str, name: str) -> tuple[str, ...]:
    """Return a set of suffixes of a language, the longest first."""
    return tuple(sorted(word_set(language, name), key=lambda suffix: (-len(suffix), suffix)))
