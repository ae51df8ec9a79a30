"""The life of a run: queued with its brief, done once, tried again, settled with the session."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from accounts.models import User
from agents.contract import AgentKey, Inputs, Progress, Result
from agents.schemas import RESULTS
from audit.models import Activity
from briefs.models import AgentRun, BusinessBrief
from briefs.services import runs
from briefs.services.briefs import delete_brief
from briefs.tests import agents
from briefs.tests.agents import KEYS, Crew, broken, crew
from briefs.tests.factories import BusinessBriefFactory
from businesses import services
from coaching.models import CoachingSession, SessionStatus

pytestmark = pytest.mark.django_db
__all__ = ["crew"]
S = AgentRun.Status


@pytest.fixture
def brief(owner: User) -> BusinessBrief:
    """Give a brief whose session has just been finished."""
    made: BusinessBrief = BusinessBriefFactory.create(
        coaching_session__user=owner,
        coaching_session__status=SessionStatus.COACHING_COMPLETE,
        coaching_session__completed_at=timezone.now(),
    )
    return made


def queue(brief: BusinessBrief, *keys: AgentKey, again: bool = False) -> list[AgentRun]:
    brief = BusinessBrief.objects.get(pk=brief.pk)
    user = brief.coaching_session.user
    runs.queue(by=user, brief=brief, agents=keys or KEYS, again=again)
    return list(AgentRun.objects.filter(brief=brief, agent__in=keys or KEYS))


def done(brief: BusinessBrief, *keys: AgentKey, again: bool = False) -> dict[str, str]:
    """Queue agents, work them off, and return every run's status."""
    queue(brief, *keys, again=again)
    runs.run_open_runs(brief)
    return statuses(brief)


def statuses(brief: BusinessBrief) -> dict[str, str]:
    return dict(AgentRun.objects.filter(brief=brief).values_list("agent", "status"))


def status_of(brief: BusinessBrief) -> str:
    return CoachingSession.all_objects.get(pk=brief.coaching_session_id).status


def verified(brief: BusinessBrief) -> str:
    """Return the text that the research agent of these tests noted."""
    brief.refresh_from_db()
    return str(brief.market_research["result"]["to_verify"][0]["text"])


def jobs() -> list[str]:
    """Return the agents of the jobs that wait, in their order."""
    waiting = ProcrastinateJob.objects.filter(status="todo", task_name=runs.JOB).order_by("pk")
    return [AgentRun.objects.get(pk=job.args["run_id"]).agent for job in waiting]


def test_agents_that_succeed_make_the_brief_ready(crew: Crew, brief: BusinessBrief) -> None:
    assert set(done(brief).values()) == {S.SUCCEEDED}
    assert status_of(brief) == SessionStatus.BRIEF_READY
    brief.refresh_from_db()
    assert all(getattr(brief, column)["provider"] == "built-in" for _, column in RESULTS.values())
    assert Activity.objects.about(brief).filter(action="agents.ready").count() == 1


def test_queued_agents_keep_the_session_enriching(crew: Crew, brief: BusinessBrief) -> None:
    queue(brief)
    assert status_of(brief) == SessionStatus.SUB_AGENTS_RUNNING


def test_what_reads_the_texts_waits_for_them(crew: Crew, brief: BusinessBrief) -> None:
    queue(brief)
    assert jobs() == ["research", "content", "logo"]
    runs.work(AgentRun.objects.get(brief=brief, agent="content").pk)
    assert set(jobs()[3:]) == {"seo", "template"}


def test_search_texts_are_made_from_the_new_site_texts(crew: Crew, brief: BusinessBrief) -> None:
    done(brief)
    brief.refresh_from_db()
    assert brief.seo_optimization["result"]["title"]["text"] == brief.business_name


def test_without_the_texts_in_the_same_order_nothing_is_waited_for(crew: Crew, brief: BusinessBrief) -> None:
    queue(brief, "seo")
    assert jobs() == ["seo"]


def test_texts_asked_for_anew_let_their_reader_start_again(crew: Crew, brief: BusinessBrief) -> None:
    queue(brief, "seo")
    AgentRun.objects.filter(agent="seo").update(status=S.RUNNING)
    queue(brief, "content")
    assert statuses(brief) == {"content": S.QUEUED, "seo": S.QUEUED}


def test_a_double_click_queues_nothing_twice(crew: Crew, brief: BusinessBrief) -> None:
    queue(brief)
    queue(brief)
    assert (len(jobs()), AgentRun.objects.count()) == (3, 5)


def test_a_job_that_runs_twice_changes_nothing(crew: Crew, brief: BusinessBrief) -> None:
    done(brief)
    run = AgentRun.objects.get(agent="research")
    runs.work(run.pk)
    again = AgentRun.objects.get(agent="research")
    assert (again.started_at, again.finished_at) == (run.started_at, run.finished_at)


def test_one_failed_agent_leaves_the_brief_ready_and_is_marked(crew: Crew, brief: BusinessBrief) -> None:
    crew.does["logo"] = broken
    assert done(brief)["logo"] == S.FAILED
    run = AgentRun.objects.get(agent="logo")
    assert (run.error, run.attempts) == (runs.UNEXPECTED, runs.MOST_ATTEMPTS)
    assert status_of(brief) == SessionStatus.BRIEF_READY


def test_a_failure_is_raised_to_its_job_as_long_as_attempts_are_left(
    crew: Crew, brief: BusinessBrief
) -> None:
    crew.does["logo"] = broken
    run = next(run for run in queue(brief) if run.agent == "logo")
    with pytest.raises(ValueError, match="no such line"):
        runs.work(run.pk)
    run.refresh_from_db()
    assert (run.status, run.error) == (S.QUEUED, "")


