"""Missing template variables fail a test: the object that stands for `string_if_invalid`.

Django asks it three things when a variable is missing: is it true, does it hold "%s", and what does it read
with the variable's name filled in. Ours says yes, yes, and raises - for templates of this project. Templates
of libraries (the admin, allauth, crispy) rely on missing variables being empty, so there it is an empty text.
A variable with a `default` filter is optional by declaration and may be missing.
"""

import sys
from pathlib import Path
from types import FrameType
from typing import Any, Final

from django.template.base import UNKNOWN_SOURCE, FilterExpression, Node

ROOT: Final = Path(__file__).resolve().parents[2]
OPTIONAL: Final = {"default", "default_if_none"}


class UndefinedVariableError(AssertionError):
    """A template of ours uses a variable that its view does not give."""


class MissingVariable(str):
    """Empty text for libraries, a failure for us."""

    __slots__ = ()

    def __bool__(self) -> bool:
        """Say whether the variable being resolved right now had to be there."""
        expression = _caller().f_locals.get("self")
        if not isinstance(expression, FilterExpression) or _is_optional(expression):
            return False
        return _is_ours(_template())

    def __contains__(self, text: object) -> bool:
        """Ask Django to fill in the name."""
        return True

    def __mod__(self, name: Any) -> str:
        """Fail with the variable's and the template's name."""
        raise UndefinedVariableError(f"{_template()} uses {{{{ {name} }}}}, which is not defined.")


def _caller() -> FrameType:
    """Return the frame that asked the missing variable."""
    return sys._getframe(2)


def _is_optional(expression: FilterExpression) -> bool:
    return any(function.__name__ in OPTIONAL for function, _ in expression.filters)


def _is_ours(template: str) -> bool:
    """Say whether the template belongs to this project and not to a library installed inside it."""
    path = Path(template)
    return template == UNKNOWN_SOURCE or (path.is_relative_to(ROOT) and "site-packages" not in path.parts)


def _template() -> str:
    """Return the file of the node being rendered: the nearest one up the stack."""
    frame: FrameType | None = sys._getframe(1)
    while frame:
        node = frame.f_locals.get("self")
        origin = getattr(node, "origin", None) if isinstance(node, Node) else None
        if origin:
            return str(origin.name)
        frame = frame.f_back
    return UNKNOWN_SOURCE
