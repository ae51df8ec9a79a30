"""Which voice, logo, theme and colours the person chose, or what stands in until they do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from agents.contract import TONES, AgentKey, Tone
from agents.palettes import palettes, palettes_by_fit
from agents.schemas import LogoResult, TemplateResult
from briefs.models import BusinessBrief, ItemChoice
from briefs.results import result

What: TypeAlias = Literal["tone", "mark", "theme", "palette"]
#: Where each choice is kept among the decisions; its `text` is the value.
KEPT_AT: Final[dict[What, tuple[AgentKey, str]]] = {
    "tone": ("content", "chosen.tone"),
    "mark": ("logo", "chosen.mark"),
    "theme": ("template", "chosen.theme"),
    "palette": ("template", "chosen.palette"),
}


@dataclass(frozen=True)
class Chosen:
    """What holds now: `mark` and `theme` are item keys ("mark.badge", "theme.market"), "" without results.

    `by_person` names what the person chose themselves.
    """

    tone: Tone
    mark: str
    theme: str
    palette: str
    by_person: frozenset[str] = frozenset()


def chosen(brief: BusinessBrief, choices: Iterable[ItemChoice]) -> Chosen:
    """Return the person's choices; where there is none, or it is gone, the best that was not rejected."""
    choices = list(choices)
    told = {what: _told(choices, what) for what in KEPT_AT}
    rejected = {(one.agent, one.key) for one in choices if one.state == ItemChoice.State.REJECTED}
    usual = {what: _first(options(brief, what), KEPT_AT[what][0], rejected) for what in ("mark", "theme")}
    holds = {what: value for what, value in told.items() if value in options(brief, what)}
    return Chosen(
        tone=_tone(holds.get("tone", "")),
        mark=holds.get("mark") or usual["mark"],
        theme=holds.get("theme") or usual["theme"],
        palette=holds.get("palette") or _palette_of(brief, holds.get("theme") or usual["theme"]),
        by_person=frozenset(holds),
    )


def options(brief: BusinessBrief, what: What) -> list[str]:
    """Return what can be chosen, the best first."""
    if what == "tone":
        return list(TONES)
    if what == "palette":
        return [palette.key for palette in palettes_by_fit(brief.sector_id)]
    made = result(brief, KEPT_AT[what][0])
    if isinstance(made, LogoResult):
        return [mark.item.key for mark in made.marks]
    return [theme.item.key for theme in made.themes] if isinstance(made, TemplateResult) else []


def _tone(wished: str) -> Tone:
    return next((tone for tone in TONES if tone == wished), "warm")


def _told(choices: Iterable[ItemChoice], what: What) -> str:
    at = KEPT_AT[what]
    return next((one.text for one in choices if (one.agent, one.key) == at), "")


def _first(keys: Iterable[str], agent: AgentKey, rejected: set[tuple[str, str]]) -> str:
    return next((key for key in keys if (agent, key) not in rejected), "")


def _palette_of(brief: BusinessBrief, theme: str) -> str:
    """Return the palette that the template agent gave the theme, or the first for the sector."""
    made = result(brief, "template")
    themes = made.themes if isinstance(made, TemplateResult) else ()
    proposed: Mapping[str, str] = {one.item.key: one.palette for one in themes}
    usual = palettes_by_fit(brief.sector_id)[0].key
    return proposed[theme] if proposed.get(theme) in palettes() else usual
