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
_PART: Final = re.compile(r'data-part="(\w+)"')
_PAINTED: Final = re.compile(r'(data-part="(\w+)" fill=")#[0-9a-f]{6}"')


def part_colours(palette: Palette, ground: Ground = "paper") -> dict[Part, str]:
    """Return each part's colour: letters and what stands on a panel at 4.5 to 1, other parts at 3 to 1."""
    on_brand = lightened(palette.accent, palette.brand, TEXT_CONTRAST)
    if ground == "paper":
        return {
            "ink": palette.ink,
            "brand": palette.brand,
            "accent": palette.accent,
            "panel": palette.brand,
            "on_panel": palette.on_brand,
            "panel_accent": on_brand,
        }
    panel: dict[Part, str] = {
        "panel": palette.paper,
        "on_panel": palette.brand,
        "panel_accent": palette.accent,
    }
    if ground == "brand":
        return {"ink": palette.on_brand, "brand": palette.on_brand, "accent": on_brand, **panel}
    brand, accent = (lightened(colour, DARK, 6.5) for colour in (palette.brand, palette.accent))
    if max(_channels(palette.brand)) - min(_channels(palette.brand)) < 40:  # a grey
        brand, accent = accent, palette.paper
    return {"ink": palette.paper, "brand": brand, "accent": accent, **panel}


def ground_of(palette: Palette, ground: Ground) -> str:
    """Return the ground's colour."""
    return {"paper": palette.paper, "dark": DARK, "brand": palette.brand}[ground]


def coloured(svg: str, palette: Palette, ground: Ground = "paper") -> str:
    """Return the drawing with every part in the palette's colour for the ground."""
    colours = part_colours(palette, ground)

    return _PAINTED.sub(lambda found: f'{found[1]}{colours[cast(Part, found[2])]}"', svg)


def with_dark_scheme(svg: str, palette: Palette) -> str:
    """Return the drawing with a style sheet of its colours for people who prefer dark pages."""
    colours = part_colours(palette, "dark")
    used = dict.fromkeys(cast(list[Part], _PART.findall(svg)))
    rules = "".join(f"[data-part={part}]{{fill:{colours[part]}}}" for part in used)
    style = f"<style>@media(prefers-color-scheme:dark){{{rules}}}</style>"
    return svg.replace("</title>", f"</title>{style}", 1)


def lightened(colour: str, ground: str, least: float) -> str:
    """Return the colour, as much lighter as it takes to stand out from a dark ground by `least` to 1."""
    hue, light, saturation = colorsys.rgb_to_hls(*(channel / 255 for channel in _channels(colour)))
    for step in range(101):
        lighter = light + (1 - light) * step / 100
        parts = colorsys.hls_to_rgb(hue, lighter, min(1.0, saturation * 1.05))
        found = "#" + "".join(f"{round(part * 255):02x}" for part in parts)
        if contrast(found, ground) >= least:
            return found
    return "#ffffff"


def _channels(colour: str) -> tuple[int, ...]:
    return tuple(bytes.fromhex(colour[1:]))
