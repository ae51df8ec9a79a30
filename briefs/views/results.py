"""Views of results: the summaries, one agent's items, decisions, choices and reruns."""

import uuid
from dataclasses import replace
from itertools import chain
from typing import Any, Final

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from accounts.http import PersonRequest
from agents.contract import AGENT_KEYS, AgentKey
from agents.palettes import palettes_by_fit
from briefs.access import brief_of
from briefs.choices import CHOICE_KEYS, trade_name
from briefs.errors import BriefError, ItemChanged, NoSuchItem
from briefs.models import BusinessBrief
from briefs.results import agents_to_run_again, decided_items, result
from briefs.services import decisions, runs
from briefs.signals import collect_next_steps, collect_urls
from briefs.views.presentation import ICONS, ResultsPage, Row, anchor, label_of
from coaching.answers import clean_answer
from coaching.signals import responses

#: The message of each action on an item.
MESSAGES: Final[dict[decisions.ItemAction, Promise]] = {
    "accept": gettext_lazy("Accepted."),
    "edit": gettext_lazy("Your wording is saved."),
    "reject": gettext_lazy("Left out."),
    "reset": gettext_lazy("Taken back."),
    "acknowledge": gettext_lazy("Kept as it is."),
}
#: The style sheets of the agents' templates that have one of their own.
STYLE_SHEETS: Final = {"research": "css/research.css", "logo": "css/logo.css", "template": "css/preview.css"}


def _agent(name: str) -> AgentKey:
    """Return the agent of that name, or raise Http404."""
    for agent in AGENT_KEYS:
        if agent == name:
            return agent
    raise Http404


@require_safe
def results(request: PersonRequest, brief_id: uuid.UUID) -> HttpResponse:
    """Show the summaries of the five results and the next step."""
    brief = brief_of(request, brief_id)
    page = ResultsPage(brief)
    next_steps = chain.from_iterable(responses(collect_next_steps, brief=brief, page="results"))
    context = {
        "brief": brief,
        "parts": [page.part(agent) for agent in AGENT_KEYS],
        "open": len(page.open_claims),
        "to_review": len(page.to_review),
        "run_again": [(agent, label_of(agent)) for agent in agents_to_run_again(page.to_review)],
        "next_step": next(next_steps, None),
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
    urls = responses(collect_urls, brief=brief) if agent == "template" else []
    return {
        "brief": brief,
        "agent": agent,
        "icon": ICONS[agent],
        "part": page.part(agent),
        "groups": page.groups(agent, rows),
        "to_review": sum(bool(row.reasons) for row in rows),
        "open": sum(row.is_open for row in rows),
        "result": result(brief, agent),
        "decided_items": {one.item.key: one for one in decided_items(brief, agent, page.choices)},
        "chosen": page.chosen,
        "trade": trade_name(brief, page.choices) if agent == "research" else None,
        "palettes": palettes_by_fit(brief.sector_id) if agent == "template" else [],
        "preview": next((pages["preview"] for pages in urls if "preview" in pages), ""),
        "template": f"briefs/results/_{agent}.html",
        "style_sheet": STYLE_SHEETS.get(agent, ""),
    }


@require_POST
def item_decide(request: PersonRequest, brief_id: uuid.UUID, agent: str) -> HttpResponse:
    """Decide on one item; htmx gets its row, other clients are redirected to the page.

    When somebody else decided meanwhile, the answer is 409 with the item as it is now and the unsaved text.
    """
    brief, name = brief_of(request, brief_id), _agent(agent)
    action = next((one for one in MESSAGES if one == request.POST.get("action")), None)
    if action is None:
        raise Http404
    key, seen = request.POST.get("key", ""), request.POST.get("seen", "")
    text = clean_answer(request.POST.get("text", "")).text if action == "edit" else ""
    notice, status = str(MESSAGES[action]), 200
    try:
        decisions.decide(
            by=request.user, brief=brief, agent=name, key=key, action=action, seen=seen, text=text
        )
    except NoSuchItem as error:
        messages.error(request, str(error))
        if text:
            messages.warning(request, _("This is what you wrote: “%(text)s”") % {"text": text})
        return redirect("briefs:result", brief.pk, name)
    except BriefError as error:
        notice, status = str(error), 409 if isinstance(error, ItemChanged) else 422
    if status == 200 and not request.htmx:
        messages.success(request, notice)
        return redirect(f"{reverse('briefs:result', args=[brief.pk, name])}#{anchor(key)}")
    unsaved = text if action == "edit" and status != 200 else None
    return _row(request, brief, name, key, notice=notice, status=status, unsaved=unsaved)


def _row(
    request: PersonRequest,
    brief: BusinessBrief,
    agent: AgentKey,
    key: str,
    *,
    notice: str,
    status: int,
    unsaved: str | None,
) -> HttpResponse:
    """Return the item's row with a notice, or without htmx its whole page."""
    page = ResultsPage(brief_of(request, brief.pk))
    rows = page.rows(agent)
    at = next((index for index, row in enumerate(rows) if row.decided.item.key == key), None)
    if at is None:
        raise Http404
    tone = "success" if status == 200 else "warning"
    rows[at] = replace(rows[at], notice=notice, tone=tone, unsaved=unsaved)
    template = "briefs/results/_changed_row.html" if request.htmx else "briefs/result.html"
    return render(request, template, {**_context(page, agent, rows), "row": rows[at]}, status=status)


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
