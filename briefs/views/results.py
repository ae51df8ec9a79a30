"""Views of results: the summaries, one agent's items, decisions, choices and reruns."""

import uuid
from dataclasses import replace
from itertools import chain
from typing import Any, Final

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.template import TemplateDoesNotExist
from django.template.loader import get_template
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from accounts.http import PersonRequest
from agents.contract import AgentKey
from agents.palettes import palettes_by_fit
from agents.registry import AGENT_KEYS
from agents.schemas import RESULTS
from briefs.access import brief_of
from briefs.choices import CHOICE_KEYS
from briefs.errors import BriefError, ItemChanged, NoSuchItem
from briefs.models import BusinessBrief
from briefs.presentation import ICONS, ResultsPage, Row, anchor, label_of
from briefs.results import decided_items, result
from briefs.services import decisions, runs
from briefs.signals import collect_next_steps, collect_urls
from coaching.answers import clean_answer
from coaching.signals import responses

#: The service and the message of each button of a row.
ACTIONS: Final = {
    "accept": (decisions.accept, gettext_lazy("Accepted.")),
    "reject": (decisions.reject, gettext_lazy("Left out.")),
    "reset": (decisions.reset, gettext_lazy("Taken back.")),
    "acknowledge": (decisions.acknowledge, gettext_lazy("Kept as it is.")),
}
#: The style sheets of the agents' own templates.
STYLE_SHEETS: Final = {"research": "css/research.css", "logo": "css/logo.css", "template": "css/preview.css"}


def _agent(name: str) -> AgentKey:
    """Return the agent of that name, or raise Http404."""
    found = next((agent for agent in RESULTS if agent == name), None)
    if found is None:
        raise Http404
    return found


@require_safe
def results(request: PersonRequest, brief_id: uuid.UUID) -> HttpResponse:
    """Show the summaries of the five results and the next step."""
    brief = brief_of(request, brief_id)
    page = ResultsPage(brief)
    context = {
        "brief": brief,
        "parts": page.parts(),
        "open": len(page.open_claims),
        "to_review": len(page.to_review),
        "run_again": [(agent, label_of(agent)) for agent in page.agents_to_run_again],
        "next_step": next(
            chain.from_iterable(responses(collect_next_steps, brief=brief, page="results")), None
        ),
    }
    return render(request, "briefs/results.html", context)


@require_safe
def result_page(request: PersonRequest, brief_id: uuid.UUID, agent: str) -> HttpResponse:
    """Show the items of one agent, with their evidence, to accept, edit or reject."""
    brief, key = brief_of(request, brief_id), _agent(agent)
    page = ResultsPage(brief)
    return render(request, "briefs/result.html", _context(page, key, page.rows(key)))


def _context(page: ResultsPage, agent: AgentKey, rows: list[Row]) -> dict[str, Any]:
    brief = page.brief
    return {
        "brief": brief,
        "agent": agent,
        "label": label_of(agent),
        "icon": ICONS[agent],
        "part": next(part for part in page.parts() if part.agent == agent),
        "groups": page.groups(agent, rows),
        "to_review": sum(bool(row.reasons) for row in rows),
        "open": sum(row.is_open for row in rows),
        "can_run": agent in AGENT_KEYS,
        "result": result(brief, agent),
        "decided_items": {one.item.key: one for one in decided_items(brief, agent, page.choices)},
        "chosen": page.chosen,
        "palettes": palettes_by_fit(brief.sector_id) if agent == "template" else [],
        "preview": _preview_url(brief) if agent == "template" else "",
        "template": _template(agent),
        "style_sheet": STYLE_SHEETS.get(agent, ""),
    }


def _preview_url(brief: BusinessBrief) -> str:
    """Return the URL of the preview of the brief's future site, "" without one."""
    urls = responses(collect_urls, brief=brief)
    return next((pages["preview"] for pages in urls if "preview" in pages), "")


def _template(agent: AgentKey) -> Any:
    """Return the template of the agent's result, or None when it has none of its own."""
    try:
        return get_template(f"briefs/results/_{agent}.html")
    except TemplateDoesNotExist:
        return None


