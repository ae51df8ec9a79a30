"""What a sector says of costs, permits and risks is said of the trades for which it holds only."""

import pytest

from reference.packs import (
    EXAMPLE_STEPS,
    LANGUAGES,
    OTHER,
    SECTORS,
    SectorResearch,
    alternatives_of,
    examples_for,
    research_of,
    sector_pack,
    trades,
)
from reference.packs.sectors import TradeText

PARTS = ("costs", "seasons", "permits", "risks")


def lines(research: SectorResearch) -> list[TradeText]:
    return [line for part in PARTS for line in getattr(research, part)]


def test_there_are_some_hundred_and_twenty_trades_in_every_sector_but_the_last() -> None:
    assert len(trades()) >= 120
    assert {trade.sector for trade in trades().values()} == set(SECTORS)


def test_a_line_names_only_trades_of_its_own_sector() -> None:
    named = [
        (sector, trade)
        for sector in SECTORS
        for line in (*lines(sector_pack(sector).research), *sector_pack(sector).alternatives)
        for trade in line.trades
    ]
    assert [(sector, trade) for sector, trade in named if trades()[trade].sector != sector] == []


@pytest.mark.parametrize("trade", trades())
def test_a_trade_is_shown_no_line_of_another_trade(trade: str) -> None:
    shown = [*lines(research_of(OTHER, trade)), *alternatives_of(OTHER, trade)]
    assert [line for line in shown if line.trades and trade not in line.trades] == []


@pytest.mark.parametrize("sector", [*SECTORS, OTHER, "unlisted"])
def test_without_a_trade_only_what_holds_for_all_is_said(sector: str) -> None:
    assert not any(line.trades for line in (*lines(research_of(sector, "")), *alternatives_of(sector, "")))


def test_a_potter_reads_nothing_of_cloth_hair_or_outfits() -> None:
    said = " ".join(line.fr for line in lines(research_of("crafts", "potter"))).casefold()
    words = ("tissu", "tenue", "fil,", "retouche", "uniforme", "friperie")
    assert [word for word in words if word in said] == []


def test_every_example_names_the_trade_of_its_business() -> None:
    for sector in (*SECTORS, OTHER):
        for language in LANGUAGES:
            pack = sector_pack(sector)
            named = pack.example_trades.get(language)
            assert {len(pack.examples[step].get(language)) for step in EXAMPLE_STEPS} == {len(named)}
            assert set(named) <= trades().keys()


def test_examples_of_the_same_trade_come_first_wherever_they_stand() -> None:
    assert examples_for("vision", "services", "laundry", "fr")[0].trade == "laundry"
    assert len(examples_for("vision", "crafts", "", "en")) == 3