def test_all_failed_fails_the_session_and_trying_again_mends_it(crew: Crew, brief: BusinessBrief) -> None:
    working = dict(crew.does)
    crew.does = dict.fromkeys(KEYS, broken)
    done(brief)
    assert status_of(brief) == SessionStatus.FAILED
    crew.does = working
    assert set(done(brief).values()) == {S.SUCCEEDED}
    assert status_of(brief) == SessionStatus.BRIEF_READY


def test_unchanged_inputs_are_not_worked_on_again(crew: Crew, brief: BusinessBrief) -> None:
    done(brief)
    made_at = BusinessBrief.objects.get().market_research["made_at"]
    assert done(brief, "research")["research"] == S.SKIPPED
    assert BusinessBrief.objects.get().market_research["made_at"] == made_at


@pytest.mark.parametrize("why", ["asked", "edited", "new version"])
def test_what_changed_or_was_asked_for_is_made_anew(
    why: str, crew: Crew, owner: User, brief: BusinessBrief
) -> None:
    done(brief)
    crew.version += why == "new version"
    if why == "edited":
        BusinessBrief.objects.update(vision="Une autre vision.")
    assert done(brief, "research", again=why == "asked")["research"] == S.SUCCEEDED


def test_an_edit_in_mid_run_is_worked_on_before_the_run_ends(
    crew: Crew, owner: User, brief: BusinessBrief
) -> None:
    def research(inputs: Inputs, report: Progress) -> Result:
        BusinessBrief.objects.update(vision="Changée entre-temps.")
        return agents.research(inputs, report)

    crew.does["research"] = research
    assert done(brief, "research")["research"] == S.SUCCEEDED
    assert verified(brief) == "Changée entre-temps."


def test_a_session_opened_again_in_mid_run_stays_open(crew: Crew, owner: User, brief: BusinessBrief) -> None:
    queue(brief)
    CoachingSession.objects.get().move_to(SessionStatus.IN_PROGRESS)
    runs.run_open_runs(brief)
    assert set(statuses(brief).values()) == {S.SUCCEEDED}
    assert status_of(brief) == SessionStatus.IN_PROGRESS


def test_a_brief_deleted_in_mid_run_takes_its_runs_along(
    crew: Crew, owner: User, brief: BusinessBrief
) -> None:
    def logo(inputs: Inputs, report: Progress) -> Result:
        delete_brief(by=owner, brief=BusinessBrief.objects.get())
        report(80, "marks")
        return agents.logo(inputs, report)

    crew.does["logo"] = logo
    assert done(brief) == {}
    assert status_of(brief) == SessionStatus.IN_PROGRESS


def test_a_business_made_before_the_end_completes_the_session(
    crew: Crew, owner: User, brief: BusinessBrief
) -> None:
    queue(brief)
    services.create_business(by=owner, brief=brief)
    assert status_of(brief) == SessionStatus.SUB_AGENTS_RUNNING
    runs.run_open_runs(brief)
    assert status_of(brief) == SessionStatus.COMPLETED


def test_who_claimed_a_run_last_writes_its_result(crew: Crew, owner: User, brief: BusinessBrief) -> None:
    calls = []

    def research(inputs: Inputs, report: Progress) -> Result:
        calls.append(1)
        if len(calls) == 1:  # silent for long: another worker takes over and ends first
            runs.work(AgentRun.objects.get(agent="research").pk)
            return agents.research(inputs.model_copy(update={"texts": {"vision": "Trop tard."}}), report)
        return agents.research(inputs, report)

    crew.does["research"] = research
    assert done(brief, "research")["research"] == S.SUCCEEDED
    assert (len(calls), verified(brief)) == (2, brief.vision)


def test_a_run_whose_workers_keep_dying_fails_in_the_end(crew: Crew, brief: BusinessBrief) -> None:
    run = queue(brief, "logo")[0]
    AgentRun.objects.update(status=S.RUNNING, attempts=runs.MOST_ATTEMPTS)
    runs.work(run.pk)
    run.refresh_from_db()
    assert (run.status, run.error) == (S.FAILED, runs.CRASHED)


def test_an_agent_is_seen_to_advance(crew: Crew, brief: BusinessBrief) -> None:
    seen = []

    def logo(inputs: Inputs, report: Progress) -> Result:
        for percent in (40, 400, -4):
            report(percent, "marks")
            seen.append(AgentRun.objects.values_list("progress", "doing", "status").get())
        return agents.logo(inputs, report)

    crew.does["logo"] = logo
    done(brief, "logo")
    assert seen == [(40, "marks", "running"), (100, "marks", "running"), (0, "marks", "running")]


def test_a_run_without_its_job_gets_a_new_one(crew: Crew, brief: BusinessBrief) -> None:
    queue(brief)
    ProcrastinateJob.objects.all()._raw_delete("default")  # by hand: the model itself refuses
    AgentRun.objects.update(queued_at=timezone.now() - timedelta(hours=1))
    runs.enqueue_lost()
    runs.enqueue_lost()
    assert jobs() == ["research", "content", "logo"]


def test_a_run_that_is_gone_is_nothing_to_do(crew: Crew, brief: BusinessBrief) -> None:
    run = queue(brief, "logo")[0]
    delete_brief(by=brief.coaching_session.user, brief=brief)
    runs.work(run.pk)
    assert not AgentRun.objects.exists()
