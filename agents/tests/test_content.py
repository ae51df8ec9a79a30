"""The content agent shows what the person said to customers, and nothing else."""

import pytest
from hypothesis import HealthCheck, given, settings

from agents.content import AGENT
from agents.content.generate import NUMERAL
from agents.content.phrases import as_we
from agents.contract import Inputs
from agents.schemas import ContentResult
from agents.tests.agent_inputs import ANY, good

SLOW = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def content(inputs: Inputs) -> ContentResult:
    result = AGENT.run(inputs, lambda percent, doing: None)
    assert isinstance(result, ContentResult)
    return result


def texts(result: ContentResult) -> str:
    return "\n".join(item.text for item in result.items())


def test_what_is_sold_has_its_name_its_description_and_its_price() -> None:
    first, second = content(good()).services
    assert first.title.text == "Réparation de lampe"
    assert first.price is not None
    assert first.price.text == "2 500\N{NO-BREAK SPACE}FCFA la lampe"
    assert "batterie neuve" in first.text.text
    assert (second.title.text, second.price and second.price.text) == (
        "Carnet de cinq réparations",
        "11 000\N{NO-BREAK SPACE}FCFA",
    )


def test_services_in_english() -> None:
    first, second = content(good("en")).services
    assert first.title.text == "20 litre can of filtered water"
    assert first.price is not None
    assert first.price.text == "5 cedis per can"
    assert first.text.text == "Delivered before 7 am in Nima."
    assert second.title.text == "Ten cans prepaid"


@pytest.mark.parametrize("language", ["fr", "en"])
def test_no_two_tones_say_the_same(language: str) -> None:
    voices = content(good(language)).voices.values()
    for part in ("headline", "tagline", "about", "call"):
        assert len({getattr(voice, part).text for voice in voices}) == 3


@pytest.mark.parametrize(
    "word", ["marge", "900", "nous coûte", "600", "oncurrent", "ontrairement", "1 500", "payées"]
)
def test_costs_margins_rivals_and_customers_pay_stay_out(word: str) -> None:
    assert word not in texts(content(good())).replace("\u202f", " ")


@pytest.mark.parametrize("word", ["margin", "ompetitors", "nlike", "tanker", "40 cedis"])
def test_the_same_in_english(word: str) -> None:
    assert word not in texts(content(good("en")))


def test_a_difference_is_told_without_the_rival() -> None:
    assert content(good()).reasons[0].text == "Nous ouvrons la lampe devant vous."


def test_questions_are_answered_in_the_persons_words() -> None:
    asked = {question.ask.text: question.answer.text for question in content(good()).questions}
    assert asked["Comment payer\u202f?"] == "Payez par Wave ou en espèces."
    assert asked["Qu’est-ce qui est compris\u202f?"] == "Le câble n’est pas compris."
    assert (
        asked["Et si quelque chose ne va pas\u202f?"] == "Lampe en panne avant six mois, réparation offerte."
    )


def test_a_question_without_an_answer_is_left_out() -> None:
    result = content(good(texts={"offre": "Une coupe de cheveux nette, à 1 000 FCFA la coupe."}))
    assert [question.ask.text for question in result.questions] == ["Combien ça coûte\u202f?"]


def test_every_number_is_quoted_from_its_step() -> None:
    price = content(good()).services[0].price
    assert price is not None
    assert [(figure.numeral, figure.kind, figure.step) for figure in price.figures] == [
        ("2 500", "said", "offre")
    ]
    assert price.figures[0].quote.startswith("Une réparation de lampe avec batterie neuve, à 2 500 FCFA")


def test_texts_say_which_facts_they_rest_on() -> None:
    result = content(good())
    assert "price" in (result.services[0].price or result.services[0].title).uses
    assert "place" in result.voices["plain"].tagline.uses


def test_i_becomes_we() -> None:
    result = content(good(texts={"mission": "Je répare les vélos des livreurs et je prête mon vélo."}))
    assert "Nous réparons les vélos des livreurs et nous prêtons notre vélo." in texts(result)


@pytest.mark.parametrize(
    ("said", "language", "ours"),
    [
        ("Je change la batterie.", "fr", "Nous changeons la batterie."),
        ("J’achète le lait le matin.", "fr", "Nous achetons le lait le matin."),
        ("Moi je m’occupe de tout.", "fr", "Nous nous occupons de tout."),
        ("Je suis formée à Lomé.", "fr", None),
        ("Mon oncle garde les pneus.", "fr", None),
        ("I mend my neighbours’ boats at 9 am.", "en", "We mend our neighbours’ boats at 9 am."),
        ("I'm at the market.", "en", "We're at the market."),
        ("My father built boats.", "en", None),
        ("Les vélos partent à midi.", "fr", "Les vélos partent à midi."),
    ],
)
def test_a_sentence_is_turned_only_where_that_is_safe(said: str, language: str, ours: str | None) -> None:
    assert as_we(said, language) == ours


