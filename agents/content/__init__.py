"""The content agent: a site's texts in three tones, made of the person's own sentences.

It is no language model. It chooses among the sentences of the answers, leaves out what visitors should not
read (the plan, costs, rivals), puts them as "we" where that is safe, and sets a few of them in fixed frames.
What the person did not say is left out.
"""

from agents.content.generate import generate
from agents.contract import Agent

AGENT = Agent(
    key="content",
    version=3,
    reads=frozenset({"language", "business_name", "sector", "trade", "country", "city", "currency", "texts"}),
    run=generate,
)
