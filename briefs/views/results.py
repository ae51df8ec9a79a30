"""Pages of results: the overview, one agent's items, decisions on them, choices, and another run."""

import uuid
from dataclasses import replace
from functools import cache
from itertools import chain
from typing import Any, Final

from django.contrib import messages
from django.contrib.staticfiles import finders
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
from briefs.choices import KEPT_AT, chosen
from briefs.errors import BriefError, ItemChanged, NoSuchItem
from briefs.labels import ICONS, label_of
from briefs.models import BusinessBrief
from briefs.results import result, shown_items
from briefs.services import decisions, runs
from briefs.signals import addresses_asked, next_steps_asked
from briefs.views.result_context import Row, Standing, anchor
from coaching.answers import clean_answer
from coaching.signals import answers

#: What a button of a row asks for, and what is said when it is done.
ACTIONS: Final = {
    "accept": (decisions.accept, gettext_lazy("Accepted.")),
    "reject": (decisions.reject, gettext_lazy("Left out.")),
    "reset": (decisions.reset, gettext_lazy("Taken back.")),
    "acknowledge": (decisions.acknowledge, gettext_lazy("Kept as it is.")),
}


#: The style sheets of the agents' own templates.
SHEETS: Final = {"research": "css/research.css", "logo": "css/logo.css", "template": "css/preview.css"}


def _agent(name: str) -> AgentKey:
    """Return the agent of that name, or raise Http404."""
    found = next((agent for agent in RESULTS if agent == name), None)
    if found is None:
        raise Http404
    return found


@require_safe
def results(request: PersonRequest, brief_id: uuid.UUID) -> HttpResponse:
    """Show the five results with their state, and what to do next."""
    shown = brief_of(request, brief_id)
    standing = Standing.of(shown)
    context = {
        "brief": shown,
        "parts": standing.parts(),
        "open": len(standing.open),
        "marked": len(standing.marked),
        "concerned": [(agent, label_of(agent)) for agent in standing.concerned],
        "next_step": next(chain.from_iterable(answers(next_steps_asked, brief=shown, page="results")), None),
    }
    return render(request, "briefs/results.html", context)


@require_safe
def result_page(request: PersonRequest, brief_id: uuid.UUID, agent: str) -> HttpResponse:
    """Show one agent's items, each with where its figures come from, to accept, edit or reject."""
    shown, key = brief_of(request, brief_id), _agent(agent)
    standing = Standing.of(shown)
    return render(request, "briefs/result.html", _context(standing, key, standing.rows(key)))


def _context(standing: Standing, agent: AgentKey, rows: list[Row]) -> dict[str, Any]:
    brief = standing.brief
    holds = chosen(brief, standing.choices)
    return {
        "brief": brief,
        "agent": agent,
        "label": label_of(agent),
        "icon": ICONS[agent],
        "part": next(part for part in standing.parts() if part.agent == agent),
        "groups": standing.groups(agent, rows),
        "marked": sum(bool(row.reasons) for row in rows),
        "open": sum(row.is_open for row in rows),
        "can_run": agent in AGENT_KEYS,
        "result": result(brief, agent),
        "shown": {one.item.key: one for one in shown_items(brief, agent, standing.choices)},
        "chosen": holds,
        "palettes": palettes_by_fit(brief.sector_id) if agent == "template" else [],
        "preview": _preview(brief) if agent == "template" else "",
        "extra": _template(agent),
        "sheet": _sheet(agent),
    }


def _preview(brief: BusinessBrief) -> str:
    """Return where the site that the brief would give can be looked at, "" where nobody shows it."""
    return next(
        (pages["preview"] for pages in answers(addresses_asked, brief=brief) if "preview" in pages), ""
    )


def _template(agent: AgentKey) -> Any:
    """Return the agent's own way to show its result, None when it has none."""
    try:
        return get_template(f"briefs/results/_{agent}.html")
    except TemplateDoesNotExist:
        return None


@cache
def _sheet(agent: AgentKey) -> str:
    """Return the style sheet of that template, "" without one."""
    return SHEETS.get(agent, "") if finders.find(SHEETS.get(agent, "none")) else ""


