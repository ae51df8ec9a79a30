"""The ledger tells of every figure where it comes from, and never that somebody said what they did not."""

import re
import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import User
from agents.contract import Figure
from agents.schemas import ContentResult
from audit.models import Activity
from briefs.documents.page import export
from briefs.errors import ClaimGone
from briefs.ledger import claims
from briefs.ledger.claims import PlacedText
from briefs.ledger.evidence import FigureIndex, evidences, quote
from briefs.models import BusinessBrief, Claim
from briefs.results import decided_items
from briefs.services import decisions
from briefs.services.briefs import edit_brief
from briefs.signals import collect_texts, collect_urls
from briefs.tests.factories import BusinessBriefFactory
from briefs.tests.results import content, keep, keep_all, text
from briefs.views.claims import place_urls
from nlp.numerals import numerals

pytestmark = pytest.mark.django_db
OFFER = "Un panier de 4 kg à 2 500 FCFA. Payé par Wave."


@pytest.fixture
def brief(owner: User) -> BusinessBrief:
    """Give a brief with all five results, in the ledger."""
    made: BusinessBrief = BusinessBriefFactory.create(coaching_session__user=owner)
    keep_all(made)
    claims.write(made)
    return made


def rows(brief: BusinessBrief) -> dict[str, Claim]:
    """Return the claims by "place numeral"."""
    return {f"{row.place} {row.numeral}": row for row in Claim.objects.filter(brief=brief)}


def test_a_figure_of_the_brief_is_said_in_its_sentence(brief: BusinessBrief) -> None:
    row = rows(brief)["brief/value_proposition 2 500 FCFA"]
    assert (row.kind, row.step, row.quote) == ("said", "offre", brief.value_proposition)


def test_an_item_shows_who_said_it_its_formula_or_its_table(brief: BusinessBrief) -> None:
    found = rows(brief)
    assert found["content/service.1.price 2 500 FCFA"].step == "offre"
    assert found["research/cost.2 10 000 F"].formula == "4 × 2 500 = 10 000"
    tax = found["research/cost.1 18 %"]
    assert (tax.kind, tax.year) == ("table", 2024)
    assert found["content/service.1.text 300"].kind == "to_verify"


def test_only_what_nobody_knows_is_open(brief: BusinessBrief) -> None:
    assert [row.place for row in claims.open_claims(brief)] == ["content/service.1.text"]
    assert claims.open_claims(brief, "site/") == []


@pytest.mark.parametrize("kind", ["said", "computed", "table"])
def test_evidence_that_is_claimed_but_not_shown_is_none(kind: str) -> None:
    figure = Figure.model_validate(
        {"numeral": "999", "kind": kind, "step": "offre", "quote": "999 fois mieux"}
    )
    ((_one, evidence),) = evidences("999 fois mieux", [figure], FigureIndex({"offre": OFFER}), is_own=False)
    assert evidence.kind == "to_verify"


@pytest.mark.parametrize("written", ["2.500 F", "2500", "FCFA 2,500", "2\u202f500 FCFA"])
def test_what_the_person_said_counts_however_it_is_written(written: str) -> None:
    ((_one, evidence),) = evidences(written, [], FigureIndex({"offre": OFFER}), is_own=False)
    assert (evidence.kind, evidence.quote) == ("said", "Un panier de 4 kg à 2 500 FCFA.")


@pytest.mark.parametrize("written", ["$2,500", "25 000 F", "2 500 %", "GHS 4", "4e"])
def test_the_same_digits_of_something_else_do_not_count(written: str) -> None:
    words = FigureIndex({"offre": "Un panier de 4 $ à 2 500 FCFA."})
    assert [evidence.kind for _one, evidence in evidences(written, [], words, is_own=False)] == ["to_verify"]


@given(st.text(max_size=700), st.integers(0, 9), st.text(max_size=700))
def test_a_quote_is_word_for_word_and_short(before: str, digit: int, after: str) -> None:
    whole = f"{before} {digit} {after}"
    for one in numerals(whole):
        said = quote(whole, one)
        assert said in whole
        assert len(said) <= 300


