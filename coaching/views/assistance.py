"""Help at a step and the view over all steps: both read the person's own answers and invent nothing."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from coaching import steps as path
from coaching.charts import radar_points
from coaching.coach.consistency.coherence import Contradiction, contradictions
from coaching.coach.drafting.proposals import propose
from coaching.coach.drafting.reformulate import reformulate
from coaching.coach.drafting.socratic import help_for
from coaching.coach.drafting.summary import draft_summary
from coaching.models import CoachingSession, CoachingStep, CoachingStepName
from coaching.services import business_facts, steps_of
from coaching.views.page import step_url


def help_part(step: CoachingStep) -> dict[str, Any]:
    """Return questions, proposals and the draft said again, for one step (one query)."""
    session = step.session
    steps = steps_of(session)
    answers, facts = _answers(steps), business_facts(session)
    criteria = step.review.criteria if step.review else ()
    missing = [line.key for line in criteria if line.points < 2]
    again = reformulate(step.text, session.language, step.name, names=(session.business_name,))
    proposals = propose(step.name, answers, session.language, facts)
    return {
        "questions": [
            {"text": asked.question, "starters": [(one, one.rstrip(" …")) for one in asked.starters]}
            for asked in help_for(step.name, session.language, missing)
        ],
        "proposals": proposals,
        "has_answers": any(name != step.name for name in answers),
        "first_open": None if proposals else _first_open(session, steps, step.name),
        "again": again if again.text != again.original else None,
        "summary": draft_summary(answers, session.language, facts) if _is_last(step) else "",
    }


def _first_open(session: CoachingSession, steps: dict[str, CoachingStep], here: str) -> dict[str, str] | None:
    """Return the first other step that waits for an answer and can be opened: proposals would draw on it."""
    for name in path.CONTENT_STEPS:
        if name != here and not steps[name].user_response and path.is_open(name, steps.values()):
            return {"label": str(CoachingStepName(name).label), "url": step_url(session, name)}
    return None


def with_proposal(step: CoachingStep, choice: str, text: str) -> str:
    """Return the text with what the person picked in the help: `again`, `summary` or `proposal-N`.

    The tidied text takes the place of theirs; a draft is added below. Anything else changes nothing.
    """
    if not choice:
        return text
    if choice == "again":
        session = step.session
        return reformulate(text, session.language, step.name, names=(session.business_name,)).text
    offered = help_part(step)
    drafts = {f"proposal-{number}": one.text for number, one in enumerate(offered["proposals"])}
    picked = drafts.get(choice) or (offered["summary"] if choice == "summary" else "")
    return "\n\n".join(part for part in (text.rstrip(), picked) if part)


def synthesis_part(session: CoachingSession, steps: dict[str, CoachingStep]) -> dict[str, Any]:
    """Return all answers with their scores, their shape and what is still open."""
    rows: list[dict[str, Any]] = [
        {
            "step": row,
            "label": CoachingStepName(name).label,
            "score": row.score or 0,
            "url": step_url(session, name),
        }
        for name, row in steps.items()
        if name in path.CONTENT_STEPS
    ]
    return {
        "rows": rows,
        "points": radar_points([row["score"] for row in rows]),
        "unknown": [row for row in rows if row["step"].is_unknown],
        "pairs": [
            _pair(session, found)
            for found in contradictions(_answers(steps), business_facts(session), session.language)
        ],
        "sums": steps["offre"].review.sums if steps["offre"].review else None,
    }


def _is_last(step: CoachingStep) -> bool:
    return step.name == path.LAST


def _answers(steps: dict[str, CoachingStep]) -> dict[str, str]:
    return {name: step.user_response for name, step in steps.items() if step.user_response}


def _pair(session: CoachingSession, found: Contradiction) -> dict[str, Any]:
    """Return two statements that do not agree, each with its step and the way to change it."""
    details = reverse("coaching:details", args=[session.session_id])
    sides = [
        {
            "quote": side.quote,
            "label": CoachingStepName(side.step).label if side.step in path.BY_KEY else _("At the start"),
            "url": step_url(session, side.step) if side.step in path.BY_KEY else details,
        }
        for side in (found.first, found.second)
    ]
    return {"left": sides[0], "right": sides[1], "explanation": found.explanation, "question": found.question}
