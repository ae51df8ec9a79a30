"""Previews: a site with another theme, palette or tone, without saving it."""

from collections.abc import Mapping
from typing import Any

from agents.contract import TONES
from agents.palettes import palettes
from agents.template.themes import themes
from briefs.models import BusinessBrief
from briefs.results import decided_items
from businesses.models import Business
from businesses.services import CARRIED_OVER
from websites.definition.schema import AnyBlock, Definition
from websites.generation.site import definition_from
from websites.generation.sources import sources_of


def preview_definition(
    definition: Definition, options: Mapping[str, str], brief: BusinessBrief | None
) -> Definition:
    """Return the definition with the `theme`, `palette` and `tone` of the options, where they are known."""
    known: dict[str, Mapping[str, object]] = {"theme": themes(), "palette": palettes()}
    changes: dict[str, Any] = {name: options[name] for name in known if options.get(name) in known[name]}
    if brief and options.get("tone") in TONES:
        texts = {one.item.key: one.text for one in decided_items(brief, "content", brief.choices.all())}
        changes["blocks"] = tuple(_in_tone(block, options["tone"], texts) for block in definition.blocks)
    return definition.model_copy(update=changes)


def _in_tone(block: AnyBlock, tone: str, texts: Mapping[str, str]) -> AnyBlock:
    """Return the block in another tone; only texts that the person has not edited are replaced."""
    changes: dict[str, str] = {}
    for path, origin in block.origins.items():
        part, _, text_tone = origin.key.partition(".")
        is_voice = origin.agent == "content" and text_tone in TONES
        if is_voice and getattr(block, path, None) == origin.text:
            changes[path] = texts.get(f"{part}.{tone}", origin.text)
    return block.model_copy(update=changes)


def definition_from_brief(brief: BusinessBrief) -> Definition:
    """Return the site that the brief would give now, without saving it."""
    fields = {field: getattr(brief, field) for field in CARRIED_OVER}
    return definition_from(sources_of(Business(organization=brief.organization, brief=brief, **fields)))
