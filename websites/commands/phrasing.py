"""Changes as commands that people could have typed, and the commands that are near to what they did type."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Any, Final

from agents.palettes import palettes
from agents.template.themes import themes
from websites.commands.vocabulary import Vocabulary, vocabulary
from websites.commands.words import fold
from websites.definition.blocks import LISTS, Language, place_of
from websites.definition.operations import (
    AddBlock,
    AddEntry,
    DuplicateBlock,
    HideBlock,
    MoveBlock,
    MoveEntry,
    Operation,
    RemoveBlock,
    RemoveEntry,
    SetForm,
    SetImage,
    SetSite,
    SetText,
)
from websites.definition.schema import AnyBlock, Definition

SUGGESTED: Final = 3
#: What parts title, text and price of an entry in one line.
PART: Final = " | "


def phrased(operation: Operation, definition: Definition, language: Language) -> str:
    """Return a command that `parse` reads as this change, "" for changes that only forms can make."""
    words = vocabulary(language)
    makers: dict[type[Operation], Any] = {
        AddBlock: _add_block,
        RemoveBlock: lambda one, *_: _about("remove_block", one, definition, words),
        DuplicateBlock: lambda one, *_: _about("duplicate", one, definition, words),
        HideBlock: lambda one, *_: _about("hide" if one.is_hidden else "show", one, definition, words),
        SetForm: lambda one, *_: words.canonical["form_on" if one.is_on else "form_off"],
        MoveBlock: _move_block,
        SetImage: lambda one, *_: "" if one.image else _about("remove_photo", one, definition, words),
        SetText: _set_text,
        SetSite: _set_site,
        AddEntry: _add_entry,
        RemoveEntry: _remove_entry,
        MoveEntry: _move_entry,
    }
    make = makers.get(type(operation))
    return make(operation, definition, words) if make else ""


def block_words(block: AnyBlock, definition: Definition, words: Vocabulary) -> str:
    """Return what a section is called in a command: its kind, with a number when there are several."""
    same = [one.id for one in definition.blocks if one.kind == block.kind]
    name = words.kind_names[block.kind]
    return name if len(same) == 1 else f"{name} {same.index(block.id) + 1}"


def _of(block_id: str, definition: Definition, words: Vocabulary) -> str:
    block = definition.block(block_id)
    return block_words(block, definition, words) if block else block_id


def _about(key: str, one: Any, definition: Definition, words: Vocabulary) -> str:
    return words.canonical[key].format(block=_of(one.block, definition, words))


def _add_block(one: AddBlock, definition: Definition, words: Vocabulary) -> str:
    kind = words.kind_names[one.kind]
    if one.at is None or one.at >= len(definition.blocks):
        return words.canonical["add_block"].format(kind=kind)
    other = block_words(definition.blocks[one.at], definition, words)
    return words.canonical["add_block_before"].format(kind=kind, block=other)


def _move_block(one: MoveBlock, definition: Definition, words: Vocabulary) -> str:
    rest = [block for block in definition.blocks if block.id != one.block]
    name = _of(one.block, definition, words)
    if one.at >= len(rest):
        return words.canonical["move_bottom"].format(block=name)
    other = block_words(rest[one.at], definition, words)
    return words.canonical["move_before"].format(block=name, other=other)


def _set_text(one: SetText, definition: Definition, words: Vocabulary) -> str:
    *way, field = one.path.split(".")
    values = {
        "field": words.field_names[field],
        "block": _of(one.block, definition, words),
        "text": one.text,
    }
    if not way:
        return words.canonical["set_text"].format(**values)
    return words.canonical["set_entry"].format(**values, number=int(way[1]) + 1)


def _set_site(one: SetSite, definition: Definition, words: Vocabulary) -> str:
    if one.aspect in {"title", "description"}:
        field = words.field_names[f"page_{one.aspect}"]
        return words.canonical["set_page"].format(field=field, text=one.value)
    tables: dict[str, dict[str, Any]] = {"palette": {**palettes()}, "theme": {**themes()}}
    named = tables.get(one.aspect, {})
    if one.value not in named:
        return ""
    found = named[one.value]
    name = found.name_fr if words.language == "fr" else found.name_en
    return words.canonical[one.aspect].format(name=name)


def _add_entry(one: AddEntry, definition: Definition, words: Vocabulary) -> str:
    held = one.entry.model_dump()
    parts = [held[name] for name in ("title", "text", "price", "author") if name in held]
    while len(parts) > 1 and not parts[-1]:
        parts.pop()
    text = PART.join(parts)
    return words.canonical["add_entry"].format(block=_of(one.block, definition, words), text=text)


def _remove_entry(one: RemoveEntry, definition: Definition, words: Vocabulary) -> str:
    name = _of(one.block, definition, words)
    return words.canonical["remove_entry"].format(block=name, number=one.at + 1)


def _move_entry(one: MoveEntry, definition: Definition, words: Vocabulary) -> str:
    name = _of(one.block, definition, words)
    return words.canonical["move_entry"].format(block=name, number=one.at + 1, to=one.to + 1)


def nearest(line: str, definition: Definition, language: Language) -> tuple[str, ...]:
    """Return the commands that are nearest to a line that was not understood."""
    known = [*dict.fromkeys([*vocabulary(language).examples, *_possible(definition, language)])]
    ranked = sorted(known, key=lambda one: -_likeness(line, one))
    return tuple(ranked[:SUGGESTED])


def _possible(definition: Definition, language: Language) -> Iterator[str]:
    """Yield commands about the sections that the site has."""
    for block in definition.blocks:
        wanted: list[Operation] = [RemoveBlock(block=block.id), HideBlock(block=block.id)]
        if place_of(definition, block.id) > 1 and block.kind != "footer":
            wanted.append(MoveBlock(block=block.id, at=place_of(definition, block.id) - 1))
        yield from (phrased(one, definition, language) for one in wanted)
        if block.kind in LISTS:
            yield (
                vocabulary(language)
                .canonical["remove_entry"]
                .format(block=block_words(block, definition, vocabulary(language)), number=1)
            )


def _likeness(line: str, other: str) -> float:
    one, two = fold(line[:200]), fold(other)
    shared = {*one.split()} & {*two.split()}
    return len(shared) + SequenceMatcher(None, one, two).ratio()
