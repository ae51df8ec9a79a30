"""A case from a file is played like a person in a browser; a wrong file writes nothing."""

import io
import json
import re
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from accounts.models import User
from audit.models import Activity
from briefs.models import BusinessBrief
from coaching.models import CoachingSession, SessionStatus
from reference.tests.factories import CountryFactory, SectorFactory

CASE: dict[str, Any] = {
    "business_name": "Jus de Bissap Aïda",
    "sector": "restaurant",
    "country": "Sénégal",
    "city": "Thiès",
    "lang": "fr",
    "vision": "En 2035, 500 écoliers de Thiès boivent chaque jour un bissap sans sucre ajouté.",
    "mission": "Nous préparons du bissap pour les écoles de Thiès afin que les enfants boivent sainement.",
    "clientele": None,
    "differentiation": "Contrairement aux sodas de la boutique, notre bissap est pressé le matin même.",
    "offre": "Un gobelet de 25 cl à 150 FCFA, livré à l’école avant 10 h, payé par Wave ou en espèces.",
}


@pytest.fixture(autouse=True)
def codes(db: None) -> None:
    """Give the two codes that the case needs."""
    CountryFactory.create()
    SectorFactory.create()
    SectorFactory.create(slug="other", name_en="Another sector", name_fr="Autre secteur")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Give a file with one case."""
    path = tmp_path / "case.json"
    path.write_text(json.dumps(CASE), "utf-8")
    return path


def _play(file: Path, email: str = "owner@example.org", **options: Any) -> str:
    output = io.StringIO()
    call_command("play_session", str(file), email=email, stdout=output, stderr=io.StringIO(), **options)
    return output.getvalue()


def _refused(file: Path, **options: Any) -> str:
    """Return what the command says when it refuses; nothing may have been written."""
    with pytest.raises(CommandError) as refusal:
        _play(file, **options)
    assert not CoachingSession.all_objects.exists()
    assert not Activity.objects.filter(action__startswith="coaching").exists()
    return str(refusal.value)


def _write(file: Path, **changes: Any) -> Path:
    file.write_text(json.dumps({**CASE, **changes}), "utf-8")
    return file


def test_a_case_gives_a_finished_session_with_a_brief(owner: User, file: Path) -> None:
    _play(file, email="OWNER@example.org")
    session = CoachingSession.objects.get(user=owner)
    assert session.status == SessionStatus.BRIEF_READY
    assert session.steps.get(name="clientele").is_unknown
    assert BusinessBrief.objects.get(coaching_session=session).vision == CASE["vision"]


def test_the_report_tells_scores_words_and_brief(owner: User, file: Path) -> None:
    told = _play(file)
    vision = CoachingSession.objects.get().steps.get(name="vision")
    assert f"{vision.score}/100" in told
    assert "I do not know yet" in told
    assert vision.coach_message.split()[0] in told
    assert "Contradictions" in told
    assert "Brief" in told


def test_json_output_is_one_object_and_nothing_else(owner: User, file: Path) -> None:
    told = json.loads(_play(file, json=True))
    case = told["cases"][0]
    assert case["steps"][0]["name"] == "vision"
    assert case["steps"][0]["review"]["criteria"]
    assert case["steps"][2]["unknown"] is True
    assert case["brief"]["business_name"] == CASE["business_name"]


def test_one_case_of_a_list_can_be_chosen(owner: User, file: Path) -> None:
    file.write_text(json.dumps([CASE, {**CASE, "business_name": "La seconde"}]))
    _play(file, index=1)
    assert CoachingSession.objects.get().business_name == "La seconde"


def test_an_index_beyond_the_list_is_refused(owner: User, file: Path) -> None:
    assert "no case 7" in _refused(file, index=7)


def test_broken_json_is_refused_with_line_and_reason(owner: User, file: Path) -> None:
    file.write_text('{\n  "vision": "a"\n  "mission": "b"\n}')
    assert "Line 3, column 3: Expecting ',' delimiter" in _refused(file)


@pytest.mark.parametrize("text", ["", "[]", "12", "[" * 100_000])
def test_json_that_is_no_case_is_refused(owner: User, file: Path, text: str) -> None:
    file.write_text(text)
    assert "Line 1" in _refused(file)


def test_missing_keys_are_all_named(owner: User, file: Path) -> None:
    file.write_text(json.dumps({"business_name": "A", "lang": "fr"}))
    told = _refused(file)
    assert "missing keys: sector, country, city, vision, mission, clientele" in told


def test_unknown_keys_are_named_and_left_aside(owner: User, file: Path) -> None:
    assert "unknown keys left aside: colour, source" in _play(_write(file, source="x", colour="y"))


def test_a_key_cannot_steer_the_terminal(owner: User, file: Path) -> None:
    assert "\x1b" not in _play(_write(file, **{"a\x1b[2J": "x"}))


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"lang": "wo"}, "lang is 'wo'"),
        ({"country": "Wakanda"}, "country 'Wakanda' is unknown"),
        ({"vision": "   "}, "vision must be text, or null"),
        ({"vision": 12}, "vision must be text, or null"),
        ({"vision": "a" * 5001}, "vision has 5001 characters, 5000 at most"),
        ({"business_name": None}, "business_name must be text"),
        ({"business_name": "a" * 121}, "business_name has 121 characters, 120 at most"),
        ({"city": "Thi\x00s"}, "city holds a null byte"),
        ({"business_name": "Chez \ud800"}, "business_name holds a null byte or half a character"),
        ({"vision": "Je \udfff"}, "vision holds a null byte or half a character"),
        ({"business_name": "\u202e"}, "business_name must be text that is not empty"),
        ({"sector": ["restaurant"]}, "sector must be text"),
    ],
)
def test_a_wrong_value_is_refused_with_its_reason(
    owner: User, file: Path, changes: dict[str, Any], reason: str
) -> None:
    assert reason in _refused(_write(file, **changes))


def test_lists_in_a_list_are_no_cases(owner: User, file: Path) -> None:
    file.write_text(" [[],\n[[{}]],\n{}]")
    assert re.findall(r"Line (\d), case (\d)", _refused(file)) == [("1", "0"), ("2", "1"), ("3", "2")]


def test_one_wrong_case_keeps_all_from_being_written(owner: User, file: Path) -> None:
    file.write_text(f'[{json.dumps(CASE)},\n\n{json.dumps(CASE | {"lang": "wo"}, indent=1)},\n"te[x,t"]')
    told = _refused(file)
    assert "Line 3, case 1: lang is 'wo'" in told
    last = 3 + len(CASE) + 2
    assert f"Line {last}, case 2: is not an object" in told


def test_an_unknown_sector_is_played_as_other_with_a_note(owner: User, file: Path) -> None:
    assert "played as 'other'" in _play(_write(file, sector="space travel"))
    assert CoachingSession.objects.get().sector_id == "other"


def test_an_unknown_person_is_refused(owner: User, file: Path) -> None:
    assert "no account with the address nobody@example.org" in _refused(file, email="nobody@example.org")


def test_a_file_that_is_not_there_is_refused(owner: User, tmp_path: Path) -> None:
    assert "cannot be read: No such file" in _refused(tmp_path / "nowhere.json")


def test_a_file_in_another_encoding_is_refused(owner: User, file: Path) -> None:
    file.write_bytes(b'{\n"city": "Thi\xe8s"}')
    assert "not UTF-8 text: line 2" in _refused(file)


def test_a_number_of_thousands_of_digits_is_refused(owner: User, file: Path) -> None:
    file.write_text(json.dumps(CASE)[:-1] + ', "more": ' + "9" * 5000 + "}")
    assert "thousands of digits" in _refused(file)


def test_an_unknown_key_that_cannot_be_printed_is_named_all_the_same(owner: User, file: Path) -> None:
    assert "k\\ud800" in _play(_write(file, **{"k\ud800": 1}))
