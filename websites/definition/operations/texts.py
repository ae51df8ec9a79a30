"""Operations on texts: of a block, of the whole site, and texts whose facts have changed."""

from collections.abc import Mapping
from typing import Any, Final, Literal

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agents.palettes import Palette, palettes
from agents.template.themes import Theme, themes
from websites.definition.blocks import entries_of, interface_language
from websites.definition.operations.base import (
    BlockOperation,
    Operation,
    clean_text,
    excerpt,
    field_name,
    get_block,
    with_block,
    with_values,
)
from websites.definition.operations.entries import RemoveEntry
from websites.definition.schema import SITE, Definition, Origin
from websites.errors import EditRefused

_SENTENCES: Final[dict[str, Promise]] = {
    "theme": gettext_lazy("The site’s look is now “%(value)s”."),
    "palette": gettext_lazy("The colours are now “%(value)s”."),
    "mark": gettext_lazy("The logo is now “%(value)s”."),
    "title": gettext_lazy("The title for search engines is now “%(value)s”."),
    "description": gettext_lazy("The description for search engines is now “%(value)s”."),
}


class SetText(BlockOperation):
    """Write one text of a block; `path` is for instance "headline" or "entries.0.price"."""

    path: str
    text: str

    def apply(self, definition: Definition) -> Definition:
        """Write the cleaned text; its origin is kept."""
        block = get_block(definition, self.block)
        if self.path not in block.texts():
            raise EditRefused(_("There is no such text in this section."))
        values: Any = block.model_dump()
        target, (*parents, field) = values, self.path.split(".")
        for part in parents:
            target = target[int(part)] if part.isdigit() else target[part]
        target[field] = clean_text(self.text, field)
        return with_block(definition, self.block, **values)

    def describe(self, definition: Definition) -> str:
        """Quote the new text."""
        values = {"section": self.section(definition), "field": field_name(self.path)}
        text = clean_text(self.text, self.path)
        if not text:
            return _("%(section)s: “%(field)s” is empty now.") % values
        return _("%(section)s: “%(field)s” is now “%(text)s”.") % {**values, "text": excerpt(text)}


class WriteBlock(BlockOperation):
    """Write all texts of a block as its form sends them; entries without any text are removed."""

    texts: dict[str, str]
    has_form: bool | None = None

    def apply(self, definition: Definition) -> Definition:
        """Write each text, then remove empty entries."""
        for path, text in self.texts.items():
            definition = SetText(block=self.block, path=path, text=text).apply(definition)
        if self.has_form is not None:
            definition = with_block(definition, self.block, has_form=self.has_form)
        entries = entries_of(get_block(definition, self.block))
        for at in reversed([at for at, entry in enumerate(entries) if not any(dict(entry).values())]):
            definition = RemoveEntry(block=self.block, at=at).apply(definition)
        return definition

    def describe(self, definition: Definition) -> str:
        """Quote the only text that changed, or name the section."""
        written = [SetText(block=self.block, path=path, text=text) for path, text in self.texts.items()]
        changed = [one for one in written if one.apply(definition) != definition]
        if len(changed) == 1:
            return changed[0].describe(definition)
        return _("%(name)s: texts changed.") % {"name": self.section(definition)}


class SetSite(Operation):
    """Set one setting of the site. Theme, palette and mark are keys; "" leaves the choice to the theme."""

    aspect: Literal["theme", "palette", "mark", "title", "description"]
    value: str

    def apply(self, definition: Definition) -> Definition:
        """Set it, unless the theme or palette does not exist."""
        if self.aspect == "palette" and self.value and self.value not in palettes():
            raise EditRefused(_("There are no such colours."))
        if self.aspect == "theme" and self.value not in themes():
            raise EditRefused(_("There is no such look."))
        return with_values(definition, **{self.aspect: clean_text(self.value, self.aspect)})

    def describe(self, definition: Definition) -> str:
        """Say the new value."""
        named: dict[str, Mapping[str, Palette | Theme]] = {"palette": palettes(), "theme": themes()}
        found = named.get(self.aspect, {}).get(self.value)
        name = found.name.get(interface_language()) if found else self.value or "–"
        return str(_SENTENCES[self.aspect]) % {"value": excerpt(name)}


class KeepMine(BlockOperation):
    """Keep a text whose facts have changed, and mark it as reviewed against `origin`.

    `block` is SITE for title and description of the site.
    """

    path: str
    origin: Origin

    def apply(self, definition: Definition) -> Definition:
        """Store the origin; the text stays."""
        known = definition.origins if self.block == SITE else get_block(definition, self.block).origins
        if self.path not in known:
            raise EditRefused(_("There is no such text in this section."))
        origins = {**known, self.path: self.origin}
        if self.block == SITE:
            return with_values(definition, origins=origins)
        return with_block(definition, self.block, origins=origins)

    def describe(self, definition: Definition) -> str:
        """Name the text that stays."""
        section = _("Search engines") if self.block == SITE else self.section(definition)
        values = {"section": section, "field": field_name(self.path)}
        return _("%(section)s: “%(field)s” stays as it is.") % values


class TakeNew(KeepMine):
    """Write the new text of the result that a text came from; `origin` is its current origin."""

    def apply(self, definition: Definition) -> Definition:
        """Write the text and its origin."""
        return super().apply(self._written().apply(definition))

    def describe(self, definition: Definition) -> str:
        """Quote the new text."""
        return self._written().describe(definition)

    def _written(self) -> Operation:
        if self.block == SITE:
            return SetSite.model_validate({"aspect": self.path, "value": self.origin.text})
        return SetText(block=self.block, path=self.path, text=self.origin.text)
