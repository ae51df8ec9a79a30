"""The context packs are complete, well written and fail with a message that names file and key."""

import json
import re
import tomllib
from itertools import product
from pathlib import Path

import pytest
from babel.numbers import get_territory_currencies

import reference
from coaching.coach import ReviewContext, review
from reference.packs import (
    EXAMPLE_STEPS,
    LANGUAGES,
    PACKS_DIR,
    SECTORS,
    PackError,
    Text,
    country_pack,
    country_packs,
    examples,
    load_countries,
    load_examples,
    load_sectors,
    sector_pack,
)

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
SOLID = 60
ALL_SECTORS = (*SECTORS, "default")
ALL_ANSWERS = [
    (step, sector, language, text)
    for step, sector, language in product(EXAMPLE_STEPS, ALL_SECTORS, LANGUAGES)
    for text in examples(step, sector, language)
]
FRENCH_FILES = sorted(PACKS_DIR.glob("*/*.toml"))


def count_words(text: str) -> int:
    return len([word for word in text.split() if any(letter.isalnum() for letter in word)])


def copy_packs(kind: str, folder: Path) -> Path:
    for path in (PACKS_DIR / kind).glob("*.toml"):
        (folder / path.name).write_bytes(path.read_bytes())
    return folder


def test_every_step_sector_and_language_has_three_examples() -> None:
    books = list(product(EXAMPLE_STEPS, ALL_SECTORS, LANGUAGES))
    assert [book for book in books if len(examples(*book)) < 3] == []


def test_every_sector_has_its_own_book_of_examples() -> None:
    visions = {examples("vision", sector, "fr") for sector in ALL_SECTORS}
    assert len(visions) == len(ALL_SECTORS)


def test_no_example_is_told_twice() -> None:
    texts = [text.casefold() for *_, text in ALL_ANSWERS]
    assert len(texts) == len(set(texts))


def test_the_examples_of_one_step_do_not_open_alike() -> None:
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
    wrong = r".{0,20}(?: [;!?:»]|« |\w[;!?]|«\w|\w»).{0,10}"
    faults = {path: re.findall(wrong, french_of(path)) for path in FRENCH_FILES}
    assert {path: found for path, found in faults.items() if found} == {}


def french_of(path: Path) -> str:
    """Return the French strings of a pack file, one a line."""
    if path.parent.name == "examples":
        answers = load_examples(path.parent)[path.stem]
        return "\n".join(
            text for (_, language), texts in answers.items() if language == "fr" for text in texts
        )
    return "\n".join(re.findall(r'fr = "([^"]*)"', path.read_text(encoding="utf-8")))


def test_every_synthesis_names_a_test_and_the_next_ninety_days() -> None:
    syntheses = [text for step, *_, text in ALL_ANSWERS if step == "synthesis"]
    assert [text for text in syntheses if "90" not in text or "test" not in text.casefold()] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("sector", ALL_SECTORS)
def test_the_coach_finds_every_example_at_least_solid(sector: str, language: str) -> None:
    for number in range(3):
        answers = {step: examples(step, sector, language)[number] for step in EXAMPLE_STEPS}
        context = ReviewContext(language=language, sector=sector, answers=answers)
        scores = {step: review(step, answer, context).score for step, answer in answers.items()}
        assert [(step, answers[step]) for step, score in scores.items() if score < SOLID] == []


def test_every_country_of_the_first_users_has_a_pack_and_pays_in_its_official_currency() -> None:
    packs = {code: country_pack(code) for code in COUNTRIES}
    assert [code for code, pack in packs.items() if pack.code != code] == []
    assert [code for code, pack in packs.items() if not re.fullmatch("[A-Z]{3}", pack.currency)] == []
    foreign = {
        code: pack.currency not in get_territory_currencies(code.upper()) for code, pack in packs.items()
    }
    assert [code for code, is_foreign in foreign.items() if is_foreign] == []
    assert [code for code, pack in packs.items() if not 8 <= len(pack.cities) <= 25] == []


def test_country_packs_lists_all_countries_without_the_default() -> None:
    assert [pack.code for pack in country_packs()] == sorted(COUNTRIES)


def test_a_country_code_is_read_in_any_case() -> None:
    assert country_pack(" SN ") is country_pack("sn")


