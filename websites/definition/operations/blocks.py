"""Operations on blocks: their order, number and visibility."""

from django.utils.translation import gettext as _

from websites.definition.blocks import NAMES, SINGLE, empty_block
from websites.definition.operations.base import (
    BlockOperation,
    Operation,
    block_name,
    get_block,
    with_block,
    with_values,
)
from websites.definition.schema import AnyBlock, Definition, new_id
from websites.errors import EditRefused


class SetForm(BlockOperation):
    """Show or hide the contact form."""

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
        new = empty_block(self.kind, definition.language, self.id or new_id())
        return _with_one_more(definition, new, self.at)

    def describe(self, definition: Definition) -> str:
        """Name the new section."""
        message = _("Section added: %(name)s.") % {"name": NAMES[self.kind]}
        needs = _("Visitors see it once it holds a photo.")
        return f"{message} {needs}" if self.kind == "gallery" else message


class RemoveBlock(BlockOperation):
    """Delete a section."""

    def apply(self, definition: Definition) -> Definition:
        """Remove it."""
        removed = get_block(definition, self.block)
        return with_values(definition, blocks=[block for block in definition.blocks if block != removed])

    def describe(self, definition: Definition) -> str:
        """Name the deleted section."""
        return _("Section deleted: %(name)s.") % {"name": self.section(definition)}


class MoveBlock(BlockOperation):
    """Move a section to an index; the header stays first and the footer last."""

    at: int

    def apply(self, definition: Definition) -> Definition:
        """Move it; an index out of range becomes the nearest possible one."""
        moved = get_block(definition, self.block)
        if moved.kind in {"header", "footer"}:
            raise EditRefused(_("The header stays on top and the foot of the page at the bottom."))
        rest = tuple(block for block in definition.blocks if block.id != self.block)
        at = _inside(rest, self.at)
        return with_values(definition, blocks=(*rest[:at], moved, *rest[at:]))

    def describe(self, definition: Definition) -> str:
        """Name the section that now comes before it."""
        after = self.apply(definition)
        at, name = after.index(self.block), self.section(definition)
        if at == 0:
            return _("%(name)s is at the top now.") % {"name": name}
        other = block_name(after.blocks[at - 1])
        return _("%(name)s now comes after %(other)s.") % {"name": name, "other": other}


class HideBlock(BlockOperation):
    """Hide a section from visitors, or show it again."""

    is_hidden: bool = True

    def apply(self, definition: Definition) -> Definition:
        """Set whether it is hidden."""
        return with_block(definition, self.block, is_hidden=self.is_hidden)

    def describe(self, definition: Definition) -> str:
        """Say whether visitors see it."""
        message = _("%(name)s is hidden.") if self.is_hidden else _("%(name)s is shown.")
        return message % {"name": self.section(definition)}


class DuplicateBlock(BlockOperation):
    """Add a copy of a section after it."""

    def apply(self, definition: Definition) -> Definition:
        """Copy it with a new id."""
        block = get_block(definition, self.block)
        if block.kind in SINGLE:
            raise EditRefused(_("The site has this section already: %(name)s.") % {"name": block_name(block)})
        copy = block.model_copy(update={"id": new_id()})
        return _with_one_more(definition, copy, definition.index(self.block) + 1)

    def describe(self, definition: Definition) -> str:
        """Name the copied section."""
        return _("%(name)s is there twice now.") % {"name": self.section(definition)}


def _with_one_more(definition: Definition, block: AnyBlock, at: int | None) -> Definition:
    blocks = definition.blocks
    place = {"header": 0, "footer": len(blocks)}.get(block.kind)
    if place is None:
        place = _inside(blocks, len(blocks) if at is None else at)
    return with_values(definition, blocks=(*blocks[:place], block, *blocks[place:]))


def _inside(blocks: tuple[AnyBlock, ...], at: int) -> int:
    """Return the nearest index between the header and the footer."""
    first = 1 if blocks and blocks[0].kind == "header" else 0
    last = len(blocks) - (1 if blocks and blocks[-1].kind == "footer" else 0)
    return max(first, min(at, last))
