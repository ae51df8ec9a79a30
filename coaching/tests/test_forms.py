"""The forms of a step return what the services take."""

import time

import pytest

from coaching.answers import DRAFT_LIMIT
from coaching.forms import AnswerForm, DraftForm
from coaching.steps import ANSWER_LIMIT
from coaching.tests.conftest import VISION


def test_an_answer_comes_with_the_state_that_its_page_had_seen() -> None:
    form = AnswerForm({"text": VISION, "version": "3", "editor": "a1", "opened": str(int(time.time()) - 60)})
    assert form.is_valid()
    assert form.submission() == {"text": VISION, "version": 3, "editor": "a1"}
    assert 60 <= form.seconds() < 90


@pytest.mark.parametrize("text", ["", " \n ", "\u202e", "x" * (ANSWER_LIMIT + 1)])
def test_an_answer_without_words_or_too_long_is_an_error_of_its_field(text: str) -> None:
    form = AnswerForm({"text": text})
    assert not form.is_valid()
    assert form.error == form.errors["text"][0]


@pytest.mark.parametrize("text", ["", "x" * (ANSWER_LIMIT + 1)])
def test_a_draft_may_be_empty_and_longer_than_an_answer(text: str) -> None:
    assert DraftForm({"text": text}).is_valid()


def test_a_draft_has_a_most() -> None:
    form = DraftForm({"text": "x" * (DRAFT_LIMIT + 1), "then": "leave"})
    assert not form.is_valid()
    assert form.cleaned_data["then"] == "leave"


def test_hidden_characters_are_taken_out_and_noted() -> None:
    form = AnswerForm({"text": f"{VISION}\x00\u202e"})
    assert form.is_valid()
    assert (form.submission()["text"], form.answer.removed) == (VISION, True)


@pytest.mark.parametrize(
    "junk",
    [
        {"version": "x", "editor": "<>", "opened": "9" * 40},
        {"version": "-4", "editor": "a" * 17, "opened": "0"},
        {"version": "\x00", "editor": "\x00", "opened": "\x00"},
        {},
    ],
)
def test_fields_that_make_no_sense_count_as_not_sent(junk: dict[str, str]) -> None:
    form = DraftForm({"text": VISION, "then": "\x00", "starter": "x" * 201, "picked": "all", **junk})
    assert form.is_valid()
    assert form.submission() == {"text": VISION, "version": -1, "editor": ""}
    assert form.seconds() == 0
    assert {form.cleaned_data[name] for name in ("then", "starter", "picked")} == {""}


def test_a_form_shown_again_holds_what_was_typed_and_the_same_state() -> None:
    form = AnswerForm({"text": "mot\x00 " * ANSWER_LIMIT, "version": "2", "editor": "a1", "opened": "x"})
    assert not form.is_valid()
    shown = {name: form[name].value() for name in ("text", "version", "editor", "opened")}
    assert shown == {"text": "mot " * ANSWER_LIMIT, "version": "2", "editor": "a1", "opened": ""}
