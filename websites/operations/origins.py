"""What to do with a text whose facts have changed: take the new one, or keep one's own."""

from __future__ import annotations

from django.utils.translation import gettext as _

from websites.definition import Definition, Origin
from websites.errors import EditRefused
from websites.operations.base import Operation, block_name, field_name, found, with_block
from websites.operations.blocks import SetText


class TakeNew(Operation):
    """Write the new text of the result that a text came from; `origin` is what it rests on now."""

    block: str
    path: str
    origin: Origin

    def applied(self, definition: Definition) -> Definition:
        """Write the text and where it comes from."""
        written = SetText(block=self.block, path=self.path, text=self.origin.text).applied(definition)
        return KeepMine(block=self.block, path=self.path, origin=self.origin).applied(written)

    def told(self, definition: Definition) -> str:
        """Say which text is new."""
        return SetText(block=self.block, path=self.path, text=self.origin.text).told(definition)


class KeepMine(Operation):
    """Keep a text as it is: it counts as reviewed against the facts of `origin`."""

    block: str
    path: str
    origin: Origin

    def applied(self, definition: Definition) -> Definition:
        """Note what the text was reviewed against; the text stays."""
        block = found(definition, self.block)
        if self.path not in block.origins:
            raise EditRefused(_("There is no such text in this section."))
        origins = {path: origin.model_dump() for path, origin in block.origins.items()}
        return with_block(definition, self.block, origins={**origins, self.path: self.origin.model_dump()})

    def told(self, definition: Definition) -> str:
        """Say which text stays."""
        section = block_name(found(definition, self.block))
        return _("%(section)s: “%(field)s” stays as it is.") % {
            "section": section,
            "field": field_name(self.path),
        }