def test_an_unknown_country_gets_the_default_pack() -> None:
    assert country_pack("zz").code == "default"
    assert country_pack("").code == "default"


def test_an_unknown_sector_gets_the_default_pack_and_examples() -> None:
    assert sector_pack("space travel").slug == "default"
    assert examples("vision", "space travel", "fr") == examples("vision", "default", "fr")


def test_a_sector_is_called_as_in_the_list_that_people_choose_from() -> None:
    listed = tomllib.loads(Path(reference.__file__).with_name("sectors.toml").read_text(encoding="utf-8"))
    for slug, names in listed.items():
        assert sector_pack(slug).name == Text(names["fr"], names["en"])
    assert set(SECTORS) == listed.keys() - {"other"}


def test_an_unknown_step_is_refused() -> None:
    with pytest.raises(KeyError):
        examples("dream", "beauty", "fr")


def test_a_pack_speaks_both_languages() -> None:
    assert sector_pack("transport").name.get("fr") == "Transport et livraison"
    assert sector_pack("transport").name.get("en") == "Transport and delivery"
    assert "livreur" in sector_pack("transport").vocabulary("fr")
    assert "rider" in sector_pack("transport").vocabulary("en")


def test_a_pack_becomes_plain_values_that_json_keeps() -> None:
    country = json.loads(json.dumps(country_pack("sn").to_dict()))
    assert country["currency"] == "XOF"
    assert country["cities"][0] == {"name": "Dakar", "region": "Dakar"}
    assert sector_pack("beauty").to_dict()["name"] == {"fr": "Beauté et coiffure", "en": "Beauty and hair"}


def test_a_missing_sector_file_is_named(tmp_path: Path) -> None:
    copy_packs("sectors", tmp_path)
    (tmp_path / "crafts.toml").unlink()
    with pytest.raises(PackError, match=r"crafts\.toml: file: is missing"):
        load_sectors(tmp_path)


def test_a_file_that_is_not_toml_is_named(tmp_path: Path) -> None:
    (tmp_path / "default.toml").write_text("code = ", encoding="utf-8")
    with pytest.raises(PackError, match=r"default\.toml: file: is not valid UTF-8 TOML"):
        load_countries(tmp_path)


def test_a_file_in_another_encoding_is_named(tmp_path: Path) -> None:
    (tmp_path / "default.toml").write_bytes('code = "Sénégal"'.encode("latin-1"))
    with pytest.raises(PackError, match=r"default\.toml: file: is not valid UTF-8 TOML"):
        load_countries(tmp_path)


@pytest.mark.parametrize(
    ("kind", "found", "replacement", "message"),
    [
        ("countries", 'code = "default"', 'code = "xx"', "code: must be 'default'"),
        ("countries", 'currency = "USD"', "", "currency: is missing"),
        ("countries", 'currency = "USD"', "currency = 3", "currency: must be text that is not empty, not 3"),
        ("countries", "price_steps = [1, 2,", "price_steps = [2, 1,", "price_steps: must be whole amounts"),
        ("countries", '["Dakar", "Sénégal"]', '["Dakar"]', "cities: must hold pairs"),
        ("countries", "{ word =", "{ mot =", "vocabulary: must hold tables with word"),
        ("sectors", "units = [", "units = []\nold = [", "units: must be a list of at least 1"),
        ("sectors", 'en = "piece"', 'es = "pieza"', "units: must be text or a table with fr and en"),
        ("sectors", "[vocabulary]", "[words]", "vocabulary.fr: is missing"),
        (
            "examples",
            "[vision]\nfr = [",
            "[vision]\nfr = []\nold = [",
            "vision.fr: must be a list of at least 3",
        ),
        ("examples", "[offre]", "[offer]", "offre.fr: is missing"),
    ],
)
def test_a_fault_names_the_file_and_the_key(
    tmp_path: Path, kind: str, found: str, replacement: str, message: str
) -> None:
    path = copy_packs(kind, tmp_path) / "default.toml"
    text = path.read_text(encoding="utf-8")
    assert found in text
    path.write_text(text.replace(found, replacement, 1), encoding="utf-8")
    load = {"countries": load_countries, "sectors": load_sectors, "examples": load_examples}[kind]
    with pytest.raises(PackError, match=re.escape(f"default.toml: {message}")):
        load(tmp_path)
