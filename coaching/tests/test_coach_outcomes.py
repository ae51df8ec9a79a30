"""Which groups are customers and not the speaker, and what earns the points of a criterion."""

import pytest

from coaching.coach import CriterionResult, Review, ReviewContext, review


def reviewed(step: str, text: str, language: str) -> Review:
    return review(step, text, ReviewContext(language=language))


def line(key: str, found: Review) -> CriterionResult:
    return next(criterion for criterion in found.criteria if criterion.key == key)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Cette jeune couturière de 31 ans voudrait faire de sa maison le prochain Dior du Sahel."),
        ("en", "The founder, 31 years old, wants to turn her shop into the next Dior of the Sahel."),
    ],
)
def test_a_sentence_about_the_owner_is_no_change_for_customers(language: str, text: str) -> None:
    found = reviewed("vision", text, language)
    assert found.score < 60
    assert line("beneficiary", found).points == 0
    assert not line("inspiration", found).quotes


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Je suis menuisière depuis neuf ans et je voudrais participer à valoriser le teck."),
        ("en", "I am a carpenter for nine years and I would like to help promote teak."),
    ],
)
def test_the_speaker_is_no_customer_and_no_staff(language: str, text: str) -> None:
    found = reviewed("mission", text, language)
    assert line("customers", found).points == 0
    assert line("staff", found).points == 0


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "D’ici 2034 chaque potière de Katiola cuit dix jarres par jour sans couper un arbre."),
        ("en", "By 2034 every potter in Vume fires ten jars a day without felling a tree."),
    ],
)
def test_a_horizon_and_a_measure_need_different_words(language: str, text: str) -> None:
    found = reviewed("vision", text, language)
    horizon, finish = line("future", found), line("challenge", found)
    assert (horizon.points, finish.points) == (2, 2)
    assert not set(horizon.quotes) & set(finish.quotes)
    assert all(one.end <= two.start or two.end <= one.start for one in horizon.spans for two in finish.spans)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Être le meilleur boulanger de Korhogo"),
        ("en", "To be the best baker in Takoradi"),
    ],
)
def test_being_the_best_is_neither_a_horizon_nor_a_measure(language: str, text: str) -> None:
    found = reviewed("vision", text, language)
    assert line("future", found).points == 0
    assert line("challenge", found).points < 2
    assert line("beneficiary", found).points == 0


@pytest.mark.parametrize(
    ("language", "text", "quote"),
    [
        ("fr", "Les potières de Katiola vendent leurs jarres jusqu’à Dakar.", "potières de Katiola vendent"),
        ("en", "The potters of Vume sell their jars as far as Dakar.", "potters of Vume sell"),
    ],
)
def test_what_changes_is_quoted_with_the_people_it_changes_for(language: str, text: str, quote: str) -> None:
    assert quote in line("beneficiary", reviewed("vision", text, language)).quotes


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Dans 8 ans je serai à Bouaké, Korhogo et Daloa"),
        ("en", "In 8 years I will be in Kumasi, Tamale and Ho"),
        ("fr", "Avoir 4 ateliers dans 6 ans si Dieu le veut"),
        ("en", "4 salons in 6 years, God willing"),
    ],
)
def test_growth_of_one_s_own_alone_is_not_solid(language: str, text: str) -> None:
    assert reviewed("vision", text, language).score < 60


@pytest.mark.parametrize(
    ("language", "text", "asked"),
    [
        ("fr", "je veux que ma menuiserie forme les garçons du quartier de Katiola à un métier", "arrivé"),
        ("en", "I want my joinery to train the boys of Vume so they learn a trade", "arrived"),
    ],
)
def test_a_wish_without_time_and_measure_is_not_solid(language: str, text: str, asked: str) -> None:
    found = reviewed("vision", text, language)
    assert found.score < 60
    assert asked in found.next_question


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Contribuer à valoriser le tissage africain à travers une belle gamme de pagnes."),
        ("en", "The house aims to spread the joy of weaving through colourful cloth prepared with love."),
    ],
)
def test_a_lone_verb_is_no_purpose_and_a_lone_through_no_way(language: str, text: str) -> None:
    found = reviewed("mission", text, language)
    assert line("purpose", found).points == 0
    assert line("how", found).points < 2


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Nous tissons des pagnes à Katiola pour que les mariées gardent un souvenir du village."),
        ("en", "We weave cloth in Vume so that brides keep something of their village."),
    ],
)
def test_a_change_that_is_announced_is_a_purpose(language: str, text: str) -> None:
    assert line("purpose", reviewed("mission", text, language)).points == 2


