"""Operations on blocks: their texts, order and visibility."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from websites.definition.blocks import NAMES, SINGLE, block_index, empty_block, entries_of, text_paths
from websites.definition.operations.base import (
    Operation,
    block_name,
    clean_text,
    excerpt,
    field_name,
    get_block,
    validate,
    with_block,
    with_blocks,
)
from websites.definition.operations.entries import RemoveEntry
from websites.definition.schema import MOST_BLOCKS, AnyBlock, Definition, new_id
from websites.errors import EditRefused


class SetText(Operation):
    """Write one text of a block; `path` is for instance "headline" or "entries.0.price"."""

    block: str
    path: str
    text: str

    def apply(self, definition: Definition) -> Definition:
        """Write the cleaned text; its origin is kept."""
        block = get_block(definition, self.block)
        if self.path not in text_paths(block):
            raise EditRefused(_("There is no such text in this section."))
        data = definition.model_dump()
        target: Any = data["blocks"][block_index(definition, self.block)]
        *parents, last = self.path.split(".")
        for part in parents:
            target = target[int(part)] if part.isdigit() else target[part]
        target[last] = clean_text(self.text, self.path)
        return validate(data)

    def describe(self, definition: Definition) -> str:
        """Quote the new text."""
        section = block_name(get_block(definition, self.block))
        values = {"section": section, "field": field_name(self.path)}
        if not clean_text(self.text, self.path):
            return _("%(section)s: “%(field)s” is empty now.") % values
        text = excerpt(clean_text(self.text, self.path))
        return _("%(section)s: “%(field)s” is now “%(text)s”.") % {**values, "text": text}


class SetImage(Operation):
    """Show an image in a block, or none (""); `alt` is its alternative text."""

    block: str
    image: str
    alt: str = ""

    def apply(self, definition: Definition) -> Definition:
        """Set the image, unless the block cannot show one."""
        if not hasattr(get_block(definition, self.block), "image"):
            raise EditRefused(_("This section shows no photo."))
        alt = clean_text(self.alt, "alt") if self.image else ""
        return with_block(definition, self.block, image=self.image, alt=alt)

    def describe(self, definition: Definition) -> str:
        """Say that the photo is new or removed."""
        section = {"section": block_name(get_block(definition, self.block))}
        return (
            _("%(section)s: new photo.") if self.image else _("%(section)s: no photo any more.")
        ) % section


class SetForm(Operation):
    """Show or hide the contact form."""

    block: str
    is_on: bool

    def apply(self, definition: Definition) -> Definition:
        """Set it on a contact block."""
        if get_block(definition, self.block).kind != "contact":
            raise EditRefused(_("Only the contact section has a form."))
        return with_block(definition, self.block, has_form=self.is_on)

    def describe(self, definition: Definition) -> str:
        """Say whether visitors can write."""
        return _("Visitors can write to you.") if self.is_on else _("The contact form is gone.")


class AddBlock(Operation):
    """Add an empty section; `at` is its index, None for the end of the page.

    `id` lets another operation of the same batch refer to the new section.
    """

    kind: str
    at: int | None = None
    id: str = ""

    def apply(self, definition: Definition) -> Definition:
        """Add it, unless the site has no room or already has the only section of this kind."""
        if self.kind not in NAMES:
            raise EditRefused(_("There is no such section."))
        if self.kind in SINGLE and any(block.kind == self.kind for block in definition.blocks):
            raise EditRefused(_("The site has this section already: %(name)s.") % {"name": NAMES[self.kind]})
        return _with_one_more(
            definition, empty_block(self.kind, definition.language, id=self.id or new_id()), self.at
        )

    def describe(self, definition: Definition) -> str:
        """Name the new section."""
        message = _("Section added: %(name)s.") % {"name": NAMES[self.kind]}
        needs = _("Visitors see it once it holds a photo.")
        return f"{message} {needs}" if self.kind == "gallery" else message


class RemoveBlock(Operation):
    """Delete a section."""

    block: str

    def apply(self, definition: Definition) -> Definition:
        """Remove it."""
        get_block(definition, self.block)
        return with_blocks(definition, tuple(b for b in definition.blocks if b.id != self.block))

    def describe(self, definition: Definition) -> str:
        """Name the deleted section."""
        return _("Section deleted: %(name)s.") % {"name": block_name(get_block(definition, self.block))}


class MoveBlock(Operation):
    """Move a section to an index; the header stays first and the footer last."""

    block: str
    at: int

    def apply(self, definition: Definition) -> Definition:
        """Move it; an index out of range becomes the nearest possible one."""
        moved = get_block(definition, self.block)
        if moved.kind in {"header", "footer"}:
            raise EditRefused(_("The header stays on top and the foot of the page at the bottom."))
        rest = tuple(block for block in definition.blocks if block.id != self.block)
        at = _inside(rest, self.at)
        return with_blocks(definition, (*rest[:at], moved, *rest[at:]))

    def describe(self, definition: Definition) -> str:
        """Name the section that now comes before it."""
        after = self.apply(definition)
        at = block_index(after, self.block)
        name = block_name(get_block(definition, self.block))
        if at == 0:
            return _("%(name)s is at the top now.") % {"name": name}
        return _("%(name)s now comes after %(other)s.") % {
            "name": name,
            "other": block_name(after.blocks[at - 1]),
        }


class HideBlock(Operation):
    """Hide a section from visitors, or show it again."""

    block: str
    is_hidden: bool = True

    def apply(self, definition: Definition) -> Definition:
        """Set whether it is hidden."""
        return with_block(definition, self.block, is_hidden=self.is_hidden)

    def describe(self, definition: Definition) -> str:
        """Say whether visitors see it."""
        name = {"name": block_name(get_block(definition, self.block))}
        return (_("%(name)s is hidden.") if self.is_hidden else _("%(name)s is shown.")) % name


class DuplicateBlock(Operation):
    """Add a copy of a section after it."""

    block: str

    def apply(self, definition: Definition) -> Definition:
        """Copy it with a new id."""
        block = get_block(definition, self.block)
        if block.kind in SINGLE:
            raise EditRefused(_("The site has this section already: %(name)s.") % {"name": block_name(block)})
        copy = block.model_copy(update={"id": new_id()})
        return _with_one_more(definition, copy, block_index(definition, self.block) + 1)

    def describe(self, definition: Definition) -> str:
        """Name the copied section."""
        return _("%(name)s is there twice now.") % {"name": block_name(get_block(definition, self.block))}


class WriteBlock(Operation):
    """Write all texts of a block as its form sends them; entries without any text are removed."""

    block: str
    texts: dict[str, str]
    has_form: bool | None = None

    def apply(self, definition: Definition) -> Definition:
        """Write each text, then remove empty entries."""
        for path, text in self.texts.items():
            definition = SetText(block=self.block, path=path, text=text).apply(definition)
        if self.has_form is not None:
            definition = SetForm(block=self.block, is_on=self.has_form).apply(definition)
        return _without_empty(definition, self.block)

    def describe(self, definition: Definition) -> str:
        """Quote the only text that changed, or name the section."""
        block = get_block(definition, self.block)
        changed = [
            one
            for path, text in self.texts.items()
            if (one := SetText(block=self.block, path=path, text=text)).apply(definition) != definition
        ]
        if len(changed) == 1:
            return changed[0].describe(definition)
        return _("%(name)s: texts changed.") % {"name": block_name(block)}


def _without_empty(definition: Definition, block_id: str) -> Definition:
    block = get_block(definition, block_id)
    for place, entry in reversed(list(enumerate(entries_of(block)))):
        if not any(entry.model_dump().values()):
            definition = RemoveEntry(block=block_id, at=place).apply(definition)
    return definition


def _with_one_more(definition: Definition, block: AnyBlock, at: int | None) -> Definition:
    if len(definition.blocks) >= MOST_BLOCKS:
        raise EditRefused(_("There is no room for more: %(limit)s at most.") % {"limit": MOST_BLOCKS})
    blocks = definition.blocks
    place = {"header": 0, "footer": len(blocks)}.get(block.kind)
    if place is None:
        place = _inside(blocks, len(blocks) if at is None else at)
    return with_blocks(definition, (*blocks[:place], block, *blocks[place:]))


def _inside(blocks: tuple[AnyBlock, ...], at: int) -> int:
    """Return the nearest index between the header and the footer."""
    first = 1 if blocks and blocks[0].kind == "header" else 0
    last = len(blocks) - (1 if blocks and blocks[-1].kind == "footer" else 0)
    return max(first, min(at, last))
