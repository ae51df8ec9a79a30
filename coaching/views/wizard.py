"""One view for every step of the path, and the small ones around it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from coaching import services
from coaching import steps as path
from coaching.access import missing_is_not_found, own_step, reference
from coaching.errors import AnswerRefused, CoachingError, EditConflict, StepNotOpen
from coaching.forms import AnswerForm, Sent
from coaching.models import CoachingStep
from coaching.services.answers import DRAFT_LIMIT
from coaching.views.assistance import help_part, synthesis_part, with_proposal
from coaching.views.expired import forget_typed_text, keeps_typed_text, typed_text
from coaching.views.page import Conflict, removed_note, step_page, step_url, work_part
from coaching.views.requests import PersonRequest

#: A starter is the beginning of a sentence; more than this is not one of ours.
_STARTER_LIMIT = 200


@keeps_typed_text
@require_http_methods(["GET", "HEAD", "POST"])
@missing_is_not_found()
def step(request: PersonRequest, session_id: str, step: str) -> HttpResponse:
    """Show a step, or send its answer to the coach; a step not reached yet leads to the open one."""
    if request.method == "POST":
        return _submit(request, session_id, step)
    row = own_step(request.user, session_id, step)
    if not path.is_reached(row, row.session.step_completion):
        return _to_open_step(request, row)
    return _show(request, row, **_waiting(request, row))


def _to_open_step(request: PersonRequest, row: CoachingStep) -> HttpResponse:
    messages.info(request, _("This step opens when the ones before it are done. Here is where you are."))
    return redirect(step_url(row.session, row.session.current_step))


def _waiting(request: PersonRequest, row: CoachingStep) -> dict[str, Any]:
    """Return what the box shows when a text waits that was typed while the login had expired."""
    mine = typed_text(request, row.session.session_id, row.name)
    if not mine or mine == row.text:
        return {}
    if not row.text.strip():
        return {
            "text": mine,
            "notes": (_("Here is what you typed before you signed in again. Save it or send it."),),
        }
    message = _("You typed this before you signed in again, and another text is saved here.")
    return {"text": mine, "conflict": Conflict(mine, row.text, row.version, message)}


def _submit(request: PersonRequest, session_id: str, name: str) -> HttpResponse:
    sent = AnswerForm(request.POST).sent()
    try:
        reviewed = services.submit_answer(
            by=request.user,
            session=reference(request.user, session_id),
            name=name,
            text=sent.text,
            version=sent.version,
            editor=sent.editor,
            seconds=sent.seconds,
        )
    except CoachingError as error:
        return _refused(request, own_step(request.user, session_id, name), sent, error)
    forget_typed_text(request)
    notes = (removed_note(),) if sent.removed else ()
    if request.htmx:
        return render(request, "coaching/_work.html", work_part(reviewed, notes=notes))
    for note in notes:
        messages.info(request, note)
    return HttpResponseRedirect(f"{step_url(reviewed.session, name)}#review")


def _refused(request: PersonRequest, row: CoachingStep, sent: Sent, error: CoachingError) -> HttpResponse:
    """Show why a text was not taken, with the text."""
    if isinstance(error, EditConflict):
        conflict = Conflict(sent.text, error.theirs, error.version, str(error))
        return _show(request, row, status=409, text=sent.text, conflict=conflict)
    if isinstance(error, AnswerRefused):
        return _show(request, row, status=422, text=sent.text, error=str(error))
    messages.warning(request, str(error))
    return redirect(step_url(row.session, row.session.current_step))


def _show(request: PersonRequest, row: CoachingStep, *, status: int = 200, **work: Any) -> HttpResponse:
    if request.htmx and not request.htmx.boosted:
        response = render(request, "coaching/_work.html", work_part(row, **work), status=status)
        response["HX-Retarget"], response["HX-Reswap"] = "#work", "outerHTML show:top"
        return response
    context = step_page(row, **work)
    if row.name == path.LAST:
        context |= synthesis_part(row)
    return render(request, "coaching/step.html", context, status=status)


@keeps_typed_text
@require_http_methods(["GET", "HEAD", "POST"])
def draft(request: PersonRequest, session_id: str, step: str) -> HttpResponse:
    """Keep what is being typed. `then` says why: leave, help, keep (what is stored), drop (the draft).

    Asked for by GET (the language switched on a page that this address answered with), it leads to the step.
    """
    row = own_step(request.user, session_id, step)
    if request.method != "POST":
        return redirect(step_url(row.session, row.name))
    then = request.POST.get("then", "")
    if then in {"keep", "drop"}:
        return _without_draft(request, row, then)
    sent = _with_help_taken(request, row)
    try:
        version = services.save_draft(
            session=row.session, name=row.name, text=sent.text, version=sent.version, editor=sent.editor
        )
    except CoachingError as error:
        return _not_saved(request, row, sent, error)
    forget_typed_text(request)
    if request.htmx and not then:
        return render(request, "coaching/_saved.html", {"version": version})
    return _after_draft(request, row, then)


def _with_help_taken(request: PersonRequest, row: CoachingStep) -> Sent:
    """Return what was sent, with the sentence starter or proposal that the person picked in the help."""
    sent = AnswerForm(request.POST).sent()
    if len(sent.text) > DRAFT_LIMIT:
        return sent  # refused when it is saved; nobody works on it before
    starter = request.POST.get("starter", "")[:_STARTER_LIMIT].strip()
    if starter:
        return sent._replace(text=f"{sent.text.rstrip()} {starter} ".lstrip())
    return sent._replace(text=with_proposal(row, request.POST.get("take", ""), sent.text))


def _without_draft(request: PersonRequest, row: CoachingStep, then: str) -> HttpResponse:
    forget_typed_text(request)
    if then == "drop":
        services.drop_draft(session=row.session, name=row.name)
    return redirect(step_url(row.session, row.name))


def _not_saved(request: PersonRequest, row: CoachingStep, sent: Sent, error: CoachingError) -> HttpResponse:
    """Say why a draft was not saved: beside the text for an autosave, on a page otherwise."""
    if not request.htmx or request.POST.get("then"):
        return _refused(request, row, sent, error)
    context = {
        "version": sent.version,
        "problem": str(error),
        "has_conflict": isinstance(error, EditConflict),
    }
    return render(request, "coaching/_saved.html", context, status=409)


def _after_draft(request: PersonRequest, row: CoachingStep, then: str) -> HttpResponse:
    if then == "help":
        return redirect("coaching:help", row.session.session_id, row.name)
    if then == "leave":
        messages.success(request, _("Saved. You can go on whenever you like, on any device."))
        return redirect("coaching:sessions")
    return redirect(step_url(row.session, row.name))


@keeps_typed_text
@require_safe
def help_page(request: PersonRequest, session_id: str, step: str) -> HttpResponse:
    """Help with a step: narrower questions, proposals from the person's own words, their draft said again."""
    row = own_step(request.user, session_id, step)
    if not path.is_reached(row, row.session.step_completion):
        return _to_open_step(request, row)
    context = {**work_part(row), **help_part(row)}
    return render(request, "coaching/_help.html" if request.htmx else "coaching/help.html", context)


