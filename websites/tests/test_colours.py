"""Every palette has enough contrast on every surface, light and dark."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from agents.palettes import Palette, contrast, palettes
from websites.rendering.themes.colours import dark, light, mix

PAIRS = [
    *((text, ground) for text in ("ink", "muted", "strong", "spot") for ground in ("paper", "soft", "card")),
    ("on-brand", "brand"),
    ("on-band", "band"),
    ("on-deep", "deep"),
    ("band-spot", "band"),
]
SIGNS = [("edge", "card"), ("edge", "soft"), ("brand", "paper"), ("accent", "paper")]


@pytest.mark.parametrize("made", [light, dark])
def test_texts_and_signs_have_enough_contrast_and_the_band_is_distinct(
    made: Callable[[Palette], dict[str, str]],
) -> None:
    faults = {key: faults_of(made(palette)) for key, palette in palettes().items()}
    assert {key: found for key, found in faults.items() if found} == {}


def faults_of(colours: dict[str, str]) -> list[tuple[str, str]]:
    """Return the pairs of colours whose contrast is too weak."""
    least = dict.fromkeys(PAIRS, 4.5) | dict.fromkeys(SIGNS, 3) | {("band", "paper"): 1.2}
    return [pair for pair, ratio in least.items() if contrast(colours[pair[0]], colours[pair[1]]) < ratio]


def test_mixing_with_share_zero_or_one_gives_either_colour() -> None:
    assert mix("#102030", "#ffffff", 0) == "#102030"
    assert mix("#102030", "#ffffff", 1) == "#ffffff"
