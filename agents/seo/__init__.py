"""The search agent: what search engines and link previews show of a site, and how well it can be found."""

from agents.contract import Agent
from agents.seo.generate import generate

AGENT = Agent(
    key="seo",
    version=2,
    reads=frozenset(
        {"language", "business_name", "sector", "country", "city", "currency", "texts", "tone", "site_texts"}
    ),
    run=generate,
)
