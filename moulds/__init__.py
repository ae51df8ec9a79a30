"""Templates rendered once per process: most of a page is the same for everybody who reads its language.

A mould is a rendered template with gaps where people differ: `cast()` renders it with a `gap()` in each such
place, `fill()` puts one person's values in. What is kept (`kept`) is the mould, never what was filled in.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Hashable
from functools import lru_cache, wraps
from html import escape
from typing import Any, Final, ParamSpec, TypeVar

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

P = ParamSpec("P")
R = TypeVar("R")
#: Unguessable, and plain letters and digits: it passes through escaping and into addresses unchanged.
_GAP: Final = f"gap{secrets.token_hex(8)}"
#: Moulds kept of one kind: all that differ in what everybody may see, not in whose page it is.
_KEPT: Final = 2048


class Mould:
    """A rendered template with gaps."""

    def __init__(self, html: str, names: tuple[str, ...]) -> None:
        text = html.replace("%", "%%")
        for name in names:
            text = text.replace(gap(name), f"%({name})s")
        self._text = text

    def fill(self, **values: object) -> SafeString:
        """Return the html with a value in each gap, escaped unless it is safe.

        All are put in at one go, so that no value can stand for another gap.
        """
        filled = {
            name: value if isinstance(value, SafeString) else escape(str(value))
            for name, value in values.items()
        }
        return mark_safe(self._text % filled)  # noqa: S308  a rendered template, and escaped values


def gap(name: str) -> SafeString:
    """Return what a template prints where `fill()` will put that value; it can be printed, not asked."""
    return mark_safe(f"{_GAP}{name}x")  # noqa: S308  letters and digits


def cast(template: str, *gaps: str, **context: Any) -> Mould:
    """Render a template with those gaps, in the active language."""
    return Mould(render_to_string(template, context | {name: gap(name) for name in gaps}), gaps)


def kept(make: Callable[P, R]) -> Callable[P, R]:
    """Keep what the function makes from its arguments and the interface's language.

    Its arguments must be few, hashable, and nobody's own. In development it is made anew each time.
    """

    @lru_cache(maxsize=_KEPT)
    def keep(language: str, *arguments: Hashable) -> R:
        return make(*arguments)  # type: ignore[call-arg, arg-type]  # the arguments of `make`, by position

    @wraps(make)
    def found(*args: P.args, **kwargs: P.kwargs) -> R:
        return make(*args) if settings.DEBUG else keep(get_language() or "", *args)  # type: ignore[call-arg]  # as above

    return found
