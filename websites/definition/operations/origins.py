"""Operations for a text whose facts have changed: take the new text, or keep the old one."""

from __future__ import annotations

from django.utils.translation import gettext as _

from websites.definition.operations.base import (
    Operation,
    block_name,
    field_name,
    get_block,
    validate,
    with_block,
)
from websites.definition.operations.blocks import SetText
from websites.definition.operations.site import SetSite
from websites.definition.schema import SITE, Definition, Origin
from websites.errors import EditRefused


class TakeNew(Operation):
    """Write the new text of the result that a text came from; `origin` is its current origin.

    `block` is SITE for title and description of the site.
    """

    block: str
    path: str
    origin: Origin

    def apply(self, definition: Definition) -> Definition:
        """Write the text and its origin."""
        written = self._written().apply(definition)
        return KeepMine(block=self.block, path=self.path, origin=self.origin).apply(written)

    def describe(self, definition: Definition) -> str:
        """Quote the new text."""
        return self._written().describe(definition)

    def _written(self) -> Operation:
        if self.block == SITE:
            return SetSite.model_validate({"aspect": self.path, "value": self.origin.text})
        return SetText(block=self.block, path=self.path, text=self.origin.text)


class KeepMine(Operation):
    """Keep a text and mark it as reviewed against `origin`."""

    block: str
    path: str
    origin: Origin

    def apply(self, definition: Definition) -> Definition:
        """Store the origin; the text stays."""
        known = definition.origins if self.block == SITE else get_block(definition, self.block).origins
        if self.path not in known:
            raise EditRefused(_("There is no such text in this section."))
        origins = {path: origin.model_dump() for path, origin in {**known, self.path: self.origin}.items()}
        if self.block == SITE:
            return validate(definition.model_dump() | {"origins": origins})
        return with_block(definition, self.block, origins=origins)

    def describe(self, definition: Definition) -> str:
        """Name the text that stays."""
        section = _("Search engines") if self.block == SITE else block_name(get_block(definition, self.block))
        return _("%(section)s: “%(field)s” stays as it is.") % {
            "section": section,
            "field": field_name(self.path),
        }
