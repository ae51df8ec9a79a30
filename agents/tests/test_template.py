"""The template agent: themes in an order that has reasons, the same for the same business."""

import json
import re
from typing import Any

import pytest

from agents.contract import Inputs
from agents.palettes import palettes
from agents.schemas import TemplateResult
from agents.template import AGENT
from agents.template.themes import themes
from reference.packs import OTHER, SECTORS, sector_pack


def advice(**given: Any) -> TemplateResult:
    """Return what the agent says of a business."""
    inputs = Inputs(**{"language": "fr", "business_name": "Nila", "sector": "crafts", **given})
    result = AGENT.run(inputs, lambda *told: None)
    assert isinstance(result, TemplateResult)
    return result


@pytest.mark.parametrize("sector", [*SECTORS, "other", "unheard-of"])
def test_every_theme_is_there_once_with_a_known_palette(sector: str) -> None:
    result = advice(sector=sector)
    assert sorted(one.theme for one in result.themes) == sorted(themes())
    assert {one.palette for one in result.themes} <= palettes().keys()
    assert all(one.item.why for one in result.themes)


def test_a_sector_names_only_themes_and_palettes_that_exist() -> None:
    designs = [sector_pack(slug).site for slug in (*SECTORS, OTHER)]
    assert {theme for design in designs for theme in design.themes} <= themes().keys()
    assert {palette for design in designs for palette in design.palettes} <= palettes().keys()


def test_a_theme_is_drawn_for_no_unlisted_sector() -> None:
    assert all("Dessiné pour" not in one.item.why for one in advice(sector="unheard-of").themes)


def test_there_are_at_least_six_themes() -> None:
    assert len(themes()) >= 6


@pytest.mark.parametrize("sector", SECTORS)
def test_the_first_was_drawn_for_the_line_of_business(sector: str) -> None:
    assert advice(sector=sector).themes[0].theme in sector_pack(sector).site.themes


def test_lines_of_business_differ_in_their_first_theme() -> None:
    assert len({advice(sector=sector).themes[0].theme for sector in SECTORS}) >= 5


def test_many_prices_speak_for_the_theme_that_shows_them() -> None:
    priced = {f"service.{at}.price": "500 FCFA" for at in range(1, 5)}
    without = [one.theme for one in advice(sector="restaurant").themes]
    with_prices = [one.theme for one in advice(sector="restaurant", site_texts=priced).themes]
    assert with_prices.index("marche") < without.index("marche")


def test_a_long_name_speaks_against_giant_letters() -> None:
    long = advice(sector="transport", business_name="Société générale de transport de Ouagadougou")
    assert long.themes[0].theme != "affiche"


def test_many_words_speak_for_a_single_column() -> None:
    told = advice(sector="services", texts={"mission": "Nous réparons. " * 200})
    assert "lettre" in [one.theme for one in told.themes[:2]]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_no_text_of_an_advice_holds_a_figure(language: str) -> None:
    told = advice(language=language, city="Dakar", texts={"offre": "Un bol à 700 FCFA le bol."})
    assert not re.search(
        r"\d", json.dumps([one.item.model_dump() for one in told.themes], ensure_ascii=False)
    )


def test_the_same_business_gets_the_same_advice() -> None:
    assert advice(sector="health") == advice(sector="health")
