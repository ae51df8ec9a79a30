"""Every palette keeps its contrast on every surface of a page, by day and by night."""

from __future__ import annotations

import pytest

from agents.palettes import contrast, palettes
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
@pytest.mark.parametrize("key", palettes())
def test_texts_and_signs_can_be_read(key: str, made: object) -> None:
    colours = made(palettes()[key])  # type: ignore[operator]  # light or dark
    weak = [pair for pair in PAIRS if contrast(colours[pair[0]], colours[pair[1]]) < 4.5]
    faint = [pair for pair in SIGNS if contrast(colours[pair[0]], colours[pair[1]]) < 3]
    assert (weak, faint) == ([], [])


@pytest.mark.parametrize("made", [light, dark])
@pytest.mark.parametrize("key", palettes())
def test_the_loud_surface_stands_apart_from_the_page(key: str, made: object) -> None:
    colours = made(palettes()[key])  # type: ignore[operator]  # light or dark
    assert contrast(colours["band"], colours["paper"]) >= 1.2


def test_mixing_none_or_all_gives_either_colour() -> None:
    assert mix("#102030", "#ffffff", 0) == "#102030"
    assert mix("#102030", "#ffffff", 1) == "#ffffff"