def test_a_persons_edit_settles_a_figure(owner: User, brief: BusinessBrief) -> None:
    shown = next(one for one in decided_items(brief, "content", []) if one.item.key == "service.1.text")
    decisions.decide(
        action="edit",
        by=owner,
        brief=brief,
        agent="content",
        key="service.1.text",
        text="Pour 300 amis",
        seen=shown.seen,
    )
    row = rows(brief)["content/service.1.text 300"]
    assert (row.kind, row.step, row.quote) == ("said", "edited", "Pour 300 amis")


def test_a_rejected_item_leaves_the_ledger(owner: User, brief: BusinessBrief) -> None:
    shown = next(one for one in decided_items(brief, "content", []) if one.item.key == "service.1.text")
    decisions.decide(
        action="reject", by=owner, brief=brief, agent="content", key="service.1.text", seen=shown.seen
    )
    assert claims.open_claims(brief) == []


def test_a_figure_that_leaves_the_brief_is_said_no_more(owner: User, brief: BusinessBrief) -> None:
    edit_brief(by=owner, brief=brief, version=0, values={"value_proposition": "Un panier à 3 000 F."})
    assert rows(brief)["content/service.1.price 2 500 FCFA"].kind == "to_verify"


def test_a_source_given_by_the_person_settles_a_figure_and_stays(owner: User, brief: BusinessBrief) -> None:
    (row,) = claims.open_claims(brief)
    claims.confirm(by=owner, brief=brief, claim_id=row.pk, source="Mairie, recensement 2023")
    edit_brief(by=owner, brief=brief, version=0, values={"vision": "Autre chose."})
    row.refresh_from_db()
    assert (row.kind, row.source) == ("table", "Mairie, recensement 2023")
    assert Activity.objects.about(brief).filter(action="briefs.claim.confirmed").exists()


def test_a_source_taken_back_opens_the_figure_again(owner: User, brief: BusinessBrief) -> None:
    (row,) = claims.open_claims(brief)
    for source in ("Mairie", "  "):
        claims.confirm(by=owner, brief=brief, claim_id=row.pk, source=source)
    assert [one.pk for one in claims.open_claims(brief)] == [row.pk]


def test_a_source_for_a_figure_that_is_gone_or_settled_is_refused(owner: User, brief: BusinessBrief) -> None:
    said = rows(brief)["brief/value_proposition 2 500 FCFA"]
    for claim_id in (said.pk, uuid.uuid4()):
        with pytest.raises(ClaimGone):
            claims.confirm(by=owner, brief=brief, claim_id=claim_id, source="Moi")


def test_an_unchanged_ledger_is_not_written_again(brief: BusinessBrief) -> None:
    before = {row.pk: row.updated_at for row in Claim.objects.all()}
    with CaptureQueriesContext(connection, ) as queries:  # fmt: skip
        claims.write(brief)
    assert {row.pk: row.updated_at for row in Claim.objects.all()} == before
    assert sum(not one["sql"].startswith(("SAVEPOINT", "RELEASE")) for one in queries) <= 4


@pytest.fixture
def site_texts() -> Iterator[list[PlacedText]]:
    """Stand for an app above, whose texts are in the ledger too."""
    texts = [
        PlacedText("site/aaaaaa/text", "Pour 300 familles", "content", "service.1.text", "Pour 300 familles")
    ]

    def give(**kwargs: Any) -> list[PlacedText]:
        return texts

    collect_texts.connect(give)
    yield texts
    collect_texts.disconnect(give)


def test_a_text_of_an_app_above_is_changed_where_that_app_says(brief: BusinessBrief) -> None:
    def give(**kwargs: Any) -> dict[str, str]:
        return {"site": "/sites/1/"}

    collect_urls.connect(give)
    found = place_urls(brief, ["site/aaaaaa/text", "nobody/text"])
    collect_urls.disconnect(give)
    assert found == {"site/aaaaaa/text": "/sites/1/", "nobody/text": ""}


