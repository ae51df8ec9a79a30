"""The trade, voice, logo, theme and colours of a brief: the person's choices, with defaults."""

from collections.abc import Container, Iterable
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from django.utils.translation import get_language

from agents.contract import TONES, AgentKey, Tone
from agents.logo.symbols import symbols
from agents.palettes import palettes, palettes_by_fit
from agents.schemas import LogoResult, TemplateResult
from briefs.models import BusinessBrief, ItemChoice
from briefs.results import result, step_texts
from nlp.trade_reading import read_trade
from reference.packs import trades

ChoiceKind: TypeAlias = Literal["trade", "symbol", "tone", "mark", "theme", "palette"]
#: The agents that make their results anew after a choice.
READERS: Final[dict[ChoiceKind, tuple[AgentKey, ...]]] = {
    "trade": ("research", "content", "logo", "seo"),
    "symbol": ("logo",),
}
#: The pick of a person whose trade is in no list.
NO_TRADE: Final = "none"
#: Agent and key of the ItemChoice that stores each choice in its `text`.
CHOICE_KEYS: Final[dict[ChoiceKind, tuple[AgentKey, str]]] = {
    "trade": ("research", "chosen.trade"),
    "symbol": ("logo", "chosen.symbol"),
    "tone": ("content", "chosen.tone"),
    "mark": ("logo", "chosen.mark"),
    "theme": ("template", "chosen.theme"),
    "palette": ("template", "chosen.palette"),
}


@dataclass(frozen=True)
class Chosen:
    """The choices in effect; `mark` and `theme` are item keys ("mark.badge"), "" without results.

    `by_person` names the choices that the person made.
    """

    tone: Tone
    mark: str
    theme: str
    palette: str
    by_person: frozenset[str] = frozenset()


def chosen(brief: BusinessBrief, choices: Iterable[ItemChoice]) -> Chosen:
    """Return the person's choices; the best option not rejected replaces a missing or invalid one."""
    by_key = {(one.agent, one.key): one for one in choices}
    stored = {kind: by_key[key].text for kind, key in CHOICE_KEYS.items() if key in by_key}
    valid = {kind: value for kind, value in stored.items() if value in options(brief, kind)}
    rejected = {key for key, one in by_key.items() if one.state == ItemChoice.State.REJECTED}
    theme = valid.get("theme") or _default(brief, "theme", rejected)
    return Chosen(
        tone=next((tone for tone in TONES if tone == valid.get("tone")), "warm"),
        mark=valid.get("mark") or _default(brief, "mark", rejected),
        theme=theme,
        palette=valid.get("palette") or _palette_of(brief, theme),
        by_person=frozenset(valid),
    )


def trade_of(brief: BusinessBrief, choices: Iterable[ItemChoice]) -> str:
    """Return the trade that the person picked, else the one that name and texts speak of, "" for none."""
    picked = picked_option(brief, "trade", choices)
    if picked:
        return "" if picked == NO_TRADE else picked
    return read_trade(brief.business_name, step_texts(brief), brief.language, brief.sector_id)


def trade_shown(brief: BusinessBrief, choices: Iterable[ItemChoice]) -> str:
    """Return the option that a form shows as chosen: the pick, else what was read, "" for none."""
    choices = list(choices)
    return picked_option(brief, "trade", choices) or trade_of(brief, choices)


def trade_name(brief: BusinessBrief, choices: Iterable[ItemChoice]) -> str:
    """Return the name of the trade in the language of the page, "" for none."""
    known = trades().get(trade_of(brief, choices))
    return known.name.get((get_language() or "fr")[:2]) if known else ""


def picked_option(brief: BusinessBrief, kind: ChoiceKind, choices: Iterable[ItemChoice]) -> str:
    """Return the option that the person picked, "" for none or one that is not there any more."""
    stored = (one.text for one in choices if (one.agent, one.key) == CHOICE_KEYS[kind])
    return next((value for value in stored if value in options(brief, kind)), "")


def options(brief: BusinessBrief, kind: ChoiceKind) -> list[str]:
    """Return the options of a kind, the best first."""
    if kind == "trade":
        return [NO_TRADE, *trades()]
    if kind == "symbol":
        return list(symbols())
    if kind == "tone":
        return list(TONES)
    if kind == "palette":
        return [palette.key for palette in palettes_by_fit(brief.sector_id)]
    made = result(brief, CHOICE_KEYS[kind][0])
    if isinstance(made, LogoResult):
        return [mark.item.key for mark in made.marks]
    return [theme.item.key for theme in made.themes] if isinstance(made, TemplateResult) else []


def _default(brief: BusinessBrief, kind: ChoiceKind, rejected: Container[tuple[str, str]]) -> str:
    """Return the first option that was not rejected, or ""."""
    keys = (key for key in options(brief, kind) if (CHOICE_KEYS[kind][0], key) not in rejected)
    return next(keys, "")


def _palette_of(brief: BusinessBrief, theme: str) -> str:
    """Return the palette that the template agent proposes with the theme, or the first of the sector."""
    made = result(brief, "template")
    themes = made.themes if isinstance(made, TemplateResult) else ()
    proposed = (one.palette for one in themes if one.item.key == theme and one.palette in palettes())
    return next(proposed, palettes_by_fit(brief.sector_id)[0].key)
