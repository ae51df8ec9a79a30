"""Views of businesses."""

import uuid
from copy import copy

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import PersonRequest
from accounts.unsaved import keeps_unsaved_form, posted_or_unsaved
from briefs.access import brief_of
from briefs.documents.page import Section
from briefs.views.briefs import LIST_FIELDS, list_context
from businesses import services
from businesses.access import business_of
from businesses.forms import BusinessForm
from businesses.models import Business
from businesses.signals import collect_page_parts
from coaching.signals import responses


@require_POST
def business_create(request: PersonRequest, brief_id: uuid.UUID) -> HttpResponse:
    """Create the business of a brief; a second click opens the one that exists."""
    shown = brief_of(request, brief_id)
    try:
        made = services.create_business(by=request.user, brief=shown)
    except services.BusinessExists as error:
        messages.info(request, str(error))
        return redirect("businesses:business", Business.objects.get(brief=shown).pk)
    messages.success(request, _("The business is created, as a draft."))
    return redirect("businesses:business", made.pk)


@require_safe
def business_list(request: PersonRequest) -> HttpResponse:
    """List the person's businesses, with a search by name, sector and status."""
    context = list_context(
        request, Business.objects.only(*LIST_FIELDS, "status"), statuses=Business.Status.choices
    )
    return render(request, "businesses/list.html", {**context, "deleted": _just_deleted(request)})


def _just_deleted(request: PersonRequest) -> Business | None:
    """Return the deleted business named in `?deleted=`, when the person may see it."""
    try:
        business_id = uuid.UUID(request.GET["deleted"])
    except (KeyError, ValueError):
        return None
    rows = Business.all_objects.visible_to(request.user)
    return rows.filter(pk=business_id, deleted_at__isnull=False).first()


@keeps_unsaved_form
@require_http_methods(["GET", "HEAD", "POST"])
def business(request: PersonRequest, business_id: uuid.UUID) -> HttpResponse:
    """Show and change a business; when it was changed elsewhere, show both versions and save nothing."""
    shown = business_of(request, business_id)
    form = BusinessForm(posted_or_unsaved(request), instance=copy(shown))
    conflict = None
    if request.method == "POST" and form.is_valid():
        values = {name: value for name, value in form.cleaned_data.items() if name != "seen"}
        try:
            services.change_business(
                by=request.user, business=shown, values=values, seen=form.cleaned_data["seen"]
            )
        except services.BusinessChanged as error:
            conflict = str(error)
            form = form.rebased_on(shown)
        else:
            messages.success(request, _("The business is saved."))
            return redirect("businesses:business", shown.pk)
    parts = responses(collect_page_parts, request=request, business=shown)
    question = _("Delete this business? You can undo it right after.")
    context = {
        "business": shown,
        "parts": parts,
        "deletion_question": next((p.deletion_question for p in parts if p.deletion_question), question),
        "form": form,
        "conflict": conflict,
        "theirs": _as_saved(shown),
    }
    return render(request, "businesses/business.html", context, status=409 if conflict else 200)


def _as_saved(business: Business) -> list[Section]:
    """Return the stored values of the business with the labels of the form."""
    labels = {name: str(field.label) for name, field in BusinessForm.base_fields.items() if name != "seen"}
    return [Section(label, str(getattr(business, name))) for name, label in labels.items()]


@require_POST
def business_status(request: PersonRequest, business_id: uuid.UUID) -> HttpResponse:
    """Set the status; an unknown one changes nothing."""
    shown = business_of(request, business_id)
    status = request.POST.get("status", "")
    if status in Business.Status.values:
        shown = services.change_business(by=request.user, business=shown, values={"status": status})
        messages.success(
            request, _("The status is now “%(status)s”.") % {"status": shown.get_status_display()}
        )
    else:
        messages.error(request, _("Choose draft, active or paused."))
    return redirect("businesses:business", shown.pk)


@require_POST
def business_delete(request: PersonRequest, business_id: uuid.UUID) -> HttpResponse:
    """Delete a business and redirect to the list, which offers to restore it."""
    services.delete_business(by=request.user, business=business_of(request, business_id))
    return redirect(f"{reverse('businesses:list')}?deleted={business_id}")


@require_POST
def business_restore(request: PersonRequest, business_id: uuid.UUID) -> HttpResponse:
    """Restore a deleted business."""
    shown = get_object_or_404(Business.all_objects.visible_to(request.user), pk=business_id)
    services.restore_business(by=request.user, business=shown)
    messages.success(request, _("“%(name)s” is back.") % {"name": shown.business_name})
    return redirect("businesses:business", shown.pk)