def test_a_place_of_the_site_knows_what_its_item_knew(
    brief: BusinessBrief, site_texts: list[PlacedText]
) -> None:
    site_texts.append(PlacedText("site/aaaaaa/title", "Nos 300 amis"))
    claims.write(brief)
    assert [row.place for row in claims.open_claims(brief, "site/")] == ["site/aaaaaa/text"]
    assert rows(brief)["site/aaaaaa/title 300"].step == "edited"
    site_texts.clear()
    claims.write(brief)
    assert not Claim.objects.filter(place__startswith="site/").exists()


def test_an_items_source_holds_where_the_site_shows_it(
    owner: User, brief: BusinessBrief, site_texts: list[PlacedText]
) -> None:
    row = claims.open_claims(brief)[0]
    claims.confirm(by=owner, brief=brief, claim_id=row.pk, source="Mairie")
    claims.write(brief)
    assert claims.open_claims(brief) == []
    assert rows(brief)["site/aaaaaa/text 300"].source == "Mairie"


FIGURES = st.sampled_from(["2 500 F", "4 kg", "12,5 %", "300", "8h30", "77 123 45 67", "1er", "2035", "1/2"])
SENTENCES = st.lists(st.sampled_from(["Nous vendons ", " par jour. ", "à "]) | FIGURES, max_size=6).map(
    "".join
)
LIES = st.builds(
    Figure,
    numeral=FIGURES,
    kind=st.sampled_from(["said", "computed", "table", "to_verify"]),
    step=st.just("offre"),
    quote=SENTENCES,
    formula=st.sampled_from(["", "2 + 2"]),
    source=st.sampled_from(["", "Un tableau"]),
)
DIGIT = re.compile(r"\D")


@given(said=st.lists(SENTENCES, min_size=3, max_size=3), made=SENTENCES, lies=st.lists(LIES), own=SENTENCES)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_figure_of_an_export_is_without_its_row_and_none_is_put_in_anybodys_mouth(
    owner: User, brief: BusinessBrief, said: list[str], made: str, lies: list[Figure], own: str
) -> None:
    brief.vision, brief.mission, brief.value_proposition = said
    brief.target_audience = brief.differentiation = ""
    result: ContentResult = content()
    keep(brief, "content", result.model_copy(update={"reasons": (text("why.1", made, figures=lies),)}))
    brief.save()
    brief.choices.all().delete()
    shown = next(one for one in decided_items(brief, "content", []) if one.item.key == "service.1.text")
    edited = f"Écrit par moi : {own}"
    decisions.decide(
        action="edit",
        by=owner,
        brief=brief,
        agent="content",
        key="service.1.text",
        text=edited,
        seen=shown.seen,
    )
    told = export(BusinessBrief.objects.get(pk=brief.pk))
    by_place: dict[str, list[dict[str, str]]] = {}
    for row in told["ledger"]:
        by_place.setdefault(row["place"], []).append(row)
    for place, words in exported(told):
        left = words
        for row in by_place.get(place, []):
            left = left.replace(row["numeral"], "", 1)
        assert not re.search(r"\d", left), (place, words)
    own_words = [*said, edited, brief.business_name]
    for row in told["ledger"]:
        if row["kind"] == "said":
            assert any(row["quote"] in one for one in own_words)
            assert DIGIT.sub("", row["numeral"]) in DIGIT.sub("", row["quote"])


def exported(told: dict[str, object]) -> list[tuple[str, str]]:
    """Return every text of an export with its place."""
    fields = [name for name in told if f"{name}" in ("business_name", "summary", *BRIEF_FIELDS)]
    items = told["results"]
    assert isinstance(items, dict)
    return [(f"brief/{name}", str(told[name])) for name in fields] + [
        (f"{agent}/{item['key']}", item["text"]) for agent, found in items.items() for item in found
    ]


BRIEF_FIELDS = ("vision", "mission", "target_audience", "differentiation", "value_proposition")
