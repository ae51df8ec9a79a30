"""Use cases of agent runs: queue them, do one, update the session when all are done.

A run may safely be done twice: only the worker that claimed it last may write, and a run whose inputs did not
change (by their fingerprint) is skipped. Rows are locked in the order brief, runs, session.
"""

import contextlib
import logging
import uuid
from collections.abc import Collection, Iterable
from datetime import timedelta
from itertools import product
from typing import Final

from django.db import InterfaceError, OperationalError, transaction
from django.db.models import F
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from accounts.models import User
from agents.contract import AGENT_KEYS, Agent, AgentKey, Inputs, Result, agent, fingerprint
from agents.schemas import RESULTS
from audit.services import record
from briefs.actions import BriefAction
from briefs.choices import chosen, picked_option, trade_of
from briefs.emails import enqueue_mails
from briefs.ledger import claims
from briefs.models import AgentRun, BusinessBrief, ItemChoice
from briefs.results import StoredResult, fact_hashes, step_texts, stored_result, used_items
from briefs.signals import brief_ready
from briefs.web_search import configured_search, lacks_web_pages, with_web_pages
from coaching.models import SessionStatus
from organizations.models import TenantQuerySet
from reference.packs import country_pack

log = logging.getLogger(__name__)
Status: Final = AgentRun.Status
#: The name of the job, which `briefs.jobs` defines.
JOB: Final = "briefs.run_agent"
#: The attempts before a run counts as failed.
MOST_ATTEMPTS: Final = 3
#: The writer of the texts that each reading agent needs: a reader waits while its writer's run is open.
AFTER: Final[dict[str, AgentKey]] = {"seo": "content", "template": "content"}
#: A run that is open for longer and has no job is enqueued again.
LOST_AFTER: Final = timedelta(minutes=1)
#: Error codes of failed runs: the agent raised an exception, or its workers died.
UNEXPECTED, CRASHED = "unexpected", "crashed"


@transaction.atomic
def queue(
    *, by: User, brief: BusinessBrief, agents: Collection[AgentKey] = AGENT_KEYS, again: bool = False
) -> None:
    """Queue runs of agents for a brief, in one transaction with its jobs; open runs are left alone.

    `again` runs an agent even when its inputs did not change. A session that is "coaching complete" or
    "failed" moves to "sub-agents running"; every other status stays. Then the brief is settled.
    """
    brief.lock()
    _queue_runs(brief, agents, again=again)
    session = brief.lock_session()
    if session.status in {SessionStatus.COACHING_COMPLETE, SessionStatus.FAILED}:
        session.move_to(SessionStatus.SUB_AGENTS_RUNNING)
    if agents:
        record(
            BriefAction.AGENTS_QUEUED,
            by=by,
            target=brief,
            organization=brief.organization,
            changes={"agents": {"new": [*agents]}},
        )
    settle(brief)


def _queue_runs(brief: BusinessBrief, agents: Iterable[AgentKey], *, again: bool) -> None:
    """Queue the runs that are not open, and enqueue those that need not wait for another agent's texts.

    Running agents that read the texts of a queued one are queued again.
    """
    runs = {run.agent: run for run in AgentRun.objects.filter(brief=brief)}
    open_keys = {key for key, run in runs.items() if run.status in AgentRun.OPEN}
    new = [key for key in agents if key not in open_keys]
    for key in new:
        run = runs.get(key) or AgentRun(brief=brief, agent=key, organization_id=brief.organization_id)
        run.status, run.progress, run.doing, run.attempts, run.error = Status.QUEUED, 0, "", 0, ""
        run.queued_at, run.started_at, run.finished_at = timezone.now(), None, None
        run.inputs_hash = "" if again else run.inputs_hash
        run.save()
        if AFTER.get(key) not in {*open_keys, *new}:
            _enqueue(run)
    readers = [key for key, first in AFTER.items() if first in new]
    AgentRun.objects.filter(brief=brief, agent__in=readers, status=Status.RUNNING).update(
        status=Status.QUEUED
    )


