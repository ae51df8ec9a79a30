"""The template contexts of a step's page and of the synthesis."""

from __future__ import annotations

import secrets
import time
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.urls import reverse
from django.utils.translation import gettext as _

from coaching import steps as path
from coaching.coach import rubric
from coaching.coach.consistency.contradictions import Contradiction, contradictions
from coaching.forms import AnswerForm
from coaching.models import CoachingSession, CoachingStep, CoachingStepName
from coaching.presentation import radar_points, review_page
from coaching.services import business_facts
from reference.packs import country_pack, examples

EXAMPLES_SHOWN: Final = 3


@dataclass(frozen=True)
class Conflict:
    """Two texts of one step: the unsaved one of this page (`mine`) and the stored one (`theirs`)."""

    mine: str
    theirs: str
    version: int
    message: str


def page_context(step: CoachingStep, unknown: Collection[str], **options: Any) -> dict[str, Any]:
    """Return the context of the whole page of a step; `options` go to `step_context`.

    `unknown` holds the names of the steps answered with “I do not know yet”.
    """
    session, number = step.session, path.BY_KEY[step.name].number
    earlier = path.PATH[number - 2].key if number > 1 else ""
    return {
        **step_context(step, **options),
        "is_page": True,
        "number": number,
        "progress": [_progress(session, one.key, step.name, unknown) for one in path.PATH],
        "back_url": step_url(session, earlier) if earlier else reverse("coaching:sessions"),
        "examples": examples(step.name, session.sector_id, session.language)[:EXAMPLES_SHOWN],
        "rubric": rubric(step.name, session.language),
    }


def step_context(
    step: CoachingStep,
    *,
    form: AnswerForm | None = None,
    notes: tuple[str, ...] = (),
    conflict: Conflict | None = None,
) -> dict[str, Any]:
    """Return the context of the fragment that htmx replaces: review, conflict and form.

    `form` is an invalid form, or one with another text than the stored one.
    """
    session, following = step.session, path.following(step.name)
    text, version = (conflict.mine, conflict.version) if conflict else (step.text, step.version)
    return {
        "is_page": False,
        "session": session,
        "step": step,
        "texts": path.BY_KEY[step.name].text(session.language),
        "lang": session.language,
        "is_last": step.name == path.LAST,
        "is_solid": (step.score or 0) >= path.SOLID,
        "review": review_page(step),
        "form": form or initial_form(text, version),
        "limit": path.ANSWER_LIMIT,
        "currency": country_pack(session.country_id).currency_forms[0],
        "notes": notes,
        "conflict": conflict,
        "step_url": step_url(session, step.name),
        "next_url": step_url(session, following.key) if following else "",
    }


def initial_form(text: str, version: int) -> AnswerForm:
    """Return the unbound form of a newly opened page, with this text and version of the step."""
    page = {"editor": secrets.token_hex(6), "opened": int(time.time())}
    return AnswerForm(initial={"text": text, "version": version, **page})


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


def synthesis_context(session: CoachingSession, steps: dict[str, CoachingStep]) -> dict[str, Any]:
    """Return the context of the synthesis: answers with scores, contradictions and unknown steps."""
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
        "contradictions": [
            _contradiction(session, found)
            for found in contradictions(answers_of(steps), business_facts(session), session.language)
        ],
        "arithmetic": steps["offre"].review.arithmetic if steps["offre"].review else None,
    }


def answers_of(steps: Mapping[str, CoachingStep]) -> dict[str, str]:
    """Return the answers by step, without empty ones."""
    return {name: step.user_response for name, step in steps.items() if step.user_response}


def _contradiction(session: CoachingSession, found: Contradiction) -> dict[str, Any]:
    """Return the two statements of a contradiction, each with the label and URL of its step."""
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
