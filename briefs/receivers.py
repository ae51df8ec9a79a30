"""What briefs add to the pages of coaching."""

import uuid
from collections.abc import Collection
from typing import Any, Final

from django.db.models import Count, Q
from django.dispatch import receiver
from django.urls import reverse

from briefs.models import AgentRun, BusinessBrief
from coaching.models import CoachingSession, SessionStatus
from coaching.signals import AgentProgress, Finish, Outcome, collect_finish, collect_outcomes

#: The statuses in which the card of a session leads to the progress of the agents.
_AGENT_STATUSES: Final = {SessionStatus.SUB_AGENTS_RUNNING, SessionStatus.FAILED}


@receiver(collect_finish)
def answer_finish(session: CoachingSession, **kwargs: Any) -> Finish:
    """Return where the session is finished; one that a changed answer has reopened has a brief already."""
    has_brief = bool(session.completed_at) or BusinessBrief.objects.filter(coaching_session=session).exists()
    return Finish(_finish_url(session), has_brief)


@receiver(collect_outcomes)
def answer_outcomes(sessions: Collection[CoachingSession], **kwargs: Any) -> dict[uuid.UUID, Outcome]:
    """Return the agents of the sessions in `_AGENT_STATUSES`, and the briefs of other complete sessions.

    A session whose brief has no run counts among the others (at most one query).
    """
    keys = [row.pk for row in sessions if row.status in _AGENT_STATUSES]
    done, total = Count("pk", filter=~Q(status__in=AgentRun.OPEN)), Count("pk")
    rows = AgentRun.objects.filter(brief__coaching_session__in=keys)
    rows = rows.values_list("brief__coaching_session", "brief").annotate(done=done, total=total)
    at_work = {
        session: Outcome(agents=AgentProgress(reverse("briefs:progress", args=[brief]), *counts))
        for session, brief, *counts in rows
    }
    complete = [row for row in sessions if row.completed_at and row.pk not in at_work]
    return {**at_work, **{row.pk: Outcome(brief_url=_finish_url(row)) for row in complete}}


def _finish_url(session: CoachingSession) -> str:
    """Return the URL that finishes the session, and redirects to its brief when it is complete."""
    return reverse("briefs:finish", args=[session.session_id])
