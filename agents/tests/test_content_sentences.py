"""What a site says of odd answers: whole sentences, right prices, questions that their answers fit."""

from typing import Any

import pytest

from agents.content import AGENT
from agents.contract import Inputs
from agents.schemas import ContentResult
from nlp.money import with_written_amounts

START = {"language": "fr", "business_name": "Awa", "sector": "retail", "country": "SN", "currency": "XOF"}


def content(**changed: Any) -> ContentResult:
    result = AGENT.run(Inputs.model_validate({**START, **changed}), lambda percent, doing: None)
    assert isinstance(result, ContentResult)
    return result


def offers(**changed: Any) -> list[tuple[str, str]]:
    services = content(**changed).services
    return [(one.title.text, one.price.text if one.price else "") for one in services]


@pytest.mark.parametrize(
    ("price", "currency", "language", "shown"),
    [
        ("5000f", "XOF", "fr", "5 000 FCFA"),
        ("10 000 fcfa", "XAF", "fr", "10 000 FCFA"),
        ("3 500 F la pièce", "XOF", "fr", "3 500 FCFA la pièce"),
        ("6,50 €", "EUR", "fr", "6,50 €"),
        ("20 €", "XOF", "fr", "20 €"),
        ("GHS 1500", "GHS", "en", "GHS 1,500"),
        ("2000 FG", "GNF", "fr", "2 000 GNF"),
    ],
)
def test_a_price_stands_as_on_a_price_tag(price: str, currency: str, language: str, shown: str) -> None:
    plain = with_written_amounts(price, currency, language).replace("\u00a0", " ").replace("\u202f", " ")
    assert plain == shown


def test_thousands_with_a_comma_stay_one_price() -> None:
    offer = "Weekly box ₦12,000 (feeds 4), soup pack ₦4,500."
    result = offers(language="en", country="NG", currency="NGN", texts={"offre": offer})
    assert result == [("Weekly box", "₦12,000"), ("Soup pack", "₦4,500")]


def test_carriers_sell_the_transport() -> None:
    ((title, price),) = offers(
        sector="transport", texts={"offre": "Transport d’une balle de tissu : 12 000 F."}
    )
    assert (title, price.replace("\u00a0", " ")) == ("Transport d’une balle de tissu", "12 000 FCFA")


@pytest.mark.parametrize(
    ("name", "headline"),
    [
        ("Salon Chez Awa", "Salon Chez Awa vous accueille"),
        ("Les Délices d’Awa", "Les Délices d’Awa vous accueillent"),
        ("Fatou Couture", "Bienvenue chez Fatou Couture"),
        ("Chez Awa", "Bienvenue chez Awa"),
    ],
)
def test_the_welcome_fits_the_name(name: str, headline: str) -> None:
    assert content(business_name=name).voices["warm"].headline.text == headline


def test_without_answers_the_texts_are_sentences_that_differ() -> None:
    voices = content(business_name="École du Soir", city="Kinshasa").voices
    abouts = [voice.about.text for voice in voices.values()]
    assert len(set(abouts)) == len(abouts)
    assert all(about.endswith(".") and "·" not in about for about in abouts)
    assert voices["warm"].tagline.text == "Retrouvez-nous à Kinshasa"


def test_what_follows_another_choice_is_a_reason() -> None:
    text = "À la différence de l’hôpital Sud, l’infirmière vient à heure fixe."
    assert [one.text for one in content(texts={"differentiation": text}).reasons] == [
        "L’infirmière vient à heure fixe."
    ]


def test_a_note_is_no_headline() -> None:
    text = "Nous : pondus le matin ; plateau cassé = plateau remplacé."
    result = content(texts={"differentiation": text})
    assert not any("=" in voice.headline.text for voice in result.voices.values())
    assert not any(one.text.startswith("Nous") for one in result.reasons)


def test_delivery_answers_the_question_of_delivery() -> None:
    offer = "Œufs à 2 500 F le plateau. Livraison gratuite dès dix plateaux."
    asked = {one.ask.text: one.answer.text for one in content(texts={"offre": offer}).questions}
    assert asked["Livrez-vous\u202f?"] == "Livraison gratuite dès dix plateaux."


def test_means_of_payment_have_their_proper_names() -> None:
    offer = "Tresses à 5 000 F. Paiement wave ou orange money, ou en espèces."
    asked = {one.ask.text: one.answer.text for one in content(texts={"offre": offer}).questions}
    assert asked["Comment payer\u202f?"] == "Paiement Wave ou Orange Money, ou en espèces."