def test_a_mission_in_the_infinitive_is_announced() -> None:
    result = content(good(texts={"mission": "Réparer les pirogues des pêcheurs de Mbour en une nuit."}))
    assert result.voices["warm"].about.text.startswith("Notre mission\u00a0: réparer les pirogues")


def test_a_list_without_prices_gives_one_service_each() -> None:
    result = content(good(texts={"offre": "Tables basses en teck ; bancs de maquis ; lits doubles"}))
    named = [service.title.text for service in result.services]
    assert named == ["Tables basses en teck", "Bancs de maquis", "Lits doubles"]


def test_a_delivery_fee_is_no_service() -> None:
    offer = "Un gâteau à 6 000 FCFA la pièce. Livré à Mermoz pour 500 FCFA. En retard, 1 000 FCFA rendus."
    assert len(content(good(texts={"offre": offer})).services) == 1


@pytest.mark.parametrize("texts", [{}, {"offre": "🍲🍲"}, {"mission": "مطعم صغير"}, {"offre": "riz"}])
def test_thin_answers_still_give_three_voices(texts: dict[str, str]) -> None:
    result = content(good(texts=texts))
    assert all(voice.headline.text and voice.about.text for voice in result.voices.values())
    assert result.questions == ()


def test_a_name_of_200_letters_never_breaks_a_line() -> None:
    result = content(good(business_name="N" * 200))
    lines = (text for voice in result.voices.values() for text in (voice.headline.text, voice.tagline.text))
    assert all(len(line) <= 200 for line in lines)


def test_a_name_that_begins_with_chez_is_welcomed_once() -> None:
    result = content(good(business_name="Chez Awa", texts={}))
    assert result.voices["warm"].headline.text == "Bienvenue chez Awa"


def test_keys_are_those_of_the_contract() -> None:
    keys = [item.key for item in content(good()).items()]
    assert keys[:4] == ["headline.warm", "tagline.warm", "about.warm", "call.warm"]
    assert {"service.1.title", "service.1.text", "service.1.price", "why.1", "question.1.ask"} <= set(keys)
    assert len(keys) == len(set(keys))


@SLOW
@given(inputs=ANY)
def test_any_text_gives_a_result_whose_numbers_have_their_figures(inputs: Inputs) -> None:
    for item in content(inputs).items():
        assert {figure.numeral for figure in item.figures} == set(NUMERAL.findall(item.text))
        assert all(figure.kind == "said" and figure.quote for figure in item.figures)


@SLOW
@given(inputs=ANY)
def test_the_same_answers_give_the_same_texts(inputs: Inputs) -> None:
    assert content(inputs) == content(inputs)


@SLOW
@given(inputs=ANY)
def test_headlines_and_taglines_stay_lines(inputs: Inputs) -> None:
    for voice in content(inputs).voices.values():
        assert max(len(voice.headline.text), len(voice.tagline.text), len(voice.call.text)) <= 200
        assert "\n" not in voice.headline.text + voice.tagline.text
        assert all((voice.headline.text.strip(), voice.about.text.strip()))


@pytest.mark.parametrize(
    ("offer", "titles"),
    [
        ("Tresses 5000f, coupe homme 1000 f et manucure 2000f.", ["Tresses", "Coupe homme", "Manucure"]),
        ("- Garba : 500 F\n- Jus de bissap (50 cl) : 300 F", ["Garba", "Jus de bissap"]),
        ("Nous vendons des tomates à 400 F/kg et de la salade à 200 F la botte.", ["Tomates", "Salade"]),
        ("Nous vendons du mil. Nos charges sont de 150 000 F par mois.", ["Mil"]),
    ],
)
def test_offers_as_people_type_them(offer: str, titles: list[str]) -> None:
    services = content(good(texts={"offre": offer})).services
    assert [service.title.text for service in services] == titles


def test_greetings_family_and_growth_plans_stay_out() -> None:
    mission = (
        "Bonjour nous cousons des rideaux à Lomé. Mon mari m’aide. Nous voulons ouvrir cinq agences en 2030."
    )
    shown = texts(content(good(texts={"mission": mission})))
    assert "Nous cousons des rideaux à Lomé." in shown
    assert not any(word in shown for word in ("Bonjour", "mari", "agences"))
