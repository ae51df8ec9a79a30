"""Lines about photos: one is taken away by a line, and a line says where one is chosen."""

from __future__ import annotations

import pytest

from websites.commands import Unclear, Understood, command_for, parse
from websites.definition.blocks import Language
from websites.definition.operations import AddBlock, RemoveEntry, SetImage
from websites.definition.schema import Definition
from websites.tests.test_editing import SITE

PICTURED = SetImage(block="bbbbbb", image="x").apply(SITE)


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("fr", "enlève la photo de l'accueil"),
        ("fr", "supprime l’image"),
        ("en", "remove the picture from the welcome"),
        ("en", "delete the photo"),
    ],
)
def test_the_photo_of_a_section_is_taken_away(language: Language, line: str) -> None:
    answer = parse(line, PICTURED, language)
    assert answer == Understood(SetImage(block="bbbbbb", image=""))


@pytest.mark.parametrize(
    ("language", "line"),
    [("fr", "supprime la photo 1"), ("fr", "enlève la photo n° 1"), ("en", "delete photo 1")],
)
def test_one_photo_of_a_gallery_goes_and_not_the_gallery(language: Language, line: str) -> None:
    assert parse(line, PICTURED, language) == Understood(RemoveEntry(block="eeeeee", at=0))


def test_of_several_photos_the_one_meant_is_asked_for() -> None:
    second = SITE.blocks[1].model_copy(update={"id": "about1", "image": "y"})
    both = PICTURED.model_copy(update={"blocks": (*PICTURED.blocks, second)})
    answer = parse("remove the photo", both, "en")
    assert isinstance(answer, Unclear)
    assert len(answer.options) == 2


@pytest.mark.parametrize("definition", [SITE, PICTURED])
def test_what_a_line_says_of_a_photo_is_read_again(definition: Definition) -> None:
    said = command_for(SetImage(block="bbbbbb", image=""), definition, "fr")
    answer = parse(said, PICTURED, "fr")
    assert answer == Understood(SetImage(block="bbbbbb", image=""))


@pytest.mark.parametrize(("language", "line"), [("fr", "ajoute une photo"), ("en", "upload a picture")])
def test_a_line_says_where_a_photo_is_chosen(language: Language, line: str) -> None:
    answer = parse(line, PICTURED, language)
    assert isinstance(answer, Unclear)
    assert "Photos" in answer.question


def test_a_new_gallery_says_that_it_waits_for_photos() -> None:
    assert "photo" in AddBlock(kind="gallery").describe(SITE)
    assert "photo" not in AddBlock(kind="services").describe(SITE)
