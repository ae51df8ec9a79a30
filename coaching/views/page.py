"""What a step's page shows, gathered in one place; templates ask for nothing more."""

from __future__ import annotations

import secrets
import time
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Final

from django.urls import reverse
from django.utils.translation import gettext as _

from coaching import steps as path
from coaching.coach import rubric
from coaching.forms import AnswerForm
from coaching.highlights import review_page
from coaching.models import CoachingSession, CoachingStep, CoachingStepName
from reference.packs import country_pack, examples

EXAMPLES_SHOWN: Final = 3


@dataclass(frozen=True)
class Conflict:
    """Two texts of one step: the person's own, not saved yet, and the one that is stored."""

    mine: str
    theirs: str
    version: int
    message: str


def has_brief(session: CoachingSession) -> bool:
    """Say whether the session was finished before; an answer changed since has opened it again."""
    return bool(session.completed_at) or (
        CoachingSession.objects.filter(pk=session.pk, brief__isnull=False).exists()
    )


def step_page(step: CoachingStep, unknown: Collection[str], **work: Any) -> dict[str, Any]:
    """Return the context of the whole page of a step; `work` goes to `work_part`.

    `unknown` names the session's steps that were answered with “I do not know yet”.
    """
    session, number = step.session, path.BY_KEY[step.name].number
    earlier = path.PATH[number - 2].key if number > 1 else ""
    return {
        **work_part(step, **work),
        "is_page": True,
        "number": number,
        "progress": [_progress(session, one.key, step.name, unknown) for one in path.PATH],
        "back_url": step_url(session, earlier) if earlier else reverse("coaching:sessions"),
        "examples": examples(step.name, session.sector_id, session.language)[:EXAMPLES_SHOWN],
        "rubric": rubric(step.name, session.language),
    }


def work_part(
    step: CoachingStep,
    *,
    form: AnswerForm | None = None,
    notes: tuple[str, ...] = (),
    conflict: Conflict | None = None,
) -> dict[str, Any]:
    """Return the context of the part that changes when the coach answers: review, conflict, and the form.

    `form` is one that is shown again, or holds another text than the stored one.
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
        "form": form or fresh_form(text, version),
        "limit": path.ANSWER_LIMIT,
        "currency": country_pack(session.country_id).currency_forms[0],
        "notes": notes,
        "conflict": conflict,
        "step_url": step_url(session, step.name),
        "next_url": step_url(session, following.key) if following else "",
    }


def fresh_form(text: str, version: int) -> AnswerForm:
    """Return the form of a page that opens now, with that text of that version of the step."""
    opened = {"editor": secrets.token_hex(6), "opened": int(time.time())}
    return AnswerForm(initial={"text": text, "version": version, **opened})


def _progress(session: CoachingSession, key: str, here: str, unknown: Collection[str]) -> dict[str, Any]:
    """Return a step as `components/progress.html` shows it to somebody at the step `here`."""
    state, is_link = "open", key in {here, session.current_step}
    if key == here:
        state = "now"
    elif session.step_completion.get(key):
        state, is_link = "unknown" if key in unknown else "done", True
    url = step_url(session, key) if is_link else ""
    return {"title": CoachingStepName(key).label, "state": state, "url": url}


def step_url(session: CoachingSession, name: str) -> str:
    """Return the address of a step's page."""
    return reverse("coaching:step", args=[session.session_id, name])


def removed_note() -> str:
    """Return what to say when hidden characters were taken out of a text."""
    return _("Invisible characters were taken out of your text; every word is still there.")
