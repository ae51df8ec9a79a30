"""Non-breaking spaces."""

from __future__ import annotations

import pytest

from websites.definition.schema import Contact, Entry, Services
from websites.rendering.line_breaks import non_breaking, non_breaking_block

N, W = "\u202f", "\u00a0"


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Comment payer ?", f"Comment payer{N}?"),
        ("Ouvert : 8 h – 21 h", f"Ouvert{W}: 8{W}h{W}–{W}21{W}h"),
        ("dès 75 000 FCFA", f"dès 75{N}000{W}FCFA"),
        ("1 100 500 FCFA", f"1{N}100{N}500{W}FCFA"),
        ("au 77 000 12 34", f"au 77{W}000 12 34"),
        ("« Bien »", f"«{W}Bien{W}»"),
        ("Riz, 5 kg", f"Riz, 5{W}kg"),
    ],
)
def test_french_punctuation_and_figures_stay_with_their_word(written: str, shown: str) -> None:
    assert non_breaking(written, "fr") == shown


@pytest.mark.parametrize(
    ("written", "shown"),
    [("from GHS 400", f"from GHS{W}400"), ("6 am to 9 pm", f"6{W}am to 9{W}pm"), ("Why ?", "Why ?")],
)
def test_english_figures_keep_their_units(written: str, shown: str) -> None:
    assert non_breaking(written, "en") == shown


@pytest.mark.parametrize("text", ["", "5 gros sacs", "rue 412 hangar 3", "a:b ?c", "🔥 🔥", "مطبخ عائشة"])
def test_other_spaces_stay(text: str) -> None:
    assert non_breaking(text, "fr") == text


def test_all_texts_of_a_block_get_non_breaking_spaces() -> None:
    block = Services(title="Quoi ?", entries=(Entry(title="Coupe", price="3 000 FCFA"),))
    made = non_breaking_block(block, "fr")
    assert isinstance(made, Services)
    assert (made.title, made.entries[0].price) == (f"Quoi{N}?", f"3{N}000{W}FCFA")
    assert made.id == block.id


def test_a_telephone_number_stays_whole_and_a_long_text_may_break() -> None:
    long = "demander Awa ou sa sœur le matin"
    made = non_breaking_block(Contact(title="", phone="+221 77 000 00 00", whatsapp=long), "fr")
    assert isinstance(made, Contact)
    assert (made.phone, made.whatsapp) == ("+221 77 000 00 00".replace(" ", W), long)
