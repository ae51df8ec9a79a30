"""The colours of a mark's parts, on light paper, on dark, and on the brand's own colour."""

import colorsys
import re
from typing import Final, Literal, TypeAlias, cast

from agents.palettes import TEXT_CONTRAST, Palette, contrast

#: A mark's parts: letters, sign and second colour on the ground; a filled panel and what stands on it.
Part: TypeAlias = Literal["ink", "brand", "accent", "panel", "on_panel", "panel_accent"]
Ground: TypeAlias = Literal["paper", "dark", "brand"]
#: The darkest ground that a mark is made for.
DARK: Final = "#141210"
WHITE: Final = "#ffffff"
_PART: Final = re.compile(r'data-part="(\w+)"')
_PAINTED: Final = re.compile(r'data-part="(\w+)" fill="#[0-9a-f]{6}"')


def part_colours(palette: Palette, ground: Ground = "paper") -> dict[Part, str]:
    """Return each part's colour: letters and what stands on a panel at 4.5 to 1, other parts at 3 to 1."""
    if ground == "dark":
        return _on_dark(palette)
    if ground == "brand":
        return _on_brand(palette)
    return {
        "ink": palette.ink,
        "brand": palette.brand,
        "accent": palette.accent,
        "panel": palette.brand,
        "on_panel": palette.on_brand,
        "panel_accent": lightened(palette.accent, palette.brand, TEXT_CONTRAST),
    }


def _on_dark(palette: Palette) -> dict[Part, str]:
    accent = lightened(palette.accent, DARK, 6.5)
    brand = lightened(palette.brand, DARK, 6.5)
    return {
        "ink": palette.paper,
        "brand": accent if _is_grey(palette.brand) else brand,
        "accent": palette.paper if _is_grey(palette.brand) else accent,
        "panel": palette.paper,
        "on_panel": palette.brand,
        "panel_accent": palette.accent,
    }


def _on_brand(palette: Palette) -> dict[Part, str]:
    return {
        "ink": palette.on_brand,
        "brand": palette.on_brand,
        "accent": lightened(palette.accent, palette.brand, TEXT_CONTRAST),
        "panel": palette.paper,
        "on_panel": palette.brand,
        "panel_accent": palette.accent,
    }


def ground_of(palette: Palette, ground: Ground) -> str:
    """Return the ground's colour."""
    return {"paper": palette.paper, "dark": DARK, "brand": palette.brand}[ground]


def coloured(svg: str, palette: Palette, ground: Ground = "paper") -> str:
    """Return the drawing with every part in the palette's colour for the ground."""
    colours = part_colours(palette, ground)

    def paint(match: re.Match[str]) -> str:
        return f'data-part="{match[1]}" fill="{colours[cast(Part, match[1])]}"'

    return _PAINTED.sub(paint, svg)


def with_dark_scheme(svg: str, palette: Palette) -> str:
    """Return the drawing with a style sheet of the colours that its parts have where dark is wished."""
    colours = part_colours(palette, "dark")
    used = dict.fromkeys(cast(list[Part], _PART.findall(svg)))
    rules = "".join(f"[data-part={part}]{{fill:{colours[part]}}}" for part in used)
    style = f"<style>@media(prefers-color-scheme:dark){{{rules}}}</style>"
    return svg.replace("</title>", f"</title>{style}", 1)


def lightened(colour: str, ground: str, least: float) -> str:
    """Return the colour, as much lighter as it takes to stand out from a dark ground by `least` to 1."""
    hue, light, saturation = colorsys.rgb_to_hls(*(int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)))
    for step in range(101):
        lighter = light + (1 - light) * step / 100
        parts = colorsys.hls_to_rgb(hue, lighter, min(1.0, saturation * 1.05))
        found = "#" + "".join(f"{round(part * 255):02x}" for part in parts)
        if contrast(found, ground) >= least:
            return found
    return WHITE


def _is_grey(colour: str) -> bool:
    parts = [int(colour[at : at + 2], 16) for at in (1, 3, 5)]
    return max(parts) - min(parts) < 40
