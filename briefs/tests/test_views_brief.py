"""The brief's pages: read, edit, history, JSON, create the business."""

import json
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from briefs.documents.page import author, brief_page, summary_text
from briefs.models import BusinessBrief
from briefs.services.briefs import edit_brief
from briefs.tests.factories import BusinessBriefFactory
from businesses import services
from businesses.models import Business
from coaching.models import CoachingSession

pytestmark = pytest.mark.django_db
ClientOf = Callable[[User], Client]
TEXTS = [
    "business_name",
    "summary",
    "vision",
    "mission",
    "target_audience",
    "differentiation",
    "value_proposition",
]


@pytest.fixture
def brief(owner: User) -> BusinessBrief:
    made: BusinessBrief = BusinessBriefFactory.create(
        coaching_session__user=owner, summary="Des légumes frais."
    )
    return made


def posted(brief: BusinessBrief, **changes: object) -> dict[str, object]:
    """Return what the edit form sends, with changes."""
    return {name: getattr(brief, name) for name in TEXTS} | {"version": brief.version} | changes


def test_the_page_reads_in_the_briefs_language_whatever_the_interface(
    owner: User, brief: BusinessBrief, client_of: ClientOf
) -> None:
    page = client_of(owner).get(reverse("briefs:brief", args=[brief.pk]), headers={"Accept-Language": "en"})
    html = page.content.decode()
    assert "Dossier d’entreprise" in html
    assert "Dakar, Sénégal" in html
    assert "Edit the brief" in html


@pytest.mark.parametrize("name", ["brief", "brief_edit", "brief_history", "brief_json"])
def test_a_stranger_finds_nothing(
    stranger: User, brief: BusinessBrief, client_of: ClientOf, name: str
) -> None:
    assert client_of(stranger).get(reverse(f"briefs:{name}", args=[brief.pk])).status_code == 404


def test_an_edit_is_saved_and_stands_in_the_history(
    owner: User, brief: BusinessBrief, client_of: ClientOf
) -> None:
    client = client_of(owner)
    client.post(reverse("briefs:brief_edit", args=[brief.pk]), posted(brief, vision="Mille familles, ici."))
    page = client.get(reverse("briefs:brief_history", args=[brief.pk])).content.decode()
    assert "Mille familles, ici." in page
    assert "mangent des légumes" in page


def test_a_second_tab_sees_what_was_saved_and_keeps_its_own_text(
    owner: User, brief: BusinessBrief, client_of: ClientOf
) -> None:
    edit_brief(by=owner, brief=brief, version=0, values={"vision": "Du premier onglet."})
    url = reverse("briefs:brief_edit", args=[brief.pk])
    page = client_of(owner).post(url, posted(brief, version=0, vision="Du second onglet."))
    assert page.status_code == 409
    assert "Du premier onglet." in page.content.decode()
    assert "Du second onglet." in page.content.decode()


def test_after_a_conflict_saving_again_goes_through(
    owner: User, brief: BusinessBrief, client_of: ClientOf
) -> None:
    edit_brief(by=owner, brief=brief, version=0, values={"vision": "Du premier onglet."})
    client, url = client_of(owner), reverse("briefs:brief_edit", args=[brief.pk])
    page = client.post(url, posted(brief, version=0, vision="Du second onglet."))
    assert 'name="version" value="1"' in page.content.decode()
    assert client.post(url, posted(brief, version=1, vision="Du second onglet.")).status_code == 302


def test_an_emptied_name_is_refused_with_what_was_typed_kept(
    owner: User, brief: BusinessBrief, client_of: ClientOf
) -> None:
    url = reverse("briefs:brief_edit", args=[brief.pk])
    page = client_of(owner).post(url, posted(brief, business_name="", mission="Gardez-moi."))
    assert page.status_code == 200
    assert "Gardez-moi." in page.content.decode()


