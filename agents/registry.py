"""The five sub-agents by key, in the order of the progress page."""

from functools import cache
from importlib import import_module
from typing import Final, get_args

from agents.contract import Agent, AgentKey

AGENT_KEYS: Final[tuple[AgentKey, ...]] = get_args(AgentKey)


@cache
def agent(key: AgentKey) -> Agent:
    """Return an agent; its module is read when first asked for, as fonts and keyword tables cost memory."""
    found = import_module(f"agents.{key}").AGENT
    assert isinstance(found, Agent)  # noqa: S101  # narrows the type
    return found
