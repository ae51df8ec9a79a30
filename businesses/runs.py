"""Use cases of the sub-agents' runs: queue them with the finished session, do one, settle the session.

A run may be done twice without harm: it is claimed by its row, its result is one column, and what has not
changed since (the fingerprint of its inputs) is not done again.
"""

from __future__ import annotations

import logging
import uuid
from collections.abc import Iterable
from typing import Final

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from procrastinate.contrib.django import app

from accounts.models import User
from audit.services import record
from businesses.agents.contract import Agent, AgentKey, Inputs, Result, Tell, fingerprint
from businesses.agents.registry import AGENT_KEYS, agent
from businesses.agents.schemas import RESULTS
from businesses.models import AgentRun, Business, BusinessBrief
from businesses.results import Kept, fact_hashes, inputs_of, kept
from coaching.models import CoachingSession, SessionStatus

log = logging.getLogger(__name__)
S: Final = AgentRun.Status
#: The job's name, by which it is enqueued; `businesses.jobs` defines it.
JOB: Final = "businesses.run_agent"
#: How often a run is tried before it counts as failed.
MOST_ATTEMPTS: Final = 3
#: An agent that reads another one's texts waits for it when both are to run.
AFTER: Final[dict[AgentKey, AgentKey]] = {"seo": "content", "template": "content"}
_OPEN: Final = (S.QUEUED, S.RUNNING)
BUILT_IN: Final = "built-in"


@transaction.atomic
def queue(
    *, by: User, brief: BusinessBrief, agents: Iterable[AgentKey] = AGENT_KEYS, again: bool = False
) -> list[AgentRun]:
    """Enqueue agents for a brief, inside the caller's transaction; one that is at work already is left alone.

    `again` does the work even when nothing that it reads has changed. The session goes to "sub-agents
    running" when it stands where that is allowed, and stays where it is otherwise.
    """
    wanted = [key for key in AGENT_KEYS if key in set(agents)]
    known = {run.agent: run for run in AgentRun.objects.select_for_update().filter(brief=brief)}
    runs = [_queued(brief, key, known.get(key), again) for key in wanted]
    for run in runs:
        if run.status == S.QUEUED and AFTER.get(_key(run)) not in wanted:
            _enqueue(run)
    session = brief.coaching_session
    if session.status in {SessionStatus.COACHING_COMPLETE, SessionStatus.FAILED}:
        session.move_to(SessionStatus.SUB_AGENTS_RUNNING)
    changes = {"agents": {"new": wanted}}
    record("businesses.agents.queued", by=by, target=brief, organization=brief.organization, changes=changes)
    settle(brief)
    return runs


def _key(run: AgentRun) -> AgentKey:
    return next(key for key in AGENT_KEYS if key == run.agent)


def _queued(brief: BusinessBrief, key: AgentKey, run: AgentRun | None, again: bool) -> AgentRun:
    if run is not None and run.status in _OPEN:
        return run
    run = run or AgentRun(brief=brief, agent=key, organization_id=brief.organization_id)
    run.status, run.progress, run.doing, run.attempts, run.error = S.QUEUED, 0, "", 0, ""
    run.queued_at, run.started_at, run.finished_at = timezone.now(), None, None
    run.inputs_hash = "" if again else run.inputs_hash
    run.save()
    return run


def _enqueue(run: AgentRun) -> None:
    """Enqueue the run's job with the transaction; two jobs of one run never go side by side (its lock)."""
    app.configure_task(JOB, lock=f"run:{run.pk}", queue="agents").defer(run_id=str(run.pk))


def work(run_id: uuid.UUID) -> None:
    """Do a run that is queued, or was left by a worker that died; anything else is done already.

    Raises whatever the agent raised while attempts are left, so that the job is tried again.
    """
    run = _claimed(run_id)
    if run is None:
        return
    try:
        _do(run)
    except Exception:
        log.exception("agent run %s failed at attempt %s", run.pk, run.attempts)
        if run.attempts < MOST_ATTEMPTS:
            AgentRun.objects.filter(pk=run.pk).update(status=S.QUEUED)
            raise
        _finish(run, S.FAILED, error="unexpected")


