"""Build blocks from generated texts: cut each text to its field and store its origin."""

from __future__ import annotations

from typing import Any, Final

from briefs.results import DecidedItem
from reference.packs import country_pack
from websites.definition.blocks import build_block, heading
from websites.definition.operations.base import MULTILINE_FIELDS
from websites.definition.schema import AnyBlock, Entry, Origin
from websites.generation.sources import Sources

#: The most characters of a line and of a longer text.
LINE_LENGTH: Final = 200
BODY_LENGTH: Final = 4000
#: The most characters of a headline.
_HEADLINE: Final = 120


class BlockBuilder:
    """Collects the values of one block, with their origins."""

    def __init__(self, sources: Sources) -> None:
        self._sources = sources
        self.values: dict[str, Any] = {}
        self.origins: dict[str, Origin] = {}
        self.entries: list[Entry] = []

    def set_text(self, path: str, item: DecidedItem | None, otherwise: str, most: int = LINE_LENGTH) -> None:
        """Set a text from an item, or from `otherwise` without an origin."""
        self.values[path] = truncate(item.text if item else otherwise, most)
        if item:
            self.origins[path] = origin_of(item, self.values[path], self._sources)

    def set_own(self, path: str, column: str, text: str, *facts: str, most: int = LINE_LENGTH) -> None:
        """Set a text from a column that the person wrote."""
        self.values[path] = truncate(text, most)
        self.origins[path] = own_origin(self._sources, column, self.values[path], *facts)

    def set_or_own(self, path: str, item: DecidedItem | None, column: str, *facts: str, most: int) -> None:
        """Set a text from an item, or from a column when there is no item."""
        if item:
            self.set_text(path, item, "", most)
        else:
            self.set_own(path, column, self._sources.own(column), *facts, most=most)

    def add_entry(
        self, title: DecidedItem, text: DecidedItem | None = None, price: DecidedItem | None = None
    ) -> None:
        """Add an entry; the end of a title that is too long continues in the text."""
        parts = {"title": title, "text": text, "price": price}
        line = truncate(title.text, LINE_LENGTH)
        rest = title.text[len(line) :].strip(" …") if line != title.text and text is None else ""
        texts = {
            name: truncate(item.text, LINE_LENGTH if name != "text" else BODY_LENGTH)
            for name, item in parts.items()
            if item
        }
        self._note(
            {name: origin_of(item, texts[name], self._sources) for name, item in parts.items() if item}
        )
        self.entries.append(Entry(**{"text": rest, **texts}))

    def add_own_entry(self, title: str, column: str) -> None:
        """Add an entry with the text of a column that the person wrote."""
        text = truncate(self._sources.own(column), BODY_LENGTH)
        self._note({"text": own_origin(self._sources, column, text)})
        self.entries.append(Entry(title=title, text=text))

    def _note(self, origins: dict[str, Origin]) -> None:
        at = len(self.entries)
        self.origins.update({f"entries.{at}.{name}": origin for name, origin in origins.items()})

    def block(self, kind: str, **values: Any) -> AnyBlock:
        """Return the block."""
        return build_block(kind, **{**values, **self.values}, origins=self.origins)

    def list_block(self, kind: str) -> AnyBlock | None:
        """Return the block with its entries, or None when it has none."""
        if not self.entries:
            return None
        title = heading(kind, self._sources.language)
        return build_block(kind, title=title, entries=self.entries[:40], origins=self.origins)


def origin_of(item: DecidedItem, text: str, sources: Sources) -> Origin:
    """Return the origin of a text from an item, with the facts that the item used.

    Facts used by the site texts that the item was made from count too.
    """
    used_texts = (sources.items.get(("content", key)) for key in item.item.from_texts)
    facts_used = [*item.item.uses, *(fact for one in used_texts if one for fact in one.item.uses)]
    facts: dict[str, str] = {fact: item.facts[fact] for fact in facts_used if fact in item.facts}
    return Origin(agent=item.agent, key=item.item.key, text=text, facts=facts)


def own_origin(sources: Sources, column: str, text: str, *facts: str) -> Origin:
    """Return the origin of a text that the person wrote: its column and the named facts."""
    known = {fact: sources.facts[fact] for fact in facts if fact in sources.facts}
    return Origin(agent="brief", key=column, text=text, facts=known)


def location_text(sources: Sources) -> str:
    """Return city and country of the business."""
    location = (sources.brief or sources.business).location
    code = location.get("country", "")
    pack = country_pack(code)
    country = pack.name.get(sources.language) if pack.code.lower() == code.lower() else ""
    return truncate(", ".join(part for part in (location.get("city", ""), country) if part), LINE_LENGTH)


def truncate_for(text: str, path: str) -> str:
    """Return a text cut to the length of its field."""
    return truncate(text, BODY_LENGTH if path.rpartition(".")[2] in MULTILINE_FIELDS else LINE_LENGTH)


def first_sentence(text: str) -> str:
    """Return the first sentence, or "" when it is too long for a headline."""
    line = text.split("\n")[0]
    for end in (". ", "! ", "? ", "… "):
        line = line.split(end)[0]
    sentence = line.strip().rstrip(".")
    return sentence if len(sentence) <= _HEADLINE else ""


def truncate(text: str, most: int) -> str:
    """Return a text of at most `most` characters, cut between words."""
    text = text.strip() if most > LINE_LENGTH else " ".join(text.split())
    if len(text) <= most:
        return text
    head = text[: most - 1]
    return f"{head.rpartition(' ')[0] or head}…"
