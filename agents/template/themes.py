"""The themes by key: what they are called, whom they suit, and what they need to look full."""

import tomllib
from functools import lru_cache
from pathlib import Path
from typing import Literal

from agents.contract import Frozen


class Theme(Frozen):
    """A way to lay a site out.

    `palettes` are those that show it best. `leans_on` is what its first screen shows large: prices,
    pictures, facts (hours, phone, place), names of what is sold, or words alone.
    """

    key: str
    name_fr: str
    name_en: str
    about_fr: str
    about_en: str
    palettes: tuple[str, ...]
    leans_on: Literal["prices", "pictures", "facts", "names", "words"]
    has_giant_type: bool = False

    def name(self, language: str) -> str:
        """Return what the theme is called."""
        return self.name_fr if language == "fr" else self.name_en

    def about(self, language: str) -> str:
        """Return how the theme is laid out, in one sentence."""
        return self.about_fr if language == "fr" else self.about_en


@lru_cache(maxsize=1)
def themes() -> dict[str, Theme]:
    """Return the themes by key, in the file's order."""
    rows = tomllib.loads((Path(__file__).parent / "themes.toml").read_text())["theme"]
    return {row["key"]: Theme(**row) for row in rows}
