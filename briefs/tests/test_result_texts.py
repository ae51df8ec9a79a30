"""The fragments of the results page that show site texts and search results together."""

from typing import Any

import pytest
from django.template.loader import render_to_string

from agents.contract import Result, agent
from agents.tests.agent_inputs import good
from briefs.models import BusinessBrief
from briefs.results import DecidedItem
from briefs.tests.factories import BusinessBriefFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def brief() -> BusinessBrief:
    return BusinessBriefFactory.create(language="fr")


def made(key: Any) -> Result:
    return agent(key).run(good(), lambda percent, doing: None)


def row(result: Result, key: str, text: str, state: str) -> dict[str, DecidedItem]:
    item = next(item for item in result.items() if item.key == key)
    return {key: DecidedItem(item, "content", text, state, {})}


def page(name: str, **context: Any) -> str:
    return render_to_string(f"briefs/results/_{name}.html", context)


def test_three_voices_stand_beside_each_other(brief: BusinessBrief) -> None:
    shown = page("content", result=made("content"), decided_items={}, brief=brief, chosen={"tone": "plain"})
    assert shown.count("voice-headline") == 3
    assert shown.count("voice-chosen") == 1
    assert "Réparation de lampe" in shown


def test_the_persons_own_wording_is_shown_in_its_place(brief: BusinessBrief) -> None:
    result = made("content")
    mine = row(result, "headline.warm", "De la lumière <toute> la nuit", "edited")
    html = page("content", result=result, decided_items=mine, brief=brief)
    assert "De la lumière &lt;toute&gt; la nuit" in html


def test_a_rejected_text_is_not_shown(brief: BusinessBrief) -> None:
    result = made("content")
    call = next(item for item in result.items() if item.key == "call.plain")
    refused = row(result, "call.plain", call.text, "rejected")
    assert call.text not in page("content", result=result, decided_items=refused, brief=brief)


def test_a_search_result_a_link_card_and_the_score_are_shown(brief: BusinessBrief) -> None:
    shown = page("seo", result=made("seo"), decided_items={}, brief=brief)
    assert shown.count("Lumière de Boribana – Réparation de lampe, Bouaké") == 2
    assert "Le titre porte votre nom." in shown
    assert 'lang="fr"' in shown


@pytest.mark.parametrize("name", ["content", "seo"])
def test_without_a_result_the_fragment_is_empty(brief: BusinessBrief, name: str) -> None:
    assert "<section" not in page(name, result=None, decided_items={}, brief=brief)
