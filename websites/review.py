"""Texts of a site whose grounds have changed since they were written: to review, never overwritten."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from businesses.models import BRIEF_TEXTS, BusinessBrief
from businesses.results import Shown
from websites.blocks import text_at, text_paths
from websites.definition import AnyBlock, Definition, Origin
from websites.making import Sources, first_sentence, fitted, origin_of, sources_of
from websites.models import Site

#: Columns of the brief that a site's texts can come from.
OWN: Final = ("business_name", *BRIEF_TEXTS)


@dataclass(frozen=True)
class Review:
    """One text to review: what stands there, and the text that its source gives now ("" for none)."""

    block: AnyBlock
    path: str
    mine: str
    new: Origin

    @property
    def offers(self) -> bool:
        """Whether there is another text to take."""
        return bool(self.new.text) and self.new.text != self.mine


def to_review(site: Site, definition: Definition) -> list[Review]:
    """Return the texts whose facts, or whose source, changed since they were written or reviewed."""
    if site.business.brief is None:
        return []
    sources = sources_of(site.business)
    return [
        review for block in definition.blocks for review in _of_block(block, sources) if review is not None
    ]


def _of_block(block: AnyBlock, sources: Sources) -> Iterator[Review | None]:
    for path in text_paths(block):
        origin = block.origins.get(path)
        if origin is not None:
            yield _of_text(block, path, origin, sources)


def _of_text(block: AnyBlock, path: str, origin: Origin, sources: Sources) -> Review | None:
    new = now(origin, path, sources)
    if new is None or (new.facts == origin.facts and new.text == origin.text):
        return None
    return Review(block, path, text_at(block, path), new)


def now(origin: Origin, path: str, sources: Sources) -> Origin | None:
    """Return what an origin gives now; its text is "" when its source is gone or was rejected."""
    if origin.agent == "brief":
        return _own_now(origin, path, sources.brief)
    shown: Shown | None = next(
        (one for (agent, key), one in sources.items.items() if (agent, key) == (origin.agent, origin.key)),
        None,
    )
    facts = {fact: sources.facts.get(fact, "") for fact in origin.facts}
    if shown is None or not shown.is_used:
        return origin.model_copy(update={"facts": facts})
    return origin_of(shown, fitted(shown.text, path)).model_copy(update={"facts": facts})


def _own_now(origin: Origin, path: str, brief: BusinessBrief | None) -> Origin | None:
    if brief is None or origin.key not in OWN:
        return None
    text = str(getattr(brief, origin.key)).strip()
    if path == "headline":
        text = first_sentence(text)
    return origin.model_copy(update={"text": fitted(text, path)})
