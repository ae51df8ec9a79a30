"""Use cases of the sub-agents' runs: queue them with the finished session, do one, settle the session.

A run may be done twice without harm: whoever claimed it last holds it, its result is one column, and what
has not changed since (the fingerprint of its inputs) is not done again. Rows are locked in one order, here
and in all services: the brief, its runs, the session last.
"""

from __future__ import annotations

import contextlib
import logging
import uuid
from collections.abc import Iterable
from datetime import timedelta
from itertools import product
from typing import Final

from django.db import InterfaceError, OperationalError, transaction
from django.db.models import F
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from accounts.models import User
from agents.contract import Agent, AgentKey, Inputs, Progress, Result, fingerprint
from agents.registry import AGENT_KEYS, agent
from agents.schemas import RESULTS
from audit.services import record
from briefs.actions import BriefAction
from briefs.choices import chosen as chosen_now
from briefs.ledger import claims
from briefs.models import AgentRun, BusinessBrief, ItemChoice
from briefs.results import Kept, fact_hashes, inputs_of, kept
from briefs.services import notifications as wishes
from briefs.signals import brief_ready
from briefs.web_search import gathering
from coaching.models import SessionStatus
from organizations.models import TenantQuerySet

log = logging.getLogger(__name__)
S: Final = AgentRun.Status
#: The job's name, by which it is enqueued; `briefs.jobs` defines it.
JOB: Final = "briefs.run_agent"
#: How often a run is tried before it counts as failed.
MOST_ATTEMPTS: Final = 3
#: An agent that reads another one's texts waits for it when both are to run.
AFTER: Final[dict[AgentKey, AgentKey]] = {"seo": "content", "template": "content"}
BUILT_IN: Final = "built-in"
WEB_READER: Final[AgentKey] = "research"
#: A run that is open for longer than this must have a job; without one it gets a new one.
LOST_AFTER: Final = timedelta(minutes=1)
#: Why a run failed, for `presentation`: its agent raised something, or each of its workers died.
UNEXPECTED, CRASHED = "unexpected", "crashed"


@transaction.atomic
def queue(
    *, by: User, brief: BusinessBrief, agents: Iterable[AgentKey] = AGENT_KEYS, again: bool = False
) -> list[AgentRun]:
    """Enqueue agents for a brief, inside the caller's transaction; one that is at work already is left alone.

    `again` does the work even when nothing that it reads has changed. The session goes to "sub-agents
    running" when it stands where that is allowed, and stays where it is otherwise.
    """
    brief.lock()
    wanted = [key for key in AGENT_KEYS if key in set(agents)]
    known = {run.agent: run for run in AgentRun.objects.filter(brief=brief)}
    at_work = {key for key, run in known.items() if run.status in AgentRun.OPEN}
    runs = [_queued(brief, key, known.get(key), again) for key in wanted]
    _enqueue_in_turn(brief, [run for run in runs if run.agent not in at_work], at_work)
    session = brief.lock_session()
    if session.status in {SessionStatus.COACHING_COMPLETE, SessionStatus.FAILED}:
        session.move_to(SessionStatus.SUB_AGENTS_RUNNING)
    if wanted:
        told, changes = BriefAction.AGENTS_QUEUED, {"agents": {"new": wanted}}
        record(told, by=by, target=brief, organization=brief.organization, changes=changes)
    settle(brief)
    return runs


def _enqueue_in_turn(brief: BusinessBrief, begun: list[AgentRun], at_work: set[str]) -> None:
    """Enqueue the runs that need not wait for another one; what reads a begun one's texts waits anew."""
    fresh = {run.agent for run in begun}
    for run in begun:
        if AFTER.get(_key(run)) not in at_work | fresh:
            _enqueue(run)
    readers = [key for key, first in AFTER.items() if first in fresh]
    AgentRun.objects.filter(brief=brief, agent__in=readers, status=S.RUNNING).update(status=S.QUEUED)


def _key(run: AgentRun) -> AgentKey:
    return next(key for key in AGENT_KEYS if key == run.agent)