def test_a_text_may_stay_open_and_counts_as_missing(
    owner: User, brief: BusinessBrief, client_of: ClientOf
) -> None:
    before = brief.brief_completeness
    client_of(owner).post(reverse("briefs:brief_edit", args=[brief.pk]), posted(brief, vision=""))
    brief.refresh_from_db()
    assert (brief.vision, brief.brief_completeness < before) == ("", True)


def test_a_french_brief_keeps_figures_and_signs_on_their_line(
    owner: User, brief: BusinessBrief, client_of: ClientOf
) -> None:
    BusinessBrief.objects.filter(pk=brief.pk).update(mission="Prix : 2 500 FCFA ou 900 F CFA avant 13 h !")
    html = client_of(owner).get(reverse("briefs:brief", args=[brief.pk])).content.decode()
    assert "Prix\u00a0: 2\u202f500\u00a0FCFA ou 900\u00a0FCFA avant 13\u00a0h\u202f!" in html


DRAFT = """Jardin de Khady à Dakar

Où nous allons
{vision}

Les trois choses les plus risquées que nous supposons
1. Les cantines paieront à la livraison. Pour le vérifier : en voir six. Avant le : …
2. Nous supposons que … Pour le vérifier : … Qui : …

Nos quatre-vingt-dix prochains jours
1. Le … : … Nous saurons que c’est fait quand …"""


def test_a_summary_does_not_say_twice_what_the_brief_says_and_shows_no_blanks(brief: BusinessBrief) -> None:
    brief.summary = DRAFT.format(vision=brief.vision)
    said = summary_text(brief)
    assert said.endswith("en voir six. Avant le : …")
    assert not [part for part in ("quatre-vingt-dix", "Où nous allons", "à Dakar") if part in said]


def test_a_summary_in_the_persons_own_words_stays_whole(brief: BusinessBrief) -> None:
    brief.summary = "Khady vend des légumes, des fruits…\r\n\r\nDeux champs, une moto."
    assert summary_text(brief) == "Khady vend des légumes, des fruits…\n\nDeux champs, une moto."


def test_a_name_that_sign_up_took_from_the_address_is_not_printed(brief: BusinessBrief) -> None:
    brief.coaching_session.user.name = "owner"
    assert author(brief) == ""
    brief.coaching_session.user.name = "Khady Sarr"
    assert author(brief) == "Khady Sarr"


def test_a_brief_changed_on_the_day_it_was_made_names_one_date(brief: BusinessBrief) -> None:
    assert brief_page(brief, []).dated.count("20") == 1
    brief.updated_at += timedelta(days=2)
    assert "mis à jour le" in brief_page(brief, []).dated


def test_markup_in_a_text_is_shown_as_text(owner: User, brief: BusinessBrief, client_of: ClientOf) -> None:
    BusinessBrief.objects.filter(pk=brief.pk).update(mission="<script>alert(1)</script>")
    html = client_of(owner).get(reverse("briefs:brief", args=[brief.pk])).content.decode()
    assert "<script>alert" not in html
    assert "&lt;script&gt;alert(1)" in html


def test_the_download_is_json_under_the_business_name(
    owner: User, brief: BusinessBrief, client_of: ClientOf
) -> None:
    response = client_of(owner).get(reverse("briefs:brief_json", args=[brief.pk]))
    assert response["Content-Disposition"] == 'attachment; filename="jardin-de-khady.json"'
    content = json.loads(response.content)
    assert (content["format"], content["mission"]) == ("genesis.brief/1", brief.mission)


def test_a_deleted_brief_leaves_the_answers_and_the_business(
    owner: User, brief: BusinessBrief, client_of: ClientOf
) -> None:
    business = services.create_business(by=owner, brief=brief)
    page = client_of(owner).post(reverse("briefs:brief_delete", args=[brief.pk]), follow=True)
    assert brief.business_name in page.content.decode()
    assert not BusinessBrief.objects.exists()
    business.refresh_from_db()
    assert (business.brief_id, business.vision) == (None, brief.vision)
    assert CoachingSession.objects.filter(pk=brief.coaching_session_id, deleted_at=None).exists()


