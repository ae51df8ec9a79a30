"""The template contexts of a step's page and of the synthesis."""

import secrets
import time
from collections.abc import Collection, Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from coaching.coach import rubric
from coaching.coach.consistency.contradictions import Contradiction, contradictions
from coaching.errors import EditConflict
from coaching.forms import AnswerForm
from coaching.models import CoachingSession, CoachingStep, CoachingStepName
from coaching.presentation import radar_points, review_context
from coaching.services import answers_of, business_facts, shown_examples, steps_of
from coaching.signals import collect_finish, responses
from coaching.steps import ANSWER_LIMIT, BY_KEY, LAST, PATH, SOLID, step_after
from reference.packs import country_pack, trades


def page_context(step: CoachingStep, **options: Any) -> dict[str, Any]:
    """Return the context of the whole page of a step; `options` go to `step_context`."""
    session, number = step.session, BY_KEY[step.name].number
    steps = steps_of(session)
    unknown = [name for name, row in steps.items() if row.is_unknown]
    synthesis = synthesis_context(session, steps) if step.name == LAST else {}
    return {
        **step_context(step, **options),
        **synthesis,
        "is_page": True,
        "number": number,
        "progress": [_progress(session, one.key, step.name, unknown) for one in PATH],
        "back_url": step_url(session, PATH[number - 2].key) if number > 1 else reverse("coaching:sessions"),
        "examples": [
            (trades()[one.trade].name.get(session.language), one.text)
            for one in shown_examples(session, steps, step.name)
        ],
        "rubric": rubric(step.name, session.language),
    }


def step_context(
    step: CoachingStep,
    *,
    form: AnswerForm | None = None,
    notes: tuple[str, ...] = (),
    conflict: EditConflict | None = None,
) -> dict[str, Any]:
    """Return the context of the fragment that htmx replaces: review, conflict and form.

    `form` is an invalid form, or one with another text than the stored one. With a `conflict` it has the
    unsaved text of this page.
    """
    session, following = step.session, step_after(step.name)
    return {
        **review_context(step),
        "is_page": False,
        "session": session,
        "step": step,
        "texts": BY_KEY[step.name].text(session.language),
        "lang": session.language,
        "is_last": step.name == LAST,
        "is_solid": (step.score or 0) >= SOLID,
        "form": form or initial_form(step.text, step.version),
        "limit": ANSWER_LIMIT,
        "currency": country_pack(session.country_id).currency_forms[0],
        "notes": notes,
        "conflict": conflict,
        "step_url": step_url(session, step.name),
        "next_url": step_url(session, following.key) if following else "",
    }


def initial_form(text: str, version: int) -> AnswerForm:
    """Return the unbound form of a newly opened page, with this text and version of the step."""
    editor, opened = secrets.token_hex(6), str(int(time.time()))
    return AnswerForm(initial={"text": text, "version": str(version), "editor": editor, "opened": opened})


def _progress(session: CoachingSession, key: str, shown: str, unknown: Collection[str]) -> dict[str, Any]:
    """Return an item of `components/progress.html` on the page of the step `shown`."""
    state, is_link = "open", key in {shown, session.current_step}
    if key == shown:
        state = "now"
    elif session.step_completion.get(key):
        state, is_link = "unknown" if key in unknown else "done", True
    url = step_url(session, key) if is_link else ""
    return {"title": CoachingStepName(key).label, "state": state, "url": url}


def step_url(session: CoachingSession, name: str) -> str:
    """Return the URL of a step's page."""
    return reverse("coaching:step", args=[session.session_id, name])


def synthesis_context(session: CoachingSession, steps: Mapping[str, CoachingStep]) -> dict[str, Any]:
    """Return what the synthesis adds to its page: answers with scores, contradictions, unknown steps."""
    rows: list[dict[str, Any]] = [
        {
            "step": row,
            "label": CoachingStepName(name).label,
            "score": row.score or 0,
            "url": step_url(session, name),
        }
        for name, row in steps.items()
        if name != LAST
    ]
    offer = steps["offre"].review
    found = contradictions(answers_of(steps), business_facts(session), session.language)
    return {
        "rows": rows,
        "points": radar_points([row["score"] for row in rows]),
        "unknown": [row for row in rows if row["step"].is_unknown],
        "contradictions": [_contradiction(session, one) for one in found],
        "arithmetic": offer.arithmetic if offer else None,
        "finish": next(iter(responses(collect_finish, session=session)), None),
    }


def _contradiction(session: CoachingSession, found: Contradiction) -> dict[str, Any]:
    """Return the two statements of a contradiction, each with the label and URL of its step."""
    details = reverse("coaching:details", args=[session.session_id])
    sides = [
        {
            "quote": side.quote,
            "label": CoachingStepName(side.step).label if side.step in BY_KEY else _("At the start"),
            "url": step_url(session, side.step) if side.step in BY_KEY else details,
        }
        for side in (found.first, found.second)
    ]
    return {"left": sides[0], "right": sides[1], "explanation": found.explanation, "question": found.question}
