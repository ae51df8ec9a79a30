"""The search agent keeps the limits, makes nothing up, and says the same for the same."""

import json
import subprocess
import sys

import pytest
from hypothesis import HealthCheck, example, given, settings

from agents.content import AGENT as CONTENT
from agents.content.generate import NUMERAL
from agents.contract import Inputs
from agents.schemas import SeoResult
from agents.seo import AGENT
from agents.seo.slugs import plain
from agents.seo.snippets import DESCRIPTION_MOST, TITLE_MOST, cut, pixels
from agents.tests.agent_inputs import ANY, good
from nlp.text import fold

SLOW = settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def seo(inputs: Inputs) -> SeoResult:
    result = AGENT.run(inputs, lambda percent, doing: None)
    assert isinstance(result, SeoResult)
    return result


def with_site(language: str = "fr") -> Inputs:
    inputs = good(language)
    site_texts = CONTENT.run(inputs, lambda percent, doing: None)
    return inputs.model_copy(update={"site_texts": {item.key: item.text for item in site_texts.items()}})


def test_the_title_has_name_thing_and_town() -> None:
    assert seo(with_site()).title.text == "Lumière de Boribana – Réparation de lampe, Bouaké"


def test_a_price_in_the_description_has_its_source() -> None:
    description = seo(with_site("en")).description
    assert "5 cedis per can" in description.text
    assert {figure.step for figure in description.figures} == {"offre"}
    assert "service.1.title" in description.from_texts


@pytest.mark.parametrize(
    ("language", "offer", "torn"),
    [
        ("fr", "Des œufs frais pour les familles de Keur Massar, livrés le matin.", "familles de Keur"),
        ("fr", "Une association fait bouger les lignes en permettant de vendre du karité.", "permettant"),
        ("en", "The best Puerto Rican and Cuban dishes in town.", "Rican and Cuban"),
        ("en", "Antenatal visits at UGX 10,000. Mobile money accepted.", "accepted"),
    ],
)
def test_no_keyword_is_a_piece_of_a_name_or_a_verb(language: str, offer: str, torn: str) -> None:
    inputs = Inputs.model_validate({"language": language, "business_name": "Awa", "sector": "retail"})
    words = seo(inputs.model_copy(update={"texts": {"offre": offer}})).keywords
    assert not any(fold(torn) in fold(word.text) for word in words)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_keywords_are_the_persons_words_or_the_trade_and_the_town(language: str) -> None:
    inputs = with_site(language)
    said = fold(" ".join([*inputs.texts.values(), inputs.city, "services shop"]))
    words = seo(inputs).keywords
    assert len(words) >= 5
    assert all(part in said for item in words for part in fold(item.text).split())


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Le Bœuf à l’étouffée", "le-boeuf-a-l-etouffee"),
        ("Admin", "admin-bouake"),
        ("مطعم", "services-bouake"),
        ("🍲", "services-bouake"),
        ("Ɔdɔ Kitchen", "odo-kitchen"),
        ("A" * 200, "a" * 50),
    ],
)
def test_an_address_is_ascii_and_free_to_take(name: str, slug: str) -> None:
    assert seo(good(business_name=name)).slug.text == slug


def test_a_business_is_marked_up_with_what_is_known_only() -> None:
    thing = seo(with_site()).local_business
    assert thing["@type"] == "LocalBusiness"
    assert thing["address"] == {
        "@type": "PostalAddress", "addressLocality": "Bouaké", "addressCountry": "CI",
    }  # fmt: skip
    assert thing["priceRange"] == "2 500\N{NO-BREAK SPACE}FCFA – 11 000\N{NO-BREAK SPACE}FCFA"
    assert not {"telephone", "openingHours", "aggregateRating", "review", "image"} & set(thing)


def test_without_prices_no_price_range_is_said() -> None:
    thing = seo(good(texts={"mission": "Nous réparons les lampes."})).local_business
    assert not {"priceRange", "makesOffer"} & set(thing)


def test_a_price_in_another_currency_is_no_offer_in_the_countrys_own() -> None:
    thing = seo(good(texts={"offre": "Un sac en raphia à 20 euros le sac."})).local_business
    assert "makesOffer" not in thing
    assert thing["priceRange"] == "20 euros"


def test_a_full_brief_scores_high_and_an_empty_one_is_told_why_not() -> None:
    full, empty = seo(with_site()), seo(good(texts={}))
    assert full.score >= 90
    assert empty.score < 60
    assert any("prix" in reason.text for reason in empty.reasons if reason.points < reason.most)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_score_is_the_sum_of_its_reasons(language: str) -> None:
    result = seo(with_site(language))
    assert sum(reason.most for reason in result.reasons) == 100
    assert result.score == sum(reason.points for reason in result.reasons)


def test_an_edited_site_text_is_what_the_result_speaks_of() -> None:
    inputs = good(site_texts={"about.warm": "Ouvert 7 jours sur 7 depuis 1998.", "service.1.title": "Lampes"})
    result = seo(inputs)
    assert result.title.text == "Lumière de Boribana – Lampes, Bouaké"
    assert {(figure.numeral, figure.step) for figure in result.description.figures} >= {("1998", "edited")}


def test_widths_are_those_of_arial() -> None:
    assert pixels("Hello", 20) == pytest.approx(45.57, abs=0.01)  # H 1479 e 1139 l 455 l 455 o 1139 of 2048


def test_a_cut_text_ends_with_whole_words() -> None:
    assert cut("un deux trois quatre", 20, 100) == "un deux…"
    assert pixels(cut("m" * 300, 20, 100), 20) <= 100


def test_no_keyword_library_is_read_before_it_is_used() -> None:
    code = "import sys, agents.seo; sys.exit('yake' in sys.modules or 'numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_another_process_with_another_hash_seed_finds_the_same() -> None:
    code = (
        "from agents.tests.test_seo import seo, with_site;"
        "print([item.text for item in seo(with_site()).keywords])"
    )
    runs = [
        subprocess.run(
            [sys.executable, "-c", code], env={"PYTHONHASHSEED": seed, "PYTHONIOENCODING": "utf-8"},
            capture_output=True, check=True,
        ).stdout
        for seed in ("1", "2")
    ]  # fmt: skip
    assert runs[0] == runs[1]


@SLOW
@given(inputs=ANY)
@example(inputs=good(business_name="\x08", sector="nothing", city="", texts={}))
def test_limits_are_kept_whatever_comes_in(inputs: Inputs) -> None:
    result = seo(inputs)
    assert 0 < pixels(result.title.text, 20) <= TITLE_MOST
    assert 0 < pixels(result.description.text, 14) <= DESCRIPTION_MOST
    assert 0 <= result.score <= 100
    assert len(result.keywords) <= 10
    assert plain(result.slug.text) == result.slug.text
    assert 2 <= len(result.slug.text) <= 50


@SLOW
@given(inputs=ANY)
def test_markup_is_valid_json_and_every_number_has_its_figure(inputs: Inputs) -> None:
    result = seo(inputs)
    assert json.loads(json.dumps(result.local_business)) == result.local_business
    for item in result.items():
        assert {figure.numeral for figure in item.figures} == set(NUMERAL.findall(item.text))


@SLOW
@given(inputs=ANY)
def test_the_same_in_gives_the_same_out(inputs: Inputs) -> None:
    assert seo(inputs) == seo(inputs)
