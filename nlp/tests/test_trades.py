"""Two texts are of different trades only if each clearly names one."""

import pytest

from nlp.trades import different_trades


def test_a_baker_and_a_tailor_are_not_of_one_business() -> None:
    texts = {"one": "Du pain et des gâteaux pour Lomé", "other": "Des robes en pagne cousues ici"}
    found = different_trades(texts, "one", "other", "fr")
    assert found
    assert [quotation.quote for quotation in found] == ["pain", "robes"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Du pain pour Lomé", "Du pain pour Kara"),
        ("Du pain et des gâteaux", "Nos motos partent avant le jour"),
        ("Du pain et des gâteaux", "Des gens heureux"),
    ],
)
def test_a_shared_word_a_crossing_trade_or_no_trade_makes_no_difference(one: str, other: str) -> None:
    assert different_trades({"one": one, "other": other}, "one", "other", "fr") is None
