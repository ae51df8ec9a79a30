"""Commands about the appearance: palettes, themes, and a palette in a direction such as "warmer"."""

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext as _

from agents.palettes import Palette, contrast, palettes
from agents.template.themes import themes
from websites.commands.answers import Answer, Unclear, Understood, commands_for
from websites.commands.matching import Reader
from websites.definition.operations import SetSite
from websites.rendering.themes import theme_and_palette

#: Palettes for each colour, the nearest first.
_COLOURS: Final = {
    "red": ("piment",),
    "orange": ("terre", "piment"),
    "pink": ("hibiscus",),
    "brown": ("karite", "terre"),
    "green": ("niayes", "lagune"),
    "teal": ("lagune",),
    "indigo": ("indigo",),
    "blue": ("ocean", "indigo"),
    "black": ("nuit",),
}
_DIRECTIONS: Final = ("warmer", "colder", "darker", "lighter")


def shift_palette(values: Mapping[str, Any], reader: Reader) -> Answer | None:
    """Choose the next palette that is warmer, colder, darker or lighter."""
    direction = next(one for one in _DIRECTIONS if one in values)
    measure = _warmth if direction in {"warmer", "colder"} else _lightness
    current = measure(_current_palette(reader))
    order = sorted(palettes().values(), key=measure)
    if direction in {"warmer", "lighter"}:
        further = [one for one in order if measure(one) > current]
    else:
        further = [one for one in reversed(order) if measure(one) < current]
    if further:
        return Understood(SetSite(aspect="palette", value=further[0].key))
    question = _("The colours are the furthest in that direction already.")
    return Unclear(question, _directions(reader, but=direction))


def _warmth(palette: Palette) -> float:
    return palette.warmth


def _lightness(palette: Palette) -> float:
    return -contrast(palette.brand, "#ffffff")


def _current_palette(reader: Reader) -> Palette:
    return theme_and_palette(reader.definition)[1]


def _directions(reader: Reader, but: str = "") -> tuple[str, ...]:
    """Return the commands for the directions, without one of them."""
    return tuple(reader.vocabulary.canonical[one] for one in _DIRECTIONS if one != but)


def set_look(values: Mapping[str, Any], reader: Reader) -> Answer | None:
    """Choose a palette or a theme by name."""
    aspect = "palette" if "palette" in values else "theme"
    return Understood(SetSite.model_validate({"aspect": aspect, "value": values[aspect]}))


def set_colour(values: Mapping[str, Any], reader: Reader) -> Answer | None:
    """Choose the palette nearest to a colour, or the second nearest when the site has that one already."""
    nearest = _COLOURS[values["colour"]]
    other = [one for one in nearest if one != _current_palette(reader).key] or nearest
    return Understood(SetSite(aspect="palette", value=other[0]))


def ask_colours(values: Mapping[str, Any], reader: Reader) -> Answer | None:
    """Ask which colours are wanted."""
    return Unclear(_("Which colours do you want?"), _directions(reader))


def ask_theme(values: Mapping[str, Any], reader: Reader) -> Answer | None:
    """Ask which theme is wanted."""
    others = [SetSite(aspect="theme", value=key) for key in themes() if key != reader.definition.theme]
    return Unclear(_("Which look do you want?"), commands_for(others, reader))
