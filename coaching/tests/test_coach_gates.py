"""Gates cap empty, copied, foreign and universal answers; padding and generic phrases earn nothing."""

import pytest

from coaching.coach import Review, ReviewContext, review

GOOD = {
    "fr": "Les couturières de Kara qui cousent les uniformes : le courant coupe trois soirs par semaine "
    "et elles perdent 2 000 F chaque fois. J’en ai rencontré douze, elles vont chez le voisin.",
    "en": "Seamstresses in Tamale who sew school uniforms in August: the power fails three nights a week and "
    "they lose 40 cedis each time. I met twelve of them at the market; today they walk to a neighbour.",
}
OTHER = {"fr": "en", "en": "fr"}
LANGUAGES = ("fr", "en")


def reviewed(step: str, text: str, language: str, **known: object) -> Review:
    return review(step, text, ReviewContext(language=language, **known))  # type: ignore[arg-type]


def gate_of(result: Review) -> str:
    return result.gate.key if result.gate else ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_good_answer_meets_no_gate_and_rates_solid(language: str) -> None:
    result = reviewed("clientele", GOOD[language], language)
    assert result.gate is None
    assert result.score >= 60


@pytest.mark.parametrize("text", ["", "  \n ", "test test", "xxxx", "...", "lorem ipsum"])
def test_an_answer_of_fillers_only_is_empty(text: str) -> None:
    result = reviewed("vision", text, "fr")
    assert gate_of(result) == "empty"
    assert result.score <= 30


def test_four_words_are_too_short() -> None:
    assert gate_of(reviewed("vision", "Nourrir Lomé et Kara", "fr")) == "short"


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_message_on_another_language_is_in_the_session_s_language(language: str) -> None:
    result = reviewed("clientele", GOOD[OTHER[language]], language)
    assert gate_of(result) == "language"
    assert result.score <= 30
    assert result.message == result.gate.message  # type: ignore[union-attr]


@pytest.mark.parametrize("language", LANGUAGES)
def test_copying_an_example_the_question_or_another_step_is_capped(language: str) -> None:
    text = GOOD[language]
    for known in ({"examples": (text,)}, {"question": text}, {"answers": {"mission": text}}):
        assert gate_of(reviewed("clientele", text, language, **known)) == "copy"


@pytest.mark.parametrize(
    ("language", "customers", "mission"),
    [
        (
            "fr",
            "Les vendeuses de poisson fumé du port de Lomé.",
            "Nous livrons chaque matin de la glace aux vendeuses de poisson fumé du port de Lomé.",
        ),
        (
            "en",
            "Women who sell smoked fish at Tema harbour.",
            "Before dawn we bring crushed ice to women who sell smoked fish at Tema harbour.",
        ),
    ],
)
def test_naming_the_customers_of_the_mission_again_is_no_copy(
    language: str, customers: str, mission: str
) -> None:
    assert reviewed("clientele", customers, language, answers={"mission": mission}).gate is None


def test_the_step_s_own_earlier_answer_is_no_copy() -> None:
    assert reviewed("clientele", GOOD["fr"], "fr", answers={"clientele": GOOD["fr"]}).gate is None


def test_going_back_to_a_step_that_the_synthesis_repeats_is_no_copy() -> None:
    assert reviewed("clientele", GOOD["fr"], "fr", answers={"synthesis": GOOD["fr"]}).gate is None


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Tout le monde à Lomé qui veut manger du pain frais le matin avant le travail.", "fr"),
        ("Everyone in Accra who wants fresh bread in the morning before work.", "en"),
    ],
)
def test_a_target_of_everyone_is_capped_and_asked_about_first(text: str, language: str) -> None:
    result = reviewed("clientele", text, language)
    assert gate_of(result) == "everyone"
    assert result.score <= 40
    assert result.next_question == result.criteria[0].question


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("times", [2, 5])
def test_padding_with_copies_of_a_sentence_raises_nothing(language: str, times: int) -> None:
    once = reviewed("clientele", GOOD[language], language).score
    assert reviewed("clientele", " ".join([GOOD[language]] * times), language).score <= once