@pytest.mark.parametrize("who", ["stranger", "nobody"])
def test_nobody_else_deletes_a_brief(
    who: str, stranger: User, brief: BusinessBrief, client: Client, client_of: ClientOf
) -> None:
    visitor = client_of(stranger) if who == "stranger" else client
    answer = visitor.post(reverse("briefs:brief_delete", args=[brief.pk]))
    assert answer.status_code == (404 if who == "stranger" else 302)
    assert BusinessBrief.objects.filter(pk=brief.pk).exists()


def test_creating_the_business_twice_opens_the_same_one(
    owner: User, brief: BusinessBrief, client_of: ClientOf
) -> None:
    client, url = client_of(owner), reverse("businesses:business_create", args=[brief.pk])
    first = client.post(url)
    assert client.post(url).headers["Location"] == first.headers["Location"]
    assert Business.objects.count() == 1


def test_texts_that_are_too_long_are_refused_with_the_reason_and_kept(
    owner: User, brief: BusinessBrief, client_of: ClientOf
) -> None:
    long = "mot " * 1300
    page = client_of(owner).post(
        reverse("briefs:brief_edit", args=[brief.pk]), posted(brief, vision=long, mission=long)
    )
    assert set(page.context["form"].errors) == {"vision", "mission"}
    assert long in page.content.decode()


@pytest.mark.parametrize("name", ["\u202e", "\u2066 \u200f"])
def test_a_name_of_hidden_characters_is_no_name(
    owner: User, brief: BusinessBrief, client_of: ClientOf, name: str
) -> None:
    address = reverse("briefs:brief_edit", args=[brief.pk])
    page = client_of(owner).post(address, posted(brief, business_name=name))
    assert "business_name" in page.context["form"].errors


def test_a_null_byte_for_a_session_finishes_nothing(owner: User, client_of: ClientOf) -> None:
    assert client_of(owner).post("/coaching/%00/finish/").status_code == 404


@pytest.mark.parametrize(
    ("name", "queries"), [("brief", 6), ("brief_edit", 2), ("brief_history", 2), ("brief_json", 3)]
)
def test_a_page_of_a_brief_costs_few_queries(
    name: str,
    queries: int,
    owner: User,
    brief: BusinessBrief,
    client_of: ClientOf,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for text in ("Un.", "Deux.", "Trois."):
        edit_brief(by=owner, brief=brief, version=brief.version, values={"vision": text})
        brief.refresh_from_db()
    client = client_of(owner)
    with django_assert_num_queries(3 + queries):  # session, user, whose rows
        client.get(reverse(f"briefs:{name}", args=[brief.pk]))


def test_the_brief_of_a_deleted_session_offers_no_way_to_nowhere(
    owner: User, brief: BusinessBrief, client_of: ClientOf
) -> None:
    address, back = (
        reverse("briefs:brief", args=[brief.pk]),
        reverse("coaching:session", args=[brief.coaching_session.session_id]),
    )
    assert back in client_of(owner).get(address).content.decode()
    brief.coaching_session.delete_softly(by=owner)
    page = client_of(owner).get(address)
    assert page.status_code == 200
    assert back not in page.content.decode()


def test_an_answer_changed_since_is_told_on_the_brief(
    owner: User, brief: BusinessBrief, client_of: ClientOf
) -> None:
    told = "Vous avez changé une réponse depuis"
    brief.coaching_session.completed_at = timezone.now()
    brief.coaching_session.save(update_fields=["completed_at"])
    assert told not in client_of(owner).get(reverse("briefs:brief", args=[brief.pk])).content.decode()
    brief.coaching_session.completed_at = None
    brief.coaching_session.save(update_fields=["completed_at"])
    assert told in client_of(owner).get(reverse("briefs:brief", args=[brief.pk])).content.decode()
