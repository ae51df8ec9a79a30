"""The views of a step: show and answer it, save a draft, get help, go on."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import PersonRequest
from coaching import services
from coaching.access import missing_as_404, own_step
from coaching.errors import CoachingError, EditConflict, StepNotOpen
from coaching.forms import AnswerForm, DraftForm
from coaching.models import CoachingStep
from coaching.steps import step_after
from coaching.views.context import initial_form, page_context, step_context, step_url
from coaching.views.help import help_context, with_picked_help
from coaching.views.unsaved import discard_unsaved_answer, keeps_unsaved_answer, unsaved_answer


@keeps_unsaved_answer
@require_http_methods(["GET", "HEAD", "POST"])
@missing_as_404()
def step(request: PersonRequest, session_id: str, step: str) -> HttpResponse:
    """Show a step, or submit its answer; a step that is not open redirects to the current one."""
    if request.method == "POST":
        return _submit(request, session_id, step)
    row = own_step(request.user, session_id, step)
    return _show(request, row, **_unsaved_options(request, row))


def _unsaved_options(request: PersonRequest, row: CoachingStep) -> dict[str, Any]:
    """Return the options of `step_context` that show a text posted after the login had expired."""
    mine = unsaved_answer(request, row.session.session_id, row.name)
    if not mine or mine == row.text:
        return {}
    form = initial_form(mine, row.version)
    if not row.text.strip():
        note = _("Here is what you typed before you signed in again. Save it or send it.")
        return {"form": form, "notes": (note,)}
    message = _("You typed this before you signed in again, and another text is saved here.")
    return {"form": form, "conflict": EditConflict(message, theirs=row.text, version=row.version)}


def _submit(request: PersonRequest, session_id: str, name: str) -> HttpResponse:
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _refused(request, own_step(request.user, session_id, name), form)
    try:
        services.submit_answer(
            by=request.user, session_id=session_id, name=name, seconds=form.seconds(), **form.submission()
        )
    except CoachingError as error:
        return _refused(request, own_step(request.user, session_id, name), form, error)
    discard_unsaved_answer(request)
    note = _("Invisible characters were taken out of your text; every word is still there.")
    if request.htmx:
        notes = (note,) if form.answer.removed else ()
        context = step_context(own_step(request.user, session_id, name), notes=notes)
        return render(request, "coaching/_step.html", context)
    if form.answer.removed:
        messages.info(request, note)
    return redirect(f"{reverse('coaching:step', args=[session_id, name])}#review")


def _refused(
    request: PersonRequest, row: CoachingStep, form: AnswerForm, error: CoachingError | None = None
) -> HttpResponse:
    """Show a refused text with the reason, which is `error` or the form's own error."""
    if isinstance(error, EditConflict):
        shown = initial_form(form.answer.text, error.version)
        return _show(request, row, status=409, form=shown, conflict=error)
    if isinstance(error, StepNotOpen):
        messages.warning(request, str(error))
        return redirect(step_url(row.session, row.session.current_step))
    if error:
        form.add_error("text", str(error))
    return _show(request, row, status=422, form=form)


def _show(request: PersonRequest, row: CoachingStep, *, status: int = 200, **options: Any) -> HttpResponse:
    """Render the step: the fragment for htmx, otherwise the page; one that is not open redirects."""
    if not row.is_reached(row.session.step_completion):
        return _redirect_to_current_step(request, row)
    if request.htmx and not request.htmx.boosted:
        response = render(request, "coaching/_step.html", step_context(row, **options), status=status)
        response["HX-Retarget"], response["HX-Reswap"] = "#work", "outerHTML show:top"
        return response
    return render(request, "coaching/step.html", page_context(row, **options), status=status)


def _redirect_to_current_step(request: PersonRequest, row: CoachingStep) -> HttpResponse:
    messages.info(request, _("This step opens when the ones before it are done. Here is where you are."))
    return redirect(step_url(row.session, row.session.current_step))