@pytest.mark.parametrize(
    ("padding", "language"),
    [
        (
            "Nous offrons des services de qualité et des solutions innovantes pour la satisfaction de tous.",
            "fr",
        ),
        ("We offer quality services and innovative solutions for total customer satisfaction.", "en"),
    ],
)
def test_padding_with_generic_phrases_raises_nothing(padding: str, language: str) -> None:
    plain = reviewed("mission", GOOD[language], language).score
    assert reviewed("mission", f"{GOOD[language]} {padding} {padding}", language).score <= plain


@pytest.mark.parametrize(
    ("words", "language"),
    [
        (
            "femmes, marché, Lomé, 5000 FCFA, WhatsApp, chaque semaine, concurrents, preuve, qualité, prix",
            "fr",
        ),
        ("women, market, Accra, 50 cedis, WhatsApp, every week, competitors, proof, quality, price", "en"),
    ],
)
def test_a_bare_list_of_keywords_earns_no_full_points_for_content(words: str, language: str) -> None:
    full = [line.key for line in reviewed("clientele", words, language).criteria if line.points == 2]
    assert not set(full) - {"plain", "segment"}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Excellence, innovation, leadership et performance : des solutions globales de qualité.", "fr"),
        ("Excellence, innovation, leadership and performance: global quality solutions.", "en"),
    ],
)
def test_a_pile_of_buzzwords_loses_ten_points(text: str, language: str) -> None:
    assert reviewed("mission", text, language).extras["deductions"]["buzzwords"] == 10


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (
            "Nous réparons les pompes à eau des maraîchères de Sokodé avec des pièces forgées sur place, "
            "pour que leurs planches ne sèchent plus en mars.",
            "fr",
        ),
        (
            "We repair the water pumps of growers around Techiman with parts forged in our own yard, "
            "so that their beds no longer dry out in March.",
            "en",
        ),
    ],
)
def test_who_what_where_why_and_how_alone_make_a_mission_solid(text: str, language: str) -> None:
    result = reviewed("mission", text, language)
    assert result.score >= 60
    assert result.extras["campbell_total"] >= 10


def test_accents_and_typographic_signs_change_no_score() -> None:
    plain = (
        GOOD["fr"].replace("’", "'").replace("é", "e").replace("è", "e").replace("û", "u").replace("ç", "c")
    )
    assert reviewed("clientele", plain, "fr").score == reviewed("clientele", GOOD["fr"], "fr").score


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Les propriétaires de villas à Lomé. « Tout le monde a les mêmes rideaux », dit Afi.", "fr"),
        ("Brides in Kaneshie tell me “everyone has the same stole” and wait six weeks.", "en"),
        ("Brides in Kaneshie buy their fabric from whoever came that day.", "en"),
    ],
)
def test_what_customers_say_of_everyone_is_no_target_of_everyone(text: str, language: str) -> None:
    assert reviewed("clientele", text, language).gate is None


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Notre clientèle est variée, allant des jeunes couples aux entreprises de Kara.", "fr"),
        ("We serve a diverse range of clients, from small shops to large corporations in Accra.", "en"),
    ],
)
def test_a_target_of_all_kinds_is_no_single_group(text: str, language: str) -> None:
    segment = reviewed("clientele", text, language).criteria[0]
    assert (segment.key, segment.points) == ("segment", 0)


def test_generic_words_cost_points_and_are_named() -> None:
    text = "We provide quality services and innovative solutions to all our valued clients in Kara."
    result = reviewed("mission", text, "en")
    assert result.extras["deductions"]["stock_words"] > 0
    assert "“quality”" in result.message


WISHES = (
    ("fr", "je veu un grand salon", 39),
    ("fr", "je veu une grande boutique de pagne a kara que tout les femme aime", 45),
    ("en", "I want to be the best in Ghana", 39),
    ("fr", "Faire de mon salon le plus grand de Sokodé", 39),
    ("fr", "je veux aider les gens", 39),
)


