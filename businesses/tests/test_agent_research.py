"""The research agent: nothing guessed, every number with its origin, complete in both languages."""

from __future__ import annotations

from businesses.agents.contract import Inputs
from businesses.agents.research import AGENT

OFFER = "Un sac de jute à 4 000 FCFA le sac, livré au marché en deux jours."


def made(**given: object):  # type: ignore[no-untyped-def]
    start = {"language": "fr", "business_name": "Fil d’Or", "sector": "crafts", "country": "SN", "currency": "XOF"}
    return AGENT.run(Inputs.model_validate({**start, **given}), lambda percent, doing: None)


def test_an_empty_brief_gives_questions_and_no_number() -> None:
    found = made(texts={})
    assert all(row.question and not row.item.text for row in found.market)


def test_the_same_inputs_give_the_same_result() -> None:
    assert made(texts={"offre": OFFER}) == made(texts={"offre": OFFER})
