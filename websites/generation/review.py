"""Find texts whose facts or sources changed after they were written. They are reviewed, never overwritten."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from briefs.models import BRIEF_TEXTS
from briefs.results import DecidedItem
from websites.definition.blocks import text_at, text_paths
from websites.definition.schema import SITE, Definition, Origin
from websites.generation.builder import first_sentence, location_text, origin_of, truncate_for
from websites.generation.sources import Sources, sources_of
from websites.models import Site

#: Columns of the brief that texts of a site can come from.
BRIEF_COLUMNS: Final = ("business_name", "location", *BRIEF_TEXTS)


@dataclass(frozen=True)
class Review:
    """A text to review: the current text and the one that its source gives now ("" for none).

    `block` is the id of a block, or SITE for title and description of the site.
    """

    block: str
    path: str
    mine: str
    new: Origin

    @property
    def offers(self) -> bool:
        """Whether the source gives another text."""
        return bool(self.new.text) and self.new.text != self.mine


def to_review(site: Site, definition: Definition) -> list[Review]:
    """Return the texts whose facts or source changed since they were written or reviewed."""
    if site.business.brief is None:
        return []
    sources = sources_of(site.business)
    of_site = {"title": definition.title, "description": definition.description}
    found = list(_changed(SITE, definition.origins, of_site, sources))
    for block in definition.blocks:
        texts = {path: text_at(block, path) for path in text_paths(block)}
        found += _changed(block.id, block.origins, texts, sources)
    return found


def _changed(
    block: str, origins: Mapping[str, Origin], texts: Mapping[str, str], sources: Sources
) -> Iterator[Review]:
    for path, mine in texts.items():
        origin = origins.get(path)
        new = current_origin(origin, path, sources) if origin else None
        if origin and new and (new.facts, new.text) != (origin.facts, origin.text):
            yield Review(block, path, mine, new)


def current_origin(origin: Origin, path: str, sources: Sources) -> Origin | None:
    """Return the origin as it is now; its text is "" when the source is gone or was rejected."""
    if origin.agent == "brief":
        return _current_own(origin, path, sources)
    item: DecidedItem | None = next(
        (one for (agent, key), one in sources.items.items() if (agent, key) == (origin.agent, origin.key)),
        None,
    )
    facts = {fact: sources.facts.get(fact, "") for fact in origin.facts}
    if item is None or not item.is_used:
        return origin.model_copy(update={"facts": facts})
    return origin_of(item, truncate_for(item.text, path), sources).model_copy(update={"facts": facts})


def _current_own(origin: Origin, path: str, sources: Sources) -> Origin | None:
    if sources.brief is None or origin.key not in BRIEF_COLUMNS:
        return None
    text = location_text(sources) if origin.key == "location" else sources.own(origin.key)
    if path == "headline":
        text = first_sentence(text)
    return origin.model_copy(update={"text": truncate_for(text, path)})
