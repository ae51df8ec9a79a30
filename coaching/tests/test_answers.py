"""Hidden characters are removed, and all words are kept."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coaching.answers import clean_answer


@pytest.mark.parametrize("hidden", ["\x00", "\x1b", "\u202e", "\u2066", "\u200f", "\ufeff", "\x85"])
def test_hidden_characters_are_taken_out_and_told(hidden: str) -> None:
    assert clean_answer(f"du riz{hidden} chaud") == ("du riz chaud", True)


@pytest.mark.parametrize("text", ["Du thé 🫖 👩🏾‍🌾", "deux\nlignes\tici", "Ẹ̀kọ́ ń lá", "سوق", "<b>gras</b>"])
def test_words_of_any_script_and_emoji_stay(text: str) -> None:
    clean = clean_answer(text)
    assert not clean.removed
    assert clean.text.replace("Ẹ̀", "Ẹ̀")  # composed form, same words


def test_line_ends_of_every_system_are_one() -> None:
    assert clean_answer("un\r\ndeux\rtrois") == ("un\ndeux\ntrois", False)


@given(st.text())
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    once = clean_answer(text)
    assert clean_answer(once.text) == (once.text, False)


@pytest.mark.parametrize("piled", ["\u0301" * 40_000 + "\u0323" * 40_000, "\u0301\u0323" * 40_000])
def test_marks_piled_on_a_letter_are_dropped_before_anything_composes_them(piled: str) -> None:
    clean = clean_answer(f"a{piled} riz")
    assert clean.removed
    assert clean.text.endswith(" riz")
    assert len(clean.text) < 40


def test_cleaning_twice_changes_no_pile_of_marks_that_stand_for_two() -> None:
    once = clean_answer("a" + "\u0344" * 50)
    assert clean_answer(once.text) == (once.text, False)


@pytest.mark.parametrize("unseen", [" \n\t", "\u200b\u200d", "\u00a0\u2060", "\ufeff\u00ad"])
def test_a_text_without_a_visible_sign_is_empty(unseen: str) -> None:
    assert clean_answer(unseen).text == ""