def _queued(brief: BusinessBrief, key: AgentKey, run: AgentRun | None, again: bool) -> AgentRun:
    if run is not None and run.status in AgentRun.OPEN:
        return run
    run = run or AgentRun(brief=brief, agent=key, organization_id=brief.organization_id)
    run.status, run.progress, run.doing, run.attempts, run.error = S.QUEUED, 0, "", 0, ""
    run.queued_at, run.started_at, run.finished_at = timezone.now(), None, None
    run.inputs_hash = "" if again else run.inputs_hash
    run.save()
    return run


def _enqueue(run: AgentRun) -> None:
    """Enqueue the run's job with the transaction; two jobs of one run never go side by side (its lock)."""
    app.configure_task(JOB, lock=_lock_of(run), queue="agents").defer(run_id=str(run.pk))


def _lock_of(run: AgentRun) -> str:
    return f"run:{run.pk}"


def enqueue_lost() -> None:
    """Give open runs whose job is gone (deleted by hand, lost in a restored backup) a new one."""
    late = AgentRun.objects.open().filter(queued_at__lt=timezone.now() - LOST_AFTER).select_related("brief")
    for run in late.order_by("pk"):
        with transaction.atomic():
            run.brief.lock()
            first = AFTER.get(_key(run), "")
            waits = AgentRun.objects.filter(brief=run.brief_id, agent=first).open().exists()
            jobs = ProcrastinateJob.objects.filter(lock=_lock_of(run), status__in=["todo", "doing"])
            if not waits and not jobs.exists():
                _enqueue(run)


def is_at_work(brief: BusinessBrief) -> bool:
    """Say whether a run of the brief is open."""
    return bool(AgentRun.objects.filter(brief=brief).open().exists())


def work(run_id: uuid.UUID) -> None:
    """Do a run that is queued, or was left by a worker that died; anything else is done already.

    Raises whatever the agent raised while attempts are left, so that the job is tried again; and what a lost
    database raises.
    """
    run = _claimed(run_id)
    if run is None:
        return
    if run.attempts > MOST_ATTEMPTS:
        _finish(run, S.FAILED, error=CRASHED)
        return
    try:
        _do(run)
    except (OperationalError, InterfaceError):  # the run stays claimed: its job finds it so and goes on
        raise
    except Exception:
        log.exception("agent run %s failed at attempt %s", run.pk, run.attempts)
        if run.attempts < MOST_ATTEMPTS:
            _mine(run).update(status=S.QUEUED)
            raise
        _finish(run, S.FAILED, error=UNEXPECTED)


def _claimed(run_id: uuid.UUID) -> AgentRun | None:
    """Take a run to work on it; None when it is finished or its brief is gone.

    The moment of the claim is what later writes are held against: only the last claim may write.
    """
    now = timezone.now()
    rows = AgentRun.objects.filter(pk=run_id).open()
    if not rows.update(status=S.RUNNING, started_at=now, attempts=F("attempts") + 1, progress=0, doing=""):
        return None
    found = AgentRun.objects.select_related("brief__coaching_session").filter(pk=run_id, started_at=now)
    run: AgentRun | None = found.first()
    return run


def _mine(run: AgentRun) -> TenantQuerySet:
    """Return the run's row as long as nobody else has claimed it since."""
    return AgentRun.objects.filter(pk=run.pk, status=S.RUNNING, started_at=run.started_at)


def _do(run: AgentRun) -> None:
    chosen, brief = agent(_key(run)), run.brief
    inputs = _inputs(brief, list(brief.choices.all()))
    told = fingerprint(chosen, inputs)
    envelope = kept(brief, chosen.key)
    lacks_web = chosen.key == WEB_READER and envelope is not None and gathering.is_due(envelope)
    if envelope is not None and run.inputs_hash == told == envelope.inputs_hash and not lacks_web:
        _finish(run, S.SKIPPED)
        return
    tell = _teller(run)
    _save(run, chosen, chosen.run(_with_pages(chosen, inputs, tell), tell), told)


