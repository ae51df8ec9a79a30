"""The research agent: nothing guessed, every number with its origin, complete in both languages."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agents.contract import Inputs, Item
from agents.research import AGENT
from agents.research.items import phrases
from agents.research.risks import known_risk
from agents.schemas import ResearchResult, Row
from briefs.ledger.evidence import FigureIndex, evidences
from nlp.numerals import numerals
from reference.packs import (
    DATA,
    OTHER,
    SECTORS,
    country_packs,
    country_rules,
    legal_forms,
    sector_pack,
)

CODES = [pack.code for pack in country_packs()]
OFFER = (
    "Un panier de légumes à 2 500 F le panier. Un panier coûte 1 500 F à préparer. Loyer : 90 000 F par mois."
)
CLIENTS = "Nous visons 300 familles de Grand Yoff. Une famille commande deux fois par semaine."
UNLIKE = "Contrairement au marché Castors où l’on attend une heure, nous livrons avant midi."
TOLD = {"clientele": CLIENTS, "differentiation": UNLIKE, "offre": OFFER}


def research(**changed: Any) -> ResearchResult:
    start = {
        "language": "fr",
        "business_name": "Panier",
        "sector": "retail",
        "country": "SN",
        "currency": "XOF",
    }
    found = AGENT.run(Inputs.model_validate({**start, **changed}), lambda percent, doing: None)
    assert isinstance(found, ResearchResult)
    return found


def rows(**changed: Any) -> dict[str, Row]:
    return {row.item.key.removeprefix("market."): row for row in research(**changed).market}


def evaluation() -> Iterator[tuple[str, dict[str, str]]]:
    """Yield invented sessions: the labelled answers of each step, side by side."""
    for language in ("fr", "en"):
        path = Path(__file__).parents[2] / "coaching" / "evaluation" / f"{language}.jsonl"
        by_step: dict[str, list[str]] = {}
        for line in path.read_text(encoding="utf-8").splitlines():
            answer = json.loads(line)
            by_step.setdefault(answer["step"], []).append(answer["text"])
        most = max(len(texts) for texts in by_step.values())
        for at in range(most):
            yield language, {step: texts[at % len(texts)] for step, texts in by_step.items()}


def visible(item: Item) -> str:
    return f"{item.label}\n{item.text}"


def check_numbers(found: ResearchResult, texts: dict[str, str]) -> None:
    """Every number of every item has its figure, and what is "said" stands word for word in that answer."""
    for item in found.items():
        held = [other for figure in item.figures for other in numerals(figure.numeral)]
        assert all(any(other.says(one) for other in held) for one in numerals(visible(item))), item
        for figure in item.figures:
            assert figure.kind != "said" or figure.quote in {**texts, "name": "Panier 7"}[figure.step], item
            assert figure.kind != "computed" or figure.formula
            assert figure.kind != "table" or (figure.source and figure.year)


# --- Numbers ----------------------------------------------------------------------------------------------


def test_the_market_is_customers_times_purchases_times_price() -> None:
    total = rows(texts=TOLD)["total"]
    assert total.item.text.startswith("1\u202f500\u202f000\u00a0FCFA par semaine")
    assert total.formula == "300 × 2 × 2\u202f500\u00a0FCFA"


def test_a_year_has_fifty_two_weeks() -> None:
    assert rows(texts=TOLD)["year"].item.text.startswith("78\u202f000\u202f000\u00a0FCFA")


def test_break_even_is_told_in_sales_and_in_customers() -> None:
    found = rows(texts=TOLD)
    assert found["even"].item.text == "90 ventes par mois"
    assert found["needed"].item.text == "11 sur 300 suffisent"


def test_an_empty_brief_gives_questions_and_no_number() -> None:
    found = research(texts={})
    assert all(row.question and not row.item.text for row in found.market)


@pytest.mark.parametrize("left_out", ["clientele", "offre"])
def test_a_missing_number_is_asked_for_and_not_guessed(left_out: str) -> None:
    texts = {step: text for step, text in TOLD.items() if step != left_out}
    assert not rows(texts=texts)["total"].item.text
    assert rows(texts=texts)["total"].question


def test_people_who_were_only_asked_are_no_customers() -> None:
    found = rows(texts={**TOLD, "clientele": "Des familles de Grand Yoff. J’ai parlé à 25 familles en mars."})
    assert found["customers"].question


def test_a_count_of_something_else_is_asked_about_in_the_persons_words() -> None:
    asked = rows(texts={**TOLD, "clientele": "Les familles de Grand Yoff, dans 40 immeubles."})["customers"]
    assert "40 immeubles" in asked.question
    assert [figure.kind for figure in asked.item.figures] == ["said"]


def test_a_monthly_price_is_bought_once_a_month() -> None:
    found = rows(texts={"clientele": "Nous visons 50 familles.", "offre": "Un suivi à 10 000 F par mois."})
    assert found["total"].item.text.startswith("500\u202f000\u00a0FCFA par mois")


def test_what_customers_can_pay_was_said_and_not_computed() -> None:
    texts = {**TOLD, "clientele": "Les mères de Médina Baye peuvent payer 2 000 F par panier."}
    risk = next(one for one in research(texts=texts).risks if one.item.key == "risk.budget")
    assert [(one.kind, one.step) for one in risk.item.figures] == [("said", "offre"), ("said", "clientele")]


def test_selling_at_a_loss_is_said() -> None:
    texts = {**TOLD, "offre": "Un panier à 2 500 F le panier. Coût de revient : 3 000 F le panier."}
    assert "risk.loss" in [risk.item.key for risk in research(texts=texts).risks]


def test_every_number_of_the_evaluation_answers_keeps_its_origin() -> None:
    for at, (language, texts) in enumerate(evaluation()):
        code, slug = CODES[at % len(CODES)], SECTORS[at % len(SECTORS)]
        found = research(language=language, texts=texts, country=code, sector=slug, business_name="Panier 7")
        check_numbers(found, texts)


def test_nothing_of_the_evaluation_answers_is_open_in_the_ledger() -> None:
    for language, texts in evaluation():
        found = research(language=language, texts=texts, business_name="Panier 7")
        told = FigureIndex({**texts, "name": "Panier 7"})
        for item in found.items():
            shown = evidences(item.text, item.figures, told, is_own=False)
            assert all(evidence.kind != "to_verify" for _one, evidence in shown), item


PIECES = st.sampled_from(
    [*"0123456789 .,%x\n", " F", " FCFA le plat", " 300 familles", "par mois", "contrairement à ", "nous "]
)
TEXTS = st.lists(PIECES, max_size=40).map("".join) | st.text(max_size=80)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(st.sampled_from(["vision", "clientele", "differentiation", "offre"]), TEXTS))
def test_any_text_at_all_keeps_the_origin_of_every_number(texts: dict[str, str]) -> None:
    check_numbers(research(texts=texts, business_name="Panier 7"), texts)


# --- The person's words -----------------------------------------------------------------------------------


def test_the_grid_sets_what_was_said_of_an_alternative_beside_the_business() -> None:
    rival, own = research(texts=TOLD).rivals
    cells = {cell.item.key.rsplit(".", 1)[1]: cell for cell in rival.cells}
    assert rival.name.text == "marché Castors"
    assert cells["wait"].item.text == "attend une heure"
    assert cells["price"].question
    assert not cells["price"].item.text
    assert own.is_own


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Contrairement à Gozem, nous roulons la nuit.", "Gozem"),
        ("À la différence de la boutique du coin qui fait crédit, nous livrons.", "boutique du coin"),
        (
            "Le loueur classique facture même la pluie. Le nôtre ne compte que les jours.",
            "Le loueur classique",
        ),
    ],
)
def test_an_alternative_is_named_without_what_is_said_of_it(text: str, name: str) -> None:
    assert research(texts={"differentiation": text}).rivals[0].name.text == name


@pytest.mark.parametrize(
    "text", ["Nous le faisons au lieu de les acheter.", "Nous en faisons dix au lieu de six."]
)
def test_a_pronoun_or_a_number_names_no_alternative(text: str) -> None:
    assert not research(texts={"differentiation": text}).rivals


def test_money_lost_is_no_price_of_the_alternative() -> None:
    unlike = "Unlike the workshops in Suame, where a tailor waits and loses 200 cedis, we come to the stall."
    found = research(language="en", country="GH", currency="GHS", texts={"differentiation": unlike})
    assert found.rivals[0].cells[0].question


def test_without_an_alternative_there_is_no_grid_but_a_question() -> None:
    found = research(texts={"differentiation": "Nous sommes sérieux."})
    assert not found.rivals
    assert "verify.rival" in [item.key for item in found.to_verify]
    assert "risk.no_rival" in [risk.item.key for risk in found.risks]


def test_every_quote_of_the_grid_is_the_persons() -> None:
    for language, texts in evaluation():
        for rival in research(language=language, texts=texts).rivals:
            held = [rival.name.text, *(cell.item.text for cell in rival.cells)]
            assert all(any(quote in text for text in [*texts.values(), "Panier"]) for quote in held)


def test_keys_are_unique_and_labels_never_empty() -> None:
    for language, texts in evaluation():
        items = list(research(language=language, texts=texts).items())
        assert len({item.key for item in items}) == len(items)
        assert all(item.label.strip() for item in items)


def test_the_same_inputs_give_the_same_result() -> None:
    assert research(texts=TOLD) == research(texts=TOLD)


def test_a_changed_price_is_known_to_touch_the_sums() -> None:
    found = rows(texts=TOLD)
    assert {"customer", "price"} <= set(found["total"].item.uses)
    assert "price" in found["margin"].item.uses


def test_pages_of_the_web_are_to_verify_with_their_address() -> None:
    page = {"title": "Marchés", "url": "https://example.org/a", "text": "Un repas coûte 900 F en 2024."}
    web = research(texts={}, found=[page], web_reached=True).web
    assert {figure.kind for figure in web[0].item.figures} == {"to_verify"}
    assert {figure.source for figure in web[0].item.figures} == {"https://example.org/a"}


# --- The data ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("code", [*CODES, "KE"])
def test_a_country_is_complete_in_both_languages(language: str, code: str) -> None:
    found = research(language=language, country=code, texts={})
    assert len(found.legal_forms) >= 3
    assert {"country.registry", "country.tax", "country.social"} <= {one.item.key for one in found.country}
    assert all(
        "{" not in item.text and item.text.strip() for item in found.items() if "market" not in item.key
    )


def test_of_an_unknown_country_no_currency_or_rate_is_claimed() -> None:
    keys = {one.item.key for one in research(country="ZA", texts={}).country}
    assert not keys & {"country.currency", "country.vat", "country.payments"}


@pytest.mark.parametrize("slug", [*SECTORS, OTHER])
def test_a_sector_is_complete_and_without_amounts(slug: str) -> None:
    research = sector_pack(slug).research
    assert not re.search(r"\d", research.model_dump_json())
    assert len({one.key for one in research.risks}) == len(research.risks)


def test_every_rate_names_its_source_and_year() -> None:
    for rules in (country_rules(path.stem) for path in (DATA / "countries").glob("*.toml")):
        assert rules.rate is None or (rules.tax_source and rules.tax_year)
        assert legal_forms(rules.forms).year


def test_a_rate_that_changed_lately_is_to_verify() -> None:
    vat = next(one for one in research(country="GH", texts={}).country if one.item.key == "country.vat")
    assert country_rules("GH").verify
    assert [figure.kind for figure in vat.item.figures] == ["to_verify"]


def test_every_risk_of_the_answers_has_its_texts() -> None:
    assert all(known_risk(name) for name in phrases()["risk"])


def test_french_data_is_set_as_french() -> None:
    held = "\n".join(
        path.read_text(encoding="utf-8").split("[read.fr]")[0]
        for path in (Path(__file__).parents[1] / "research" / "data").rglob("*.toml")
    )
    told = "\n".join(line for line in held.splitlines() if not line.startswith("#"))
    assert not re.search(r"\w [;!?](?:\s|\")", told)
    assert not re.search(r"« | »|\w'\w", told)
