"""How a site would look: another theme, other colours, another voice, shown and not saved."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from agents.contract import TONES
from agents.logo import for_header
from agents.palettes import palettes
from agents.schemas import LogoResult
from agents.template.themes import themes
from briefs.models import BusinessBrief
from briefs.results import result, shown_items
from businesses.models import Business
from businesses.services import CARRIED_OVER
from websites.definition.schema import AnyBlock, Definition
from websites.generation.site import definition_from
from websites.generation.sources import sources_of
from websites.rendering.themes import colours_of, look, theme_key


def tried(definition: Definition, wished: Mapping[str, str], brief: BusinessBrief | None) -> Definition:
    """Return the definition with the `theme`, `palette` and `tone` that are wished, as far as known."""
    changes: dict[str, Any] = {}
    if wished.get("theme") in themes():
        changes["theme"] = wished["theme"]
    if wished.get("palette") in palettes():
        changes["palette"] = wished["palette"]
    if brief and wished.get("tone") in TONES:
        voice = {one.item.key: one.text for one in shown_items(brief, "content", brief.choices.all())}
        changes["blocks"] = tuple(_voiced(block, wished["tone"], voice) for block in definition.blocks)
    return definition.model_copy(update=changes)


def _voiced(block: AnyBlock, tone: str, voice: Mapping[str, str]) -> AnyBlock:
    """Return the block in another tone: only texts that stand as the agent wrote them are exchanged."""
    changes: dict[str, str] = {}
    for path, origin in block.origins.items():
        part, _, spoken = origin.key.partition(".")
        is_voice = origin.agent == "content" and spoken in TONES
        if is_voice and getattr(block, path, None) == origin.text:
            changes[path] = voice.get(f"{part}.{tone}", origin.text)
    return block.model_copy(update=changes)


def site_of_brief(brief: BusinessBrief) -> Definition:
    """Return the site that the brief's results give as they are decided now; nothing is kept."""
    business = Business(
        organization=brief.organization,
        brief=brief,
        **{field: getattr(brief, field) for field in CARRIED_OVER},
    )
    return definition_from(sources_of(business))


def logo_of(brief: BusinessBrief | None, definition: Definition) -> str:
    """Return the SVG of a site's mark in its colours, "" when there is none."""
    made = result(brief, "logo") if brief and definition.mark else None
    marks = made.marks if isinstance(made, LogoResult) else ()
    mark = next((one for one in marks if one.item.key == definition.mark), None)
    colours = colours_of(definition.palette, definition.theme)
    return for_header(mark, colours, look(theme_key(definition.theme)).header).svg if mark else ""
