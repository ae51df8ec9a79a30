"""The research result as people see it: worksheet, grid, risks, sources, and nothing that they rejected."""

from __future__ import annotations

from typing import Any

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from agents.contract import Inputs
from agents.research import AGENT
from briefs.results import DecidedItem

TEXTS = {
    "clientele": "Nous visons 300 familles de Grand Yoff. Une famille commande deux fois par semaine.",
    "differentiation": "Contrairement au marché Castors où l’on attend, nous livrons avant midi.",
    "offre": "Un panier à 2 500 F le panier. <b>Bon</b>",
}
PAGE = {"title": "Marché <i>", "url": "https://example.org/a?b=1&c=2", "text": "Un panier coûte 900 F."}


def page(language: str = "fr", rejected: str = "", edited: str = "", **given: Any) -> str:
    """Return the fragment as it stands after one decision."""
    start = {
        "language": language,
        "business_name": "Panier",
        "sector": "retail",
        "country": "SN",
        "currency": "XOF",
    }
    made = AGENT.run(Inputs.model_validate({**start, "texts": TEXTS, **given}), lambda *_: None)
    states = {rejected: "rejected", edited: "edited"}
    decided = {
        item.key: DecidedItem(
            item, "research", "Mes mots" if item.key == edited else item.text, states.get(item.key, ""), {}
        )
        for item in made.items()
    }
    with translation.override(language):
        return render_to_string("briefs/results/_research.html", {"result": made, "decided_items": decided})


def test_the_worksheet_shows_sums_with_their_formula_and_questions_for_the_rest() -> None:
    html = page()
    assert "= 300 × 2 × 2\u202f500\u00a0FCFA" in html
    assert '<span class="ask">Que vous coûte une unité' in html


def test_the_grid_names_the_alternative_and_the_business() -> None:
    html = page()
    assert "marché Castors</th>" in html
    assert 'class="is-own"' in html
    own_row = html.partition('class="is-own"')[2].partition("</table>")[0]
    assert "nous livrons avant midi" in own_row


def test_what_was_rejected_is_not_shown() -> None:
    assert "Du stock qui ne part pas" in page()
    assert "Du stock qui ne part pas" not in page(rejected="risk.sector.dead")
    assert "marché Castors</th>" not in page(rejected="rival.1.name")


def test_what_was_edited_is_shown_in_the_persons_words() -> None:
    assert "Mes mots" in page(edited="country.registry")


def test_a_source_is_told_with_its_year_as_it_is() -> None:
    assert "Code général des impôts du Sénégal, 2024" in page()


def test_a_rate_to_verify_is_marked() -> None:
    assert "à vérifier</span>" in page(country="GH")
    assert "à vérifier</span>" not in page(country="SN")


def test_a_persons_text_is_never_markup() -> None:
    html = page(texts={**TEXTS, "differentiation": "Contrairement au <b>marché</b>, nous livrons."})
    assert "<b>" not in html


def test_pages_of_the_web_are_links_that_give_nothing_away() -> None:
    html = page(found=[PAGE], web_reached=True)
    assert (
        '<a href="https://example.org/a?b=1&amp;c=2" rel="nofollow noopener noreferrer">Marché &lt;i&gt;</a>'
        in html
    )


@pytest.mark.parametrize(("reached", "words"), [(False, "n’a pas pu être consulté"), (True, "aucune page")])
def test_what_became_of_the_web_search_is_said(reached: bool, words: str) -> None:
    assert words in page(web_reached=reached)
    assert "sur le web" not in page()


@pytest.mark.parametrize("language", ["fr", "en"])
def test_an_empty_brief_has_its_page_too(language: str) -> None:
    html = page(language=language, texts={}, country="KE", business_name="")
    assert html.count('class="ask"') >= 8
