"""Size and colours of the logo in the header."""

from __future__ import annotations

import base64
import re

import pytest

from agents.contract import Inputs
from agents.logo import AGENT, for_header
from agents.logo.colours import part_colours
from agents.palettes import palettes
from agents.schemas import LogoResult, Mark
from websites.rendering.page import Links, logo_size, render
from websites.tests.shops import shop

OCEAN = palettes()["ocean"]


def mark(key: str = "mark.symbol") -> Mark:
    inputs = Inputs(language="fr", business_name="Awa Couture", sector="crafts", city="Thiès")
    made = AGENT.run(inputs, lambda *_: None)
    assert isinstance(made, LogoResult)
    return next(one for one in made.marks if one.item.key == key)


@pytest.mark.parametrize(("wide", "high"), [(240, 240), (1200, 60), (400, 240), (100, 900)])
def test_a_logo_keeps_its_shape_and_stays_within_the_header(wide: int, high: int) -> None:
    width, height = map(int, logo_size(f'<svg viewBox="0 0 {wide} {high}">'))
    assert width <= 208
    assert height <= 76
    assert abs(width / height - wide / high) / (wide / high) < 0.06


def test_a_page_says_its_logos_size_so_that_nothing_moves_when_it_comes() -> None:
    svg = for_header(mark(), OCEAN).svg
    made = render(shop("bol", theme="marche", mark="mark.symbol"), links=Links(logo=svg)).html
    width, height = logo_size(svg)
    assert f'width="{width}" height="{height}">' in made


def test_on_paper_a_logo_has_colours_for_the_dark() -> None:
    svg = for_header(mark(), OCEAN).svg
    told = dict(re.findall(r"\[data-part=(\w+)\]\{fill:(#\w+)\}", svg))
    assert "@media(prefers-color-scheme:dark)" in svg
    assert told == {part: part_colours(OCEAN, "dark")[part] for part in told}
    assert set(told) == set(re.findall(r'data-part="(\w+)"', svg))


def test_on_a_header_in_the_brands_colour_a_logo_wears_what_is_read_there() -> None:
    svg = for_header(mark(), OCEAN, "brand").svg
    assert set(re.findall(r'fill="(#\w+)"', svg)) <= set(part_colours(OCEAN, "brand").values())
    assert "<style>" not in svg


def test_the_icon_for_browsers_keeps_its_colours_on_every_ground() -> None:
    assert for_header(mark(), OCEAN, "brand").small == for_header(mark(), OCEAN).small


def test_a_page_without_a_logo_shows_the_name() -> None:
    made = render(shop("bol", theme="marche"), links=Links()).html
    assert '<img class="logo"' not in made
    assert '<span dir="auto">Le Bol d’Aïcha</span>' in made


def test_a_logo_comes_with_the_page() -> None:
    svg = for_header(mark(), OCEAN).svg
    made = render(shop("bol", theme="marche"), links=Links(logo=svg)).html
    assert base64.b64encode(svg.encode()).decode() in made