def _enqueue(run: AgentRun) -> None:
    """Enqueue the job of a run in the transaction; its lock keeps two jobs of a run from running at once."""
    app.configure_task(JOB, lock=f"run:{run.pk}", queue="agents").defer(run_id=str(run.pk))


def enqueue_lost() -> None:
    """Enqueue open runs whose job is gone, deleted by hand or lost in a restored backup."""
    late = AgentRun.objects.open().filter(queued_at__lt=timezone.now() - LOST_AFTER)
    for run in late.select_related("brief").order_by("pk"):
        with transaction.atomic():
            run.brief.lock()
            writer = AgentRun.objects.filter(brief=run.brief_id, agent=AFTER.get(run.agent, "")).open()
            jobs = ProcrastinateJob.objects.filter(lock=f"run:{run.pk}", status__in=["todo", "doing"])
            if not writer.exists() and not jobs.exists():
                _enqueue(run)


def work(run_id: uuid.UUID) -> None:
    """Do a run that is queued or was left by a dead worker; do nothing for another one.

    Raises the agent's exception while attempts are left, so that the job is retried, and the exceptions of a
    lost database.
    """
    run = _claim(run_id)
    if run is None:
        return
    if run.attempts > MOST_ATTEMPTS:
        _finish(run, Status.FAILED, error=CRASHED)
        return
    try:
        _do(run)
    except (OperationalError, InterfaceError):  # the run stays claimed: its job finds it so and goes on
        raise
    except Exception:
        log.exception("agent run %s failed at attempt %s", run.pk, run.attempts)
        if run.attempts < MOST_ATTEMPTS:
            _claimed_rows(run).update(status=Status.QUEUED)
            raise
        _finish(run, Status.FAILED, error=UNEXPECTED)


def _claim(run_id: uuid.UUID) -> AgentRun | None:
    """Mark an open run as running and return it; None when it is finished or gone.

    `started_at` identifies the claim: only the last one may write.
    """
    now = timezone.now()
    rows = AgentRun.objects.filter(pk=run_id).open()
    rows.update(status=Status.RUNNING, started_at=now, attempts=F("attempts") + 1, progress=0, doing="")
    claimed = AgentRun.objects.filter(pk=run_id, started_at=now).select_related("brief__coaching_session")
    run: AgentRun | None = claimed.first()
    return run


def _claimed_rows(run: AgentRun) -> TenantQuerySet:
    """Return the queryset of the run's row, empty when another worker has claimed it since."""
    return AgentRun.objects.filter(pk=run.pk, status=Status.RUNNING, started_at=run.started_at)


def _do(run: AgentRun) -> None:
    """Run the agent and save its result, or skip the run when its inputs have not changed."""
    key = next(key for key in AGENT_KEYS if key == run.agent)
    to_run = agent(key)
    inputs = inputs_of(run.brief, list(run.brief.choices.all()))
    inputs_hash = fingerprint(to_run, inputs)  # the web pages do not change it
    stored = stored_result(run.brief, to_run.key)
    reads_web = to_run.key == "research"
    if (
        stored is not None
        and run.inputs_hash == inputs_hash == stored.inputs_hash
        and not (reads_web and lacks_web_pages(stored))
    ):
        _finish(run, Status.SKIPPED)
        return

    def report_progress(percent: int, doing: str) -> None:
        """Write the progress of the agent, outside of any transaction."""
        _claimed_rows(run).update(progress=max(0, min(percent, 100)), doing=doing[:32])

    if reads_web and (search := configured_search()):
        report_progress(1, "web")
        inputs = with_web_pages(inputs, search)
    _save(run, to_run, to_run.run(inputs, report_progress), inputs_hash)


