"""Which groups a review takes for customers, and how it quotes them."""

import pytest

from coaching.coach import CriterionResult, Review, ReviewContext, review


def reviewed(step: str, text: str, language: str) -> Review:
    return review(step, text, ReviewContext(language=language))


def line(step: str, text: str, language: str, key: str) -> CriterionResult:
    return next(result for result in reviewed(step, text, language).criteria if result.key == key)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Les rempailleurs de la Nièvre qui achètent leur paille à un seul grossiste de Dijon."),
        ("fr", "Brodeuses de Ségou travaillant seules, à la lampe, sans machine à pédale."),
        ("en", "Thatchers in Dorset who buy reed from one dealer and wait six weeks for it."),
        ("en", "Upholsterers working alone in Bremen, with a van and no showroom."),
    ],
)
def test_a_trade_in_the_plural_is_a_group_though_no_list_names_it(language: str, text: str) -> None:
    assert line("clientele", text, language, "segment").points == 2


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Les couleurs et les saveurs des papiers, avec des compteurs et des tracteurs à Lomé."),
        ("en", "The colors and flavors of papers, with trackers and freezers near Kumasi."),
    ],
)
def test_things_with_the_suffix_of_a_trade_are_no_group(language: str, text: str) -> None:
    assert line("clientele", text, language, "segment").points == 0


def test_generic_people_are_no_segment() -> None:
    vague = "Nos clients sont surtout les gens qui aiment les bonnes choses de la vie."
    chosen = "Nos clients sont surtout les mareyeuses qui achètent la glace au port de Mbour."
    assert line("clientele", vague, "fr", "segment").points < 2
    assert line("clientele", chosen, "fr", "segment").points == 2


def test_a_situation_of_everyone_distinguishes_no_group() -> None:
    text = "Retired nurses in Leeds, but anyone with a sweet tooth can order our cakes."
    assert "with a sweet tooth" not in " ".join(line("clientele", text, "en", "who").quotes)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Créée en 2008 à Pau, notre maison compte 60 salariés et a reçu le prix du Béarn."),
        ("en", "Founded in 2008 in Leeds, our firm has 60 employees and won the county prize."),
    ],
)
def test_a_mission_that_is_only_the_story_of_the_firm_is_a_draft(language: str, text: str) -> None:
    found = reviewed("mission", text, language)
    assert found.gate is not None
    assert found.gate.key == "no_act"
    assert found.score < 40
    assert line("mission", text, language, "customers").points == 0


def test_the_story_of_a_firm_is_followed_by_the_question_what_it_does() -> None:
    text = "Founded in 2008 in Leeds, our firm has 60 employees and won the county prize."
    wanted = line("mission", text, "en", "products").question
    assert reviewed("mission", text, "en").next_question == wanted


def test_groups_of_members_are_no_precise_customers() -> None:
    text = "Élaborer des programmes de formation, former et consolider les activités des groupements membres."
    assert line("mission", text, "fr", "customers").points == 1


def test_farming_sells_to_no_farm() -> None:
    text = "To do poultry farming and sell chicken and eggs."
    assert line("mission", text, "en", "customers").points == 0


def test_what_is_not_there_yet_is_no_rival() -> None:
    text = "Les chaînes de lavage de tapis à vapeur ne sont pas encore implantées dans le pays."
    shown = " ".join(line("differentiation", text, "fr", "alternative").quotes)
    assert "lavage" not in shown


def test_a_wish_to_be_the_leader_is_no_offer() -> None:
    text = "Nous aspirons à devenir le leader du pays pour le miel et la cire d’abeille."
    assert line("offre", text, "fr", "focus").points == 0


@pytest.mark.parametrize(
    ("step", "language", "text", "key", "shown"),
    [
        ("mission", "fr", "On aime le café moulu du matin, servi dans la cour.", "products", "café moulu"),
        ("mission", "en", "We love spicy food and share it in the yard.", "products", "spicy food"),
        (
            "mission",
            "en",
            "We cook yams for local families near the lorry park.",
            "geography",
            "local families",
        ),
        ("offre", "fr", "Un pot d’huile de coco à 2000 F.", "thing", "huile de coco"),
    ],
)
def test_a_thing_is_quoted_with_the_word_that_qualifies_it(
    step: str, language: str, text: str, key: str, shown: str
) -> None:
    assert shown in " … ".join(line(step, text, language, key).quotes)


def test_neighbouring_quotes_are_joined_over_a_small_word() -> None:
    text = "Nous pressons la pulpe de baobab et le gingembre râpé pour les cantines de Thiès."
    assert any(
        "baobab" in quote and "pulpe" in quote for quote in line("mission", text, "fr", "own_words").quotes
    )


