"""The packs are complete and well written; an invalid file raises an error that names file and key."""

import re
from itertools import product
from pathlib import Path

import pytest

from coaching.coach import ReviewContext, review
from reference.packs import (
    DATA,
    EXAMPLE_STEPS,
    LANGUAGES,
    NO_COUNTRY,
    OTHER,
    SECTORS,
    PackError,
    countries,
    country,
    country_pack,
    country_packs,
    country_rules,
    currency_name,
    examples,
    legal_forms,
    sector_pack,
)
from reference.packs.countries import read_country
from reference.packs.sectors import read_sector

WORDS = {
    "vision": (8, 35),
    "mission": (15, 60),
    "clientele": (30, 100),
    "differentiation": (30, 90),
    "offre": (30, 100),
    "synthesis": (90, 160),
}
COUNTRIES = (
    "sn",
    "ci",
    "bf",
    "ml",
    "tg",
    "bj",
    "ne",
    "gn",
    "cm",
    "gh",
    "ng",
    "gm",
    "sl",
    "ma",
    "fr",
    "gb",
    "us",
    "ca",
)
COUNTRIES_WITH_LAW = [path.stem for path in (DATA / "countries").glob("*.toml")]
SOLID = 60
ALL_SECTORS = (*SECTORS, OTHER)
ALL_ANSWERS = [
    (step, sector, language, text)
    for step, sector, language in product(EXAMPLE_STEPS, ALL_SECTORS, LANGUAGES)
    for text in examples(step, sector, language)
]
FRENCH_FILES = sorted(DATA.rglob("*.toml"))


def count_words(text: str) -> int:
    return len([word for word in text.split() if any(letter.isalnum() for letter in word)])


def test_every_step_sector_and_language_has_three_examples() -> None:
    books = list(product(EXAMPLE_STEPS, ALL_SECTORS, LANGUAGES))
    assert [book for book in books if len(examples(*book)) < 3] == []


def test_every_sector_has_its_own_book_of_examples() -> None:
    visions = {examples("vision", sector, "fr") for sector in ALL_SECTORS}
    assert len(visions) == len(ALL_SECTORS)


def test_no_example_occurs_twice() -> None:
    texts = [text.casefold() for *_, text in ALL_ANSWERS]
    assert len(texts) == len(set(texts))


def test_the_examples_of_one_step_begin_differently() -> None:
    books = {
        book: [" ".join(text.split()[:4]) for text in examples(*book)]
        for book in product(EXAMPLE_STEPS, ALL_SECTORS, LANGUAGES)
    }
    assert [book for book, openings in books.items() if len(openings) != len(set(openings))] == []


def test_examples_keep_the_length_their_step_asks_for() -> None:
    lengths = [(step, text, count_words(text)) for step, _, _, text in ALL_ANSWERS]
    assert [found for found in lengths if not WORDS[found[0]][0] <= found[2] <= WORDS[found[0]][1]] == []


def test_no_example_uses_a_straight_apostrophe_or_a_double_space() -> None:
    assert [text for *_, text in ALL_ANSWERS if re.search(r"['\"]|  ", text)] == []


def test_french_keeps_its_spaces_before_high_marks_and_inside_guillemets() -> None:
    wrong = r".{0,20}(?: [;!?:»]|« |\w[;!?]|«\w|\w»|\w'\w).{0,10}"
    faults = {path: re.findall(wrong, french_of(path)) for path in FRENCH_FILES}
    assert {path: found for path, found in faults.items() if found} == {}


def french_of(path: Path) -> str:
    """Return the French strings of a pack file, one a line."""
    said = re.findall(r'fr = "([^"]*)"', path.read_text(encoding="utf-8"))
    if path.parent.name == "sectors":
        said += [text for step in EXAMPLE_STEPS for text in examples(step, path.stem, "fr")]
    return "\n".join(said)


def test_every_synthesis_names_a_test_and_the_next_ninety_days() -> None:
    syntheses = [text for step, *_, text in ALL_ANSWERS if step == "synthesis"]
    assert [text for text in syntheses if "90" not in text or "test" not in text.casefold()] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("sector", ALL_SECTORS)
def test_the_coach_finds_every_example_at_least_solid(sector: str, language: str) -> None:
    for number in range(3):
        answers: dict[str, str] = {step: examples(step, sector, language)[number] for step in EXAMPLE_STEPS}
        context = ReviewContext(language=language, sector=sector, answers=answers)
        scores = {step: review(step, answer, context).score for step, answer in answers.items()}
        assert [(step, answers[step]) for step, score in scores.items() if score < SOLID] == []


def test_every_country_of_the_first_users_has_a_pack() -> None:
    packs = {code: country_pack(code) for code in COUNTRIES}
    assert [code for code, pack in packs.items() if pack.code != code] == []
    assert [code for code, pack in packs.items() if not 8 <= len(pack.cities) <= 25] == []


def test_country_packs_lists_all_countries_without_the_default() -> None:
    assert [pack.code for pack in country_packs()] == sorted(COUNTRIES)


def test_a_country_code_is_read_in_any_case() -> None:
    assert country_pack(" SN ") is country_pack("sn")


def test_an_unknown_country_gets_the_default_pack() -> None:
    assert country_pack("zz").code == "default"
    assert country_pack("").code == "default"


def test_an_unknown_sector_gets_the_pack_and_examples_of_other_sectors() -> None:
    assert sector_pack("space travel").slug == OTHER
    assert examples("vision", "space travel", "fr") == examples("vision", OTHER, "fr")