@pytest.mark.parametrize(("language", "text", "most"), WISHES)
def test_a_wish_for_oneself_is_no_vision(language: str, text: str, most: int) -> None:
    result = reviewed("vision", text, language)
    assert result.score <= most
    assert result.next_question in {line.question for line in result.criteria[:3:2]}


def test_a_wish_with_a_year_and_a_measure_is_a_vision() -> None:
    text = "Dans dix ans, je veux que 20 jeunes filles de Kara vivent de la coiffure."
    assert reviewed("vision", text, "fr").gate is None


def test_a_picture_of_a_better_place_needs_no_figure() -> None:
    text = "A town where no child walks to school hungry in the rainy season."
    assert reviewed("vision", text, "en").gate is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_random_keys_meet_the_gate_for_unread_text(language: str) -> None:
    result = reviewed("vision", "asdf qsdf jkl mlk poiu azer", language)
    assert gate_of(result) == "unread"
    assert result.score <= 10


DENIALS = (
    ("fr", "Nous ne vendons rien à Kara et nous n’avons aucun métier pour personne."),
    ("en", "We sell nothing to growers in Tamale and we have no craft at all."),
)


@pytest.mark.parametrize(("language", "text"), DENIALS)
def test_what_one_does_not_do_is_no_mission(language: str, text: str) -> None:
    result = reviewed("mission", text, language)
    assert gate_of(result) == "denial"
    assert result.score <= 20


def test_a_refusal_beside_a_trade_is_a_mission() -> None:
    text = "Nous cousons des uniformes pour les écoles de Kara. Nous ne vendons rien à crédit."
    assert reviewed("mission", text, "fr").gate is None


@pytest.mark.parametrize(
    ("step", "language", "text", "key", "most"),
    [
        ("clientele", "fr", "Les familles et les étudiants de Lomé.", "wide", 49),
        ("clientele", "en", "We already have 200 customers in Accra and want 1000 next year.", "wide", 49),
        (
            "mission",
            "fr",
            "Je couds depuis dix ans dans mon atelier de Pikine, à la machine.",
            "for_nobody",
            45,
        ),
        (
            "mission",
            "en",
            "I have sewn for ten years at my workshop in Kumasi, by machine.",
            "for_nobody",
            45,
        ),
        ("vision", "fr", "Vendre du karité partout en Afrique.", "own_growth", 49),
        ("vision", "en", "Go from 50 to 200 goats a week and own a cold truck.", "own_growth", 49),
        ("offre", "fr", "Riz, huile, sucre et tomates.", "no_price", 39),
        ("offre", "en", "Rice, oil, sugar and tomatoes.", "no_price", 39),
        ("differentiation", "fr", "Notre savon sent la lavande et mousse beaucoup.", "unproven", 45),
        ("differentiation", "en", "Our soap smells of lavender and lathers a lot.", "unproven", 45),
    ],
)
def test_concrete_words_that_miss_the_step_stay_low(
    step: str, language: str, text: str, key: str, most: int
) -> None:
    result = reviewed(step, text, language)
    assert gate_of(result) == key
    assert result.score <= most
    assert result.gate is not None
    assert result.gate.cap == most


@pytest.mark.parametrize(
    ("step", "language", "text"),
    [
        ("vision", "fr", "Nous aurons un jour une grande usine et beaucoup de gens."),
        ("vision", "en", "We will have a big factory one day and employ people."),
        ("mission", "en", "We want to sell good food to people."),
        ("clientele", "fr", "Les jeunes de la ville et les gens du pays."),
        ("clientele", "en", "Young people in the city and the country."),
    ],
)
def test_common_words_are_not_specific(step: str, language: str, text: str) -> None:
    result = reviewed(step, text, language)
    points = {line.key: line.points for line in result.criteria}
    assert points["own_words"] == 0
    assert result.band == "draft"