@keeps_unsaved_answer
@require_http_methods(["GET", "HEAD", "POST"])
def draft(request: PersonRequest, session_id: str, step: str) -> HttpResponse:
    """Save a draft. `then` is what to do next; without it, a request of htmx is an autosave.

    It is leave, help, compare (show both texts of a conflict), keep (the stored text) or drop (the draft).
    A GET redirects to the step: switching the language on a page that answered a POST requests its URL.
    """
    row = own_step(request.user, session_id, step)
    if request.method != "POST":
        return redirect(step_url(row.session, row.name))
    form = DraftForm(request.POST)
    is_valid, then = form.is_valid(), form.cleaned_data["then"]
    if then == "drop":
        services.drop_draft(session=row.session, name=row.name)
    if then in {"keep", "drop"}:
        discard_unsaved_answer(request)
        return redirect(step_url(row.session, row.name))
    if not is_valid:
        return _not_saved(request, row, form)
    submission = form.submission()
    submission["text"] = with_picked_help(
        row, form.answer.text, form.cleaned_data["starter"], form.cleaned_data["picked"]
    )
    try:
        version = services.save_draft(session=row.session, name=row.name, **submission)
    except CoachingError as error:
        return _not_saved(request, row, form, error)
    discard_unsaved_answer(request)
    if request.htmx and not then:
        return render(request, "coaching/_saved.html", {"version": version})
    if then == "leave":
        messages.success(request, _("Saved. You can go on whenever you like, on any device."))
        return redirect("coaching:sessions")
    return redirect("coaching:help" if then == "help" else "coaching:step", session_id, step)


def _not_saved(
    request: PersonRequest, row: CoachingStep, form: DraftForm, error: CoachingError | None = None
) -> HttpResponse:
    """Show why a draft was not saved: a fragment for an autosave, otherwise the page.

    The fragment's status is 409 whatever the reason; the page's is 409 for a conflict and 422 otherwise.
    """
    if not request.htmx or form.cleaned_data["then"]:
        return _refused(request, row, form, error)
    context = {
        "version": form.submission()["version"],
        "problem": str(error or form.error),
        "has_conflict": isinstance(error, EditConflict),
    }
    return render(request, "coaching/_saved.html", context, status=409)


@keeps_unsaved_answer
@require_safe
def help_page(request: PersonRequest, session_id: str, step: str) -> HttpResponse:
    """Show the help with a step: narrower questions, proposals, and the tidied draft."""
    row = own_step(request.user, session_id, step)
    if not row.is_reached(row.session.step_completion):
        return _redirect_to_current_step(request, row)
    context = {**step_context(row), **help_context(row)}
    return render(request, "coaching/_help.html" if request.htmx else "coaching/help.html", context)


@keeps_unsaved_answer
@require_POST
@missing_as_404()
def accept(request: PersonRequest, session_id: str, step: str) -> HttpResponse:
    """Complete a step, also against advice, and redirect to the next one."""
    try:
        services.accept_step(by=request.user, session_id=session_id, name=step)
    except StepNotOpen as error:
        messages.warning(request, str(error))
        return redirect("coaching:step", session_id, step)
    return _redirect_to_next_step(session_id, step)


def _redirect_to_next_step(session_id: str, step: str) -> HttpResponse:
    following = step_after(step)
    return redirect("coaching:step", session_id, following.key if following else step)


@keeps_unsaved_answer
@require_http_methods(["GET", "HEAD", "POST"])
@missing_as_404()
def unknown(request: PersonRequest, session_id: str, step: str) -> HttpResponse:
    """Complete a step with “I do not know yet”, and redirect to the next one; a GET redirects to the step."""
    if request.method != "POST":
        row = own_step(request.user, session_id, step)
        return redirect(step_url(row.session, row.name))
    form = DraftForm(request.POST)
    form.is_valid()  # a text that is too long is valid here: the service shortens it
    try:
        services.mark_unknown(by=request.user, session_id=session_id, name=step, **form.submission())
    except CoachingError as error:
        return _refused(request, own_step(request.user, session_id, step), form, error)
    discard_unsaved_answer(request)
    messages.info(request, _("Noted as something to find out. You can come back to it at any time."))
    return _redirect_to_next_step(session_id, step)
