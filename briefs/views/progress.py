"""Views of the agents' progress."""

import hashlib
import uuid
from dataclasses import dataclass
from typing import Final

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.addresses import primary_address
from accounts.http import PersonRequest
from accounts.models import User
from agents.contract import AGENT_KEYS
from agents.data_files import load
from briefs.access import brief_of
from briefs.emails import cancel_mail, request_mail
from briefs.models import AgentName, AgentRun, BusinessBrief
from briefs.services import runs
from briefs.services.runs import CRASHED, Status

#: What each agent produces.
_PRODUCTS: Final[dict[str, Promise]] = {
    "research": gettext_lazy("Market, costs, rules and risks, each with its source"),
    "content": gettext_lazy("Texts for your site, in three tones"),
    "logo": gettext_lazy("Several logos to choose from"),
    "seo": gettext_lazy("What search engines show of you"),
    "template": gettext_lazy("Layouts that suit your business"),
}
_TONES: Final = {
    Status.FAILED: "bad",
    Status.SUCCEEDED: "good",
    Status.SKIPPED: "good",
    Status.QUEUED: "plain",
}


@dataclass(frozen=True)
class Line:
    """One agent on the page; `status` is "" when it never ran."""

    key: str
    label: str
    status: str
    status_label: str
    tone: str
    percent: int
    text: str

    @property
    def can_start(self) -> bool:
        """Return whether the agent failed or never ran."""
        return self.status in {"", Status.FAILED}


@dataclass(frozen=True)
class Progress:
    """The progress of all agents; `is_mailed` says whether the person gets an e-mail in the end."""

    lines: tuple[Line, ...]
    is_mailed: bool

    @property
    def done(self) -> int:
        """Return the number of agents that finished, with or without success."""
        return sum(bool(line.status) and line.status not in AgentRun.OPEN for line in self.lines)

    @property
    def is_open(self) -> bool:
        """Return whether an agent is queued or running."""
        return any(line.status in AgentRun.OPEN for line in self.lines)

    @property
    def to_start(self) -> tuple[Line, ...]:
        """Return the agents that failed or never ran."""
        return tuple(line for line in self.lines if line.can_start)

    @property
    def is_useless(self) -> bool:
        """Return whether every agent failed or never ran."""
        return len(self.to_start) == len(self.lines)

    @property
    def state(self) -> str:
        """Return a hash of what the page shows, by which polling finds out that nothing changed."""
        return hashlib.sha256(repr(self).encode()).hexdigest()[:12]


def progress_of(brief: BusinessBrief, person: User) -> Progress:
    """Return the progress of a brief's agents (one query)."""
    rows = {run.agent: run for run in AgentRun.objects.filter(brief=brief)}
    lines = tuple(_line(key, rows.get(key)) for key in AGENT_KEYS)
    return Progress(lines, any(run.mail_to_id == person.pk for run in rows.values()))


def _line(key: str, run: AgentRun | None) -> Line:
    label, product = str(AgentName(key).label), str(_PRODUCTS[key])
    if run is None:
        return Line(key, label, "", _("Not started"), "plain", 0, product)
    percent = 100 if run.status in {Status.SUCCEEDED, Status.SKIPPED} else run.progress
    tone = _TONES.get(Status(run.status), "")
    return Line(key, label, run.status, run.get_status_display(), tone, percent, _text(run) or product)


def _text(run: AgentRun) -> str:
    """Return why the run failed or what the agent is doing, "" for other runs."""
    if run.status == Status.FAILED and run.error == CRASHED:
        return _("This work was interrupted several times. Your brief is unharmed: try again.")
    if run.status == Status.FAILED:
        return _("Something went wrong on our side. Your brief is unharmed: try again.")
    return doing(run.agent, run.doing) if run.status == Status.RUNNING else ""


def doing(agent: str, key: str) -> str:
    """Return the label of what an agent is doing, in the active language; "" for an unknown key."""
    labels = load("progress.toml")
    label = labels[agent].get(key) or labels["any"].get(key, {})
    return str(label.get((get_language() or "fr")[:2], ""))


@require_safe
def progress(request: PersonRequest, brief_id: uuid.UUID) -> HttpResponse:
    """Show the progress; htmx polls with the state that it shows and gets 204 while it is current."""
    brief = brief_of(request, brief_id)
    shown = progress_of(brief, request.user)
    is_polling = bool(request.htmx)
    if is_polling and request.GET.get("seen") == shown.state:
        return HttpResponse(status=204)
    context = {
        "brief": brief,
        "progress": shown,
        "address": primary_address(request.user),
        "is_news": is_polling and request.GET.get("done") != str(shown.done),
    }
    template = "briefs/_progress.html" if is_polling else "briefs/progress.html"
    return render(request, template, context)


@require_POST
def agents_again(request: PersonRequest, brief_id: uuid.UUID) -> HttpResponse:
    """Run one agent (`agent`), or all that failed or never ran; open runs go on."""
    brief = brief_of(request, brief_id)
    can_start = {line.key for line in progress_of(brief, request.user).to_start}
    wanted = {request.POST["agent"]} if "agent" in request.POST else can_start
    runs.queue(by=request.user, brief=brief, agents=[key for key in AGENT_KEYS if key in wanted & can_start])
    return redirect("briefs:progress", brief.pk)


@require_POST
def progress_mail(request: PersonRequest, brief_id: uuid.UUID) -> HttpResponse:
    """Request (`mail`=1) or cancel the e-mail that tells that the agents are done."""
    brief, person = brief_of(request, brief_id), request.user
    if request.POST.get("mail") != "1":
        cancel_mail(person=person, brief=brief)
    elif not request_mail(person=person, brief=brief):
        messages.success(request, _("It is done already."))
    return redirect("briefs:progress", brief.pk)
