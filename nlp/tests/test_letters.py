"""Texts in plain letters."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.letters import hyphenated, plain, words

#: Letters of the languages spoken where the first users live, with what else phones put into names.
LETTERS = "abcxyzéèêëàâçîïôùûüÿœæÉÈÀÇŒÆẹọṣńɛɔŋɓɗƴƁĐßñİı0123456789 -'’&().\u0301\u00a0\u00ad\u200b𝓐ａߞⵣመم店👷"


@pytest.mark.parametrize(
    ("text", "letters"),
    [
        ("Ɔdɔ Ɛdziban", "odo edziban"),
        ("Đông Đại", "dong dai"),
        ("Ŋgɔɔni ɓuuɗi", "ngooni buudi"),
        ("İstanbul Ilık", "istanbul ilik"),
        ("L’Œuf d’Or", "l'oeuf d'or"),
        ("𝓐𝔀𝓪", "awa"),
        ("ＡＷＡ Mo\u00adde", "awa mode"),
        ("Ƒomea Ʋuʋu", "fomea vuvu"),
        ("Ɲɛsigi", "nesigi"),
        ("Phở Hà Nội", "pho ha noi"),
        ("ߒߞߏ", "nko"),
        ("መርካቶ", "merkato"),
        ("Москва", "moskva"),
        ("", ""),
    ],
)
def test_a_text_becomes_plain_letters(text: str, letters: str) -> None:
    assert plain(text) == letters


def test_an_emoji_is_no_word() -> None:
    assert words("Chez 👷🏿‍♂️ Moussa & Fils") == ["chez", "moussa", "fils"]


def test_a_long_text_is_cut_between_words() -> None:
    assert hyphenated("Le Jardin de Khady", 10) == "le-jardin"
    assert hyphenated("Le Jardin de Khady", 9) == "le-jardin"
    assert hyphenated("Lejardindekhady", 9) == "lejardind"


@given(st.text(st.sampled_from(LETTERS), max_size=60))
def test_composed_and_decomposed_letters_are_the_same(text: str) -> None:
    assert plain(unicodedata.normalize("NFC", text)) == plain(unicodedata.normalize("NFD", text))


@given(st.text(max_size=60), st.integers(1, 60))
def test_every_text_gives_an_address_that_stays_as_it_is(text: str, longest: int) -> None:
    address = hyphenated(text, longest)
    assert re.fullmatch(r"([a-z0-9]+(-[a-z0-9]+)*)?", address)
    assert len(address) <= longest
    assert hyphenated(address, longest) == address


@given(st.text(max_size=60))
def test_capitals_change_nothing(text: str) -> None:
    assert plain(plain(text)) == plain(text)
    assert plain(text.casefold()) == plain(text)
