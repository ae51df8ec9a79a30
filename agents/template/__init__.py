"""Themes for a site, the best fitting first, each with its reasons."""

from agents.contract import Agent
from agents.template.themes import suggest

AGENT = Agent(
    key="template",
    version=3,
    reads=frozenset({"language", "business_name", "sector", "city", "currency", "texts", "site_texts"}),
    run=suggest,
)
