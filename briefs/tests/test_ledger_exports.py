"""No numeral leaves Genesis without its row in the ledger: a brief’s page, its JSON and its PDF."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import User
from agents.contract import AGENT_KEYS, agent
from agents.tests.agent_inputs import GOOD_EN, GOOD_FR
from briefs.documents.pdf.content import brief_data
from briefs.ledger import claims
from briefs.models import BusinessBrief, Claim
from briefs.services.runs import inputs_of
from briefs.tests.factories import BusinessBriefFactory
from briefs.tests.results import keep
from coaching.answers import clean_answer
from nlp.numerals import numerals

pytestmark = pytest.mark.django_db
ClientOf = Callable[[User], Client]
#: What a PDF says besides texts: drawing, its own words, and the evidence of its figures.
NO_TEXTS = {
    "radar",
    "rings",
    "shape",
    "title_size",
    "dated",
    "colours",
    "words",
    "claims",
    "note",
    "lang",
    "logo",
}
#: What a JSON export says of itself.
NO_FIGURES = {
    "format",
    "id",
    "created_at",
    "updated_at",
    "overall_confidence",
    "brief_completeness",
    "ledger",
    "key",
}
FIELDS = ("vision", "mission", "target_audience", "differentiation", "value_proposition")
SAID = [*GOOD_FR.values(), *GOOD_EN.values()]
SENTENCES = st.sampled_from([part for text in SAID for part in re.split(r"(?<=\.) ", text)])
FIGURES = st.sampled_from(
    ["Prix : 2.500 F.", "Coût par sac : 1 200 F.", "Loyer 90 000 F par mois.", "Ouvert 8h30."]
)
ANSWERS = st.lists(SENTENCES | FIGURES | st.text(max_size=20), max_size=5).map(
    lambda parts: clean_answer(" ".join(parts)).text  # as every form does
)
BRIEFS = st.fixed_dictionaries(dict.fromkeys(FIELDS, ANSWERS))
LOOSE = settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture
def brief(owner: User) -> BusinessBrief:
    made: BusinessBrief = BusinessBriefFactory.create(coaching_session__user=owner)
    return made


def filled(brief: BusinessBrief, texts: dict[str, str]) -> BusinessBrief:
    """Give the brief these texts, let the agents work, and write the ledger."""
    for field, text in texts.items():
        setattr(brief, field, text.replace("\x00", ""))
    brief.save()
    for key in [key for key in AGENT_KEYS if key != "logo"]:  # drawing takes long, and says no numeral
        keep(brief, key, agent(key).run(inputs_of(brief, []), lambda percent, doing: None))
    claims.write(brief)
    return BusinessBrief.objects.get(pk=brief.pk)


def strings(value: Any, without: set[str]) -> Iterator[str]:
    """Yield every text in a nested value, without some keys."""
    if isinstance(value, dict):
        value = [one for key, one in value.items() if key not in without]
    if isinstance(value, list | tuple):
        yield from (text for one in value for text in strings(one, without))
    elif isinstance(value, str):
        yield value


def untold(brief: BusinessBrief, texts: Iterator[str]) -> set[str]:
    """Return the numerals of texts that no row of the brief's ledger tells of."""
    rows = [one for row in Claim.objects.filter(brief=brief) for one in numerals(row.numeral)]
    shown = {one.text: one for text in texts for one in numerals(text)}
    return {text for text, one in shown.items() if not any(row.says(one) or one.says(row) for row in rows)}


@given(BRIEFS)
@LOOSE
def test_no_numeral_of_the_pdf_is_without_its_row(brief: BusinessBrief, texts: dict[str, str]) -> None:
    shown = filled(brief, texts)
    assert untold(shown, strings(brief_data(shown), NO_TEXTS)) == set()


@given(BRIEFS)
@LOOSE
def test_no_numeral_of_the_json_is_without_its_row(
    brief: BusinessBrief, owner: User, client_of: ClientOf, texts: dict[str, str]
) -> None:
    shown = filled(brief, texts)
    response = client_of(owner).get(reverse("briefs:brief_json", args=[brief.pk]))
    assert untold(shown, strings(json.loads(response.content), NO_FIGURES)) == set()


@given(BRIEFS)
@LOOSE
def test_no_numeral_of_the_page_is_without_its_row(
    brief: BusinessBrief, owner: User, client_of: ClientOf, texts: dict[str, str]
) -> None:
    shown = filled(brief, texts)
    page = client_of(owner).get(reverse("briefs:brief", args=[brief.pk])).content.decode()
    article = page[page.index('<article class="brief"') : page.index('<footer class="brief-foot"')]
    assert untold(shown, iter([html.unescape(re.sub(r"<[^>]+>", " ", article))])) == set()


def test_a_sum_has_its_formula(brief: BusinessBrief) -> None:
    offer = "Un panier à 2 500 F. Coût par panier : 1 500 F. Loyer : 90 000 F par mois."
    filled(brief, {"value_proposition": offer})
    rows = {row.place: row for row in Claim.objects.filter(brief=brief, kind="computed")}
    assert (
        rows["brief/margin"].formula == "(2\u202f500\u00a0FCFA − 1\u202f500\u00a0FCFA) ÷ 2\u202f500\u00a0FCFA"
    )
    assert rows["brief/break_even"].numeral == "90"
