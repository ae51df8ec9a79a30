"""The search agent: what search engines and link previews show of a site, and how well it can be found."""

from typing import Final

from agents.contract import Agent
from agents.schemas import SeoResult
from agents.seo.generate import generate

AGENT: Final = Agent(
    key="seo",
    version=2,
    reads=frozenset(
        {"language", "business_name", "sector", "country", "city", "currency", "texts", "tone", "site_texts"}
    ),
    result=SeoResult,
    run=generate,
)
