"""Contradictory statements of two steps are found as a pair; compatible ones are not."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coaching.coach.consistency.contradictions import Contradiction, contradictions
from coaching.coach.scoring.facts import BusinessFacts
from coaching.coach.steps import STEPS
from coaching.tests.sessions import BAKERY, BAKERY_FACTS, CRATES, CRATES_FACTS
from reference.packs import OTHER, SECTORS, examples

LOME = BusinessFacts("Table Ouverte", "restaurant", "Lomé", "Togo", "XOF", "fr")
ACCRA = BusinessFacts("Open Table", "restaurant", "Accra", "Ghana", "GHS", "en")
ANSWERS = st.dictionaries(st.sampled_from(STEPS), st.text(max_size=300))


def _kinds(found: tuple[Contradiction, ...]) -> list[str]:
    return [pair.kind for pair in found]


def test_sessions_that_agree_have_no_contradiction() -> None:
    assert contradictions(CRATES, CRATES_FACTS) == ()
    assert contradictions(BAKERY, BAKERY_FACTS) == ()


CONFLICTS = [
    (
        "customer",
        LOME,
        {
            "clientele": "Nos clients sont les familles du quartier.",
            "mission": "Nous nourrissons les entreprises.",
        },
    ),
    (
        "customer",
        ACCRA,
        {"clientele": "Our customers are tourists.", "offre": "We sell a lunch box to families at GHS 30."},
    ),
    (
        "place",
        LOME,
        {"clientele": "Les ouvrières du port de Cotonou.", "mission": "Nous cuisinons à Lomé chaque midi."},
    ),
    (
        "price",
        LOME,
        {"mission": "Nous vendons le plat à 2 000 F.", "offre": "Un riz au gras, 1 500 F le plat."},
    ),
    ("currency", ACCRA, {"offre": "We sell one lunch box at ₦3,500 per box, with a drink."}),
    (
        "budget",
        ACCRA,
        {
            "clientele": "Nurses can pay up to GHS 20 per plate.",
            "offre": "Jollof with fish at GHS 35 per plate.",
        },
    ),
    (
        "language",
        LOME,
        {
            "vision": "Dans dix ans, chaque ouvrier du port mangera chaud à midi.",
            "mission": "We cook hot meals for the workers of the port every day.",
        },
    ),
    (
        "promise",
        LOME,
        {
            "vision": "Devenir le restaurant de luxe du port.",
            "differentiation": "Nous avons les prix les plus bas.",
        },
    ),
    (
        "direction",
        LOME,
        {"vision": "Habiller la ville en robes de pagne.", "mission": "Cuisiner des repas chauds au port."},
    ),
    (
        "offer",
        ACCRA,
        {"mission": "We cook hot meals at the harbour.", "offre": "Repairs of phones and computers."},
    ),
    (
        "channel",
        ACCRA,
        {"mission": "We serve people only in our shop.", "offre": "Order lunch, we sell only online."},
    ),
    (
        "time",
        LOME,
        {"differentiation": "Nous servons 7 jours sur 7.", "offre": "Plats chauds du lundi au vendredi."},
    ),
    (
        "time",
        LOME,
        {"differentiation": "Le plat est livré en 20 minutes.", "offre": "Un plat chaud livré en 2 heures."},
    ),
    (
        "kept",
        ACCRA,
        {
            "differentiation": "We refund every cold meal.",
            "offre": "A plate of jollof with fish and sobolo for GHS 30, served at noon at the harbour gate.",
        },
    ),
]


@pytest.mark.parametrize(("kind", "start", "answers"), CONFLICTS)
def test_a_plain_disagreement_is_found(kind: str, start: BusinessFacts, answers: dict[str, str]) -> None:
    assert kind in _kinds(contradictions(answers, start))


@pytest.mark.parametrize(("kind", "start", "answers"), CONFLICTS)
def test_both_sides_are_quoted_exactly(kind: str, start: BusinessFacts, answers: dict[str, str]) -> None:
    given_facts = start._asdict()
    for pair in contradictions(answers, start):
        for side in (pair.first, pair.second):
            texts = given_facts.values() if side.step == "start" else [answers[side.step]]
            assert any(text[side.span.start : side.span.end] == side.quote for text in texts)


PEACE = [
    (LOME, {"mission": "Nous livrons à Kara et à Lomé.", "clientele": "Les bureaux de Kara."}),
    (
        LOME,
        {"clientele": "Les ouvriers du port paient 2 000 F le plat ailleurs.", "offre": "1 500 F le plat."},
    ),
    (
        LOME,
        {
            "vision": "Une cuisine haut de gamme.",
            "differentiation": "Contrairement aux moins chers, nous servons assis.",
        },
    ),
    (
        LOME,
        {"offre": "Riz 1 000 F le plat, poulet 2 000 F le plat.", "mission": "Des plats à 1 500 F le plat."},
    ),
    (ACCRA, {"clientele": "Women traders in Osu.", "mission": "We feed traders in Accra at noon."}),
    (ACCRA, {"clientele": "Parents of pupils.", "mission": "We feed children at school."}),
    (ACCRA, {"mission": "Unlike companies, we serve families.", "clientele": "Families in Osu."}),
    (ACCRA, {"clientele": "Tourists at the beach.", "offre": "A dinner with drumming at $25 per person."}),
    (
        LOME,
        {
            "differentiation": "Contrairement au kiosque, nous réparons ici ; la soudure est garantie un an.",
            "offre": "Une grille remise en état en deux jours, 4 000 F. Si elle lâche, nous la refaisons.",
        },
    ),
    (ACCRA, {"clientele": "They can pay up to GHS 20 per day.", "offre": "A cooker at GHS 200 per piece."}),
]


@pytest.mark.parametrize(("start", "answers"), PEACE)
def test_compatible_statements_are_no_contradiction(start: BusinessFacts, answers: dict[str, str]) -> None:
    assert contradictions(answers, start) == ()


def test_the_most_severe_pair_comes_first_with_a_question_to_settle_it() -> None:
    answers = {kind: text for _, start, texts in CONFLICTS if start is LOME for kind, text in texts.items()}
    found = contradictions(answers, LOME)
    assert [pair.severity for pair in found] == sorted((pair.severity for pair in found), reverse=True)
    assert all(pair.question.endswith("\u202f?") or pair.question.endswith(".") for pair in found)


@settings(deadline=None, max_examples=60)
@given(
    st.dictionaries(st.sampled_from(STEPS), st.text(max_size=300)),
    st.text(max_size=30),
    st.sampled_from(["fr", "en"]),
)
def test_no_text_breaks_the_comparison(answers: dict[str, str], word: str, language: str) -> None:
    start = BusinessFacts(word, word, word, word, word, language)
    assert contradictions(answers, start) == contradictions(answers, start)


def _example_sessions() -> list[tuple[str, dict[str, str]]]:
    """Return the example answers of each sector with the same index in each step, as sessions."""
    sessions = []
    for sector, language in product((*SECTORS, OTHER), ("fr", "en")):
        answers = {step: examples(step, sector, language) for step in STEPS if step != "synthesis"}
        sessions += [(language, {step: rows[index] for step, rows in answers.items()}) for index in range(3)]
    return sessions


def test_false_alarms_stay_below_three_in_a_hundred_on_sessions_that_agree() -> None:
    sessions = _example_sessions()
    alarms = [pair for lang, answers in sessions for pair in contradictions(answers, BusinessFacts(), lang)]
    assert len(sessions) >= 60
    assert len(alarms) <= 0.03 * len(sessions), [(pair.kind, pair.first.quote) for pair in alarms]
