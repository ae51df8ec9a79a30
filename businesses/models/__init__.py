"""Briefs, businesses, the runs of the sub-agents, and the claim ledger."""

from businesses.models.brief import BRIEF_TEXTS, Business, BusinessBrief, NamedQuerySet
from businesses.models.hosting import PartnerWebsite
from businesses.models.ledger import Claim
from businesses.models.runs import AgentName, AgentRun, BriefPartQuerySet, ItemChoice

__all__ = [
    "BRIEF_TEXTS",
    "AgentName",
    "AgentRun",
    "BriefPartQuerySet",
    "Business",
    "BusinessBrief",
    "Claim",
    "ItemChoice",
    "NamedQuerySet",
    "PartnerWebsite",
]
