"""What a step's page shows, gathered in one place; templates ask for nothing more."""

from __future__ import annotations

import secrets
import time
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from coaching import steps as path
from coaching.coach import rubric
from coaching.highlights import review_page
from coaching.models import CoachingSession, CoachingStep, CoachingStepName
from coaching.packs import country_pack, examples

EXAMPLES_SHOWN = 3


@dataclass(frozen=True)
class Conflict:
    """Two texts of one step: the person's own, not saved yet, and the one that is stored."""

    mine: str
    theirs: str
    version: int
    message: str


def step_page(step: CoachingStep, **work: Any) -> dict[str, Any]:
    """Return the context of the whole page of a step; `work` goes to `work_part`."""
    session, declared = step.session, path.BY_KEY[step.name]
    make = _render_guide if settings.DEBUG else _guide
    return {
        **work_part(step, **work),
        "is_page": True,
        "number": declared.number,
        "total": len(path.PATH),
        "items": progress_items(session, step.name),
        "back_url": _back(session, declared.number),
        "guide": make(step.name, session.sector_id, session.language, get_language() or ""),
    }


def _render_guide(name: str, sector: str, language: str, interface: str) -> dict[str, SafeString]:
    """Render what a step's page says to everybody of that sector; `interface` is the active language."""
    question = {"texts": path.BY_KEY[name].text(language), "lang": language}
    folds = {
        "examples": examples(name, sector, language)[:EXAMPLES_SHOWN],
        "rubric": rubric(name, language),
        "lang": language,
    }
    return {
        "question": render_to_string("coaching/_question.html", question),
        "folds": render_to_string("coaching/_folds.html", folds),
    }


#: Rendered once per process, step, sector and pair of languages.
_guide = lru_cache(maxsize=1024)(_render_guide)


def work_part(
    step: CoachingStep,
    *,
    text: str | None = None,
    error: str = "",
    notes: tuple[str, ...] = (),
    conflict: Conflict | None = None,
) -> dict[str, Any]:
    """Return the context of the part that changes when the coach answers: review, conflict, and the form.

    `text` is what the box holds when that is not the stored text; `error` why it was not taken.
    """
    session, declared = step.session, path.BY_KEY[step.name]
    following = path.following(step.name)
    return {
        "is_page": False,
        "session": session,
        "step": step,
        "texts": declared.text(session.language),
        "lang": session.language,
        "is_last": step.name == path.LAST,
        "review": review_page(step),
        "is_solid": (step.score or 0) >= path.SOLID,
        "typed": step.text if text is None else text,
        "version": conflict.version if conflict else step.version,
        "editor": secrets.token_hex(6),
        "opened": int(time.time()),
        "limit": path.ANSWER_LIMIT,
        "currency": country_pack(session.country_id).currency_forms[0],
        "error": error,
        "notes": notes,
        "conflict": conflict,
        "step_url": step_url(session, step.name),
        "next_url": step_url(session, following.key) if following else "",
    }


def progress_items(session: CoachingSession, here: str) -> list[dict[str, Any]]:
    """Return the path's steps for `components/progress.html`; those that were reached are links."""
    done = session.step_completion
    items = []
    for step in path.PATH:
        state = "now" if step.key == here else "done" if done.get(step.key) else "open"
        is_reached = state != "open" or step.key == session.current_step
        url = step_url(session, step.key) if is_reached else ""
        items.append({"title": CoachingStepName(step.key).label, "url": url, "state": state})
    return items


def step_url(session: CoachingSession, name: str) -> str:
    """Return the address of a step's page."""
    return reverse("coaching:step", args=[session.session_id, name])


def removed_note() -> str:
    """Return what to say when hidden characters were taken out of a text."""
    return _("Invisible characters were taken out of your text; every word is still there.")


def _back(session: CoachingSession, number: int) -> str:
    return step_url(session, path.PATH[number - 2].key) if number > 1 else reverse("coaching:sessions")
