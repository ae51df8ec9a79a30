"""Messages of visitors: list, mark as read, delete."""

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
from websites.messages.services import mark_message, reply_links
from websites.models import Site, SiteMessage
from websites.rendering.line_breaks import non_breaking_number

PER_PAGE = 20


@require_safe
def inbox(request: PersonRequest, site_id: uuid.UUID) -> HttpResponse:
    """List the messages of a site, the newest first."""
    site = site_of(request, site_id)
    rows = _messages(request, site).order_by("-created_at", "-pk")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    entries = [
        {"message": row, "reach": non_breaking_number(row.reach), "ways": reply_links(row.reach)}
        for row in page
    ]
    return render(request, "websites/inbox.html", {"site": site, "page": page, "entries": entries})


def _messages(request: PersonRequest, site: Site) -> QuerySet[SiteMessage]:
    return SiteMessage.objects.visible_to(request.user).filter(site=site)


@require_POST
def mark(request: PersonRequest, site_id: uuid.UUID, message_id: uuid.UUID) -> HttpResponse:
    """Mark a message as read, or as new again."""
    site = site_of(request, site_id)
    message = get_object_or_404(_messages(request, site), pk=message_id)
    mark_message(message, is_read=request.POST.get("as") != "new")
    return redirect("websites:messages", site.pk)


@require_POST
def delete(request: PersonRequest, site_id: uuid.UUID, message_id: uuid.UUID) -> HttpResponse:
    """Delete a message."""
    site = site_of(request, site_id)
    get_object_or_404(_messages(request, site), pk=message_id).delete()
    messages.success(request, _("The message is deleted."))
    return redirect("websites:messages", site.pk)
