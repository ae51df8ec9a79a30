"""Properties of the command parser: it never fails, loses no text and parses its own commands."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from accounts.models import User
from agents.palettes import palettes
from agents.template.themes import themes
from businesses.tests.factories import BusinessFactory
from config.tests.effort import calls
from websites.commands import Unclear, Understood, Unknown, command_for, parse
from websites.commands.entries import merge_price
from websites.commands.parser import LONGEST
from websites.commands.vocabulary import load_vocabulary
from websites.definition.blocks import LISTS, NAMES, Language, entries_of
from websites.definition.operations import (
    AddBlock,
    AddEntry,
    DuplicateBlock,
    HideBlock,
    MoveBlock,
    MoveEntry,
    Operation,
    RemoveBlock,
    RemoveEntry,
    SetForm,
    SetSite,
    SetText,
)
from websites.definition.operations.base import clean_text
from websites.definition.schema import Definition, Entry, Quote, Services
from websites.errors import EditRefused
from websites.services import change, definition_of, redo, undo
from websites.tests.factories import SiteFactory
from websites.tests.salon import salon

LANGUAGES = st.sampled_from(["fr", "en"])
SALON = salon("fr")
BLOCKS = [one.id for one in SALON.blocks]
MOVABLE = BLOCKS[1:-1]
SERVICES = "servic"
BLOCK = st.sampled_from(BLOCKS)
TEXTS = st.text(max_size=60).map(lambda text: clean_text(text, "title"))
#: Texts without the separator of an entry’s parts.
PARTS = TEXTS.filter(lambda text: "|" not in text and text)


def paths() -> list[tuple[str, str]]:
    return [(one.id, path) for one in SALON.blocks for path in one.texts()]


def canonical_moves() -> list[Operation]:
    return [MoveBlock(block=block, at=at) for block in MOVABLE for at in range(1, len(BLOCKS) - 1)]


OPERATIONS: st.SearchStrategy[Operation] = st.one_of(
    st.builds(lambda kind: AddBlock(kind=kind), st.sampled_from(sorted(NAMES))),
    st.builds(lambda block: RemoveBlock(block=block), st.sampled_from(BLOCKS)),
    st.builds(lambda block: DuplicateBlock(block=block), st.sampled_from(BLOCKS)),
    st.builds(
        lambda block, off: HideBlock(block=block, is_hidden=off), st.sampled_from(BLOCKS), st.booleans()
    ),
    st.builds(lambda is_on: SetForm(block="contac", is_on=is_on), st.booleans()),
    st.sampled_from(canonical_moves()),
    st.builds(lambda at, text: SetText(block=at[0], path=at[1], text=text), st.sampled_from(paths()), TEXTS),
    st.builds(lambda key: SetSite(aspect="theme", value=key), st.sampled_from([*themes()])),
    st.builds(lambda at: RemoveEntry(block=SERVICES, at=at), st.integers(0, 5)),
    st.builds(lambda at, to: MoveEntry(block=SERVICES, at=at, to=to), st.integers(0, 5), st.integers(0, 5)),
    st.builds(
        lambda title, text, price: AddEntry(block=SERVICES, entry=Entry(title=title, text=text, price=price)),
        PARTS,
        PARTS,
        PARTS,
    ),
    st.builds(lambda text, by: AddEntry(block="praise", entry=Quote(text=text, author=by)), PARTS, PARTS),
)


@given(operation=OPERATIONS, language=LANGUAGES)
@settings(deadline=None, max_examples=120)
def test_a_generated_command_is_parsed_as_its_operation(operation: Operation, language: Language) -> None:
    line = command_for(operation, SALON, language)
    assert parse(line, SALON, language) == Understood(operation), line


WORDS = sorted(
    {
        word
        for language in ("fr", "en")
        for phrases in load_vocabulary(language).sets.values()
        for one in phrases
        for word in one
    }
    | {
        "services",
        "contact",
        "titre",
        "title",
        "prix",
        "3500",
        "F",
        "«",
        "»",
        ":",
        "tresses",
        "vert",
        "n°",
        "2",
    }
)


@given(line=st.one_of(st.text(max_size=200), st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join)))
@settings(deadline=None, max_examples=120)
def test_no_line_makes_the_parser_or_the_operation_fail(line: str) -> None:
    answer = parse(line, SALON, "fr")
    if isinstance(answer, Understood):
        try:
            after = answer.operation.apply(SALON)
        except EditRefused:
            return
        Definition.model_validate(after.model_dump(mode="json"))
        assert answer.operation.describe(SALON)


@given(text=TEXTS, language=LANGUAGES)
@settings(deadline=None, max_examples=60)
def test_a_quoted_text_is_written_as_it_was_typed(text: str, language: Language) -> None:
    lead = {"fr": "change le titre en", "en": "please change the title to"}[language]
    answer = parse(f"{lead} «{text}»", SALON, language)
    assert isinstance(answer, Understood)
    assert answer.operation == SetText(block="hero01", path="headline", text=text)


@given(text=TEXTS)
@settings(deadline=None, max_examples=60)
def test_an_unquoted_text_keeps_every_word(text: str) -> None:
    assume(text[:1].isalnum() and text[-1:].isalnum())
    answer = parse(f"change le titre en {text}", SALON, "fr")
    assume(isinstance(answer, Understood) and isinstance(answer.operation, SetText))
    assert answer.operation.text in text  # type: ignore[union-attr]  # assumed above
    assert len(answer.operation.text.split()) >= len(text.split()) - 3  # type: ignore[union-attr]  # polite words


@pytest.mark.parametrize(("start", "piece"), [("change le titre en ", "mot "), ("", "ajoute "), ("", "« 3 ")])
def test_parsing_time_grows_linearly_with_the_line(start: str, piece: str) -> None:
    parse(start + piece, SALON, "fr")
    short, long = (calls(partial(parse, start + piece * times, SALON, "fr")) for times in (100, 800))
    assert long < 8 * 1.5 * short


def test_a_very_long_title_is_understood() -> None:
    assert isinstance(parse(f"change le titre en {'mot ' * 1000}", SALON, "fr"), Understood)


def test_a_line_longer_than_any_text_is_cut() -> None:
    answer = parse(f"change le titre en {'x' * 2 * LONGEST}", SALON, "fr")
    assert isinstance(answer, Understood)


@pytest.mark.parametrize(("line", "language"), [("rens les couleurs belles", "fr"), ("ad a rocket", "en")])
def test_suggestions_for_an_unknown_line_can_be_parsed(line: str, language: Language) -> None:
    site = salon(language)
    answer = parse(line, site, language)
    assert isinstance(answer, Unknown)
    assert 2 <= len(answer.suggestions) <= 3
    assert all(not isinstance(parse(one, site, language), Unknown) for one in answer.suggestions)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_example_is_understood(language: Language) -> None:
    site = salon(language)
    lines = load_vocabulary(language).examples
    assert [line for line in lines if isinstance(parse(line, site, language), Unknown)] == []


def salon_with_two_services() -> Definition:
    """Return the salon with a second services section."""
    more = Services(id="second", title="Enfants", entries=(Entry(title="Tresses", price="3 000 F"),))
    return SALON.model_copy(update={"blocks": (*SALON.blocks[:3], more, *SALON.blocks[3:])})


@pytest.mark.parametrize(
    "line", ["supprime les services", "change le prix des tresses à 4 000 F", "change le texte en Bonjour"]
)
def test_an_ambiguous_line_gets_a_question(line: str) -> None:
    answer = parse(line, salon_with_two_services(), "fr")
    assert isinstance(answer, Unclear)
    meant = [parse(option, salon_with_two_services(), "fr") for option in answer.options]
    assert len(meant) >= 2
    assert all(isinstance(one, Understood) for one in meant)
    assert len({str(one) for one in meant}) == len(meant)


def test_a_section_is_named_by_its_own_title_or_number() -> None:
    for line in ("cache la section Enfants", "cache services 2"):
        assert parse(line, salon_with_two_services(), "fr") == Understood(HideBlock(block="second"))


@pytest.mark.parametrize(
    "line", ["cache les photos", "mets à propos avant les photos", "change le titre des photos en X"]
)
def test_a_section_that_is_not_there_is_offered(line: str) -> None:
    answer = parse(line, SALON, "fr")
    assert isinstance(answer, Unclear)
    assert answer.options == ("ajoute une section photos",)


def test_adding_an_entry_without_a_text_asks_for_it() -> None:
    answer = parse("ajoute un service", SALON, "fr")
    assert isinstance(answer, Unclear)


def test_no_warmer_palette_than_the_warmest_is_offered() -> None:
    warmest = max(palettes().values(), key=lambda one: one.warmth).key
    site = SALON.model_copy(update={"palette": warmest})
    assert isinstance(parse("rends les couleurs plus chaudes", site, "fr"), Unclear)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("2 000 F", "3 000", "3 000 F"),
        ("GHS 20", "25", "GHS 25"),
        ("2 000 F", "5 €", "5 €"),
        ("", "500", "500"),
        ("de 2 à 3 F", "4", "4"),
    ],
)
def test_a_bare_number_keeps_the_currency_of_the_old_price(old: str, new: str, expected: str) -> None:
    assert merge_price(old, new) == expected


@pytest.mark.django_db
def test_any_command_can_be_undone_and_redone(owner: User) -> None:
    site: Any = SiteFactory.create(
        business=BusinessFactory.create(owner=owner), definition=SALON.model_dump(mode="json")
    )
    states = [SALON]
    lines = ["supprime la FAQ", "monte contact", "mets du bleu", "ajoute Soin 3 000 F", "cache à propos"]
    for line in lines:
        answer = parse(line, definition_of(site), "fr")
        assert isinstance(answer, Understood)
        site = change(by=owner, site=site, version=site.version, operation=answer.operation).site
        states.append(definition_of(site))
    for state in reversed(states[:-1]):
        site = undo(by=owner, site=site, version=site.version).site
        assert definition_of(site) == state
    for state in states[1:]:
        site = redo(by=owner, site=site, version=site.version).site
        assert definition_of(site) == state


def test_every_list_kind_has_entries_or_a_word_in_the_vocabulary() -> None:
    assert {*LISTS} <= {*load_vocabulary("fr").kind_names}
    assert entries_of(SALON.blocks[2])
