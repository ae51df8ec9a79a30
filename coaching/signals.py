"""What coaching asks of the apps above for its pages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.dispatch import Signal

#: Where is the `session` finished? The answer is a Finish.
finish_asked = Signal()
#: What came of these `sessions`? The answer maps primary keys of sessions to Outcomes.
outcomes_asked = Signal()


@dataclass(frozen=True)
class Finish:
    """The address that finishes a session by POST; `has_brief` says that this updates a brief."""

    url: str
    has_brief: bool


@dataclass(frozen=True)
class AgentProgress:
    """The page of the agents that work on a session's brief, and how many of them are done."""

    url: str
    done: int
    total: int


@dataclass(frozen=True)
class Outcome:
    """What the card of a session leads to: its brief, by POST, or its agents."""

    brief_url: str = ""
    agents: AgentProgress | None = None


def responses(signal: Signal, **asked: Any) -> list[Any]:
    """Return what the receivers of a signal answer, in the order of their apps."""
    return [answer for _receiver, answer in signal.send(sender=None, **asked)]
