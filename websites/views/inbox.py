"""What visitors wrote: read it, answer it, delete it."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.http import PersonRequest
from websites.access import site_of
from websites.messages import services as contact
from websites.models import Site, SiteMessage
from websites.rendering.line_breaks import bound_number

PER_PAGE = 20


@require_safe
def inbox(request: PersonRequest, site_id: uuid.UUID) -> HttpResponse:
    """List the messages of a site, the newest first."""
    site = site_of(request, site_id)
    rows = _messages(request, site).order_by("-created_at", "-pk")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    entries = [
        {"message": row, "reach": bound_number(row.reach), "ways": contact.ways_to(row.reach)} for row in page
    ]
    return render(request, "websites/inbox.html", {"site": site, "page": page, "entries": entries})


def _messages(request: PersonRequest, site: Site) -> QuerySet[SiteMessage]:
    return SiteMessage.objects.visible_to(request.user).filter(site=site)


@require_POST
def mark(request: PersonRequest, site_id: uuid.UUID, message_id: uuid.UUID) -> HttpResponse:
    """Note a message as read, or show it as new again."""
    site = site_of(request, site_id)
    message = get_object_or_404(_messages(request, site), pk=message_id)
    contact.mark(message, is_read=request.POST.get("as") != "new")
    return redirect("websites:messages", site.pk)


@require_POST
def delete(request: PersonRequest, site_id: uuid.UUID, message_id: uuid.UUID) -> HttpResponse:
    """Delete a message for good."""
    site = site_of(request, site_id)
    get_object_or_404(_messages(request, site), pk=message_id).delete()
    messages.success(request, _("The message is deleted."))
    return redirect("websites:messages", site.pk)
