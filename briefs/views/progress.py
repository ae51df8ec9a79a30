"""The page on which a person follows the sub-agents, and sets them to work again."""

import uuid

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.addresses import primary_address
from accounts.http import PersonRequest
from agents.registry import AGENT_KEYS
from briefs.access import brief_of
from briefs.services import notifications as wishes
from briefs.services import runs
from briefs.views.progress_context import progress_of


@require_safe
def progress(request: PersonRequest, brief_id: uuid.UUID) -> HttpResponse:
    """Show how far the agents are; htmx asks again with `seen` and gets 204 as long as that still holds."""
    shown = brief_of(request, brief_id)
    state = progress_of(shown, request.user)
    asks_again = bool(request.htmx)
    if asks_again and request.GET.get("seen") == state.state:
        return HttpResponse(status=204)
    context = {
        "brief": shown,
        "progress": state,
        "address": primary_address(request.user),
        "is_news": asks_again and request.GET.get("done") != str(state.done),
    }
    template = "briefs/_progress.html" if asks_again else "briefs/progress.html"
    return render(request, template, context)


@require_POST
def agents_again(request: PersonRequest, brief_id: uuid.UUID) -> HttpResponse:
    """Set one agent (`agent`) or all that failed or never ran to work; one that works already goes on."""
    shown = brief_of(request, brief_id)
    waiting = {line.key for line in progress_of(shown, request.user).to_start}
    wanted = {request.POST["agent"]} if "agent" in request.POST else waiting
    runs.queue(by=request.user, brief=shown, agents=[key for key in AGENT_KEYS if key in wanted & waiting])
    return redirect("briefs:progress", shown.pk)


@require_POST
def progress_mail(request: PersonRequest, brief_id: uuid.UUID) -> HttpResponse:
    """Send a mail when the agents are done (`mail`=1), or do without."""
    shown, person = brief_of(request, brief_id), request.user
    if request.POST.get("mail") != "1":
        wishes.spare_mail(person=person, brief=shown)
    elif not wishes.wish_mail(person=person, brief=shown):
        messages.success(request, _("It is done already."))
    return redirect("briefs:progress", shown.pk)
