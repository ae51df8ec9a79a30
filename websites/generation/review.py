"""Find texts whose facts or sources changed after they were written. They are reviewed, never overwritten."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from websites.definition.schema import SITE, Definition, Origin
from websites.generation.sources import Sources, first_sentence, sources_of, truncate
from websites.models import Site


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
    texts = {"title": definition.title, "description": definition.description}
    found = list(_changed(SITE, definition.origins, texts, sources))
    for block in definition.blocks:
        found += _changed(block.id, block.origins, block.texts(), sources)
    return found


def _changed(
    block: str, origins: Mapping[str, Origin], texts: Mapping[str, str], sources: Sources
) -> Iterator[Review]:
    for path, mine in texts.items():
        if origin := origins.get(path):
            new = _current_origin(origin, path, sources)
            if (new.facts, new.text) != (origin.facts, origin.text):
                yield Review(block, path, mine, new)


def _current_origin(origin: Origin, path: str, sources: Sources) -> Origin:
    """Return the origin with its current text and facts; the text of an item that is not used stays."""
    if origin.agent == "brief":
        text = sources.own(origin.key)
        text = first_sentence(text) if path == "headline" else text
        return origin.model_copy(update={"text": truncate(text, path)})
    facts = {fact: sources.facts.get(fact, "") for fact in origin.facts}
    item = sources.items.get((origin.agent, origin.key))
    if item and item.is_used:
        origin = sources.origin_of(item, truncate(item.text, path))
    return origin.model_copy(update={"facts": facts})
