"""How far the sub-agents of a brief are, in words for the person who waits."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

import agents
from accounts.models import User
from agents.registry import AGENT_KEYS
from briefs.models import AgentName, AgentRun, BusinessBrief
from briefs.services.runs import CRASHED, S

_DOING: Final = Path(agents.__file__).with_name("progress.toml")
_ERRORS: Final[dict[str, Promise]] = {
    CRASHED: _("This work was interrupted several times. Your brief is unharmed: try again."),
}
_ERROR: Final = _("Something went wrong on our side. Your brief is unharmed: try again.")
#: What each agent will give, shown while it waits.
_GIVES: Final[dict[str, Promise]] = {
    "research": _("Market, costs, rules and risks, each with its source"),
    "content": _("Texts for your site, in three tones"),
    "logo": _("Several logos to choose from"),
    "seo": _("What search engines show of you"),
    "template": _("Layouts that suit your business"),
}
_TONES: Final = {S.FAILED: "bad", S.SUCCEEDED: "good", S.SKIPPED: "good", S.QUEUED: "plain"}


@dataclass(frozen=True)
class Line:
    """One agent on the progress page; `status` is "" when it was never set to work."""

    key: str
    label: str
    status: str
    status_label: str
    tone: str
    percent: int
    text: str

    @property
    def can_start(self) -> bool:
        """Whether the person may set it to work: it failed, or never ran."""
        return self.status in {"", S.FAILED}


@dataclass(frozen=True)
class Progress:
    """All agents of a brief: how many are done, and who gets a mail in the end."""

    lines: tuple[Line, ...]
    is_mailed: bool

    @property
    def total(self) -> int:
        """How many agents there are."""
        return len(self.lines)

    @property
    def done(self) -> int:
        """How many have come to an end, well or not."""
        return sum(bool(line.status) and line.status not in AgentRun.OPEN for line in self.lines)

    @property
    def is_open(self) -> bool:
        """Whether one still works or waits for its turn."""
        return any(line.status in AgentRun.OPEN for line in self.lines)

    @property
    def to_start(self) -> tuple[Line, ...]:
        """The agents that failed or never ran."""
        return tuple(line for line in self.lines if line.can_start)

    @property
    def is_useless(self) -> bool:
        """Whether all is over and nothing came out."""
        return not self.is_open and len(self.to_start) == self.total > 0

    @property
    def state(self) -> str:
        """A short fingerprint of what the page shows: unchanged, nothing has to be sent again."""
        return hashlib.sha256(repr(self).encode()).hexdigest()[:12]


def progress_of(brief: BusinessBrief, person: User) -> Progress:
    """Return how far the agents of a brief are; one query."""
    rows = {run.agent: run for run in AgentRun.objects.filter(brief=brief)}
    keys: Iterable[str] = (key for key in AgentName.values if key in AGENT_KEYS or key in rows)
    lines = tuple(_line(key, rows.get(key)) for key in keys)
    return Progress(lines, any(run.mail_to_id == person.pk for run in rows.values()))


def _line(key: str, run: AgentRun | None) -> Line:
    label, gives = str(AgentName(key).label), str(_GIVES[key])
    if run is None:
        return Line(key, label, "", str(_("Not started")), "plain", 0, gives)
    percent = 100 if run.status in {S.SUCCEEDED, S.SKIPPED} else run.progress
    tone = _TONES.get(S(run.status), "")
    return Line(key, label, run.status, run.get_status_display(), tone, percent, _text(run, gives))


def _text(run: AgentRun, gives: str) -> str:
    if run.status == S.FAILED:
        return str(_ERRORS.get(run.error, _ERROR))
    if run.status == S.RUNNING:
        return doing(run.agent, run.doing) or gives
    return gives


def doing(agent: str, key: str) -> str:
    """Return what an agent says it does, in the interface's language; "" when nobody has words for it."""
    key = key.removeprefix(f"{agent}.")
    words = _words().get(agent, {}).get(key) or _words()["any"].get(key, {})
    return str(words.get((get_language() or "fr")[:2], ""))


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads(_DOING.read_text("utf-8"))
