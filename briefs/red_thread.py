"""The red thread: what rests on which fact, and what is to be reviewed since a fact has changed.

Nothing is marked or unmarked: what is to be reviewed follows from hashes that were kept when an item was made
or decided on, compared with those of the facts now.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from agents.contract import AgentKey
from agents.schemas import RESULTS
from briefs.models import BusinessBrief, ItemChoice
from briefs.results import ANSWERS, Shown, fact_hashes, kept, used_items

#: Before the key of a site text in hashes and reasons: "content/about.warm".
TEXT: Final = "content/"
#: The agents that read the answers themselves, and not only what others made of them.
ANSWER_READERS: Final[tuple[AgentKey, ...]] = ("research", "content", "seo", "template")
Hashes = Mapping[str, str]


@dataclass(frozen=True)
class Marked:
    """An item to be reviewed and why: facts ("price") or site texts ("content/about.warm") that changed."""

    shown: Shown
    reasons: tuple[str, ...]


def changed(keys: Iterable[str], then: Iterable[Hashes], now: Hashes) -> tuple[str, ...]:
    """Return the keys whose hash now is none of those then; what never had one counts as empty."""
    known = list(then)
    return tuple(key for key in keys if all(one.get(key, "") != now.get(key, "") for one in known))


def stale(shown: Shown, now: Hashes, texts: Mapping[str, tuple[str, ...]] | None = None) -> tuple[str, ...]:
    """Return why an item is to be reviewed: () when nothing that it rests on has changed.

    A person's own wording is held against the facts when they wrote it, an agent's against the facts when it
    was made and, once accepted, when it was accepted. `texts` are the reasons of site texts that are
    to be reviewed themselves, by item key: what was made from one of them is to be reviewed with it.
    """
    if not shown.is_used:
        return ()
    then = [shown.facts] if shown.is_own else [shown.facts, shown.made]
    through = [reason for key in shown.item.from_texts for reason in (texts or {}).get(key, ())]
    keys = [*shown.item.uses, *(f"{TEXT}{key}" for key in shown.item.from_texts), *through]
    return changed(dict.fromkeys(keys), then, now)


def to_review(brief: BusinessBrief, choices: Iterable[ItemChoice]) -> list[Marked]:
    """Return all items that are to be reviewed, agent by agent, in the order of their pages."""
    choices = list(choices)
    now = fact_hashes(brief, choices)
    marked = _marked(used_items(brief, "content", choices), now, {})
    texts = {one.shown.item.key: one.reasons for one in marked}
    by_agent = {"content": marked} | {
        agent: _marked(used_items(brief, agent, choices), now, texts)
        for agent in RESULTS
        if agent != "content"
    }
    return [one for agent in RESULTS for one in by_agent[agent]]


def _marked(items: Iterable[Shown], now: Hashes, texts: Mapping[str, tuple[str, ...]]) -> list[Marked]:
    found = ((shown, stale(shown, now, texts)) for shown in items)
    return [Marked(shown, reasons) for shown, reasons in found if reasons]


def outdated(brief: BusinessBrief) -> tuple[AgentKey, ...]:
    """Return the agents whose results were made of other answers, whether or not a fact has changed."""
    now = fact_hashes(brief)[ANSWERS]
    made = {agent: envelope for agent in ANSWER_READERS if (envelope := kept(brief, agent))}
    return tuple(agent for agent, one in made.items() if one.facts.get(ANSWERS, now) != now)


def agents_concerned(marked: Iterable[Marked]) -> tuple[AgentKey, ...]:
    """Return the agents whose rerun would help: a person's own wording is theirs, no run changes it."""
    wanted = {one.shown.agent for one in marked if not one.shown.is_own}
    return tuple(agent for agent in RESULTS if agent in wanted)