def test_what_something_replaces_is_no_advantage() -> None:
    text = "Je voudrais faire aimer le beurre moulu à la pierre au lieu de la margarine des boutiques"
    assert line("competence", reviewed("mission", text, "fr")).points == 0


def test_for_whom_ends_at_the_group() -> None:
    text = "We bring weddings in local communities through colourful cloth from Vume."
    assert not [
        quote for quote in line("customers", reviewed("mission", text, "en")).quotes if "through" in quote
    ]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Notre maison propose la cuisine africaine et la mode africaine du moment."),
        ("en", "Our house offers African food and African fashion of the day."),
    ],
)
def test_a_nationality_that_qualifies_a_thing_is_no_customer(language: str, text: str) -> None:
    assert line("customers", reviewed("mission", text, language)).points == 0


@pytest.mark.parametrize(
    ("language", "lone", "used"),
    [
        ("fr", "Les élèves dont le téléphone est en panne", "Les élèves du lycée, appelés par téléphone"),
        ("en", "Pupils whose phone is broken again", "Pupils of the school, reached by phone"),
    ],
)
def test_a_phone_is_a_way_to_reach_customers_only_when_used_so(language: str, lone: str, used: str) -> None:
    assert line("reach", reviewed("clientele", lone, language)).points == 0
    assert line("reach", reviewed("clientele", used, language)).points


@pytest.mark.parametrize(
    ("language", "text"),
    [("fr", "Les hôtels et les restaurants de la lagune"), ("en", "Hotels and restaurants of the lagoon")],
)
def test_customers_are_not_the_way_to_reach_themselves(language: str, text: str) -> None:
    assert not line("reach", reviewed("clientele", text, language)).quotes


@pytest.mark.parametrize(
    ("language", "text", "verb"),
    [
        ("fr", "J’aimerais contribuer à la poterie de Katiola et vulgariser la jarre vernie", "contribuer"),
        ("en", "I want to spread the pottery of Vume, adding glazed jars", "spread"),
    ],
)
def test_a_weak_verb_is_not_specific(language: str, text: str, verb: str) -> None:
    quotes = line("own_words", reviewed("mission", text, language)).quotes
    assert quotes
    assert not [quote for quote in quotes if verb in quote]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Notre mission est de contribuer au rayonnement du tissage et de le promouvoir à Katiola."),
        ("en", "Our mission is to contribute to the fame of weaving and to promote it in Vume."),
    ],
)
def test_saying_that_one_has_a_mission_is_no_purpose(language: str, text: str) -> None:
    assert line("purpose", reviewed("mission", text, language)).points == 0


@pytest.mark.parametrize(
    ("language", "text", "participle"),
    [
        ("fr", "Un pagne tissé et une jarre vernie de Katiola", "tissé"),
        ("en", "A mended pump and a repaired tap from Vume", "repaired"),
    ],
)
def test_a_participle_that_qualifies_a_thing_is_no_activity(
    language: str, text: str, participle: str
) -> None:
    found = reviewed("mission", text, language)
    assert participle not in [quote for key in ("action", "products") for quote in line(key, found).quotes]


def test_a_means_of_delivery_is_no_product() -> None:
    text = "We bring millet porridge by bike to the weavers of Vume."
    assert not [
        quote for quote in line("products", reviewed("mission", text, "en")).quotes if "bike" in quote
    ]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Nous livrons la bouillie de mil aux ouvriers du port de San Pedro."),
        ("en", "We bring millet porridge to the dock workers of Takoradi."),
    ],
)
def test_customers_who_work_are_not_one_s_own_staff(language: str, text: str) -> None:
    assert line("staff", reviewed("mission", text, language)).points == 0


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Les potières de Katiola, entre 20 et 40 ans, qui cuisent plus de 30 jarres"),
        ("en", "Potters of Vume, between 20 and 40 years, who fire over 30 jars"),
    ],
)
def test_an_age_or_a_number_of_things_is_no_size_of_a_group(language: str, text: str) -> None:
    assert line("size", reviewed("clientele", text, language)).points == 0


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "les filles et les garçons de 16 à 28 ans qui aiment la musique"),
        ("en", "girls and boys of 16 to 28 years who love music"),
    ],
)
def test_a_want_of_everybody_distinguishes_no_group(language: str, text: str) -> None:
    found = reviewed("clientele", text, language)
    assert line("segment", found).points < 2
    assert found.score < 60


