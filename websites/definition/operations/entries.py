"""Operations on the entries of a block: services, dishes, questions, pictures, quotes."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from websites.definition.blocks import LISTS, entries_of
from websites.definition.operations.base import (
    Operation,
    block_name,
    clean_text,
    excerpt,
    get_block,
    with_block,
)
from websites.definition.schema import MOST_ENTRIES, AnyBlock, Definition, Entry, Origin, Picture, Quote
from websites.errors import EditRefused


class AddEntry(Operation):
    """Add an entry to the list of a block; its type must fit the kind of the block."""

    block: str
    entry: Entry | Quote | Picture
    at: int | None = None

    def apply(self, definition: Definition) -> Definition:
        """Add it at the index, or last."""
        block = get_block(definition, self.block)
        _fits(block, self.entry)
        entries = entries_of(block)
        if len(entries) >= MOST_ENTRIES:
            raise EditRefused(_("There is no room for more: %(limit)s at most.") % {"limit": MOST_ENTRIES})
        at = len(entries) if self.at is None else max(0, min(self.at, len(entries)))
        order: list[int | None] = [*range(at), None, *range(at, len(entries))]
        return _ordered(definition, block, order, _clean(self.entry))

    def describe(self, definition: Definition) -> str:
        """Name the entry and its section."""
        section = block_name(get_block(definition, self.block))
        return _("%(section)s: “%(title)s” added.") % {"section": section, "title": entry_name(self.entry)}


class RemoveEntry(Operation):
    """Delete an entry."""

    block: str
    at: int

    def apply(self, definition: Definition) -> Definition:
        """Remove it; the origins of later entries move with them."""
        block = get_block(definition, self.block)
        entry_at(block, self.at)
        order: list[int | None] = [at for at in range(len(entries_of(block))) if at != self.at]
        return _ordered(definition, block, order)

    def describe(self, definition: Definition) -> str:
        """Name the deleted entry."""
        block = get_block(definition, self.block)
        title = entry_name(entry_at(block, self.at))
        return _("%(section)s: “%(title)s” deleted.") % {"section": block_name(block), "title": title}


class MoveEntry(Operation):
    """Move an entry to another index of its list."""

    block: str
    at: int
    to: int

    def apply(self, definition: Definition) -> Definition:
        """Move it; an index out of range becomes the nearest possible one."""
        block = get_block(definition, self.block)
        entry_at(block, self.at)
        order: list[int | None] = [at for at in range(len(entries_of(block))) if at != self.at]
        order.insert(max(0, min(self.to, len(order))), self.at)
        return _ordered(definition, block, order)

    def describe(self, definition: Definition) -> str:
        """Name the moved entry."""
        block = get_block(definition, self.block)
        title = entry_name(entry_at(block, self.at))
        return _("%(section)s: “%(title)s” moved.") % {"section": block_name(block), "title": title}


def entry_at(block: AnyBlock, at: int) -> Any:
    """Return an entry, or raise EditRefused when there is none at that index."""
    entries = entries_of(block)
    if not 0 <= at < len(entries):
        raise EditRefused(_("This entry is no longer there."))
    return entries[at]


def entry_name(entry: Entry | Quote | Picture) -> str:
    """Return the name of an entry in a sentence."""
    values = {"title": "", "text": "", "alt": "", **entry.model_dump()}
    return excerpt(values["title"] or values["text"] or values["alt"] or _("photo"))


def _fits(block: AnyBlock, entry: Entry | Quote | Picture) -> None:
    wanted = {"entries": Entry, "quotes": Quote, "pictures": Picture}.get(LISTS.get(block.kind, ""))
    if wanted is None or not isinstance(entry, wanted):
        raise EditRefused(_("This cannot be added to this section: %(name)s.") % {"name": block_name(block)})


def _clean(entry: Entry | Quote | Picture) -> dict[str, Any]:
    return {name: clean_text(text, name) for name, text in entry.model_dump().items()}


def _ordered(
    definition: Definition, block: AnyBlock, order: list[int | None], new: dict[str, Any] | None = None
) -> Definition:
    """Return the definition with the entries of the block in that order; None stands for the new entry."""
    name = LISTS[block.kind]
    entries = [entry.model_dump() for entry in entries_of(block)]
    listed = [new if at is None else entries[at] for at in order]
    origins = {
        moved: origin
        for path, origin in block.origins.items()
        if (moved := _moved(path, name, order)) is not None
    }
    return with_block(definition, block.id, **{name: listed, "origins": _dumped(origins)})


def _moved(path: str, name: str, order: list[int | None]) -> str | None:
    """Return the path of a text after the reordering, None when its entry is removed."""
    head, _dot, rest = path.partition(".")
    if head != name:
        return path
    at, _dot, field = rest.partition(".")
    return f"{name}.{order.index(int(at))}.{field}" if int(at) in order else None


def _dumped(origins: dict[str, Origin]) -> dict[str, Any]:
    return {path: origin.model_dump() for path, origin in origins.items()}
