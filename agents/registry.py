"""The five sub-agents by key, in the order of the progress page."""

from functools import cache
from importlib import import_module
from importlib.util import find_spec
from typing import Final, get_args

from agents.contract import Agent, AgentKey

#: An agent is one when its package is there.
AGENT_KEYS: Final[tuple[AgentKey, ...]] = tuple(
    key for key in get_args(AgentKey) if find_spec(f"agents.{key}")
)


@cache
def agent(key: AgentKey) -> Agent:
    """Return an agent; its module is read when first asked for, as fonts and keyword tables cost memory."""
    found = import_module(f"agents.{key}").AGENT
    assert isinstance(found, Agent)  # noqa: S101  # narrows the type
    return found
