"""What a review takes as evidence: claims with a concrete detail, and concrete words."""

import pytest

from coaching.coach import CriterionResult, ReviewContext, review


def line(step: str, text: str, language: str, key: str) -> CriterionResult:
    results = review(step, text, ReviewContext(language=language)).criteria
    return next(result for result in results if result.key == key)


@pytest.mark.parametrize(
    ("language", "text", "verbs"),
    [
        (
            "fr",
            "J’aimerais ouvrir un jour une ferme de lapins et nourrir les cantines de Thiès.",
            "aimerais nourrir",
        ),
        (
            "fr",
            "Mon frère voudrait bouger la pirogue du village pour remplacer les vieux filets.",
            "voudrait bouger",
        ),
        (
            "en",
            "Our hopes lie in adding a boat, expanding the jetty and mending nets at Elmina.",
            "lie adding mending",
        ),
    ],
)
def test_concrete_words_are_things_and_places_and_no_lone_verbs(language: str, text: str, verbs: str) -> None:
    shown = " ".join(line("vision", text, language, "own_words").quotes).split()
    assert shown
    assert not set(verbs.split()) & set(shown)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Nous sommes certifiés, diplômés, testés."),
        ("en", "We are certified, tested and approved."),
    ],
)
def test_a_lone_participle_proves_nothing(language: str, text: str) -> None:
    assert line("differentiation", text, language, "proof").points == 0


def test_a_certificate_is_quoted_with_its_name() -> None:
    text = "Contrairement au savon du marché, le nôtre est certifié par Ecocert et il mousse à l’eau froide."
    assert "certifié par Ecocert" in line("differentiation", text, "fr", "proof").quotes


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Notre ferme de Kolda vend des œufs aux cantines et aux maquis de la route."),
        ("en", "Our farm at Nsawam sells eggs to canteens and chop bars along the road."),
    ],
)
def test_a_difference_with_no_rival_and_no_proof_is_not_solid(language: str, text: str) -> None:
    found = review("differentiation", text, ReviewContext(language=language))
    assert found.gate is not None
    assert found.gate.key == "unproven"
    assert found.score < 60


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Farine infantile à base de 70 % de mil et 30 % de niébé ; galettes à 100 % de sorgho."),
        ("en", "Baby flour made of 70 % millet and 30 % cowpea; flat cakes of 100 % sorghum."),
    ],
)
def test_what_a_thing_is_made_of_is_neither_a_result_nor_a_price(language: str, text: str) -> None:
    found = review("offre", text, ReviewContext(language=language))
    points = {result.key: result.points for result in found.criteria}
    assert (points["outcome"], points["price"]) == (0, 0)
    assert found.gate is not None
    assert found.gate.key == "no_price"


def test_a_share_saved_is_a_result() -> None:
    text = (
        "Ce foyer en argile cuit le riz avec 40 % de moins de charbon ; il coûte 6 000 F au marché de Kaédi."
    )
    assert line("offre", text, "fr", "outcome").points > 0


@pytest.mark.parametrize(
    ("language", "text", "rival"),
    [
        (
            "fr",
            "Les menuisiers du port collent les pieds. Les miens sont vissés et se changent en une minute.",
            "menuisiers",
        ),
        (
            "en",
            "Most charities drill a well and leave. We come back every Monday with a spare rope.",
            "charities",
        ),
    ],
)
def test_what_others_do_before_what_we_do_names_the_alternative(language: str, text: str, rival: str) -> None:
    found = line("differentiation", text, language, "alternative")
    assert found.points == 2
    assert rival in " ".join(found.quotes)


def test_what_does_not_exist_yet_in_the_country_is_no_named_rival() -> None:
    text = "La vente de glace en sachet aux pêcheuses n’est pas encore connue dans le pays, ni au port."
    assert line("differentiation", text, "fr", "alternative").points < 2


def test_the_name_of_the_business_is_not_quoted_as_specific() -> None:
    text = "Le Four Rouge vend deux pains de mil chauds à 300 F devant la gare de Thiès."
    found = review("offre", text, ReviewContext(language="fr", business_name="Le Four Rouge"))
    own = next(result for result in found.criteria if result.key == "own_words")
    assert own.quotes
    assert "Rouge" not in " ".join(own.quotes)


def test_a_missing_proof_is_asked_before_a_better_wording() -> None:
    text = "Les autres pressings du quartier rendent le linge en trois jours, nous le rendons en un jour."
    found = review("differentiation", text, ReviewContext(language="fr"))
    form = {result.question for result in found.criteria if result.key in ("substance", "own_words", "plain")}
    assert found.next_question not in form


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "alloco 300f, brochette 200f, poisson braisé 1500f"),
        ("en", "kenkey 5ghc, fried fish 12ghc, pepper 2ghc"),
    ],
)
def test_a_price_list_from_a_phone_is_read_with_its_prices(language: str, text: str) -> None:
    found = review("offre", text, ReviewContext(language=language))
    price = next(result for result in found.criteria if result.key == "price")
    assert found.gate is None or found.gate.key == "bare_offer"
    assert price.points == 2
    assert any(quote.endswith(("f", "ghc")) for quote in price.quotes)


