"""The vocabulary of each language and the patterns of both, read from the TOML files in this folder."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from websites.commands.tokens import tokenize
from websites.definition.blocks import Language

_HERE: Final = Path(__file__).parent
#: A phrase: its folded words.
Phrase = tuple[str, ...]


@dataclass(frozen=True)
class Vocabulary:
    """The phrases of one language, the longest first."""

    language: Language
    polite_first: tuple[Phrase, ...]
    polite_last: tuple[Phrase, ...]
    stop_words: frozenset[str]
    sets: Mapping[str, tuple[Phrase, ...]]
    kinds: Mapping[Phrase, str]
    entries: Mapping[Phrase, tuple[str, ...]]
    fields: Mapping[Phrase, str]
    colours: Mapping[Phrase, str]
    canonical: Mapping[str, str]
    examples: tuple[str, ...]
    kind_names: Mapping[str, str]
    field_names: Mapping[str, str]


@dataclass(frozen=True)
class Pattern:
    """One way to phrase an intent: its elements in order.

    `cost` counts like typing errors: patterns that match nearly any text are tried after specific ones.
    """

    intent: str
    elements: tuple[str, ...]
    cost: int = 0


def phrase(text: str) -> Phrase:
    """Return a phrase as folded words."""
    return tuple(token.folded for token in tokenize(text))


@lru_cache(maxsize=2)
def load_vocabulary(language: Language) -> Vocabulary:
    """Return the vocabulary of a language."""
    data = tomllib.loads((_HERE / f"{language}.toml").read_text())
    return Vocabulary(
        language=language,
        polite_first=_longest(data["polite_first"]),
        polite_last=_longest(data["polite_last"]),
        stop_words=frozenset(word for text in data["stop_words"] for word in phrase(text)),
        sets={name: _longest(texts) for name, texts in data["sets"].items()},
        kinds=_by_phrase(data["kinds"]),
        entries={phrase(word): tuple(kinds) for word, kinds in data["entries"].items()},
        fields=_by_phrase(data["fields"]),
        colours=_by_phrase(data["colour_words"]),
        canonical=data["canonical"],
        examples=tuple(data["examples"]["lines"]),
        kind_names={kind: texts[0] for kind, texts in data["kinds"].items()},
        field_names={field: texts[0] for field, texts in data["fields"].items()},
    )


def _longest(texts: list[str]) -> tuple[Phrase, ...]:
    return tuple(sorted({phrase(text) for text in texts}, key=lambda one: (-len(one), one)))


def _by_phrase(table: dict[str, list[str]]) -> dict[Phrase, str]:
    """Return the key of each phrase, the longest phrases first."""
    pairs: list[tuple[Phrase, Any]] = [(phrase(text), key) for key, texts in table.items() for text in texts]
    return dict(sorted(pairs, key=lambda pair: (-len(pair[0]), pair[0])))


@lru_cache(maxsize=1)
def load_patterns() -> tuple[Pattern, ...]:
    """Return every pattern; a variant without its optional elements follows the full one."""
    rows = tomllib.loads((_HERE / "patterns.toml").read_text())["pattern"]
    return tuple(
        Pattern(row["intent"], elements, row.get("cost", 0))
        for row in rows
        for pattern in row["forms"]
        for elements in _expanded(tuple(pattern.split()))
    )


def _expanded(elements: tuple[str, ...]) -> list[tuple[str, ...]]:
    if not elements:
        return [()]
    first, rest = elements[0], _expanded(elements[1:])
    if not first.endswith("?"):
        return [(first, *others) for others in rest]
    return [(first[:-1], *others) for others in rest] + rest
