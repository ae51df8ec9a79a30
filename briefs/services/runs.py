"""Use cases of agent runs: queue them, do one, update the session when all are done.

A run may safely be done twice: only the worker that claimed it last may write, and a run whose inputs did not
change (by their fingerprint) is skipped. Rows are locked in the order brief, runs, session.
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
from briefs.choices import chosen
from briefs.ledger import claims
from briefs.models import AgentRun, BusinessBrief, ItemChoice
from briefs.results import StoredResult, fact_hashes, inputs_of, stored_result
from briefs.services import notifications
from briefs.signals import brief_ready
from briefs.web_search.gathering import configured_search, lacks_web_pages, with_web_pages
from coaching.models import SessionStatus
from organizations.models import TenantQuerySet

log = logging.getLogger(__name__)
S: Final = AgentRun.Status
#: The name of the job, which `briefs.jobs` defines.
JOB: Final = "briefs.run_agent"
#: The attempts before a run counts as failed.
MOST_ATTEMPTS: Final = 3
#: The agent whose texts another one reads: when both are queued, the reader waits.
AFTER: Final[dict[AgentKey, AgentKey]] = {"seo": "content", "template": "content"}
BUILT_IN: Final = "built-in"
WEB_READER: Final[AgentKey] = "research"
#: A run that is open for longer and has no job is enqueued again.
LOST_AFTER: Final = timedelta(minutes=1)
#: Error codes of failed runs: the agent raised an exception, or its workers died.
UNEXPECTED, CRASHED = "unexpected", "crashed"


@transaction.atomic
def queue(
    *, by: User, brief: BusinessBrief, agents: Iterable[AgentKey] = AGENT_KEYS, again: bool = False
) -> list[AgentRun]:
    """Queue runs of agents for a brief in the caller's transaction; open runs are left alone.

    `again` runs an agent even when its inputs did not change. The session moves to "sub-agents running" from
    the states that allow it.
    """
    brief.lock()
    wanted = [key for key in AGENT_KEYS if key in set(agents)]
    known = {run.agent: run for run in AgentRun.objects.filter(brief=brief)}
    open_keys = {key for key, run in known.items() if run.status in AgentRun.OPEN}
    runs = [_queued(brief, key, known.get(key), again) for key in wanted]
    _enqueue_ready(brief, [run for run in runs if run.agent not in open_keys], open_keys)
    session = brief.lock_session()
    if session.status in {SessionStatus.COACHING_COMPLETE, SessionStatus.FAILED}:
        session.move_to(SessionStatus.SUB_AGENTS_RUNNING)
    if wanted:
        changes = {"agents": {"new": wanted}}
        record(
            BriefAction.AGENTS_QUEUED,
            by=by,
            target=brief,
            organization=brief.organization,
            changes=changes,
        )
    settle(brief)
    return runs


def _enqueue_ready(brief: BusinessBrief, queued: list[AgentRun], open_keys: set[str]) -> None:
    """Enqueue the runs that need not wait; running readers of a queued agent's texts are queued again."""
    new = {run.agent for run in queued}
    for run in queued:
        if AFTER.get(_key(run)) not in open_keys | new:
            _enqueue(run)
    readers = [key for key, first in AFTER.items() if first in new]
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
    """Enqueue the job of a run in the transaction; its lock keeps two jobs of a run from running at once."""
    app.configure_task(JOB, lock=_lock_of(run), queue="agents").defer(run_id=str(run.pk))


def _lock_of(run: AgentRun) -> str:
    return f"run:{run.pk}"


def enqueue_lost() -> None:
    """Enqueue open runs whose job is gone, deleted by hand or lost in a restored backup."""
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
    """Return whether a run of the brief is open."""
    return bool(AgentRun.objects.filter(brief=brief).open().exists())


def work(run_id: uuid.UUID) -> None:
    """Do a run that is queued or was left by a dead worker; do nothing for another one.

    Raises the agent's exception while attempts are left, so that the job is retried, and the exceptions of a
    lost database.
    """
    run = _claim(run_id)
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
            _claimed_rows(run).update(status=S.QUEUED)
            raise
        _finish(run, S.FAILED, error=UNEXPECTED)


def _claim(run_id: uuid.UUID) -> AgentRun | None:
    """Mark an open run as running and return it; None when it is finished or gone.

    `started_at` identifies the claim: only the last one may write.
    """
    now = timezone.now()
    rows = AgentRun.objects.filter(pk=run_id).open()
    if not rows.update(status=S.RUNNING, started_at=now, attempts=F("attempts") + 1, progress=0, doing=""):
        return None
    found = AgentRun.objects.select_related("brief__coaching_session").filter(pk=run_id, started_at=now)
    run: AgentRun | None = found.first()
    return run


