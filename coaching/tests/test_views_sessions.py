"""The start form and the list of sessions."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from accounts.models import User
from audit.models import Activity
from coaching import services
from coaching.models import CoachingSession, SessionStatus
from coaching.signals import AgentProgress, Outcome
from coaching.steps import CONTENT_STEPS
from coaching.tests.conftest import set_status
from coaching.tests.factories import CoachingSessionFactory
from reference.tests.factories import CountryFactory, SectorFactory

pytestmark = pytest.mark.django_db
UrlOf = Callable[..., str]
SignIn = Callable[[User], Client]
LOGIN = 3  # session, user, whose rows the database shows


def page(response: Any) -> str:
    return str(response.content.decode())


@pytest.fixture
def filled() -> dict[str, str]:
    """Give a start form that is filled in."""
    return {
        "business_name": "Jardin de Khady",
        "sector": SectorFactory.create().pk,
        "country": CountryFactory.create().pk,
        "city": "Thiès",
        "language": "fr",
        "session_id": "a" * 22,
    }


def test_the_start_form_leads_to_the_first_question(browser_of_owner: Client, filled: dict[str, str]) -> None:
    response = browser_of_owner.post("/coaching/new/", filled, follow=True)
    assert response.redirect_chain == [(f"/coaching/{'a' * 22}/vision/", 302)]
    assert "Dans dix ans" in page(response)


def test_a_start_form_sent_twice_opens_one_session(browser_of_owner: Client, filled: dict[str, str]) -> None:
    for _ in range(2):
        browser_of_owner.post("/coaching/new/", filled)
    assert CoachingSession.objects.count() == 1


def test_a_start_form_sent_again_after_back_changes_the_session(
    browser_of_owner: Client, filled: dict[str, str]
) -> None:
    browser_of_owner.post("/coaching/new/", filled)
    browser_of_owner.post("/coaching/new/", {**filled, "business_name": "Verger de Khady", "city": "Mbour"})
    assert CoachingSession.objects.values_list("business_name", "city").get() == ("Verger de Khady", "Mbour")


def test_a_start_form_of_a_deleted_session_opens_another(
    browser_of_owner: Client, filled: dict[str, str]
) -> None:
    browser_of_owner.post("/coaching/new/", filled)
    browser_of_owner.post(f"/coaching/{filled['session_id']}/delete/")
    assert browser_of_owner.post("/coaching/new/", filled, follow=True).status_code == 200
    assert CoachingSession.objects.get().session_id != filled["session_id"]


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("business_name", "\u200b\u200d", "Give your business a name"),
        ("business_name", " ", "Give your business a name"),
        ("business_name", "x" * 121, "at most 120"),
        ("sector", "piracy", "piracy"),
        ("country", "", "Choose the country"),
        ("city", "\x00\u202e", "Write the city"),
        ("language", "xx", "xx"),
    ],
)
def test_a_start_form_says_what_to_mend(
    browser_of_owner: Client, filled: dict[str, str], field: str, value: str, message: str
) -> None:
    response = browser_of_owner.post("/coaching/new/", {**filled, field: value})
    assert response.status_code == 422
    assert message in page(response)
    assert not CoachingSession.objects.exists()


def test_hidden_characters_in_a_name_go(browser_of_owner: Client, filled: dict[str, str]) -> None:
    browser_of_owner.post("/coaching/new/", {**filled, "business_name": "Chez\u202e \x00Khady"})
    assert CoachingSession.objects.get().business_name == "Chez Khady"


def test_a_forged_session_id_is_replaced(browser_of_owner: Client, filled: dict[str, str]) -> None:
    browser_of_owner.post("/coaching/new/", {**filled, "session_id": "../../admin"})
    assert len(CoachingSession.objects.get().session_id) == 22


def test_the_start_form_knows_the_profile_and_the_language(browser_of_owner: Client, owner: User) -> None:
    country = CountryFactory.create()
    type(owner.profile).objects.filter(user=owner).update(country=country, city="Pikine")
    text = page(browser_of_owner.get("/coaching/new/"))
    assert f'<option value="{country.pk}" selected>' in text
    assert 'value="Pikine"' in text
    assert 'value="en" required id="id_language_1" checked' in text


def test_west_africa_comes_first(browser_of_owner: Client) -> None:
    CountryFactory.create(code="AD", name_en="Andorra", name_fr="Andorre")
    CountryFactory.create(code="TG", name_en="Togo", name_fr="Togo")
    text = page(browser_of_owner.get("/coaching/new/"))
    assert text.index("Togo") < text.index("Andorra")


@pytest.mark.parametrize(("country", "city"), [("SN", "Kaolack"), ("", "Kumasi"), ("\x00", ""), ("zz9", "")])
def test_cities_are_suggested(browser_of_owner: Client, country: str, city: str) -> None:
    response = browser_of_owner.get("/coaching/new/cities/", {"country": country})
    assert response.status_code == 200
    assert city in page(response)


def test_without_a_session_the_list_says_what_to_do(browser_of_owner: Client) -> None:
    text = page(browser_of_owner.get("/coaching/"))
    assert "Your idea first" in text
    assert 'href="/coaching/new/"' in text


def test_the_list_shows_where_a_session_stands(browser_of_owner: Client, session: CoachingSession) -> None:
    services.mark_unknown(by=session.user, session_id=session.session_id, name="vision", text="", version=0)
    text = page(browser_of_owner.get("/coaching/"))
    assert session.business_name in text
    assert "1 of 6 steps" in text
    assert "In progress" in text


def test_the_list_speaks_french(browser_of_owner: Client, session: CoachingSession) -> None:
    browser_of_owner.cookies["django_language"] = "fr"
    assert "Étapes faites\u00a0: 0 sur 6" in page(browser_of_owner.get("/coaching/"))


def test_a_card_says_how_many_agents_are_done(
    browser_of_owner: Client, session: CoachingSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_status(session, SessionStatus.SUB_AGENTS_RUNNING)
    outcomes = {session.pk: Outcome(agents=AgentProgress("/runs/", done=2, total=5))}
    monkeypatch.setattr("coaching.views.sessions.responses", lambda *_, **__: [outcomes])
    browser_of_owner.cookies["django_language"] = "fr"
    said = page(browser_of_owner.get("/coaching/"))
    assert "(2 sur 5)" in said
    assert 'href="/runs/"' in said


def test_the_list_shows_only_ones_own(stranger: User, client_of: SignIn, session: CoachingSession) -> None:
    assert session.business_name not in page(client_of(stranger).get("/coaching/"))


@pytest.mark.parametrize(("many", "number"), [(1, 1), (10, 1), (12, 1), (12, 2)])
def test_the_list_costs_as_many_queries_however_long(
    browser_of_owner: Client,
    owner: User,
    many: int,
    number: int,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    CoachingSessionFactory.create_batch(many, user=owner)
    with django_assert_num_queries(LOGIN + 2):  # how many, and the rows with their sectors
        browser_of_owner.get("/coaching/", {"page": number})


@pytest.mark.parametrize("number", ["2", "99", "zzz"])
def test_many_sessions_come_in_pages(browser_of_owner: Client, owner: User, number: str) -> None:
    CoachingSessionFactory.create_batch(12, user=owner)
    response = browser_of_owner.get("/coaching/", {"page": number})
    assert response.status_code == 200
    assert "of 2" in page(response)


def test_a_session_goes_on_where_it_was_left(
    browser_of_owner: Client, url_of: UrlOf, session: CoachingSession
) -> None:
    services.mark_unknown(by=session.user, session_id=session.session_id, name="vision", text="", version=0)
    assert browser_of_owner.get(url_of("session")).headers["Location"] == url_of("step", "mission")


def test_a_deleted_session_can_be_brought_back(
    browser_of_owner: Client, url_of: UrlOf, session: CoachingSession
) -> None:
    listed = browser_of_owner.post(url_of("delete"), follow=True)
    assert "is deleted" in page(listed)
    assert browser_of_owner.get(url_of("session")).status_code == 404
    browser_of_owner.post(url_of("restore"))
    assert browser_of_owner.get(url_of("session")).status_code == 302


def test_a_stranger_can_neither_delete_nor_restore(
    stranger: User, client_of: SignIn, url_of: UrlOf, session: CoachingSession
) -> None:
    assert client_of(stranger).post(url_of("delete")).status_code == 404
    services.delete_session(by=session.user, session=session)
    assert client_of(stranger).post(url_of("restore")).status_code == 404
    assert "is deleted" not in page(client_of(stranger).get("/coaching/", {"deleted": session.session_id}))


@pytest.mark.parametrize("name", ["delete", "restore"])
def test_deleting_and_restoring_must_be_posted(browser_of_owner: Client, url_of: UrlOf, name: str) -> None:
    assert browser_of_owner.get(url_of(name)).status_code == 405


def test_contradictions_of_a_session_stand_side_by_side(
    browser_of_owner: Client, url_of: UrlOf, session: CoachingSession
) -> None:
    clientele = "Mes clientes sont les vendeuses de légumes du marché. Elles peuvent payer 500 F par semaine."
    offre = "Je loue une caisse isolée à 4 000 F par semaine aux vendeuses de légumes. Elle me coûte 1 500 F."
    for name in CONTENT_STEPS:
        services.mark_unknown(by=session.user, session_id=session.session_id, name=name, text="", version=0)
    for name, text in (("clientele", clientele), ("offre", offre)):
        services.submit_answer(
            by=session.user, session_id=session.session_id, name=name, text=text, version=1
        )
    text = page(browser_of_owner.get(url_of("step", "synthesis")))
    assert "Two of your answers contradict each other" in text
    assert url_of("step", "offre") in text
    assert "The sums of your offer" in text
    assert "4,000&nbsp;" in text


def test_the_details_can_be_changed_and_the_change_is_recorded(
    browser_of_owner: Client, url_of: UrlOf, session: CoachingSession, filled: dict[str, str]
) -> None:
    browser_of_owner.post(url_of("details"), {**filled, "business_name": "Le Potager"})
    assert CoachingSession.objects.get(pk=session.pk).business_name == "Le Potager"
    changes = Activity.objects.about(session).get().changes
    assert changes["business_name"] == {"old": "Jardin de Khady", "new": "Le Potager"}


def test_details_that_stay_leave_no_trace(
    browser_of_owner: Client, url_of: UrlOf, session: CoachingSession
) -> None:
    same = {"business_name": session.business_name, "city": session.city, "language": session.language}
    browser_of_owner.post(
        url_of("details"), {**same, "sector": session.sector_id, "country": session.country_id}
    )
    assert not Activity.objects.about(session).exists()


def test_wrong_details_are_said_and_change_nothing(
    browser_of_owner: Client, url_of: UrlOf, session: CoachingSession
) -> None:
    assert browser_of_owner.post(url_of("details"), {"business_name": " "}).status_code == 422
    assert CoachingSession.objects.get(pk=session.pk).business_name == session.business_name


def test_a_stranger_sees_no_details(stranger: User, client_of: SignIn, url_of: UrlOf) -> None:
    assert client_of(stranger).get(url_of("details")).status_code == 404
