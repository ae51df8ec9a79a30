"""Pages of briefs and businesses."""

import uuid
from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import User
from businesses import moulds, services
from businesses.errors import BriefChanged, BusinessChanged, BusinessExists
from businesses.forms import BriefForm, BusinessForm, SearchForm
from businesses.history import changes_of
from businesses.models import Business, BusinessBrief, NamedQuerySet
from businesses.presentation import Section, export, paper, sections
from coaching.access import missing_is_not_found
from coaching.errors import CoachingError
from coaching.listing import Pages
from coaching.models import CoachingSession
from coaching.services import steps_of
from reference.models import Sector
from reference.names import names

PER_PAGE: Final = 20
#: What a list shows of a row.
_LISTED: Final = ("business_name", "sector_id", "location", "updated_at")


def _person(request: HttpRequest) -> User:
    """Return who is signed in; LoginRequiredMiddleware let nobody else through."""
    assert isinstance(request.user, User)  # noqa: S101  # narrows the type, see above
    return request.user


def _brief(request: HttpRequest, brief_id: uuid.UUID) -> BusinessBrief:
    rows = BusinessBrief.objects.visible_to(_person(request)).select_related(
        "coaching_session__user", "sector"
    )
    found: BusinessBrief = get_object_or_404(rows, pk=brief_id)
    return found


def _business(request: HttpRequest, business_id: uuid.UUID) -> Business:
    rows = Business.objects.visible_to(_person(request)).select_related("sector")
    found: Business = get_object_or_404(rows, pk=business_id)
    return found


def _listed(
    request: HttpRequest, rows: NamedQuerySet, *, here: str, statuses: bool, columns: tuple[str, ...]
) -> dict[str, Any]:
    """Return what both lists show: a page of the person's rows, latest first, and the search."""
    wanted = SearchForm(request.GET, sectors=names(Sector).choices, statuses=statuses).valid()
    exact = {name: value for name, value in wanted.items() if name != "q"}
    rows = rows.visible_to(_person(request), named=wanted.get("q", ""))
    rows = rows.filter(**exact).order_by("-updated_at").only(*columns)
    page = Pages(rows, PER_PAGE).get_page(request.GET.get("page"))
    return {
        "page": page,
        "cards": [moulds.card(row) for row in page],
        "search": moulds.search_bar(wanted, url=reverse(here), statuses=statuses),
        "searched": bool(wanted),
    }


@require_POST
@missing_is_not_found()
def finish(request: HttpRequest, session_id: str) -> HttpResponse:
    """Finish the coaching and open its brief; what is still missing is said on the synthesis page.

    A session that is finished already (a second click) opens the brief that it has.
    """
    rows = CoachingSession.objects.visible_to(_person(request))
    session = get_object_or_404(rows.select_related("organization"), session_id=session_id)
    finished = BusinessBrief.objects.filter(
        coaching_session=session, coaching_session__completed_at__isnull=False
    )
    if made := finished.first():
        return redirect("businesses:brief", made.pk)
    try:
        brief = services.finish_coaching(by=_person(request), session=session)
    except CoachingError as error:
        if made := finished.first():  # the other click of two was faster
            return redirect("businesses:brief", made.pk)
        messages.error(request, str(error))
        return redirect("coaching:session", session.session_id)
    messages.success(request, _("Your brief is ready."))
    return redirect("businesses:brief", brief.pk)


@require_safe
def briefs(request: HttpRequest) -> HttpResponse:
    """List the person's briefs, by name and sector."""
    rows = BusinessBrief.objects.all()
    context = _listed(request, rows, here="businesses:briefs", statuses=False, columns=_LISTED)
    return render(request, "businesses/briefs.html", context)