@pytest.mark.parametrize(
    ("language", "text", "whole"),
    [
        ("fr", "Les potières de Katiola qui ont un four fendu", "qui ont un four fendu"),
        ("en", "Potters of Vume with a cracked kiln", "with a cracked kiln"),
        ("fr", "Les gargotes de Man qui achètent 3 à 8 jarres par mois", "qui achètent 3 à 8 jarres"),
    ],
)
def test_a_situation_is_quoted_to_its_end(language: str, text: str, whole: str) -> None:
    assert [quote for quote in line("who", reviewed("clientele", text, language)).quotes if whole in quote]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "2031 : 80 ménages de Vridi cuisinent et mangent sans fumée"),
        ("en", "In 6 yrs 80 homes of Vume let children read at night"),
    ],
)
def test_a_year_or_years_however_written_are_a_horizon(language: str, text: str) -> None:
    assert line("future", reviewed("vision", text, language)).points == 2


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Que mon salon soit rempli tous les jours"),
        ("en", "That my salon is busy every day"),
        ("fr", "d’ici 4 ans ouvrir 6 salons de coiffure, recruter 30 coiffeuses et faire 80 millions"),
        ("en", "in 4 years open 6 salons, hire 30 stylists and make 80 million"),
    ],
)
def test_a_full_shop_or_a_bigger_one_is_no_solid_vision(language: str, text: str) -> None:
    found = reviewed("vision", text, language)
    assert found.score < 60
    assert line("challenge", found).points < 2


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Nous vendons du mil grillé devant le lycée de Katiola"),
        ("en", "We sell roasted millet in front of Vume school"),
    ],
)
def test_the_place_where_one_stands_is_no_customer(language: str, text: str) -> None:
    assert line("customers", reviewed("mission", text, language)).points == 0


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Les potières de Katiola. Elles achètent le bois au détail chez un revendeur."),
        ("en", "Potters of Vume. They buy wood by the bundle from a dealer."),
    ],
)
def test_what_they_buy_today_is_the_alternative(language: str, text: str) -> None:
    assert line("alternative", reviewed("clientele", text, language)).points == 2


@pytest.mark.parametrize(
    ("language", "text", "quote"),
    [
        ("fr", "Les potières de Katiola ont 2 500 F et veulent cuire vite", "2 500 F"),
        ("fr", "Les potières paient 900F et elles attendent", "900F"),
    ],
)
def test_an_amount_is_quoted_with_its_unit_and_no_further(language: str, text: str, quote: str) -> None:
    assert line("pay", reviewed("clientele", text, language)).quotes == (quote,)


def test_because_introduces_a_purpose() -> None:
    text = "Nous portons l’eau chez les potières de Katiola parce que la côte fatigue le dos"
    assert line("purpose", reviewed("mission", text, "fr")).points == 2


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Dans dix ans, les mariées de Katiola porteront toutes nos pagnes."),
        ("en", "In ten years, the brides of Vume will all wear our cloth."),
    ],
)
def test_no_vision_is_strong_without_a_measure(language: str, text: str) -> None:
    found = reviewed("vision", text, language)
    assert line("challenge", found).points == 0
    assert found.score < 80


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Un Poro où plus aucun paysan ne brade ses ignames"),
        ("en", "A Volta where no farmer sells her yams below cost"),
    ],
)
def test_a_description_of_a_place_is_half_a_horizon(language: str, text: str) -> None:
    found = reviewed("vision", text, language)
    assert line("future", found).points == 1
    assert line("beneficiary", found).points == 2


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "devenir le numéro 1 du pagne tissé à Katiola"),
        ("en", "to become number 1 in woven cloth in Vume"),
    ],
)
def test_a_rank_of_one_s_own_is_not_solid(language: str, text: str) -> None:
    assert reviewed("vision", text, language).score < 60


def test_a_word_after_a_semicolon_is_no_customer() -> None:
    text = "Potters of Vume buy wood for the market; in August jars crack"
    assert "August" not in " ".join(line("segment", reviewed("clientele", text, "en")).quotes)