def _with_pages(chosen: Agent, inputs: Inputs, tell: Progress) -> Inputs:
    """Return the inputs with pages of the web for the agent that reads them; the fingerprint is without."""
    search = gathering.configured() if chosen.key == WEB_READER else None
    if search is not None:
        tell(1, "web")
    return gathering.gathered(inputs, search)


def _inputs(brief: BusinessBrief, choices: list[ItemChoice]) -> Inputs:
    return inputs_of(brief, choices, chosen_now(brief, choices).tone)


def _teller(run: AgentRun) -> Progress:
    """Return what an agent tells its progress to: seen at once, as it is written outside any transaction."""

    def tell(percent: int, doing: str) -> None:
        _mine(run).update(progress=max(0, min(percent, 100)), doing=doing[:32])

    return tell


@transaction.atomic
def _save(run: AgentRun, chosen: Agent, made: Result, told: str) -> None:
    """Keep what was made; when the brief changed meanwhile, the run is queued once more instead."""
    brief = BusinessBrief.objects.select_for_update(no_key=True).filter(pk=run.brief_id).first()
    if brief is None or not _mine(run).exists():
        return
    choices = list(brief.choices.all())
    if fingerprint(chosen, _inputs(brief, choices)) != told:
        _mine(run).update(status=S.QUEUED, attempts=0)
        _enqueue(run)
        return
    envelope = Kept(
        version=made.version,
        provider=BUILT_IN,
        inputs_hash=told,
        made_at=timezone.now().isoformat(),
        facts=fact_hashes(brief, choices),
        result=made.model_dump(mode="json"),
    )
    rows = BusinessBrief.objects.filter(pk=brief.pk)
    rows.update(**{RESULTS[chosen.key][1]: envelope.model_dump(mode="json")})
    brief.refresh_from_db(fields=[RESULTS[chosen.key][1]])
    claims.write(brief)
    run.inputs_hash = told
    _finish(run, S.SUCCEEDED)


@transaction.atomic
def _finish(run: AgentRun, status: str, *, error: str = "") -> None:
    """Close a run that is still ours, wake the agents that waited for it, and settle its session."""
    run.brief.lock()
    ended = {"status": status, "error": error, "finished_at": timezone.now(), "inputs_hash": run.inputs_hash}
    if status != S.FAILED:
        ended["progress"] = 100
    if not _mine(run).update(**ended):
        return
    waiting = [key for key, first in AFTER.items() if first == run.agent]
    for other in AgentRun.objects.filter(brief=run.brief_id, agent__in=waiting, status=S.QUEUED):
        _enqueue(other)
    settle(run.brief)


def work_off(brief: BusinessBrief) -> None:
    """Do the brief's queued runs here and now, as commands do; their jobs then find nothing left to do."""
    for _attempt, key in product(range(MOST_ATTEMPTS), AGENT_KEYS):
        for run in AgentRun.objects.filter(brief=brief, agent=key).open():
            with contextlib.suppress(Exception):  # told in the log and on the run, and tried again
                work(run.pk)


@transaction.atomic
def settle(brief: BusinessBrief) -> None:
    """When no run is open any more, say that the brief is ready, or failed when nothing useful came out."""
    statuses = set(AgentRun.objects.filter(brief=brief).values_list("status", flat=True))
    if statuses & set(AgentRun.OPEN):
        return
    wishes.enqueue_mails(brief)
    session = brief.lock_session()
    if session.status != SessionStatus.SUB_AGENTS_RUNNING:
        return
    useful = not statuses or bool(statuses & {S.SUCCEEDED, S.SKIPPED})
    session.move_to(SessionStatus.BRIEF_READY if useful else SessionStatus.FAILED)
    if useful:
        brief_ready.send(sender=BusinessBrief, brief=brief, session=session)
    code = BriefAction.AGENTS_READY if useful else BriefAction.AGENTS_FAILED
    record(code, by=None, target=brief, organization=session.organization)
