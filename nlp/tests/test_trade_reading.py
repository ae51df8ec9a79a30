"""The trade of a business is read when it is sure, and left open otherwise."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.data_files import LANGUAGES, load
from nlp.trade_reading import read_trade

HERE = Path(__file__).parent
ROWS = [json.loads(line) for line in (HERE / "trades_150.jsonl").read_text("utf-8").splitlines()]
KEYS: dict[str, list[str]] = json.loads((HERE / "trades_150_keys.json").read_text("utf-8"))
TRADES = load("trades")
TERMS = [" ".join(term.split()) for trade in TRADES.values() for term in trade["fr"]["terms"].split(",")]


def read(row: dict[str, str]) -> str:
    return read_trade(row["name"], {"offre": row["offer"]}, row["language"])


def test_at_least_nine_in_ten_trades_are_read() -> None:
    known = [row for row in ROWS if row["expected"] != "unknown"]
    assert sum(read(row) in KEYS[row["expected"]] for row in known) >= 0.9 * len(known)


def test_fewer_than_two_in_a_hundred_are_read_wrong() -> None:
    wrong = [row["name"] for row in ROWS if (found := read(row)) and found not in KEYS[row["expected"]]]
    assert len(wrong) < 0.02 * len(ROWS)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("trade", TRADES)
def test_the_name_of_a_trade_is_never_read_as_another(trade: str, language: str) -> None:
    assert read_trade(TRADES[trade][language]["name"], {}, language) in (trade, "")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Formation en couture", "fr"),
        ("Un logiciel pour les boulangeries", "fr"),
        ("Des prix justes, payables par Orange Money", "fr"),
        ("Training in catering", "en"),
        ("We rent sewing machines", "en"),
        ("Quality and innovation for all our clients", "en"),
    ],
)
def test_what_is_taught_served_or_paid_with_is_not_the_trade(text: str, language: str) -> None:
    assert read_trade("", {"offre": text}, language) in ("", "training", "web")


@pytest.mark.parametrize("text", ["coifure et tresse", "COIFFURES", "je fais la coiffure"])
def test_spelling_and_case_make_no_difference(text: str) -> None:
    assert read_trade(text, {}, "fr") == "hairdresser"


def test_two_trades_of_equal_weight_leave_it_open() -> None:
    assert read_trade("", {"offre": "plomberie et boulangerie"}, "fr") == ""


def test_the_named_sector_decides_between_two_trades() -> None:
    assert read_trade("", {"offre": "plomberie et boulangerie"}, "fr", "restaurant") == "bakery"


@given(st.lists(st.sampled_from(TERMS), max_size=6), st.text(max_size=40))
def test_any_text_gives_a_known_trade_or_none(terms: list[str], name: str) -> None:
    found = read_trade(name, {"offre": ", ".join(terms)}, "fr")
    assert found == "" or found in TRADES


@given(st.sampled_from(list(TRADES)), st.sampled_from(LANGUAGES), st.data())
def test_three_terms_of_one_trade_and_nothing_else_are_never_read_as_another_sector(
    trade: str, language: str, data: st.DataObject
) -> None:
    terms = [" ".join(term.split()) for term in TRADES[trade][language]["terms"].split(",")]
    offer = ", ".join(data.draw(st.permutations(terms))[:3])
    found = read_trade("", {"offre": offer}, language, TRADES[trade]["sector"])
    assert found == "" or TRADES[found]["sector"] == TRADES[trade]["sector"]