@keeps_typed_text
@require_POST
@missing_is_not_found()
def accept(request: PersonRequest, session_id: str, step: str) -> HttpResponse:
    """Go on to the next step, also against advice."""
    row = own_step(request.user, session_id, step)
    following = path.following(step)
    try:
        services.accept_step(by=request.user, session=row.session, name=step)
    except StepNotOpen as error:
        messages.warning(request, str(error))
        following = path.BY_KEY[step]
    return redirect(step_url(row.session, following.key if following else step))


@keeps_typed_text
@require_http_methods(["GET", "HEAD", "POST"])
@missing_is_not_found()
def unknown(request: PersonRequest, session_id: str, step: str) -> HttpResponse:
    """Note that the person does not know yet, and go on to the next step; by GET it leads to the step."""
    row = own_step(request.user, session_id, step)
    if request.method != "POST":
        return redirect(step_url(row.session, row.name))
    sent = AnswerForm(request.POST).sent()
    try:
        services.mark_unknown(
            by=request.user,
            session=row.session,
            name=step,
            text=sent.text,
            version=sent.version,
            editor=sent.editor,
        )
    except CoachingError as error:
        return _refused(request, row, sent, error)
    forget_typed_text(request)
    following = path.following(step)
    messages.info(request, _("Noted as something to find out. You can come back to it at any time."))
    return redirect(step_url(row.session, following.key if following else step))