@require_POST
def item_decide(request: PersonRequest, brief_id: uuid.UUID, agent: str) -> HttpResponse:
    """Accept, edit, reject, keep or take back one item; htmx gets its row, others their page.

    Of two people who decide at once the second sees what stands now, with their own words kept.
    """
    shown, name = brief_of(request, brief_id), _agent(agent)
    key, typed = request.POST.get("key", ""), clean_answer(request.POST.get("text", "")).text
    try:
        said = _decide(request, shown, name, key, typed)
    except NoSuchItem as error:
        messages.error(request, str(error))
        if typed and request.POST.get("action") == "edit":
            messages.warning(request, _("This is what you wrote: “%(text)s”") % {"text": typed})
        return redirect("briefs:result", shown.pk, name)
    except BriefError as error:
        kept = typed if request.POST.get("action") == "edit" else None
        return _answer(request, shown, name, key, str(error), status=_status(error), typed=kept)
    if request.htmx:
        return _answer(request, shown, name, key, said)
    messages.success(request, said)
    return redirect(f"{reverse('briefs:result', args=[shown.pk, name])}#{anchor(key)}")


def _decide(request: PersonRequest, brief: BusinessBrief, agent: AgentKey, key: str, typed: str) -> str:
    """Do what the button asks for and return what to say; an unknown button is a 404."""
    by, seen, action = request.user, request.POST.get("seen", ""), request.POST.get("action", "")
    if action == "edit":
        decisions.edit(by=by, brief=brief, agent=agent, key=key, text=typed, seen=seen)
        return _("Your wording is saved.")
    if action not in ACTIONS:
        raise Http404
    decide, said = ACTIONS[action]
    decide(by=by, brief=brief, agent=agent, key=key, seen=seen)
    return str(said)


def _status(error: BriefError) -> int:
    return 409 if isinstance(error, ItemChanged) else 422


def _answer(
    request: PersonRequest,
    brief: BusinessBrief,
    agent: AgentKey,
    key: str,
    said: str,
    *,
    status: int = 200,
    typed: str | None = None,
) -> HttpResponse:
    """Return the row as it stands now with what is to be said of it; without htmx on its whole page."""
    standing = Standing.of(brief_of(request, brief.pk))
    rows = standing.rows(agent)
    at = next((place for place, row in enumerate(rows) if row.shown.item.key == key), None)
    if at is None:
        raise Http404
    tone = "success" if status == 200 else "warning"
    rows[at] = replace(rows[at], notice=said, tone=tone, typed=typed)
    context = _context(standing, agent, rows)
    if request.htmx:
        return render(request, "briefs/results/_answer.html", {**context, "row": rows[at]}, status=status)
    return render(request, "briefs/result.html", context, status=status)


@require_POST
def choose(request: PersonRequest, brief_id: uuid.UUID) -> HttpResponse:
    """Choose the voice, logo, theme or colours, and go back to where they were offered."""
    shown = brief_of(request, brief_id)
    what = next((what for what in KEPT_AT if what == request.POST.get("what")), None)
    if what is None:
        raise Http404
    try:
        decisions.choose(by=request.user, brief=shown, what=what, value=request.POST.get("value", ""))
        messages.success(request, _("Your choice is saved."))
    except NoSuchItem as error:
        messages.error(request, str(error))
    return redirect("briefs:result", shown.pk, KEPT_AT[what][0])


@require_POST
def results_again(request: PersonRequest, brief_id: uuid.UUID) -> HttpResponse:
    """Run the agents named (`agent`, several times) again; what the person decided stays."""
    shown = brief_of(request, brief_id)
    wanted = [agent for agent in AGENT_KEYS if agent in request.POST.getlist("agent")]
    if not wanted:
        messages.error(request, _("Choose what to run again."))
        return redirect("briefs:results", shown.pk)
    runs.queue(by=request.user, brief=shown, agents=wanted, again=True)
    messages.success(request, _("The agents are at work. What you decided stays as it is."))
    return redirect("briefs:results", shown.pk)
