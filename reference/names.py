"""The names of codes, kept in the process for a minute: staff change one a few times a year."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from django.utils.translation import get_language

from reference.models import CodeList, reading_order

#: How long a changed name may take to show, in seconds.
KEPT_FOR: Final = 60


@dataclass(frozen=True)
class Names:
    """A code list in one language: `by_code` of all codes, `choices` of the active ones, by name."""

    by_code: Mapping[str, str]
    choices: tuple[tuple[str, str], ...]


def names(model: type[CodeList]) -> Names:
    """Return the names of a code list (one query, once in KEPT_FOR seconds)."""
    return _read(model, get_language() or "fr", int(time.monotonic() // KEPT_FOR))


def name_of(model: type[CodeList], code: str) -> str:
    """Return one code's name; a code added since the list was read has its list read again."""
    if code not in names(model).by_code:
        forget_names()
    return names(model).by_code.get(code, code)


def forget_names() -> None:
    """Read the lists anew at the next call."""
    _read.cache_clear()


@lru_cache(maxsize=32)
def _read(model: type[CodeList], language: str, _minute: int) -> Names:
    column = "name_fr" if language.startswith("fr") else "name_en"
    rows = list(model._default_manager.values_list("pk", column, "active"))
    rows.sort(key=lambda row: reading_order(row[1]))
    return Names(
        by_code={code: name for code, name, _ in rows},
        choices=tuple((code, name) for code, name, is_active in rows if is_active),
    )