def test_a_new_sector_is_one_new_file(tmp_path: Path) -> None:
    path = tmp_path / "fishing.toml"
    path.write_bytes((DATA / "sectors" / "crafts.toml").read_bytes())
    pack, crafts = read_sector(path), sector_pack("crafts")
    assert pack.slug == "fishing"
    assert pack.model_copy(update={"slug": "crafts"}) == crafts


def test_a_listed_sector_is_named_in_texts_and_the_other_is_not() -> None:
    assert all(sector_pack(slug).trade and sector_pack(slug).business for slug in SECTORS)
    assert sector_pack(OTHER).trade is None


def test_a_slug_is_no_path_out_of_the_folder() -> None:
    assert sector_pack("../currencies").slug == OTHER


def test_of_some_countries_only_the_law_is_known() -> None:
    assert country_pack("KE").code == "default"
    assert "BRS" in country_rules("KE").registry.en
    assert country_rules("zz") == country_rules("default")


def test_every_country_names_legal_forms_that_are_known() -> None:
    assert all(legal_forms(country_rules(code).forms).forms for code in COUNTRIES_WITH_LAW)


def test_all_countries_have_names_and_all_with_people_a_currency_and_a_calling_code() -> None:
    known = countries()
    assert len(known) == 249
    assert [code for code, one in known.items() if not (one.name.fr and one.name.en)] == []
    assert [code for code, one in known.items() if not re.fullmatch("[A-Z]{3}", one.currency)] == ["AQ"]
    uninhabited = {"AQ", "BV", "GS", "HM", "PN", "TF", "UM"}
    assert {
        code for code, one in known.items() if not re.fullmatch(r"\+\d{1,3}", one.calling_code)
    } == uninhabited


@pytest.mark.parametrize(
    ("code", "own", "also_used"),
    [
        ("ke", "KES", ""),
        ("LR", "LRD", "USD"),
        ("BT", "BTN", "INR"),
        ("LS", "LSL", "ZAR"),
        ("BG", "EUR", "BGN"),
        ("ZW", "ZWG", "USD"),
    ],
)
def test_a_country_has_its_own_money_first(code: str, own: str, also_used: str) -> None:
    found = country(code)
    assert (found.currency, found.also_used) == (own, also_used)


def test_an_unknown_code_is_no_country() -> None:
    assert country("zz") is country("") is NO_COUNTRY


def test_a_currency_is_named_in_both_languages() -> None:
    assert currency_name("GNF", "fr") == "franc guinéen (GNF)"
    assert currency_name("ZWG", "fr") == currency_name("ZWG", "en") == "Zimbabwean gold (ZWG)"


def test_an_unknown_step_is_refused() -> None:
    with pytest.raises(KeyError):
        examples("dream", "beauty", "fr")


def test_a_pack_speaks_both_languages() -> None:
    assert sector_pack("transport").name.get("fr") == "Transport et livraison"
    assert sector_pack("transport").name.get("en") == "Transport and delivery"
    assert "livreur" in sector_pack("transport").vocabulary.fr
    assert "rider" in sector_pack("transport").vocabulary.en


def test_a_file_that_is_not_toml_is_named(tmp_path: Path) -> None:
    (tmp_path / "default.toml").write_text("code = ", encoding="utf-8")
    with pytest.raises(PackError, match=r"default\.toml: file: is not valid UTF-8 TOML"):
        read_country(tmp_path / "default.toml")


def test_a_file_in_another_encoding_is_named(tmp_path: Path) -> None:
    (tmp_path / "default.toml").write_bytes('name = "Sénégal"'.encode("latin-1"))
    with pytest.raises(PackError, match=r"default\.toml: file: is not valid UTF-8 TOML"):
        read_country(tmp_path / "default.toml")


@pytest.mark.parametrize(
    ("name", "found", "replacement", "message"),
    [
        ("countries/default", "payment_means = [", "means = [", "payment_means: Field required"),
        (
            "countries/default",
            'fr = "espèces"',
            "fr = 3",
            "payment_means.0.fr: Input should be",
        ),
        ("countries/default", 'fr = "espèces"', 'fr = " "', "payment_means.0.fr: String should match"),
        ("countries/default", "payment_means = [", "cost = 1\npayment_means = [", "cost: Extra inputs"),
        ("countries/default", '["Dakar", "Sénégal"]', '["Dakar"]', "cities.0.1: Field required"),
        ("countries/default", "{ word =", "{ mot =", "vocabulary.0.word: Field required"),
        ("countries/default", 'forms = "default"', "", "forms: Field required"),
        ("sectors/other", "units = [", "units = []\nold = [", "units: Tuple should have at least 1 item"),
        ("sectors/other", 'en = "piece"', 'es = "pieza"', "units.0.en: Field required"),
        ("sectors/other", "[vocabulary]", "[words]", "vocabulary: Field required"),
        (
            "sectors/other",
            "[examples.vision]\nfr = [",
            "[examples.vision]\nfr = []\nold = [",
            "examples.vision.fr",
        ),
        (
            "sectors/other",
            "[examples.offre]",
            "[examples.offer]",
            "examples.offer.[key]: Input should be 'vision'",
        ),
    ],
)
def test_a_fault_names_the_file_and_the_key(
    tmp_path: Path, name: str, found: str, replacement: str, message: str
) -> None:
    folder, _, stem = name.partition("/")
    text = (DATA / f"{name}.toml").read_text(encoding="utf-8")
    assert found in text
    path = tmp_path / f"{stem}.toml"
    path.write_text(text.replace(found, replacement, 1), encoding="utf-8")
    with pytest.raises(PackError, match=re.escape(f"{stem}.toml: {message}")):
        {"countries": read_country, "sectors": read_sector}[folder](path)
