"""Operations on settings of the whole site: theme, palette, logo, title, description."""

from __future__ import annotations

from typing import Any, Final, Literal

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agents.palettes import palettes
from agents.template.themes import themes
from websites.definition.blocks import interface_language
from websites.definition.operations.base import Operation, clean_text, excerpt, validate
from websites.definition.schema import Definition
from websites.errors import EditRefused

Aspect = Literal["theme", "palette", "mark", "title", "description"]
_SENTENCES: Final[dict[str, Promise]] = {
    "theme": gettext_lazy("The site’s look is now “%(value)s”."),
    "palette": gettext_lazy("The colours are now “%(value)s”."),
    "mark": gettext_lazy("The logo is now “%(value)s”."),
    "title": gettext_lazy("The title for search engines is now “%(value)s”."),
    "description": gettext_lazy("The description for search engines is now “%(value)s”."),
}


class SetSite(Operation):
    """Set one setting. Theme, palette and mark are keys; "" leaves the choice to the theme."""

    aspect: Aspect
    value: str

    def apply(self, definition: Definition) -> Definition:
        """Set it, unless the theme or palette does not exist."""
        if self.aspect == "palette" and self.value and self.value not in palettes():
            raise EditRefused(_("There are no such colours."))
        if self.aspect == "theme" and self.value not in themes():
            raise EditRefused(_("There is no such look."))
        data: dict[str, Any] = definition.model_dump()
        data[self.aspect] = clean_text(self.value, self.aspect)
        return validate(data)

    def describe(self, definition: Definition) -> str:
        """Say the new value."""
        return str(_SENTENCES[self.aspect]) % {"value": excerpt(self._name())}

    def _name(self) -> str:
        named = palettes() if self.aspect == "palette" else themes() if self.aspect == "theme" else {}
        if self.value in named:
            return named[self.value].name.get(interface_language())
        return self.value or "–"
