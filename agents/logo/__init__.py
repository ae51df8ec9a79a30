"""The logo: eight marks from a name, a line of business and a palette, their letters as paths."""

from agents.contract import Agent
from agents.logo.generate import TALL_MARKS, for_header, generate, on_ground, recolour

__all__ = ["AGENT", "TALL_MARKS", "for_header", "on_ground", "recolour"]

AGENT = Agent(
    key="logo",
    version=4,
    reads=frozenset({"language", "business_name", "sector", "trade", "symbol", "city"}),
    run=generate,
)
