"""Commands about photos."""

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
def test_the_photo_of_a_section_is_removed(language: Language, line: str) -> None:
    answer = parse(line, PICTURED, language)
    assert answer == Understood(SetImage(block="bbbbbb", image=""))


@pytest.mark.parametrize(
    ("language", "line"),
    [("fr", "supprime la photo 1"), ("fr", "enlève la photo n° 1"), ("en", "delete photo 1")],
)
def test_one_photo_of_a_gallery_is_removed(language: Language, line: str) -> None:
    assert parse(line, PICTURED, language) == Understood(RemoveEntry(block="eeeeee", at=0))


def test_several_photos_to_remove_give_a_question() -> None:
    second = SITE.blocks[1].model_copy(update={"id": "about1", "image": "y"})
    both = PICTURED.model_copy(update={"blocks": (*PICTURED.blocks, second)})
    answer = parse("remove the photo", both, "en")
    assert isinstance(answer, Unclear)
    assert len(answer.options) == 2


@pytest.mark.parametrize("definition", [SITE, PICTURED])
def test_a_generated_photo_command_is_parsed_again(definition: Definition) -> None:
    said = command_for(SetImage(block="bbbbbb", image=""), definition, "fr")
    answer = parse(said, PICTURED, "fr")
    assert answer == Understood(SetImage(block="bbbbbb", image=""))


@pytest.mark.parametrize(("language", "line"), [("fr", "ajoute une photo"), ("en", "upload a picture")])
def test_a_command_to_add_a_photo_names_the_photos_page(language: Language, line: str) -> None:
    answer = parse(line, PICTURED, language)
    assert isinstance(answer, Unclear)
    assert "Photos" in answer.question


def test_a_new_gallery_is_announced_as_hidden_until_it_has_photos() -> None:
    assert "photo" in AddBlock(kind="gallery").describe(SITE)
    assert "photo" not in AddBlock(kind="services").describe(SITE)
