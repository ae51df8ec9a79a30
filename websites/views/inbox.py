"""Messages of visitors: list, mark as read, delete."""

import uuid

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.http import PersonRequest
from websites.access import site_of
from websites.messages.services import mark_message, reply_links
from websites.rendering.line_breaks import non_breaking_number

PER_PAGE = 20


@require_safe
def inbox(request: PersonRequest, site_id: uuid.UUID) -> HttpResponse:
    """List the messages of a site, the newest first."""
    site = site_of(request, site_id)
    rows = site.messages.order_by("-created_at", "-pk")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    entries = [
        {
            "message": row,
            "reach": non_breaking_number(row.reach),
            "ways": reply_links(row.reach, site.country),
        }
        for row in page
    ]
    return render(request, "websites/inbox.html", {"site": site, "page": page, "entries": entries})


@require_POST
def mark(request: PersonRequest, site_id: uuid.UUID, message_id: uuid.UUID) -> HttpResponse:
    """Mark a message as read, or as new again."""
    message = get_object_or_404(site_of(request, site_id).messages, pk=message_id)
    mark_message(message, is_read=request.POST.get("as") != "new")
    return redirect("websites:messages", site_id)


@require_POST
def delete(request: PersonRequest, site_id: uuid.UUID, message_id: uuid.UUID) -> HttpResponse:
    """Delete a message."""
    get_object_or_404(site_of(request, site_id).messages, pk=message_id).delete()
    messages.success(request, _("The message is deleted."))
    return redirect("websites:messages", site_id)
