"""One view for every step of the path, and the small ones around it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import PersonRequest
from coaching import services
from coaching import steps as path
from coaching.access import missing_is_not_found, own_step
from coaching.errors import CoachingError, EditConflict, StepNotOpen
from coaching.forms import AnswerForm, DraftForm
from coaching.models import CoachingStep
from coaching.views.assistance import help_part, synthesis_part, with_proposal
from coaching.views.expired import forget_typed_text, keeps_typed_text, typed_text
from coaching.views.page import (
    Conflict,
    fresh_form,
    has_brief,
    removed_note,
    step_page,
    step_url,
    work_part,
)


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
        note = _("Here is what you typed before you signed in again. Save it or send it.")
        return {"form": fresh_form(mine, row.version), "notes": (note,)}
    message = _("You typed this before you signed in again, and another text is saved here.")
    return {"conflict": Conflict(mine, row.text, row.version, message)}


def _submit(request: PersonRequest, session_id: str, name: str) -> HttpResponse:
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _refused(request, own_step(request.user, session_id, name), form)
    sent, seconds = form.sent(), form.seconds()
    try:
        services.submit_answer(by=request.user, session_id=session_id, name=name, seconds=seconds, **sent)
    except CoachingError as error:
        return _refused(request, own_step(request.user, session_id, name), form, error)
    forget_typed_text(request)
    notes = (removed_note(),) if form.typed.removed else ()
    if request.htmx:
        context = work_part(own_step(request.user, session_id, name), notes=notes)
        return render(request, "coaching/_work.html", context)
    for note in notes:
        messages.info(request, note)
    return redirect(f"{reverse('coaching:step', args=[session_id, name])}#review")


def _refused(
    request: PersonRequest, row: CoachingStep, form: AnswerForm, error: CoachingError | None = None
) -> HttpResponse:
    """Show why a text was not taken, with the text: `error` says so, or else the form."""
    if isinstance(error, EditConflict):
        conflict = Conflict(form.typed.text, error.theirs, error.version, str(error))
        return _show(request, row, status=409, conflict=conflict)
    if isinstance(error, StepNotOpen):
        messages.warning(request, str(error))
        return redirect(step_url(row.session, row.session.current_step))
    if not path.is_reached(row, row.session.step_completion):
        return _to_open_step(request, row)
    if error:
        form.add_error("text", str(error))
    return _show(request, row, status=422, form=form)


def _show(request: PersonRequest, row: CoachingStep, *, status: int = 200, **work: Any) -> HttpResponse:
    if request.htmx and not request.htmx.boosted:
        response = render(request, "coaching/_work.html", work_part(row, **work), status=status)
        response["HX-Retarget"], response["HX-Reswap"] = "#work", "outerHTML show:top"
        return response
    page = _synthesis_page if row.name == path.LAST else _step_page
    return render(request, "coaching/step.html", page(row, **work), status=status)


def _step_page(row: CoachingStep, **work: Any) -> dict[str, Any]:
    unknown = row.session.steps.unknown().values_list("name", flat=True)
    return step_page(row, set(unknown), **work)


def _synthesis_page(row: CoachingStep, **work: Any) -> dict[str, Any]:
    steps = services.steps_of(row.session)
    unknown = {name for name, step in steps.items() if step.is_unknown}
    return {
        **step_page(row, unknown, **work),
        **synthesis_part(row.session, steps),
        "has_brief": has_brief(row.session),
    }


@keeps_typed_text
@require_http_methods(["GET", "HEAD", "POST"])
def draft(request: PersonRequest, session_id: str, step: str) -> HttpResponse:
    """Keep what is being typed. `then` says why: leave, help, keep (what is stored), drop (the draft).

    Asked for by GET (the language switched on a page that this address answered with), it leads to the step.
    """
    row = own_step(request.user, session_id, step)
    if request.method != "POST":
        return redirect(step_url(row.session, row.name))
    form = DraftForm(request.POST)
    is_valid, then = form.is_valid(), form.cleaned_data["then"]
    if then in {"keep", "drop"}:
        return _without_draft(request, row, then)
    if not is_valid:
        return _not_saved(request, row, form)
    sent = form.sent()
    sent["text"] = _with_help_taken(row, form)
    try:
        version = services.save_draft(session=row.session, name=row.name, **sent)
    except CoachingError as error:
        return _not_saved(request, row, form, error)
    forget_typed_text(request)
    if request.htmx and not then:
        return render(request, "coaching/_saved.html", {"version": version})
    return _after_draft(request, row, then)


def _with_help_taken(row: CoachingStep, form: DraftForm) -> str:
    """Return the text with the sentence starter or proposal that the person picked in the help."""
    text, starter = form.typed.text, form.cleaned_data["starter"].strip()
    if starter:
        return f"{text.rstrip()} {starter} ".lstrip()
    return with_proposal(row, form.cleaned_data["take"], text)


def _without_draft(request: PersonRequest, row: CoachingStep, then: str) -> HttpResponse:
    forget_typed_text(request)
    if then == "drop":
        services.drop_draft(session=row.session, name=row.name)
    return redirect(step_url(row.session, row.name))


def _not_saved(
    request: PersonRequest, row: CoachingStep, form: DraftForm, error: CoachingError | None = None
) -> HttpResponse:
    """Say why a draft was not saved: beside the text for an autosave, on a page otherwise."""
    if not request.htmx or form.cleaned_data["then"]:
        return _refused(request, row, form, error)
    context = {
        "version": form.sent()["version"],
        "problem": str(error or form.error),
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
    following = path.following(step)
    try:
        services.accept_step(by=request.user, session_id=session_id, name=step)
    except StepNotOpen as error:
        messages.warning(request, str(error))
        following = path.BY_KEY[step]
    return redirect("coaching:step", session_id, following.key if following else step)


@keeps_typed_text
@require_http_methods(["GET", "HEAD", "POST"])
@missing_is_not_found()
def unknown(request: PersonRequest, session_id: str, step: str) -> HttpResponse:
    """Note that the person does not know yet, and go on to the next step; by GET it leads to the step."""
    if request.method != "POST":
        row = own_step(request.user, session_id, step)
        return redirect(step_url(row.session, row.name))
    form = DraftForm(request.POST)
    form.is_valid()  # a text that is too long is shortened, not refused
    try:
        services.mark_unknown(by=request.user, session_id=session_id, name=step, **form.sent())
    except CoachingError as error:
        return _refused(request, own_step(request.user, session_id, step), form, error)
    forget_typed_text(request)
    following = path.following(step)
    messages.info(request, _("Noted as something to find out. You can come back to it at any time."))
    return redirect("coaching:step", session_id, following.key if following else step)