def _claimed_rows(run: AgentRun) -> TenantQuerySet:
    """Return the queryset of the run's row, empty when another worker has claimed it since."""
    return AgentRun.objects.filter(pk=run.pk, status=S.RUNNING, started_at=run.started_at)


def _do(run: AgentRun) -> None:
    to_run, brief = agent(_key(run)), run.brief
    inputs = _inputs(brief, list(brief.choices.all()))
    inputs_hash = fingerprint(to_run, inputs)
    stored = stored_result(brief, to_run.key)
    lacks_web = to_run.key == WEB_READER and stored is not None and lacks_web_pages(stored)
    if stored is not None and run.inputs_hash == inputs_hash == stored.inputs_hash and not lacks_web:
        _finish(run, S.SKIPPED)
        return
    tell = _progress_writer(run)
    _save(run, to_run, to_run.run(_with_pages(to_run, inputs, tell), tell), inputs_hash)


def _with_pages(to_run: Agent, inputs: Inputs, tell: Progress) -> Inputs:
    """Return the inputs with web pages, for the agent that reads them; they do not change the fingerprint."""
    search = configured_search() if to_run.key == WEB_READER else None
    if search is not None:
        tell(1, "web")
    return with_web_pages(inputs, search)


def _inputs(brief: BusinessBrief, choices: list[ItemChoice]) -> Inputs:
    return inputs_of(brief, choices, chosen(brief, choices).tone)


def _progress_writer(run: AgentRun) -> Progress:
    """Return the callback by which an agent reports its progress, written outside of any transaction."""

    def tell(percent: int, doing: str) -> None:
        _claimed_rows(run).update(progress=max(0, min(percent, 100)), doing=doing[:32])

    return tell


@transaction.atomic
def _save(run: AgentRun, done: Agent, made: Result, inputs_hash: str) -> None:
    """Save the result, or queue the run again when the inputs changed meanwhile."""
    brief = BusinessBrief.objects.select_for_update(no_key=True).filter(pk=run.brief_id).first()
    if brief is None or not _claimed_rows(run).exists():
        return
    choices = list(brief.choices.all())
    if fingerprint(done, _inputs(brief, choices)) != inputs_hash:
        _claimed_rows(run).update(status=S.QUEUED, attempts=0)
        _enqueue(run)
        return
    stored = StoredResult(
        version=made.version,
        provider=BUILT_IN,
        inputs_hash=inputs_hash,
        made_at=timezone.now().isoformat(),
        facts=fact_hashes(brief, choices),
        result=made.model_dump(mode="json"),
    )
    column, value = RESULTS[done.key][1], stored.model_dump(mode="json")
    BusinessBrief.objects.filter(pk=brief.pk).update(**{column: value})
    brief.refresh_from_db(fields=[column])
    claims.write(brief)
    run.inputs_hash = inputs_hash
    _finish(run, S.SUCCEEDED)


@transaction.atomic
def _finish(run: AgentRun, status: str, *, error: str = "") -> None:
    """Finish a run that is still claimed, enqueue the agents that waited for it, and settle the session."""
    run.brief.lock()
    values = {"status": status, "error": error, "finished_at": timezone.now(), "inputs_hash": run.inputs_hash}
    if status != S.FAILED:
        values["progress"] = 100
    if not _claimed_rows(run).update(**values):
        return
    waiting = [key for key, first in AFTER.items() if first == run.agent]
    for other in AgentRun.objects.filter(brief=run.brief_id, agent__in=waiting, status=S.QUEUED):
        _enqueue(other)
    settle(run.brief)


def work_off(brief: BusinessBrief) -> None:
    """Do the brief's open runs in this process, for commands; their jobs then have nothing to do."""
    for _attempt, key in product(range(MOST_ATTEMPTS), AGENT_KEYS):
        for run in AgentRun.objects.filter(brief=brief, agent=key).open():
            with contextlib.suppress(Exception):  # it is logged, and the next round tries again
                work(run.pk)


@transaction.atomic
def settle(brief: BusinessBrief) -> None:
    """When no run is open, move the session to brief ready, or to failed when no run succeeded."""
    statuses = set(AgentRun.objects.filter(brief=brief).values_list("status", flat=True))
    if statuses & set(AgentRun.OPEN):
        return
    notifications.enqueue_mails(brief)
    session = brief.lock_session()
    if session.status != SessionStatus.SUB_AGENTS_RUNNING:
        return
    succeeded = not statuses or bool(statuses & {S.SUCCEEDED, S.SKIPPED})
    session.move_to(SessionStatus.BRIEF_READY if succeeded else SessionStatus.FAILED)
    if succeeded:
        brief_ready.send(sender=BusinessBrief, brief=brief, session=session)
    code = BriefAction.AGENTS_READY if succeeded else BriefAction.AGENTS_FAILED
    record(code, by=None, target=brief, organization=session.organization)
