"""Views of briefs."""

import uuid
from collections.abc import Iterable
from functools import cache
from itertools import chain
from typing import Any, Final

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import PersonRequest
from accounts.unsaved import keeps_unsaved_form, posted_or_unsaved
from briefs.access import brief_of
from briefs.documents.page import brief_page, changes_of, export, sections
from briefs.documents.pdf.content import render as render_pdf
from briefs.errors import BriefChanged
from briefs.forms import BriefForm, SearchForm
from briefs.ledger.claims import open_claims
from briefs.models import BusinessBrief, NamedQuerySet
from briefs.results import items_to_review
from briefs.services.briefs import delete_brief, edit_brief, finish_coaching
from briefs.signals import collect_cards, collect_next_steps
from briefs.views.progress import progress_of
from coaching.access import missing_as_404
from coaching.errors import CoachingError
from coaching.models import CoachingSession
from coaching.services import steps_of
from coaching.signals import responses
from nlp.letters import hyphenated
from reference.models import Sector

#: The columns of a list of briefs or businesses.
LIST_FIELDS: Final = ("business_name", "sector__name_fr", "sector__name_en", "location", "updated_at")


def list_context(
    request: PersonRequest, rows: NamedQuerySet, *, statuses: Iterable[tuple[str, Any]] = ()
) -> dict[str, Any]:
    """Return the context of a list of briefs or businesses: a page of the person's rows, and the search."""
    sectors = cache(Sector.objects.choices)  # one query, and only when a form needs it
    search = SearchForm(request.GET, sectors=sectors, statuses=statuses).valid()
    filters = {name: value for name, value in search.items() if name != "q"}
    rows = rows.visible_to(request.user).named(search.get("q", "")).select_related("sector")
    rows = rows.filter(**filters).order_by("-updated_at")
    return {
        "page": Paginator(rows, per_page=20).get_page(request.GET.get("page")),
        "form": SearchForm(search, sectors=sectors, statuses=statuses),
        "searched": bool(search),
    }


@require_POST
@missing_as_404()
def finish(request: PersonRequest, session_id: str) -> HttpResponse:
    """Finish the coaching and redirect to its agents, or back to the coaching with an error message.

    A second click on a finished session redirects as the first one.
    """
    rows = CoachingSession.objects.visible_to(request.user)
    session = get_object_or_404(rows.select_related("organization"), session_id=session_id)
    finished = BusinessBrief.objects.filter(
        coaching_session=session, coaching_session__completed_at__isnull=False
    )
    if brief := finished.first():
        return _redirect_to_next(brief)
    try:
        brief = finish_coaching(by=request.user, session=session)
    except CoachingError as error:
        if brief := finished.first():  # the other click of two was faster
            return _redirect_to_next(brief)
        messages.error(request, str(error))
        return redirect("coaching:session", session.session_id)
    if not brief.runs.open().exists():
        messages.success(request, _("Your brief is ready."))
    return _redirect_to_next(brief)


def _redirect_to_next(brief: BusinessBrief) -> HttpResponse:
    """Redirect to the progress while an agent is at work, to results to review, or to the brief."""
    if brief.runs.open().exists():
        return redirect("briefs:progress", brief.pk)
    to_review = items_to_review(brief, brief.choices.all())
    return redirect("briefs:results" if to_review else "briefs:brief", brief.pk)


@require_safe
def briefs(request: PersonRequest) -> HttpResponse:
    """List the person's briefs, with a search by name and sector."""
    context = list_context(request, BusinessBrief.objects.only(*LIST_FIELDS))
    return render(request, "briefs/briefs.html", context)


@require_safe
def brief(request: PersonRequest, brief_id: uuid.UUID) -> HttpResponse:
    """Show a brief."""
    brief = brief_of(request, brief_id)
    steps = steps_of(brief.coaching_session).values()
    context = {
        "brief": brief,
        "page": brief_page(brief, steps),
        "to_review": len(items_to_review(brief, brief.choices.all())),
        "open": len(open_claims(brief)),
        "is_scored": any(step.score is not None for step in steps),
        "progress": progress_of(brief, request.user),
        "completeness": round(100 * brief.brief_completeness),
        "confidence": round(100 * brief.overall_confidence),
        "next_steps": chain.from_iterable(responses(collect_next_steps, brief=brief, page="brief")),
        "cards": responses(collect_cards, request=request, brief=brief),
    }
    return render(request, "briefs/brief.html", context)


@keeps_unsaved_form
@require_http_methods(["GET", "HEAD", "POST"])
def brief_edit(request: PersonRequest, brief_id: uuid.UUID) -> HttpResponse:
    """Edit the brief's texts; a change made elsewhere meanwhile is shown beside what was typed."""
    brief = brief_of(request, brief_id)
    form = BriefForm(posted_or_unsaved(request), instance=BusinessBrief.objects.get(pk=brief.pk))
    conflict = None
    if request.method == "POST" and form.is_valid():
        values = {name: value for name, value in form.cleaned_data.items() if name != "version"}
        try:
            edit_brief(by=request.user, brief=brief, version=form.cleaned_data["version"], values=values)
        except BriefChanged as error:
            conflict = str(error)
            brief = brief_of(request, brief_id)
            form = form.rebased_on(brief)
        else:
            messages.success(request, _("The brief is saved."))
            return redirect("briefs:brief", brief.pk)
    context = {"brief": brief, "form": form, "conflict": conflict, "theirs": sections(brief)}
    return render(request, "briefs/brief_edit.html", context, status=409 if conflict else 200)


@require_safe
def brief_history(request: PersonRequest, brief_id: uuid.UUID) -> HttpResponse:
    """Show the changes of a brief, newest first."""
    brief = brief_of(request, brief_id)
    return render(request, "briefs/brief_history.html", {"brief": brief, "changes": changes_of(brief)})


@require_safe
def brief_json(request: PersonRequest, brief_id: uuid.UUID) -> HttpResponse:
    """Download the brief as JSON."""
    brief = brief_of(request, brief_id)
    dumps = {"ensure_ascii": False, "indent": 2}
    return JsonResponse(export(brief), json_dumps_params=dumps, headers=_attachment(brief, "json"))


@require_safe
def brief_pdf(request: PersonRequest, brief_id: uuid.UUID) -> HttpResponse:
    """Download the brief as a PDF."""
    brief = brief_of(request, brief_id)
    headers = _attachment(brief, "pdf")
    return HttpResponse(render_pdf(brief), content_type="application/pdf", headers=headers)


def _attachment(brief: BusinessBrief, extension: str) -> dict[str, str]:
    """Return the headers of a download under the business's name."""
    name = hyphenated(brief.business_name, 60) or "brief"
    return {"Content-Disposition": f'attachment; filename="{name}.{extension}"'}


@require_POST
def brief_delete(request: PersonRequest, brief_id: uuid.UUID) -> HttpResponse:
    """Delete a brief."""
    brief = brief_of(request, brief_id)
    delete_brief(by=request.user, brief=brief)
    messages.success(request, _("The brief of “%(name)s” is deleted.") % {"name": brief.business_name})
    return redirect("briefs:briefs")
