"""Commands about the appearance: palettes, themes, and a palette in a direction such as "warmer"."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext as _

from agents.palettes import Palette, contrast, palettes
from agents.template.themes import themes
from websites.commands.answers import Answer, Unclear, Understood
from websites.commands.matching import Reader
from websites.commands.phrasing import command_for
from websites.definition.operations import SetSite
from websites.definition.schema import Definition

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


def shift_palette(values: Mapping[str, Any], reader: Reader) -> Answer | None:
    """Choose the next palette that is warmer, colder, darker or lighter."""
    direction = next(one for one in ("warmer", "colder", "darker", "lighter") if one in values)
    current = current_palette(reader.definition)
    order = sorted(palettes().values(), key=_warm if direction in {"warmer", "colder"} else _light)
    if direction in {"colder", "darker"}:
        order.reverse()
    measure = _warm if direction in {"warmer", "colder"} else _light
    further = [one for one in order if _is_further(measure(one), measure(current), direction)]
    if further:
        return Understood(SetSite(aspect="palette", value=further[0].key))
    return Unclear(
        _("The colours are the furthest in that direction already."), _other_directions(direction, reader)
    )


def _is_further(other: float, current: float, direction: str) -> bool:
    return other > current if direction in {"warmer", "lighter"} else other < current


def _warm(palette: Palette) -> float:
    return palette.warmth


def _light(palette: Palette) -> float:
    return -contrast(palette.brand, "#ffffff")


def current_palette(definition: Definition) -> Palette:
    """Return the palette of a site."""
    theme = themes().get(definition.theme)
    known = palettes()
    return known.get(definition.palette) or known[theme.palettes[0] if theme else next(iter(known))]


def _other_directions(direction: str, reader: Reader) -> tuple[str, ...]:
    ways = ("warmer", "colder", "darker", "lighter")
    return tuple(reader.vocabulary.canonical[one] for one in ways if one != direction)


def set_palette(values: Mapping[str, Any], reader: Reader) -> Answer | None:
    """Choose a palette by name."""
    return Understood(SetSite(aspect="palette", value=values["palette"]))


def set_colour(values: Mapping[str, Any], reader: Reader) -> Answer | None:
    """Choose the palette nearest to a colour, or the second nearest when the site has that one already."""
    nearest = _COLOURS[values["colour"]]
    current = current_palette(reader.definition).key
    other = [one for one in nearest if one != current] or nearest
    return Understood(SetSite(aspect="palette", value=other[0]))


def set_theme(values: Mapping[str, Any], reader: Reader) -> Answer | None:
    """Choose a theme by name."""
    return Understood(SetSite(aspect="theme", value=values["theme"]))


def ask_colours(values: Mapping[str, Any], reader: Reader) -> Answer | None:
    """Ask which colours are wanted."""
    return Unclear(_("Which colours do you want?"), _other_directions("", reader))


def ask_theme(values: Mapping[str, Any], reader: Reader) -> Answer | None:
    """Ask which theme is wanted."""
    known = [SetSite(aspect="theme", value=key) for key in themes() if key != reader.definition.theme]
    options = tuple(command_for(one, reader.definition, reader.vocabulary.language) for one in known)
    return Unclear(_("Which look do you want?"), options)