@require_POST
def item_decide(request: PersonRequest, brief_id: uuid.UUID, agent: str) -> HttpResponse:
    """Decide on one item; htmx gets its row, other clients are redirected to the page.

    When somebody else decided meanwhile, the answer is 409 with the item as it is now and the unsaved text.
    """
    brief, name = brief_of(request, brief_id), _agent(agent)
    key, text = request.POST.get("key", ""), clean_answer(request.POST.get("text", "")).text
    is_edit = request.POST.get("action") == "edit"
    try:
        message = _decide(request, brief, name, key, text)
    except NoSuchItem as error:
        messages.error(request, str(error))
        if text and is_edit:
            messages.warning(request, _("This is what you wrote: “%(text)s”") % {"text": text})
        return redirect("briefs:result", brief.pk, name)
    except BriefError as error:
        status = 409 if isinstance(error, ItemChanged) else 422
        unsaved = text if is_edit else None
        return _row(request, brief, name, key, str(error), status=status, unsaved=unsaved)
    if request.htmx:
        return _row(request, brief, name, key, message)
    messages.success(request, message)
    return redirect(f"{reverse('briefs:result', args=[brief.pk, name])}#{anchor(key)}")


def _decide(request: PersonRequest, brief: BusinessBrief, agent: AgentKey, key: str, text: str) -> str:
    """Call the service of the button and return its message; raise Http404 for an unknown button."""
    by, seen, action = request.user, request.POST.get("seen", ""), request.POST.get("action", "")
    if action == "edit":
        decisions.edit(by=by, brief=brief, agent=agent, key=key, text=text, seen=seen)
        return _("Your wording is saved.")
    if action not in ACTIONS:
        raise Http404
    decide, message = ACTIONS[action]
    decide(by=by, brief=brief, agent=agent, key=key, seen=seen)
    return str(message)


def _row(
    request: PersonRequest,
    brief: BusinessBrief,
    agent: AgentKey,
    key: str,
    notice: str,
    *,
    status: int = 200,
    unsaved: str | None = None,
) -> HttpResponse:
    """Return the item's row with a notice, or without htmx its whole page."""
    page = ResultsPage(brief_of(request, brief.pk))
    rows = page.rows(agent)
    at = next((index for index, row in enumerate(rows) if row.decided.item.key == key), None)
    if at is None:
        raise Http404
    tone = "success" if status == 200 else "warning"
    rows[at] = replace(rows[at], notice=notice, tone=tone, unsaved=unsaved)
    context = _context(page, agent, rows)
    if request.htmx:
        return render(
            request, "briefs/results/_changed_row.html", {**context, "row": rows[at]}, status=status
        )
    return render(request, "briefs/result.html", context, status=status)


@require_POST
def choose(request: PersonRequest, brief_id: uuid.UUID) -> HttpResponse:
    """Choose the voice, logo, theme or colours, and redirect to the page that offers them."""
    brief = brief_of(request, brief_id)
    what = next((what for what in CHOICE_KEYS if what == request.POST.get("what")), None)
    if what is None:
        raise Http404
    try:
        decisions.choose(by=request.user, brief=brief, what=what, value=request.POST.get("value", ""))
        messages.success(request, _("Your choice is saved."))
    except NoSuchItem as error:
        messages.error(request, str(error))
    return redirect("briefs:result", brief.pk, CHOICE_KEYS[what][0])


@require_POST
def results_again(request: PersonRequest, brief_id: uuid.UUID) -> HttpResponse:
    """Run the named agents (`agent`, several times) again; decisions stay."""
    brief = brief_of(request, brief_id)
    wanted = [agent for agent in AGENT_KEYS if agent in request.POST.getlist("agent")]
    if not wanted:
        messages.error(request, _("Choose what to run again."))
        return redirect("briefs:results", brief.pk)
    runs.queue(by=request.user, brief=brief, agents=wanted, again=True)
    messages.success(request, _("The agents are at work. What you decided stays as it is."))
    return redirect("briefs:results", brief.pk)
