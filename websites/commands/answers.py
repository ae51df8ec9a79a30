"""What a typed line can turn out to be."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeAlias


@dataclass(frozen=True)
class Understood:
    """A change of the site (an Operation)."""

    operation: Any


@dataclass(frozen=True)
class History:
    """Undo or redo."""

    is_redo: bool = False


@dataclass(frozen=True)
class Unclear:
    """Understood, but not all of it: a question to the person, and commands that answer it.

    A weak question is asked only when the line makes no better sense.
    """

    question: str
    options: tuple[str, ...]
    is_weak: bool = False


@dataclass(frozen=True)
class Unknown:
    """Not understood: commands that are near to what was typed."""

    suggestions: tuple[str, ...]


Answer: TypeAlias = Understood | History | Unclear | Unknown