def _claimed(run_id: uuid.UUID) -> AgentRun | None:
    """Take a run to work on it; None when it is finished or its brief is gone."""
    open_run = AgentRun.objects.filter(pk=run_id, status__in=_OPEN)
    started = {"status": S.RUNNING, "started_at": timezone.now(), "attempts": F("attempts") + 1}
    if not open_run.update(progress=0, doing="", **started):
        return None
    run: AgentRun = AgentRun.objects.select_related("brief__coaching_session").get(pk=run_id)
    return run


def _do(run: AgentRun) -> None:
    brief, chosen = run.brief, agent(_key(run))
    inputs = inputs_of(brief, brief.choices.all())
    told = fingerprint(chosen, inputs)
    envelope = kept(brief, chosen.key)
    if envelope is not None and run.inputs_hash == told == envelope.inputs_hash:
        _finish(run, S.SKIPPED)
        return
    facts = fact_hashes(brief)
    _save(run, chosen, _made(run, chosen, inputs), told, facts)


def _made(run: AgentRun, chosen: Agent, inputs: Inputs) -> Result:
    return chosen.run(inputs, _teller(run))


def _teller(run: AgentRun) -> Tell:
    """Return what an agent tells its progress to: seen at once, as it is written outside any transaction."""

    def tell(percent: int, doing: str) -> None:
        mine = AgentRun.objects.filter(pk=run.pk, status=S.RUNNING)
        mine.update(progress=max(0, min(percent, 100)), doing=doing)

    return tell


def _save(run: AgentRun, chosen: Agent, made: Result, told: str, facts: dict[str, str]) -> None:
    envelope = Kept(
        version=made.version,
        provider=BUILT_IN,
        inputs_hash=told,
        made_at=timezone.now().isoformat(),
        facts=facts,
        result=made.model_dump(mode="json"),
    )
    with transaction.atomic():
        BusinessBrief.objects.select_for_update().filter(pk=run.brief_id).update(
            **{RESULTS[chosen.key][1]: envelope.model_dump(mode="json")}
        )
        run.inputs_hash = told
        _finish(run, S.SUCCEEDED)


@transaction.atomic
def _finish(run: AgentRun, status: str, *, error: str = "") -> None:
    """Close a run, wake the agents that waited for it, and settle its session."""
    AgentRun.objects.filter(pk=run.pk).update(
        status=status, error=error, finished_at=timezone.now(), inputs_hash=run.inputs_hash,
        **({} if status == S.FAILED else {"progress": 100}),
    )  # fmt: skip
    waiting = [key for key, first in AFTER.items() if first == run.agent]
    for other in AgentRun.objects.filter(brief=run.brief_id, agent__in=waiting, status=S.QUEUED):
        _enqueue(other)
    settle(run.brief)


def work_off(brief: BusinessBrief) -> None:
    """Do the brief's queued runs here and now, as commands do; their jobs then find nothing left to do."""
    for key in AGENT_KEYS:
        for run in AgentRun.objects.filter(brief=brief, agent=key, status__in=_OPEN):
            try:
                work(run.pk)
            except Exception:  # noqa: S112 - told in the log and on the run; the job tries again
                continue


@transaction.atomic
def settle(brief: BusinessBrief) -> None:
    """When no run is open any more, say that the brief is ready, or failed when nothing useful came out."""
    session = CoachingSession.all_objects.select_for_update().get(pk=brief.coaching_session_id)
    statuses = set(AgentRun.objects.filter(brief=brief).values_list("status", flat=True))
    if session.status != SessionStatus.SUB_AGENTS_RUNNING or statuses & set(_OPEN):
        return
    useful = not statuses or bool(statuses & {S.SUCCEEDED, S.SKIPPED})
    session.move_to(SessionStatus.BRIEF_READY if useful else SessionStatus.FAILED)
    if useful and Business.objects.filter(brief=brief).exists():
        session.move_to(SessionStatus.COMPLETED)
    code = "businesses.agents.ready" if useful else "businesses.agents.failed"
    record(code, by=None, target=brief, organization=session.organization)
