"""Plays a whole session without a browser, through the services that the pages use."""

from typing import Any, NamedTuple

from django.db import transaction

from accounts.models import User
from briefs.models import BusinessBrief
from briefs.services.briefs import finish_coaching
from briefs.services.runs import run_open_runs
from businesses.demo.cases import Case
from coaching.coach.consistency.contradictions import Contradiction, contradictions
from coaching.models import CoachingSession, CoachingStep
from coaching.services import (
    accept_step,
    business_facts,
    mark_unknown,
    start_session,
    steps_of,
    submit_answer,
)
from coaching.steps import CONTENT_STEPS, LAST
from nlp.quotations import Quotation


class Played(NamedTuple):
    """A session played to its end: its steps with their reviews, its contradictions and its brief."""

    case: Case
    session: CoachingSession
    steps: tuple[CoachingStep, ...]
    contradictions: tuple[Contradiction, ...]
    brief: BusinessBrief

    def to_dict(self) -> dict[str, Any]:
        """Return everything as values that JSON can hold."""
        return {
            "session_id": self.session.session_id,
            "business_name": self.session.business_name,
            "language": self.session.language,
            "notes": list(self.case.notes),
            "steps": [_step(step) for step in self.steps],
            "contradictions": [
                {**pair._asdict(), "first": _quotation(pair.first), "second": _quotation(pair.second)}
                for pair in self.contradictions
            ],
            "brief": self.brief.to_dict(),
        }


@transaction.atomic
def play(*, by: User, case: Case, seconds: int = 0) -> Played:
    """Start a session, submit each answer once, accept it whatever the coach says, and make the brief.

    `seconds` is the time stored for each answer. When something fails nothing is written.
    """
    session = start(by=by, case=case)
    for name in CONTENT_STEPS:
        take_step(by=by, session=session, name=name, text=case.answers[name], seconds=seconds)
    if case.answers.get(LAST):
        answer(by=by, session=session, name=LAST, text=str(case.answers[LAST]), seconds=seconds)
    brief = finish_coaching(by=by, session=session)
    run_open_runs(brief)
    brief.refresh_from_db()
    session.refresh_from_db()
    steps = steps_of(session)
    answers = {name: step.user_response for name, step in steps.items() if step.user_response}
    pairs = contradictions(answers, business_facts(session))
    return Played(case, session, tuple(steps.values()), tuple(pairs), brief)


def start(*, by: User, case: Case) -> CoachingSession:
    """Start the session of a case."""
    return start_session(
        by=by,
        business_name=case.business_name,
        sector=case.sector,
        country=case.country,
        city=case.city,
        language=case.language,
    )


def take_step(*, by: User, session: CoachingSession, name: str, text: str | None, seconds: int = 0) -> None:
    """Submit and accept the answer to a step; None is “I do not know yet”."""
    if text is None:
        mark_unknown(by=by, session_id=session.session_id, name=name, text="", version=0)
        return
    answer(by=by, session=session, name=name, text=text, seconds=seconds)
    accept_step(by=by, session_id=session.session_id, name=name)


def answer(*, by: User, session: CoachingSession, name: str, text: str, seconds: int = 0) -> None:
    """Submit the answer to a step, `seconds` after its question was shown."""
    version = steps_of(session)[name].version
    submit_answer(
        by=by, session_id=session.session_id, name=name, text=text, version=version, seconds=seconds
    )


def _step(step: CoachingStep) -> dict[str, Any]:
    return {
        "name": step.name,
        "answer": step.user_response,
        "unknown": step.is_unknown,
        "overridden": step.overridden,
        "review": step.review.to_dict() if step.review else None,
    }


def _quotation(said: Quotation) -> dict[str, str]:
    return {"step": said.step, "quote": said.quote}
