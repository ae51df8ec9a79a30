"""All colours of a page, light and dark, derived from the five colours of a palette with enough contrast."""

from functools import lru_cache
from typing import Final

from agents.palettes import Palette, contrast

WHITE: Final = "#ffffff"
BLACK: Final = "#000000"
#: WCAG 2.2, 1.4.3, with a margin for rounding.
_TEXT_CONTRAST: Final = 4.6
_STEPS: Final = 25
_LEAST_CONTRAST: Final = 1.3


def mix(one: str, other: str, share: float) -> str:
    """Return `one` mixed with a share (0 to 1) of `other`, in sRGB."""
    pairs = ((int(one[at : at + 2], 16), int(other[at : at + 2], 16)) for at in (1, 3, 5))
    return "#" + "".join(f"{round(first + (second - first) * share):02x}" for first, second in pairs)


def legible(colour: str, grounds: tuple[str, ...], towards: str, ratio: float = _TEXT_CONTRAST) -> str:
    """Return the colour, moved towards another until its contrast on all grounds is sufficient."""
    steps = (mix(colour, towards, step / _STEPS) for step in range(_STEPS + 1))
    return next((one for one in steps if min(contrast(one, ground) for ground in grounds) >= ratio), towards)


def light(palette: Palette) -> dict[str, str]:
    """Return the colours of a light page by name.

    Surfaces: paper, soft (a tint), card, band (large and strong), deep (dark in both modes). Texts: ink,
    muted, strong (brand) and spot (accent) on paper, soft and card; on-band and band-spot on band; on-deep;
    on-brand. line separates, edge outlines fields.
    """
    soft = mix(palette.paper, palette.brand, 0.08)
    grounds = (palette.paper, soft, WHITE)
    return {
        "ink": palette.ink,
        "paper": palette.paper,
        "soft": soft,
        "card": WHITE,
        "line": mix(palette.paper, palette.ink, 0.16),
        "edge": legible(mix(palette.paper, palette.ink, 0.45), grounds, palette.ink, 3.1),
        "muted": legible(mix(palette.ink, palette.paper, 0.3), grounds, palette.ink),
        "brand": palette.brand,
        "on-brand": palette.on_brand,
        "strong": legible(palette.brand, grounds, palette.ink),
        "spot": legible(palette.accent, grounds, palette.ink),
        "accent": palette.accent,
        "deep": palette.ink,
        "on-deep": palette.paper,
        "band": palette.brand,
        "on-band": palette.on_brand,
        "band-spot": legible(palette.accent, (palette.brand,), WHITE),
        "band-line": mix(palette.brand, palette.on_brand, 0.3),
    }


def dark(palette: Palette) -> dict[str, str]:
    """Return the same names for a dark page: ink becomes the ground, brand and accent become lighter."""
    paper = mix(palette.ink, BLACK, 0.4)
    text = mix(palette.paper, palette.ink, 0.08)
    soft = mix(paper, palette.paper, 0.06)
    card = mix(paper, palette.paper, 0.1)
    grounds = (paper, soft, card)
    band = _deep(palette.brand, paper)
    is_ink = (
        contrast(palette.brand, palette.ink) < _LEAST_CONTRAST
    )  # lit up it would be a grey: the accent takes over
    brand = legible(mix(palette.accent if is_ink else palette.brand, WHITE, 0.25), grounds, WHITE)
    return {
        "ink": text,
        "paper": paper,
        "soft": soft,
        "card": card,
        "line": mix(paper, palette.paper, 0.2),
        "edge": legible(mix(paper, palette.paper, 0.4), grounds, WHITE, 3.1),
        "muted": legible(mix(palette.paper, palette.ink, 0.3), grounds, WHITE),
        "brand": brand,
        "on-brand": legible(paper, (brand,), BLACK),
        "strong": brand,
        "spot": legible(mix(palette.accent, WHITE, 0.25), grounds, WHITE),
        "accent": legible(palette.accent, grounds, WHITE, 3.1),
        "deep": card,
        "on-deep": text,
        "band": band,
        "on-band": text,
        "band-spot": legible(palette.accent, (band,), WHITE),
        "band-line": mix(band, text, 0.3),
    }


def _deep(brand: str, paper: str) -> str:
    """Return the brand colour darkened for a dark page, but distinct from the ground."""
    deep = mix(brand, BLACK, 0.35)
    return deep if contrast(deep, paper) >= _LEAST_CONTRAST else mix(brand, WHITE, 0.12)


@lru_cache(maxsize=32)
def custom_properties(palette: Palette) -> str:
    """Return the colours as CSS custom properties; the dark ones apply by the user’s preference."""
    day, night = (
        "".join(f"--{name}:{colour};" for name, colour in build(palette).items()) for build in (light, dark)
    )
    return f":root{{{day}}}@media (prefers-color-scheme:dark){{:root{{{night}}}}}"