def test_a_legal_form_is_not_specific() -> None:
    text = "La SARL Keur Mil vend du couscous de mil aux cantines de Thiès."
    assert "SARL" not in " ".join(line("mission", text, "fr", "own_words").quotes)


def test_an_adjective_of_a_people_is_no_place_even_in_a_row() -> None:
    text = "A truck with Cuban and Jamaican dishes at 9 dollars a plate."
    assert "Cuban" not in " ".join(line("offre", text, "en", "terms").quotes)


def test_what_customers_lack_is_no_advantage() -> None:
    text = "Les villages vivent sans réseau ; nous posons des antennes radio à Maroantsetra."
    assert "sans" not in " ".join(line("mission", text, "fr", "competence").quotes)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "L’ONG travaille chaque jour pour le genre et la paix dans la commune de Kaya."),
        ("en", "The cooperative works every day for gender and peace in the town of Wa."),
    ],
)
def test_the_business_at_the_head_of_a_sentence_is_no_customer(language: str, text: str) -> None:
    assert line("mission", text, language, "customers").points == 0


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Trente ans de bois séché à Mirecourt que personne ne peut racheter à prix d’or."),
        ("en", "Thirty years of seasoned wood in Cremona that nobody can buy at any price."),
    ],
)
def test_a_negated_outcome_is_no_result_for_the_customer(language: str, text: str) -> None:
    assert line("differentiation", text, language, "outcome").points == 0


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Notre karité n’est pas raffiné comme celui des grandes marques : il est pressé à Pô."),
        ("en", "Our shea is not refined like that of the big brands: it is pressed cold in Tumu."),
    ],
)
def test_the_big_brands_are_a_rival(language: str, text: str) -> None:
    assert line("differentiation", text, language, "alternative").points > 0


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Je rêve d’un Kaolack où aucune écolière ne manque la classe à cause de ses règles."),
        ("en", "I dream of a Tamale where no schoolgirl misses class because of her period."),
    ],
)
def test_a_vision_with_a_measure_for_a_group_is_more_than_a_wish(language: str, text: str) -> None:
    gate = reviewed("vision", text, language).gate
    assert gate is None or gate.key not in ("wish", "wish_group")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Aider les tisserandes de Ségou à vendre leurs pagnes sans passer par Bamako."),
        ("en", "To help weavers in Bonwire sell their cloth without a trip to Kumasi."),
    ],
)
def test_a_mission_may_begin_with_the_help_that_it_gives(language: str, text: str) -> None:
    assert line("mission", text, language, "purpose").points == 2


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Nous voulons construire un hôtel de 40 chambres à Saly et un deuxième à Cap Skirring."),
        ("en", "We want to build a 40-room hotel in Kribi and a second one in Limbe."),
    ],
)
def test_a_hotel_to_be_built_is_no_beneficiary(language: str, text: str) -> None:
    assert line("vision", text, language, "beneficiary").points == 0
    assert reviewed("vision", text, language).score < 50


@pytest.mark.parametrize(
    ("step", "language", "text", "key"),
    [
        ("offre", "fr", "Vélo cargo à louer 159 € par mois, assurance et entretien inclus.", "proof"),
        ("offre", "en", "The kit holds a lamp and a panel, 600 cedis cash.", "outcome"),
        (
            "mission",
            "fr",
            "Nous prêtons des livres là où il n’y a plus de bibliothèque, à Niort.",
            "competence",
        ),
        ("mission", "fr", "Nous vendons des poussins pour ramener la mortalité sous les 5 %.", "competence"),
    ],
)
def test_a_word_with_another_meaning_earns_nothing(step: str, language: str, text: str, key: str) -> None:
    assert line(step, text, language, key).points == 0


def test_a_name_is_quoted_without_the_verb_after_it() -> None:
    text = "Notre vœu est que toute potière de Djenné puisse vivre de ses jarres."
    assert not any("puisse" in quote for quote in line("vision", text, "fr", "own_words").quotes)


def test_a_verb_that_looks_like_pupils_is_no_group() -> None:
    text = "La ferme élève des poules, des canards et des lapins."
    assert line("mission", text, "fr", "customers").points == 0


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Il y a deux pressings à Kpalimé mais nous allons bien laver, bien repasser et bien plier."),
        ("en", "There are two laundries in Ho but we will wash well, iron well and fold well."),
    ],
)
def test_a_promise_to_do_well_is_no_difference(language: str, text: str) -> None:
    assert line("differentiation", text, language, "dimension").points == 0


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Avec l’aide de Dieu et une annonce à la radio de Kpalimé, le pressing tournera."),
        ("en", "With the help of God and a radio advert in Ho, the laundry runs."),
    ],
)
def test_help_from_above_is_no_result_for_the_customer(language: str, text: str) -> None:
    assert line("differentiation", text, language, "outcome").points == 0
