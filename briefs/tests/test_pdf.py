"""The brief as a PDF: what it says, in which language, and that no text becomes markup."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from agents.contract import agent
from agents.schemas import Finding, ResearchResult
from briefs.documents.pdf.content import brief_data, render
from briefs.ledger import claims
from briefs.models import BusinessBrief
from briefs.services.runs import inputs_of
from briefs.tests.factories import BusinessBriefFactory, ClaimFactory
from briefs.tests.results import OPEN, keep, text

pytestmark = pytest.mark.django_db


@pytest.fixture
def brief(owner: User) -> BusinessBrief:
    """Give a brief whose five answers the coach has read."""
    made: BusinessBrief = BusinessBriefFactory.create(
        coaching_session__user=owner, business_name="Niayes Direct"
    )
    for score, step in zip(
        (82, 64, 91, 47, 73), made.coaching_session.steps.order_by("step_order"), strict=False
    ):
        step.user_response, step.score, step.attempts, step.is_complete = "Réponse.", score, 1, True
        step.save()
    return made


def kept(name: str, pdf: bytes) -> bytes:
    """Keep the file when PDFS names a folder, to look at it."""
    if folder := os.environ.get("PDFS"):
        (Path(folder) / f"{name}.pdf").write_bytes(pdf)
    return pdf


def test_a_brief_is_a_pdf_and_the_same_one_each_time(brief: BusinessBrief) -> None:
    pdf = kept("brief", render(brief))
    assert pdf.startswith(b"%PDF-")
    assert pdf == render(brief)


def test_what_people_wrote_is_never_markup(brief: BusinessBrief) -> None:
    brief.business_name = "#panic() *Chez* $x$ <label> @ref \\ `raw` = Titre"
    brief.vision = '#import "x"\n= Titre\n#read("/etc/passwd") [lien](https://example.org)'
    assert kept("markup", render(brief)).startswith(b"%PDF-")
    assert brief_data(brief)["name"] == brief.business_name


@pytest.mark.parametrize(
    "name",
    ["Ọjà Ɛkɔ", "🥭🥭🥭", "مقهى النيل", "Anticonstitutionnellement" * 8, "A\u202e B", " "],
)
def test_any_name_makes_a_page(name: str, brief: BusinessBrief) -> None:
    brief.business_name = name[:120]
    assert kept(f"name-{len(name)}", render(brief)).startswith(b"%PDF-")


def test_an_empty_brief_says_what_is_still_to_be_found(brief: BusinessBrief) -> None:
    for field in ("vision", "mission", "target_audience", "differentiation", "value_proposition"):
        setattr(brief, field, "")
    brief.coaching_session.steps.update(score=None, is_unknown=True)
    data = brief_data(brief)
    assert data["radar"] == []
    assert len(data["to_find_out"]) == 6
    assert kept("empty", render(brief)).startswith(b"%PDF-")


def test_figures_come_with_their_evidence(brief: BusinessBrief) -> None:
    ClaimFactory.create(brief=brief)
    ClaimFactory.create(brief=brief, kind="to_verify", numeral="300", quote="", step="")
    rows = brief_data(brief)["claims"]
    assert [row["figure"] for row in rows] == ["2 500", "300"]
    assert rows[0]["evidence"].startswith("Dit\N{NO-BREAK SPACE}: «")
    assert rows[1]["evidence"] == "À vérifier"
    kept("claims", render(brief))


def test_an_english_brief_speaks_english(brief: BusinessBrief) -> None:
    brief.language = "en"
    data = brief_data(brief)
    assert (data["lang"], data["words"]["project"]) == ("en", "The project")
    kept("english", render(brief))


def test_the_brief_can_be_downloaded(
    brief: BusinessBrief, owner: User, client_of: Callable[[User], Client]
) -> None:
    response = client_of(owner).get(reverse("briefs:brief_pdf", args=[brief.pk]))
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == 'attachment; filename="niayes-direct.pdf"'
    assert response.content.startswith(b"%PDF-")


def test_a_stranger_finds_no_pdf(
    brief: BusinessBrief, stranger: User, client_of: Callable[[User], Client]
) -> None:
    assert client_of(stranger).get(reverse("briefs:brief_pdf", args=[brief.pk])).status_code == 404


def test_a_figure_in_several_places_takes_one_line(brief: BusinessBrief) -> None:
    for place in ("brief/vision", "brief/summary"):
        ClaimFactory.create(brief=brief, place=place, numeral="700")
    [row] = brief_data(brief)["claims"]
    assert (row["figure"], row["place"]) == ("700", "Résumé, Vision")


def groups(brief: BusinessBrief) -> dict[str, list[dict[str, str]]]:
    """Return the rows of the research chapter by heading."""
    return {group["heading"]: group["rows"] for group in brief_data(brief)["chapters"][0]["groups"]}


def test_a_risk_is_printed_with_its_test(brief: BusinessBrief) -> None:
    keep(brief, "research", agent("research").run(inputs_of(brief, []), lambda percent, doing: None))
    rows = groups(brief)["Risques, et comment les tester"]
    assert rows
    assert all(row["note"].startswith("À tester en une semaine") for row in rows)


def test_a_confirmed_figure_is_not_flagged_any_more(brief: BusinessBrief, owner: User) -> None:
    made = ResearchResult(costs=(Finding(item=text("cost.1", "Il faut 300 sacs", figures=[OPEN])),))
    keep(brief, "research", made)
    claims.write(brief)
    (row,) = groups(brief)["Les dépenses habituelles du métier"]
    assert row["flag"] == "à vérifier"
    (claim,) = claims.open_claims(brief)
    claims.confirm(by=owner, brief=brief, claim_id=claim.pk, source="Cahier")
    (row,) = groups(brief)["Les dépenses habituelles du métier"]
    assert row["flag"] == ""
