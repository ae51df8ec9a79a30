"""The JSON of a brief for the partner, as docs/partner-api.md describes it."""

from __future__ import annotations

import hashlib
import json
from typing import Any, Final

from agents.schemas import RESULTS
from briefs.models import BRIEF_TEXTS, BusinessBrief
from briefs.results import used_items

#: The version of the format; it changes when a field changes its meaning or is removed.
FORMAT: Final = "genesis.business-brief/1"


def business_brief(brief: BusinessBrief) -> dict[str, Any]:
    """Return the brief as JSON-ready values: its texts, and the items that were not rejected."""
    choices = list(brief.choices.all())
    results = {
        agent: {one.item.key: one.text for one in used_items(brief, agent, choices)} for agent in RESULTS
    }
    return {
        "format": FORMAT,
        "id": str(brief.pk),
        "language": brief.language,
        "business_name": brief.business_name,
        "sector": brief.sector_id,
        "location": {
            "city": brief.location.get("city", ""),
            "country": brief.location.get("country", ""),
        },
        "texts": {field: getattr(brief, field) for field in ("summary", *BRIEF_TEXTS)},
        "results": {agent: items for agent, items in results.items() if items},
        "completeness": round(brief.brief_completeness, 2),
        "is_ready_for_website": brief.is_ready_for_website,
        "updated_at": brief.updated_at.isoformat(),
    }


def fingerprint(content: dict[str, Any]) -> str:
    """Return the hash of a content without its `updated_at`."""
    hashed = {key: value for key, value in content.items() if key != "updated_at"}
    return hashlib.sha256(json.dumps(hashed, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
