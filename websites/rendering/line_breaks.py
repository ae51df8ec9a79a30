"""Replace spaces by non-breaking ones where a line must not break; the words stay the same."""

import re
from typing import Any, Final

from websites.definition.blocks import FIELDS
from websites.definition.schema import AnyBlock

NARROW: Final = "\u202f"
WIDE: Final = "\u00a0"
#: The most characters of a phone number; a longer text would overflow the page.
_NUMBER_LETTERS: Final = 22
_UNITS: Final = (
    r"h|min|FCFA|F|CFA|XOF|XAF|GHS|GH₵|NGN|₦|GNF|MAD|USD|EUR|€|\$|£|%|kg|g|km|m|cm|mm|m²|l|L|cl|ml"
    r"|am|pm|cedis|dalasi|francs?|ans|jours|days|hours?|heures?|minutes?"
)
_ALWAYS: Final = (
    (re.compile(r"(?<=\d) (?=\d{3}(?!\d))"), WIDE),
    (re.compile(rf"(?<=\d) (?=(?:{_UNITS})(?!\w))"), WIDE),
    (re.compile(r"\b(GHS|GH₵|NGN|USD|EUR|FCFA|XOF|Le|D) (?=\d)"), rf"\1{WIDE}"),
    (re.compile(r"(?<=\bh) (?=\d\d(?!\d))"), WIDE),
    (re.compile(rf"(?<=[\dh])[ {WIDE}]–[ {WIDE}](?=\d)"), f"{WIDE}–{WIDE}"),
    (re.compile(r" (?=[–—] )"), WIDE),
)
_FRENCH: Final = (
    (re.compile(rf"(?<=\d)[ {WIDE}](?=\d{{3}}(?!\d|[ {WIDE}]\d\d?(?!\d)))"), NARROW),  # not a phone number
    (re.compile(r" (?=[;!?](?:\s|$))"), NARROW),
    (re.compile(r" (?=:(?:\s|$))"), WIDE),
    (re.compile(r"(?<=«) "), WIDE),
    (re.compile(r" (?=»)"), WIDE),
)


def non_breaking(text: str, language: str) -> str:
    """Return a text with non-breaking spaces between figures and units and before French punctuation."""
    for pattern, space in (*_ALWAYS, *(_FRENCH if language == "fr" else ())):
        text = pattern.sub(space, text)
    return text


def non_breaking_number(text: str) -> str:
    """Return a phone number with non-breaking spaces."""
    return text.replace(" ", WIDE) if len(text) <= _NUMBER_LETTERS else text


def non_breaking_block(block: AnyBlock, language: str) -> AnyBlock:
    """Return a block with non-breaking spaces in all its texts."""
    values = {name: _non_breaking_value(value, name, language) for name, value in block.model_dump().items()}
    return type(block).model_validate(values)


def _non_breaking_value(value: Any, name: str, language: str) -> Any:
    if isinstance(value, list | tuple):
        return [_non_breaking_value(inner, name, language) for inner in value]
    if isinstance(value, dict):
        if name == "origins":
            return value
        return {key: _non_breaking_value(inner, key, language) for key, inner in value.items()}
    if name in ("phone", "whatsapp"):
        return non_breaking_number(value)
    return non_breaking(value, language) if name in FIELDS else value
