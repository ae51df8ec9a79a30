"""Briefs, the runs of the sub-agents, and the claim ledger."""

from briefs.models.brief import BRIEF_TEXTS, BusinessBrief, NamedQuerySet, has_search_text, search_text
from briefs.models.claims import Claim
from briefs.models.runs import AgentName, AgentRun, ItemChoice

__all__ = [
    "BRIEF_TEXTS",
    "AgentName",
    "AgentRun",
    "BusinessBrief",
    "Claim",
    "ItemChoice",
    "NamedQuerySet",
    "has_search_text",
    "search_text",
]
