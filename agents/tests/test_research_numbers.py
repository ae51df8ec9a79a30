"""What research reads in the answers: alternatives with what is said of them, prices, costs and counts."""

from typing import Any

import pytest

from agents.contract import Inputs
from agents.research import AGENT
from agents.schemas import ResearchResult

START = {"language": "fr", "business_name": "Panier", "sector": "retail", "country": "SN", "currency": "XOF"}


def research(**changed: Any) -> ResearchResult:
    found = AGENT.run(Inputs.model_validate({**START, **changed}), lambda percent, doing: None)
    assert isinstance(found, ResearchResult)
    return found


@pytest.mark.parametrize(
    ("texts", "names"),
    [
        (
            {"differentiation": "Contrairement à Awa Couture et aux tailleuses du marché, on livre tôt."},
            ["Awa Couture", "tailleuses du marché"],
        ),
        (
            {"clientele": "Elles achètent leur lait au grossiste de Pikine à 600 F le litre."},
            ["grossiste de Pikine"],
        ),
        (
            {"clientele": "Ils vont à la clinique Espoir où ils attendent, ou chez le guérisseur."},
            ["clinique Espoir", "guérisseur"],
        ),
        ({"clientele": "Mes clientes vont au travail à 7 h."}, []),
    ],
)
def test_each_alternative_has_its_name_and_where_customers_go_names_one(
    texts: dict[str, str], names: list[str]
) -> None:
    found = research(texts=texts).rivals
    assert [rival.name.text for rival in found if not rival.is_own] == names


def test_what_the_business_does_is_not_told_of_the_other_choice() -> None:
    text = "À la différence de l'hôpital Sud, l'infirmière vient à heure fixe."
    other, own = research(texts={"differentiation": text}).rivals
    said = {cell.item.label: cell.item.text for cell in other.cells}
    assert said["Ce que vous en dites"] == ""
    assert "l'infirmière vient à heure fixe" in [cell.item.text for cell in own.cells]


def test_the_time_that_a_price_is_for_is_no_wait() -> None:
    texts = {
        "differentiation": "Unlike Kilab, we stay.",
        "clientele": "Today they hire Kilab, at 50,000 RWF a day.",
    }
    cells = {cell.item.label: cell.item.text for cell in research(language="en", texts=texts).rivals[0].cells}
    assert (cells["Price"], cells["Delay, hours"]) == ("50,000 RWF a day", "")


def test_a_number_in_a_name_counts_no_customers() -> None:
    rows = research(language="en", texts={"clientele": "Mothers who go to Mile 12 market."}).market
    assert not any("12" in row.question for row in rows)


@pytest.mark.parametrize(
    ("offer", "price", "cost"),
    [
        ("Transport d'une balle : 12 000 FCFA. Coût par balle 8 000 FCFA.", "12 000 FCFA", "8 000 FCFA"),
        ("Jus frais : 500 FCFA le verre. Un verre me coûte 200 FCFA.", "500 FCFA le verre", "200 FCFA"),
        ("Livraison 1 000 FCFA. Repas 2 500 FCFA.", "2 500 FCFA", ""),
    ],
)
def test_costs_and_fees_are_told_from_the_price(offer: str, price: str, cost: str) -> None:
    rows = {row.item.label: row.item.text for row in research(texts={"offre": offer}).market}
    assert (rows["Prix"], rows["Coût d’une unité"]) == (price, cost)


#: https://www.ohada.org: the seventeen members.
OHADA = ["BJ", "BF", "CM", "CF", "KM", "CG", "CD", "CI", "GA", "GN", "GQ", "GW", "ML", "NE", "SN", "TD", "TG"]


@pytest.mark.parametrize("code", [*OHADA, "GH", "NG", "KE", "UG", "RW", "TZ", "MA", "FR", "GB", "US", "ZA"])
def test_only_members_of_ohada_have_its_forms(code: str) -> None:
    result = research(country=code, currency="")
    named = {finding.item.text for finding in result.legal_forms}
    texts = " ".join(named | {finding.item.label for finding in result.legal_forms})
    assert ("RCCM" in texts or "SCOOPS" in texts) == (code in OHADA)
    assert any("OHADA" in finding.item.text for finding in result.country) == (code in OHADA)