def test_the_mere_word_price_is_no_price() -> None:
    assert (
        line("offre", "Je vends des nattes et des paniers à bon prix, venez voir.", "fr", "price").points == 0
    )


def test_a_bare_figure_after_an_offer_is_half_a_price() -> None:
    assert line("offre", "formation couture 3 mois 60000 avec attestation", "fr", "price").points == 1


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Couture ouverte de 9h à 19h, robe à 8 000 F, acompte par Wave."),
        ("en", "Dresses at 80 cedis each, half deposit by momo, shop open every day."),
    ],
)
def test_hours_and_deposits_are_no_result_for_the_customer(language: str, text: str) -> None:
    assert line("offre", text, language, "outcome").points == 0


def test_a_delay_of_others_is_not_our_difference_nor_our_proof() -> None:
    text = "Jumia takes 5 days and 3 papers. With us you touch the fan and carry it home."
    shown = [
        quote
        for key in ("dimension", "proof", "outcome")
        for quote in line("differentiation", text, "en", key).quotes
    ]
    assert not [quote for quote in shown if quote in ("5 days", "3 papers")]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Leur poisson arrive par camion le mardi. Le nôtre saute encore dans le seau."),
        ("en", "Whoever buys a bed at the depot gets four planks. Ours is screwed and sanded."),
    ],
)
def test_two_contrasted_sentences_are_a_difference(language: str, text: str) -> None:
    assert line("differentiation", text, language, "alternative").points == 2
    assert line("differentiation", text, language, "dimension").points == 2


def test_not_knowing_yet_is_no_difference() -> None:
    text = "Je ne sais pas encore, il y a déjà 3 salons comme le mien au bord de la route."
    assert line("differentiation", text, "fr", "dimension").points == 0
    assert line("differentiation", text, "fr", "proof").points < 2


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Nous réparons les moulins à 4 000 F."),
        ("en", "We mend fishing nets for 60 cedis."),
    ],
)
def test_a_thing_and_its_price_alone_are_no_solid_offer(language: str, text: str) -> None:
    found = review("offre", text, ReviewContext(language=language))
    assert found.gate is not None
    assert found.gate.key == "bare_offer"
    assert found.score < 60


def shared(clientele: str, text: str, language: str, step: str = "offre") -> CriterionResult:
    found = review(step, text, ReviewContext(language=language, answers={"clientele": clientele}))
    return next(
        result for result in found.criteria if result.key == ("pains" if step == "offre" else "pain_link")
    )


def test_a_town_and_a_product_named_again_solve_no_problem() -> None:
    mothers = (
        "Les mères de Kayes achètent du lait pour les petits, elles ont peur du lait coupé avec de l’eau."
    )
    offer = "Bidon de lait de 5 litres à 3 000 F, porté à Kayes le mardi, payé par Wave."
    assert shared(mothers, offer, "fr").points == 0


def test_what_takes_an_hour_answers_who_loses_a_day() -> None:
    traders = "When the sewing machine breaks the women of Kejetia lose a day."
    text = "Mechanics at Asafo keep the machine 3 days. We come to the stall in one hour."
    assert shared(traders, text, "en", "differentiation").points == 2


def test_what_the_business_pays_is_not_what_the_customer_gets() -> None:
    text = (
        "Hem 20 cedis at my table. Thread costs me 4 cedis. Rent 300 a month and helper 400. "
        "I can do 90 a month."
    )
    shown = [
        quote
        for key in ("outcome", "price", "pains", "terms")
        for quote in line("offre", text, "en", key).quotes
    ]
    assert "20 cedis" in " ".join(shown)
    assert not [quote for quote in shown if "4 cedis" in quote or "month" in quote or "helper" in quote]


def test_an_offer_at_a_good_price_is_asked_for_the_price_first() -> None:
    found = review("offre", "Je vends des nattes et des paniers à bon prix.", ReviewContext(language="fr"))
    price = next(result for result in found.criteria if result.key == "price")
    assert found.next_question == price.question


def test_five_concrete_words_count_among_generic_ones() -> None:
    text = (
        "Le projet a pour objectif de mettre en place une unité de transformation de céréales (fonio et "
        "sorgho), de sésame et de tubercules (manioc), avec des produits cultivés localement."
    )
    found = line("mission", text, "fr", "substance")
    assert found.points == 1
    assert {"céréales", "sésame"} <= set(" ".join(found.quotes).split())


def test_to_develop_alone_is_no_survival_criterion() -> None:
    text = "Nous avons pour but de développer une unité de séchage de mangues à Bobo-Dioulasso."
    assert line("mission", text, "fr", "survival").points == 0