@require_safe
def brief(request: HttpRequest, brief_id: uuid.UUID) -> HttpResponse:
    """Show a brief as a person would show it to a bank."""
    shown = _brief(request, brief_id)
    steps = steps_of(shown.coaching_session).values()
    context = {
        "brief": shown,
        "paper": paper(shown, steps),
        "is_scored": any(step.score is not None for step in steps),
        "business": Business.objects.filter(brief=shown).first(),
        "completeness": round(100 * shown.brief_completeness),
        "confidence": round(100 * shown.overall_confidence),
    }
    return render(request, "businesses/brief.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def brief_edit(request: HttpRequest, brief_id: uuid.UUID) -> HttpResponse:
    """Edit the brief's texts; a change made elsewhere meanwhile is shown beside what was typed."""
    shown = _brief(request, brief_id)
    form = BriefForm(request.POST or None, instance=BusinessBrief.objects.get(pk=shown.pk))
    conflict = None
    if request.method == "POST" and form.is_valid():
        values = {name: value for name, value in form.cleaned_data.items() if name != "version"}
        try:
            services.edit_brief(
                by=_person(request), brief=shown, version=form.cleaned_data["version"], values=values
            )
        except BriefChanged as error:
            conflict = str(error)
            shown = _brief(request, brief_id)
            form = form.on_top_of(shown)
        else:
            messages.success(request, _("The brief is saved."))
            return redirect("businesses:brief", shown.pk)
    context = {"brief": shown, "form": form, "conflict": conflict, "theirs": sections(shown)}
    return render(request, "businesses/brief_edit.html", context, status=409 if conflict else 200)


@require_safe
def brief_history(request: HttpRequest, brief_id: uuid.UUID) -> HttpResponse:
    """Show what was changed in a brief, newest first."""
    shown = _brief(request, brief_id)
    return render(request, "businesses/brief_history.html", {"brief": shown, "changes": changes_of(shown)})


@require_safe
def brief_json(request: HttpRequest, brief_id: uuid.UUID) -> HttpResponse:
    """Download the brief as JSON."""
    shown = _brief(request, brief_id)
    response = JsonResponse(export(shown), json_dumps_params={"ensure_ascii": False, "indent": 2})
    name = slugify(shown.business_name) or "brief"
    response["Content-Disposition"] = f'attachment; filename="{name}.json"'
    return response


@require_POST
def brief_delete(request: HttpRequest, brief_id: uuid.UUID) -> HttpResponse:
    """Delete a brief for good; its page asked first and said what stays."""
    shown = _brief(request, brief_id)
    services.delete_brief(by=_person(request), brief=shown)
    messages.success(request, _("The brief of “%(name)s” is deleted.") % {"name": shown.business_name})
    return redirect("businesses:briefs")


@require_POST
def business_create(request: HttpRequest, brief_id: uuid.UUID) -> HttpResponse:
    """Create the business of a brief; a second click opens the one that exists."""
    shown = _brief(request, brief_id)
    try:
        made = services.create_business(by=_person(request), brief=shown)
    except BusinessExists as error:
        messages.info(request, str(error))
        return redirect("businesses:business", Business.objects.get(brief=shown).pk)
    messages.success(request, _("The business is created, as a draft."))
    return redirect("businesses:business", made.pk)


@require_safe
def business_list(request: HttpRequest) -> HttpResponse:
    """List the person's businesses, by name, sector and status."""
    rows = Business.objects.all()
    context = _listed(request, rows, here="businesses:list", statuses=True, columns=(*_LISTED, "status"))
    return render(request, "businesses/list.html", {**context, "deleted": _just_deleted(request)})


def _just_deleted(request: HttpRequest) -> Business | None:
    """Return the business that `?deleted=` offers to bring back, if it is the person's and deleted."""
    try:
        business_id = uuid.UUID(request.GET["deleted"])
    except (KeyError, ValueError):
        return None
    rows = Business.all_objects.visible_to(_person(request))
    return rows.filter(pk=business_id, deleted_at__isnull=False).first()


@require_http_methods(["GET", "HEAD", "POST"])
def business(request: HttpRequest, business_id: uuid.UUID) -> HttpResponse:
    """Show a business and change it; a change made elsewhere meanwhile is shown beside what was typed."""
    shown = _business(request, business_id)
    form = BusinessForm(request.POST or None, instance=Business.objects.get(pk=shown.pk))
    conflict = None
    if request.method == "POST" and form.is_valid():
        values = {name: value for name, value in form.cleaned_data.items() if name != "seen"}
        try:
            services.change_business(
                by=_person(request), business=shown, values=values, seen=form.cleaned_data["seen"]
            )
        except BusinessChanged as error:
            conflict = str(error)
            form = form.on_top_of(shown)
        else:
            messages.success(request, _("The business is saved."))
            return redirect("businesses:business", shown.pk)
    context = {"business": shown, "form": form, "conflict": conflict, "theirs": _as_saved(shown)}
    return render(request, "businesses/business.html", context, status=409 if conflict else 200)


def _as_saved(business: Business) -> list[Section]:
    """Return the business's values as they are stored, under the form's labels."""
    labels = {name: str(field.label) for name, field in BusinessForm.base_fields.items() if name != "seen"}
    shown = {"sector": business.sector.name, "status": business.get_status_display()}
    return [
        Section(name, label, str(shown.get(name) or getattr(business, name)))
        for name, label in labels.items()
    ]


@require_POST
def business_status(request: HttpRequest, business_id: uuid.UUID) -> HttpResponse:
    """Set the status from a button: draft, active or paused; an unknown one changes nothing."""
    shown = _business(request, business_id)
    status = request.POST.get("status", "")
    if status in Business.Status.values:
        shown = services.change_business(by=_person(request), business=shown, values={"status": status})
        messages.success(
            request, _("The status is now “%(status)s”.") % {"status": shown.get_status_display()}
        )
    else:
        messages.error(request, _("Choose draft, active or paused."))
    return redirect("businesses:business", shown.pk)


@require_POST
def business_delete(request: HttpRequest, business_id: uuid.UUID) -> HttpResponse:
    """Delete a business; the list offers to undo it."""
    shown = _business(request, business_id)
    services.delete_business(by=_person(request), business=shown)
    return redirect(f"{reverse('businesses:list')}?deleted={shown.pk}")


@require_POST
def business_restore(request: HttpRequest, business_id: uuid.UUID) -> HttpResponse:
    """Undo the deletion of a business."""
    rows = Business.all_objects.visible_to(_person(request))
    shown = get_object_or_404(rows, pk=business_id)
    services.restore_business(by=_person(request), business=shown)
    messages.success(request, _("“%(name)s” is back.") % {"name": shown.business_name})
    return redirect("businesses:business", shown.pk)
