"""The words of commands: tokens of a line, the vocabulary of each language, and the patterns of both."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import product
from pathlib import Path
from typing import Final

from nlp.letters import plain
from nlp.text import Token
from websites.definition.blocks import Language

_HERE: Final = Path(__file__).parent
_WORD: Final = re.compile(r"[nN][°º]|\d+|[^\W\d_]+|->|[^\w\s]")
_ELISION: Final = re.compile(r"(?<=[^\W\d])['’ʼ-](?=[^\W\d])")
#: Shorter words must match exactly: "le" is not a misspelt "la".
_ONE_TYPO: Final = 5
_TWO_TYPOS: Final = 9
#: A phrase: its folded words.
Phrase = tuple[str, ...]


def tokenize(line: str) -> list[Token]:
    """Return the tokens of a line; apostrophes and hyphens separate words, and spaces separate numbers."""
    parted = _ELISION.sub(" ", line)
    return [Token(one.group(), plain(one.group()), one.start(), one.end()) for one in _WORD.finditer(parted)]


def phrase(text: str) -> Phrase:
    """Return a phrase as folded words."""
    return tuple(token.folded for token in tokenize(text))


@lru_cache(maxsize=16384)
def typos(word: str, expected: str) -> int | None:
    """Return the number of typing errors in a word, or None when it is another word than the expected one."""
    if word == expected:
        return 0
    allowed = 0 if len(expected) < _ONE_TYPO else 1 if len(expected) < _TWO_TYPOS else 2
    if (
        not allowed
        or abs(len(word) - len(expected)) > allowed
        or not word.isalpha()
        or word[0] != expected[0]
    ):
        return None
    found = _distance(word, expected)
    return found if found <= allowed else None


@lru_cache(maxsize=16384)
def _distance(one: str, other: str) -> int:
    """Return the optimal string alignment distance of two words."""
    if not one or not other:
        return len(one) + len(other)
    if one[0] == other[0]:
        return _distance(one[1:], other[1:])
    pairs = [(one[1:], other), (one, other[1:]), (one[1:], other[1:])]
    if len(one) > 1 and one[:2] == other[1::-1]:
        pairs.append((one[2:], other[2:]))
    return 1 + min(_distance(*pair) for pair in pairs)


@dataclass(frozen=True)
class Vocabulary:
    """The phrases of one language, the longest first."""

    language: Language
    polite_first: tuple[Phrase, ...]
    polite_last: tuple[Phrase, ...]
    stop_words: frozenset[str]
    sets: Mapping[str, Mapping[Phrase, str]]
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


@cache
def load_vocabulary(language: Language) -> Vocabulary:
    """Return the vocabulary of a language."""
    data = tomllib.loads((_HERE / f"{language}.toml").read_text())
    return Vocabulary(
        language=language,
        polite_first=tuple(_by_phrase({"": data["polite_first"]})),
        polite_last=tuple(_by_phrase({"": data["polite_last"]})),
        stop_words=frozenset(word for text in data["stop_words"] for word in phrase(text)),
        sets={name: _by_phrase({name: texts}) for name, texts in data["sets"].items()},
        kinds=_by_phrase(data["kinds"]),
        entries={phrase(word): tuple(kinds) for word, kinds in data["entries"].items()},
        fields=_by_phrase(data["fields"]),
        colours=_by_phrase(data["colour_words"]),
        canonical=data["canonical"],
        examples=tuple(data["examples"]["lines"]),
        kind_names={kind: texts[0] for kind, texts in data["kinds"].items()},
        field_names={field: texts[0] for field, texts in data["fields"].items()},
    )


def _by_phrase(table: Mapping[str, list[str]]) -> dict[Phrase, str]:
    """Return the key of each phrase, the longest phrases first."""
    pairs = [(phrase(text), key) for key, texts in table.items() for text in texts]
    return dict(sorted(pairs, key=lambda pair: (-len(pair[0]), pair[0])))


@cache
def load_patterns() -> tuple[Pattern, ...]:
    """Return every pattern; a variant without its optional elements follows the full one."""
    rows = tomllib.loads((_HERE / "patterns.toml").read_text())["pattern"]
    return tuple(
        Pattern(row["intent"], elements, row.get("cost", 0))
        for row in rows
        for pattern in row["forms"]
        for elements in _expanded(pattern.split())
    )


def _expanded(elements: list[str]) -> list[tuple[str, ...]]:
    """Return the elements with and without each that ends in "?"."""
    choices = [[(one[:-1],), ()] if one.endswith("?") else [(one,)] for one in elements]
    return [sum(chosen, ()) for chosen in product(*choices)]
