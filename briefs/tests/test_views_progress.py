"""The page of the agents: what it shows, how it follows, what a person can do there."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob
from pytest_django import DjangoAssertNumQueries

import agents
from accounts.models import User
from briefs import emails, jobs
from briefs.models import AgentRun, BusinessBrief
from briefs.services import runs
from briefs.tests.agents import Crew, broken, crew
from briefs.tests.factories import BusinessBriefFactory
from briefs.tests.test_runs import done, queue
from briefs.views.progress import doing
from coaching.models import SessionStatus

pytestmark = pytest.mark.django_db
__all__ = ["crew"]
ClientOf = Callable[[User], Client]
AGENTS = Path(agents.__file__).parent


@pytest.fixture
def brief(owner: User) -> BusinessBrief:
    """Give a brief whose session has just been finished."""
    made: BusinessBrief = BusinessBriefFactory.create(
        coaching_session__user=owner, coaching_session__status=SessionStatus.COACHING_COMPLETE
    )
    return made


def url(brief: BusinessBrief, name: str = "progress") -> str:
    return reverse(f"briefs:{name}", args=[brief.pk])


def page(client: Client, brief: BusinessBrief, language: str = "en") -> str:
    return client.get(url(brief), headers={"Accept-Language": language}).content.decode()


def polled(html: str) -> str:
    """Return the address that the page asks for again, or nothing."""
    found = re.search(r'hx-get="([^"]+)"', html.split('id="progress"')[1].split(">")[0])
    return found[1].replace("&amp;", "&") if found else ""


def test_the_page_shows_each_agent_and_what_it_does(
    crew: Crew, owner: User, brief: BusinessBrief, client_of: ClientOf
) -> None:
    queue(brief)
    AgentRun.objects.filter(agent="content").update(status="running", progress=40, doing="services")
    html = page(client_of(owner), brief)
    assert html.count("<progress ") == 5
    assert 'value="40"' in html
    assert "Describing your services" in html
    assert "0 of 5 done" in html
    assert '<noscript><meta http-equiv="refresh"' in html


def test_the_page_speaks_french(crew: Crew, owner: User, brief: BusinessBrief, client_of: ClientOf) -> None:
    queue(brief)
    AgentRun.objects.filter(agent="logo").update(status="running", doing="marks")
    assert "Dessine les logos" in page(client_of(owner), brief, "fr")


def test_a_stranger_finds_no_progress_and_changes_nothing(
    crew: Crew, stranger: User, brief: BusinessBrief, client_of: ClientOf
) -> None:
    queue(brief)
    client = client_of(stranger)
    assert client.get(url(brief)).status_code == 404
    assert client.post(url(brief, "agents_again")).status_code == 404
    assert client.post(url(brief, "progress_mail"), {"mail": "1"}).status_code == 404


def test_asking_again_costs_nothing_until_something_changes(
    crew: Crew, owner: User, brief: BusinessBrief, client_of: ClientOf
) -> None:
    queue(brief)
    client = client_of(owner)
    address, htmx = polled(page(client, brief)), {"HX-Request": "true", "Accept-Language": "en"}
    assert client.get(address, headers=htmx).status_code == 204
    AgentRun.objects.filter(agent="logo").update(status="running", progress=10)
    moved = client.get(address, headers=htmx).content.decode()
    assert "<html" not in moved
    assert "hx-swap-oob" not in moved  # a bar that moves is not read out


def test_an_agent_that_ends_is_read_out_once(
    crew: Crew, owner: User, brief: BusinessBrief, client_of: ClientOf
) -> None:
    queue(brief)
    client, htmx = client_of(owner), {"HX-Request": "true", "Accept-Language": "en"}
    address = polled(page(client, brief))
    runs.work(AgentRun.objects.get(agent="logo").pk)
    told = client.get(address, headers=htmx).content.decode()
    assert "hx-swap-oob" in told
    assert "1 of 5 done" in told
    assert client.get(polled(told), headers=htmx).status_code == 204


def test_when_all_is_done_the_page_stops_asking_and_leads_to_the_brief(
    crew: Crew, owner: User, brief: BusinessBrief, client_of: ClientOf
) -> None:
    queue(brief)
    client = client_of(owner)
    address = polled(page(client, brief))
    runs.run_open_runs(brief)
    told = client.get(address, headers={"HX-Request": "true", "Accept-Language": "en"}).content.decode()
    assert polled(told) == ""
    assert "Open the brief" in told
    assert "http-equiv" not in page(client, brief)


def test_a_failed_agent_is_told_in_words_and_can_be_tried_again(
    crew: Crew, owner: User, brief: BusinessBrief, client_of: ClientOf
) -> None:
    works, crew.does["logo"] = crew.does["logo"], broken
    done(brief)
    client = client_of(owner)
    html = page(client, brief)
    assert "not everything worked" in html
    assert "Something went wrong on our side" in html
    crew.does["logo"] = works
    client.post(url(brief, "agents_again"), {"agent": "logo"})
    runs.run_open_runs(brief)
    assert AgentRun.objects.get(agent="logo").status == "succeeded"


def test_all_that_failed_is_tried_again_and_nothing_else(
    crew: Crew, owner: User, brief: BusinessBrief, client_of: ClientOf
) -> None:
    crew.does |= {"logo": broken, "research": broken}
    done(brief)
    client_of(owner).post(url(brief, "agents_again"))
    assert set(AgentRun.objects.filter(status="queued").values_list("agent", flat=True)) == {
        "logo",
        "research",
    }


@pytest.mark.parametrize("agent", ["content", "nonsense", ""])
def test_what_is_done_or_unknown_is_not_set_to_work(
    agent: str, crew: Crew, owner: User, brief: BusinessBrief, client_of: ClientOf
) -> None:
    done(brief)
    assert client_of(owner).post(url(brief, "agents_again"), {"agent": agent}).status_code == 302
    assert not AgentRun.objects.filter(status="queued").exists()


def test_nothing_useful_is_said_with_a_way_on(
    crew: Crew, owner: User, brief: BusinessBrief, client_of: ClientOf
) -> None:
    crew.does = dict.fromkeys(crew.does, broken)
    done(brief)
    client = client_of(owner)
    assert "Nothing could be prepared this time" in page(client, brief)
    assert url(brief) in client.get(reverse("coaching:sessions")).content.decode()


def test_the_lists_and_the_brief_lead_back_to_the_page(
    crew: Crew, owner: User, brief: BusinessBrief, client_of: ClientOf
) -> None:
    queue(brief)
    runs.work(AgentRun.objects.get(agent="logo").pk)
    client, english = client_of(owner), {"Accept-Language": "en"}
    sessions = client.get(reverse("coaching:sessions"), headers=english).content.decode()
    assert "Being enriched (1 of 5)" in sessions
    assert url(brief) in sessions
    assert "1 of 5 done" in client.get(url(brief, "brief"), headers=english).content.decode()


def test_the_brief_names_what_failed(
    crew: Crew, owner: User, brief: BusinessBrief, client_of: ClientOf
) -> None:
    crew.does["logo"] = broken
    done(brief)
    html = client_of(owner).get(url(brief, "brief"), headers={"Accept-Language": "en"}).content.decode()
    assert "Logo (Failed)" in html


def test_finishing_leads_to_the_agents(crew: Crew, owner: User, client_of: ClientOf) -> None:
    brief = BusinessBriefFactory.create(
        coaching_session__user=owner,
        coaching_session__completed_at="2026-01-01T00:00Z",
        coaching_session__status=SessionStatus.COACHING_COMPLETE,
    )
    queue(brief)
    address = reverse("briefs:finish", args=[brief.coaching_session.session_id])
    assert client_of(owner).post(address)["Location"] == url(brief)
    runs.run_open_runs(brief)
    assert client_of(owner).post(address)["Location"] == url(brief, "brief")


def test_the_page_costs_few_queries(
    crew: Crew,
    owner: User,
    brief: BusinessBrief,
    client_of: ClientOf,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    queue(brief)
    client = client_of(owner)
    with django_assert_num_queries(3 + 3):  # session, user, whose rows; brief, runs, address
        client.get(url(brief))


# --- Mail when it is done --------------------------------------------------------------------------------


def mailed() -> None:
    """Send the mails that wait, as a worker does."""
    for job in ProcrastinateJob.objects.filter(task_name=emails.MAIL_JOB):
        jobs.mail_when_done(**job.args)


@pytest.mark.parametrize(
    ("language", "subject"), [("fr", "Votre dossier est prêt"), ("en", "Your brief is ready")]
)
def test_who_wished_for_it_gets_one_mail_in_their_language(
    language: str, subject: str, crew: Crew, owner: User, brief: BusinessBrief, client_of: ClientOf
) -> None:
    owner.profile.preferred_language = language
    owner.profile.save()
    queue(brief)
    client = client_of(owner)
    for _click in range(2):
        client.post(url(brief, "progress_mail"), {"mail": "1"})
    assert "owner@example.org" in page(client, brief)
    runs.run_open_runs(brief)
    done(brief, again=True)
    mailed()
    assert [(subject in one.subject, one.to) for one in mail.outbox] == [(True, ["owner@example.org"])]
    assert url(brief, "brief") in str(mail.outbox[0].body)


def test_the_mail_says_when_something_is_missing(
    crew: Crew, owner: User, brief: BusinessBrief, client_of: ClientOf
) -> None:
    crew.does["logo"] = broken
    queue(brief)
    client_of(owner).post(url(brief, "progress_mail"), {"mail": "1"})
    runs.run_open_runs(brief)
    mailed()
    assert url(brief) in str(mail.outbox[0].body)


def test_who_thinks_better_of_it_gets_none(
    crew: Crew, owner: User, brief: BusinessBrief, client_of: ClientOf
) -> None:
    queue(brief)
    client = client_of(owner)
    client.post(url(brief, "progress_mail"), {"mail": "1"})
    client.post(url(brief, "progress_mail"), {"mail": "0"})
    runs.run_open_runs(brief)
    mailed()
    assert mail.outbox == []


def test_a_wish_after_the_end_is_answered_at_once(
    crew: Crew, owner: User, brief: BusinessBrief, client_of: ClientOf
) -> None:
    done(brief)
    answer = client_of(owner).post(url(brief, "progress_mail"), {"mail": "1"}, follow=True)
    assert [str(message) for message in answer.context["messages"]] == ["C’est déjà terminé."]
    assert not AgentRun.objects.filter(mail_to__isnull=False).exists()


@pytest.mark.parametrize("gone", ["brief", "person"])
def test_a_mail_about_what_is_gone_is_not_sent(
    gone: str, crew: Crew, owner: User, brief: BusinessBrief, client_of: ClientOf
) -> None:
    queue(brief)
    client_of(owner).post(url(brief, "progress_mail"), {"mail": "1"})
    runs.run_open_runs(brief)
    if gone == "brief":
        BusinessBrief.objects.all().delete()
    else:
        User.objects.filter(pk=owner.pk).update(is_active=False, status="suspended")
    mailed()
    assert mail.outbox == []


# --- Words ------------------------------------------------------------------------------------------------


def test_every_agent_has_words_for_what_it_says_it_does() -> None:
    found = [
        (file.relative_to(AGENTS).parts[0], key)
        for file in AGENTS.rglob("*.py")
        for key in re.findall(r"""\breport\([^"'\n]*["']([\w.-]+)["']\)""", file.read_text("utf-8"))
    ]
    assert found
    assert [pair for pair in found if not doing(*pair)] == []
