"""The help with a step: questions, proposals from the person's own answers, and a tidied draft."""

from collections.abc import Mapping
from typing import Any

from coaching.coach.drafting.proposals import propose
from coaching.coach.drafting.questions import guiding_questions
from coaching.coach.drafting.reformulation import reformulate
from coaching.coach.drafting.summary import draft_summary
from coaching.models import CoachingSession, CoachingStep, CoachingStepName
from coaching.services import answers_of, business_facts, steps_of
from coaching.steps import CONTENT_STEPS, LAST
from coaching.views.context import step_url


def help_context(step: CoachingStep) -> dict[str, Any]:
    """Return the context of the help with a step (one query)."""
    session = step.session
    steps = steps_of(session)
    answers, facts = answers_of(steps), business_facts(session)
    criteria = step.review.criteria if step.review else ()
    missing = [line.key for line in criteria if line.points < 2]
    tidied = reformulate(step.text, session.language, step.name, names=(session.business_name,))
    proposals = propose(step.name, answers, session.language, facts)
    return {
        "questions": [
            {"text": question.question, "starters": [(one, one.rstrip(" …")) for one in question.starters]}
            for question in guiding_questions(step.name, session.language, missing)
        ],
        "proposals": proposals,
        "has_answers": any(name != step.name for name in answers),
        "first_open": None if proposals else _first_open(session, steps, step.name),
        "reformulation": tidied if tidied.text != tidied.original else None,
        "summary": draft_summary(answers, session.language, facts) if step.name == LAST else "",
    }


def _first_open(
    session: CoachingSession, steps: Mapping[str, CoachingStep], name: str
) -> dict[str, str] | None:
    """Return label and URL of the first other content step that is open and has no answer, or None."""
    completion = {key: step.is_complete for key, step in steps.items()}
    for key in CONTENT_STEPS:
        if key != name and not steps[key].user_response and steps[key].is_reached(completion):
            return {"label": str(CoachingStepName(key).label), "url": step_url(session, key)}
    return None


def with_picked_help(step: CoachingStep, text: str, starter: str, choice: str) -> str:
    """Return the text with what the person picked in the help, if anything.

    A sentence starter is appended, and so is the choice `summary` or `proposal-N`; the choice `reformulation`
    returns the tidied text.
    """
    if starter.strip():
        return f"{text.rstrip()} {starter.strip()} ".lstrip()
    if choice == "reformulation":
        session = step.session
        return reformulate(text, session.language, step.name, names=(session.business_name,)).text
    if not choice:
        return text
    context = help_context(step)
    drafts = {f"proposal-{number}": one.text for number, one in enumerate(context["proposals"])}
    picked = {**drafts, "summary": context["summary"]}.get(choice, "")
    return "\n\n".join(part for part in (text.rstrip(), picked) if part)
