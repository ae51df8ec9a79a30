"""What words about colours and looks mean: a palette, a theme, or the next palette in a direction."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext as _

from agents.palettes import Palette, contrast, palettes
from agents.template.themes import themes
from websites.commands.answers import Answer, Unclear, Understood
from websites.commands.matching import Reader
from websites.commands.phrasing import phrased
from websites.definition.operations import SetSite
from websites.definition.schema import Definition

#: Which palettes a colour word means, the nearest first.
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


def warmth(values: Mapping[str, Any], reader: Reader) -> Answer | None:
    """Go to the next palette that is warmer, colder, darker or lighter."""
    way = next(one for one in ("warmer", "colder", "darker", "lighter") if one in values)
    now = palette_now(reader.definition)
    order = sorted(palettes().values(), key=_warm if way in {"warmer", "colder"} else _light)
    if way in {"colder", "darker"}:
        order.reverse()
    measure = _warm if way in {"warmer", "colder"} else _light
    further = [one for one in order if _beyond(measure(one), measure(now), way)]
    if further:
        return Understood(SetSite(aspect="palette", value=further[0].key))
    return Unclear(_("The colours are the furthest in that direction already."), _others(way, reader))


def _beyond(other: float, now: float, way: str) -> bool:
    return other > now if way in {"warmer", "lighter"} else other < now


def _warm(palette: Palette) -> float:
    return palette.warmth


def _light(palette: Palette) -> float:
    return -contrast(palette.brand, "#ffffff")


def palette_now(definition: Definition) -> Palette:
    """Return the palette that a site shows."""
    theme = themes().get(definition.theme)
    known = palettes()
    return known.get(definition.palette) or known[theme.palettes[0] if theme else next(iter(known))]


def _others(way: str, reader: Reader) -> tuple[str, ...]:
    ways = ("warmer", "colder", "darker", "lighter")
    return tuple(reader.words.canonical[one] for one in ways if one != way)


def palette(values: Mapping[str, Any], reader: Reader) -> Answer | None:
    """Take a palette by its name."""
    return Understood(SetSite(aspect="palette", value=values["palette"]))


def colour(values: Mapping[str, Any], reader: Reader) -> Answer | None:
    """Take the nearest palette of a colour; the next one when the site has the nearest already."""
    meant = _COLOURS[values["colour"]]
    now = palette_now(reader.definition).key
    other = [one for one in meant if one != now] or meant
    return Understood(SetSite(aspect="palette", value=other[0]))


def theme(values: Mapping[str, Any], reader: Reader) -> Answer | None:
    """Take a theme by its name."""
    return Understood(SetSite(aspect="theme", value=values["theme"]))


def which_colours(values: Mapping[str, Any], reader: Reader) -> Answer | None:
    """Ask which colours."""
    return Unclear(_("Which colours do you want?"), _others("", reader))


def which_theme(values: Mapping[str, Any], reader: Reader) -> Answer | None:
    """Ask which look."""
    known = [SetSite(aspect="theme", value=key) for key in themes() if key != reader.definition.theme]
    options = tuple(phrased(one, reader.definition, reader.words.language) for one in known)
    return Unclear(_("Which look do you want?"), options)
