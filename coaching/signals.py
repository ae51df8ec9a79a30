"""The signals with which coaching asks the apps above for what its pages show."""

from typing import Any, NamedTuple

from django.dispatch import Signal

#: Asks where the `session` is finished; a receiver returns a Finish.
collect_finish = Signal()
#: Asks what became of the `sessions`; a receiver returns Outcomes by the sessions' primary keys.
collect_outcomes = Signal()


class Finish(NamedTuple):
    """The address that finishes a session by POST; `has_brief` says that this updates a brief."""

    url: str
    has_brief: bool


class AgentProgress(NamedTuple):
    """The page of the agents that work on a session's brief, and how many of them are done."""

    url: str
    done: int
    total: int


class Outcome(NamedTuple):
    """What the card of a session leads to: its brief, by POST, or its agents."""

    brief_url: str = ""
    agents: AgentProgress | None = None


def responses(signal: Signal, **arguments: Any) -> list[Any]:
    """Return what the receivers of a signal return, in the order of their apps."""
    return [response for _receiver, response in signal.send(sender=None, **arguments)]
