"""The logo: eight marks from a name, a line of business and a palette, their letters as paths."""

from agents.contract import Agent
from agents.logo.making import TALL_MARKS, in_header, made, on, on_dark, recolour
from agents.schemas import LogoResult

__all__ = ["AGENT", "TALL_MARKS", "in_header", "on", "on_dark", "recolour"]

AGENT = Agent(
    key="logo",
    version=3,
    reads=frozenset({"language", "business_name", "sector", "city"}),
    result=LogoResult,
    run=made,
)
