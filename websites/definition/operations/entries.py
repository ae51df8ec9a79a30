"""Operations on the entries of a block: services, dishes, questions, pictures, quotes."""

from typing import Any

from django.utils.translation import gettext as _

from websites.definition.blocks import LISTS, entries_of
from websites.definition.operations.base import (
    BlockOperation,
    block_name,
    clean_text,
    excerpt,
    get_block,
    with_block,
)
from websites.definition.schema import Definition, Entry, Picture, Quote
from websites.errors import EditRefused


class AddEntry(BlockOperation):
    """Add an entry to the list of a block; its type must fit the kind of the block."""

    entry: Entry | Quote | Picture

    def apply(self, definition: Definition) -> Definition:
        """Add it at the end."""
        block = get_block(definition, self.block)
        name = LISTS.get(block.kind, "")
        if not isinstance(self.entry, {"entries": Entry, "quotes": Quote, "pictures": Picture}.get(name, ())):
            message = _("This cannot be added to this section: %(name)s.")
            raise EditRefused(message % {"name": block_name(block)})
        new = {part: clean_text(text, part) for part, text in self.entry}
        return with_block(definition, self.block, **{name: [*entries_of(block), new]})

    def describe(self, definition: Definition) -> str:
        """Name the entry and its section."""
        names = {"section": self.section(definition), "title": _entry_name(self.entry)}
        return _("%(section)s: “%(title)s” added.") % names


class _EntryOperation(BlockOperation):
    """A change of the entry at the index `at`."""

    at: int

    def names(self, definition: Definition) -> dict[str, str]:
        """Return the names of section and entry. Raises EditRefused when there is no entry at that index."""
        entries = entries_of(get_block(definition, self.block))
        if not 0 <= self.at < len(entries):
            raise EditRefused(_("This entry is no longer there."))
        return {"section": self.section(definition), "title": _entry_name(entries[self.at])}

    def others(self, definition: Definition) -> list[int]:
        """Return the indexes of the other entries. Raises EditRefused like `names`."""
        self.names(definition)
        count = len(entries_of(get_block(definition, self.block)))
        return [at for at in range(count) if at != self.at]


class RemoveEntry(_EntryOperation):
    """Delete an entry."""

    def apply(self, definition: Definition) -> Definition:
        """Remove it; the origins of later entries move with them."""
        return _ordered(definition, self.block, self.others(definition))

    def describe(self, definition: Definition) -> str:
        """Name the deleted entry."""
        return _("%(section)s: “%(title)s” deleted.") % self.names(definition)


class MoveEntry(_EntryOperation):
    """Move an entry to another index of its list."""

    to: int

    def apply(self, definition: Definition) -> Definition:
        """Move it; an index out of range becomes the nearest possible one."""
        order = self.others(definition)
        order.insert(max(0, min(self.to, len(order))), self.at)
        return _ordered(definition, self.block, order)

    def describe(self, definition: Definition) -> str:
        """Name the moved entry."""
        return _("%(section)s: “%(title)s” moved.") % self.names(definition)


def _entry_name(entry: Any) -> str:
    values = dict(entry)
    return excerpt(values.get("title") or values.get("text") or values.get("alt") or _("photo"))


def _ordered(definition: Definition, block_id: str, order: list[int]) -> Definition:
    """Return the definition with the entries of the block, and their origins, in that order."""
    block = get_block(definition, block_id)
    name, entries = LISTS[block.kind], entries_of(block)
    places = {f"{name}.{old}": f"{name}.{new}" for new, old in enumerate(order)}
    origins = {}
    for path, origin in block.origins.items():
        entry, dot, field = path.rpartition(".")
        if not dot or entry in places:
            origins[f"{places.get(entry, '')}{dot}{field}"] = origin
    return with_block(definition, block_id, **{name: [entries[at] for at in order], "origins": origins})
