"""Pages of briefs."""

import uuid
from itertools import chain

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import PersonRequest
from accounts.unsaved import keeps_unsaved_form, posted_or_unsaved
from briefs.access import brief_of
from briefs.documents.page import export, paper, sections
from briefs.documents.pdf import render as render_pdf
from briefs.errors import BriefChanged
from briefs.forms import BriefForm
from briefs.history import changes_of
from briefs.ledger.claims import open_claims
from briefs.models import BusinessBrief
from briefs.red_thread import to_review
from briefs.services.briefs import delete_brief, edit_brief, finish_coaching
from briefs.services.runs import is_at_work
from briefs.signals import cards_asked, next_steps_asked
from briefs.views.lists import LISTED, listed
from briefs.views.progress_context import progress_of
from coaching.access import missing_as_404
from coaching.errors import CoachingError
from coaching.models import CoachingSession
from coaching.services import steps_of
from coaching.signals import answers


@require_POST
@missing_as_404()
def finish(request: PersonRequest, session_id: str) -> HttpResponse:
    """Finish the coaching and lead to its agents; what is still missing is said on the synthesis page.

    A session that is finished already (a second click) opens the brief that it has.
    """
    rows = CoachingSession.objects.visible_to(request.user)
    session = get_object_or_404(rows.select_related("organization"), session_id=session_id)
    finished = BusinessBrief.objects.filter(
        coaching_session=session, coaching_session__completed_at__isnull=False
    )
    if made := finished.first():
        return _way_on(made)
    try:
        brief = finish_coaching(by=request.user, session=session)
    except CoachingError as error:
        if made := finished.first():  # the other click of two was faster
            return _way_on(made)
        messages.error(request, str(error))
        return redirect("coaching:session", session.session_id)
    if not is_at_work(brief):
        messages.success(request, _("Your brief is ready."))
    return _way_on(brief)


def _way_on(made: BusinessBrief) -> HttpResponse:
    """Lead to the page of the agents as long as one is at work, to results to review, else to the brief."""
    if is_at_work(made):
        return redirect("briefs:progress", made.pk)
    marked = to_review(made, list(made.choices.all()))
    return redirect("briefs:results" if marked else "briefs:brief", made.pk)


@require_safe
def briefs(request: PersonRequest) -> HttpResponse:
    """List the person's briefs, by name and sector."""
    context = listed(request, BusinessBrief.objects.only(*LISTED))
    return render(request, "briefs/briefs.html", context)


@require_safe
def brief(request: PersonRequest, brief_id: uuid.UUID) -> HttpResponse:
    """Show a brief as a person would show it to a bank."""
    shown = brief_of(request, brief_id)
    steps = steps_of(shown.coaching_session).values()
    context = {
        "brief": shown,
        "paper": paper(shown, steps),
        "marked": len(to_review(shown, list(shown.choices.all()))),
        "open": len(open_claims(shown)),
        "is_scored": any(step.score is not None for step in steps),
        "progress": progress_of(shown, request.user),
        "completeness": round(100 * shown.brief_completeness),
        "confidence": round(100 * shown.overall_confidence),
        "next_steps": chain.from_iterable(answers(next_steps_asked, brief=shown, page="brief")),
        "cards": answers(cards_asked, request=request, brief=shown),
    }
    return render(request, "briefs/brief.html", context)


@keeps_unsaved_form
@require_http_methods(["GET", "HEAD", "POST"])
def brief_edit(request: PersonRequest, brief_id: uuid.UUID) -> HttpResponse:
    """Edit the brief's texts; a change made elsewhere meanwhile is shown beside what was typed."""
    shown = brief_of(request, brief_id)
    form = BriefForm(posted_or_unsaved(request), instance=BusinessBrief.objects.get(pk=shown.pk))
    conflict = None
    if request.method == "POST" and form.is_valid():
        values = {name: value for name, value in form.cleaned_data.items() if name != "version"}
        try:
            edit_brief(by=request.user, brief=shown, version=form.cleaned_data["version"], values=values)
        except BriefChanged as error:
            conflict = str(error)
            shown = brief_of(request, brief_id)
            form = form.on_top_of(shown)
        else:
            messages.success(request, _("The brief is saved."))
            return redirect("briefs:brief", shown.pk)
    context = {"brief": shown, "form": form, "conflict": conflict, "theirs": sections(shown)}
    return render(request, "briefs/brief_edit.html", context, status=409 if conflict else 200)


@require_safe
def brief_history(request: PersonRequest, brief_id: uuid.UUID) -> HttpResponse:
    """Show what was changed in a brief, newest first."""
    shown = brief_of(request, brief_id)
    return render(request, "briefs/brief_history.html", {"brief": shown, "changes": changes_of(shown)})


@require_safe
def brief_json(request: PersonRequest, brief_id: uuid.UUID) -> HttpResponse:
    """Download the brief as JSON."""
    shown = brief_of(request, brief_id)
    response = JsonResponse(export(shown), json_dumps_params={"ensure_ascii": False, "indent": 2})
    name = slugify(shown.business_name) or "brief"
    response["Content-Disposition"] = f'attachment; filename="{name}.json"'
    return response


@require_safe
def brief_pdf(request: PersonRequest, brief_id: uuid.UUID) -> HttpResponse:
    """Download the brief as a PDF, for a bank or a partner."""
    shown = brief_of(request, brief_id)
    name = slugify(shown.business_name) or "brief"
    headers = {"Content-Disposition": f'attachment; filename="{name}.pdf"'}
    return HttpResponse(render_pdf(shown), content_type="application/pdf", headers=headers)


@require_POST
def brief_delete(request: PersonRequest, brief_id: uuid.UUID) -> HttpResponse:
    """Delete a brief for good; its page asked first and said what stays."""
    shown = brief_of(request, brief_id)
    delete_brief(by=request.user, brief=shown)
    messages.success(request, _("The brief of “%(name)s” is deleted.") % {"name": shown.business_name})
    return redirect("briefs:briefs")