def inputs_of(brief: BusinessBrief, choices: list[ItemChoice]) -> Inputs:
    """Return the inputs of the agents for a brief, without web pages."""
    country = brief.location.get("country", "")
    return Inputs(
        language="fr" if brief.language == "fr" else "en",
        business_name=brief.business_name,
        sector=brief.sector_id,
        trade=trade_of(brief, choices),
        symbol=picked_option(brief, "symbol", choices),
        country=country,
        city=brief.location.get("city", ""),
        currency=country_pack(country).currency,
        texts=step_texts(brief),
        tone=chosen(brief, choices).tone,
        site_texts={one.item.key: one.text for one in used_items(brief, "content", choices)},
    )


@transaction.atomic
def _save(run: AgentRun, done: Agent, made: Result, inputs_hash: str) -> None:
    """Save the result, or queue the run again when the inputs changed meanwhile."""
    brief = BusinessBrief.objects.select_for_update(no_key=True).filter(pk=run.brief_id).first()
    if brief is None or not _claimed_rows(run).exists():
        return
    choices = list(brief.choices.all())
    if fingerprint(done, inputs_of(brief, choices)) != inputs_hash:
        _claimed_rows(run).update(status=Status.QUEUED, attempts=0)
        _enqueue(run)
        return
    stored = StoredResult(
        version=made.version,
        provider="built-in",
        inputs_hash=inputs_hash,
        made_at=timezone.now().isoformat(),
        facts=fact_hashes(brief, choices),
        result=made.model_dump(mode="json"),
    )
    column = RESULTS[done.key][1]
    setattr(brief, column, stored.model_dump(mode="json"))
    brief.save(update_fields=[column])
    claims.write(brief)
    run.inputs_hash = inputs_hash
    _finish(run, Status.SUCCEEDED)


@transaction.atomic
def _finish(run: AgentRun, status: str, *, error: str = "") -> None:
    """Finish a run that is still claimed, enqueue the agents that waited for it, and settle the session."""
    run.brief.lock()
    finished = _claimed_rows(run).update(
        status=status,
        error=error,
        progress=F("progress") if status == Status.FAILED else 100,
        finished_at=timezone.now(),
        inputs_hash=run.inputs_hash,
    )
    if not finished:
        return
    waiting = [key for key, first in AFTER.items() if first == run.agent]
    for other in AgentRun.objects.filter(brief=run.brief_id, agent__in=waiting, status=Status.QUEUED):
        _enqueue(other)
    settle(run.brief)


def run_open_runs(brief: BusinessBrief) -> None:
    """Do the brief's open runs in this process, for commands; their jobs then have nothing to do."""
    for _attempt, key in product(range(MOST_ATTEMPTS), AGENT_KEYS):
        for run in AgentRun.objects.filter(brief=brief, agent=key).open():
            with contextlib.suppress(Exception):  # it is logged, and the next round tries again
                work(run.pk)


@transaction.atomic
def settle(brief: BusinessBrief) -> None:
    """Send the requested e-mails and move the session on, when no run of the brief is open.

    A session that is "sub-agents running" moves to "brief ready", with the signal `brief_ready`, or to
    "failed" when every run failed; both are recorded.
    """
    statuses = set(AgentRun.objects.filter(brief=brief).values_list("status", flat=True))
    if statuses & set(AgentRun.OPEN):
        return
    enqueue_mails(brief)
    session = brief.lock_session()
    if session.status != SessionStatus.SUB_AGENTS_RUNNING:
        return
    succeeded = not statuses or bool(statuses & {Status.SUCCEEDED, Status.SKIPPED})
    session.move_to(SessionStatus.BRIEF_READY if succeeded else SessionStatus.FAILED)
    if succeeded:
        brief_ready.send(sender=BusinessBrief, brief=brief, session=session)
    code = BriefAction.AGENTS_READY if succeeded else BriefAction.AGENTS_FAILED
    record(code, by=None, target=brief, organization=session.organization)
