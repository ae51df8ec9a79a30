"""The themes by key: what they are called, whom they suit, and what they need to look full."""

from functools import cache
from typing import Literal

from agents.contract import Frozen
from agents.data_files import load


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


@cache
def themes() -> dict[str, Theme]:
    """Return the themes by key, in the file's order."""
    return {row["key"]: Theme(**row) for row in load("template/themes.toml")["theme"]}
