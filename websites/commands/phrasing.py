"""Commands in words: the one that stands for an operation, and suggestions for a line not understood."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Any, Final

from agents.palettes import palettes
from agents.template.themes import themes
from websites.commands.tokens import fold
from websites.commands.vocabulary import Vocabulary, load_vocabulary
from websites.definition.blocks import LISTS, Language, block_index
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

MOST_SUGGESTIONS: Final = 3
#: Separates title, text and price of an entry in one line.
SEPARATOR: Final = " | "


def command_for(operation: Operation, definition: Definition, language: Language) -> str:
    """Return a command that `parse` reads as this operation, "" for operations that only forms offer."""
    vocabulary = load_vocabulary(language)
    makers: dict[type[Operation], Any] = {
        AddBlock: _add_block,
        RemoveBlock: lambda one, *_: _command_about("remove_block", one, definition, vocabulary),
        DuplicateBlock: lambda one, *_: _command_about("duplicate", one, definition, vocabulary),
        HideBlock: lambda one, *_: _command_about(
            "hide" if one.is_hidden else "show", one, definition, vocabulary
        ),
        SetForm: lambda one, *_: vocabulary.canonical["form_on" if one.is_on else "form_off"],
        MoveBlock: _move_block,
        SetImage: lambda one, *_: (
            "" if one.image else _command_about("remove_photo", one, definition, vocabulary)
        ),
        SetText: _set_text,
        SetSite: _set_site,
        AddEntry: _add_entry,
        RemoveEntry: _remove_entry,
        MoveEntry: _move_entry,
    }
    make = makers.get(type(operation))
    return make(operation, definition, vocabulary) if make else ""


def section_name(block: AnyBlock, definition: Definition, vocabulary: Vocabulary) -> str:
    """Return the name of a section in a command: its kind, numbered when there are several."""
    same = [one.id for one in definition.blocks if one.kind == block.kind]
    name = vocabulary.kind_names[block.kind]
    return name if len(same) == 1 else f"{name} {same.index(block.id) + 1}"


def _name_of(block_id: str, definition: Definition, vocabulary: Vocabulary) -> str:
    block = definition.block(block_id)
    return section_name(block, definition, vocabulary) if block else block_id


def _command_about(key: str, one: Any, definition: Definition, vocabulary: Vocabulary) -> str:
    return vocabulary.canonical[key].format(block=_name_of(one.block, definition, vocabulary))


def _add_block(one: AddBlock, definition: Definition, vocabulary: Vocabulary) -> str:
    kind = vocabulary.kind_names[one.kind]
    if one.at is None or one.at >= len(definition.blocks):
        return vocabulary.canonical["add_block"].format(kind=kind)
    other = section_name(definition.blocks[one.at], definition, vocabulary)
    return vocabulary.canonical["add_block_before"].format(kind=kind, block=other)


def _move_block(one: MoveBlock, definition: Definition, vocabulary: Vocabulary) -> str:
    rest = [block for block in definition.blocks if block.id != one.block]
    name = _name_of(one.block, definition, vocabulary)
    if one.at >= len(rest):
        return vocabulary.canonical["move_bottom"].format(block=name)
    other = section_name(rest[one.at], definition, vocabulary)
    return vocabulary.canonical["move_before"].format(block=name, other=other)


def _set_text(one: SetText, definition: Definition, vocabulary: Vocabulary) -> str:
    *parents, field = one.path.split(".")
    values = {
        "field": vocabulary.field_names[field],
        "block": _name_of(one.block, definition, vocabulary),
        "text": one.text,
    }
    if not parents:
        return vocabulary.canonical["set_text"].format(**values)
    return vocabulary.canonical["set_entry"].format(**values, number=int(parents[1]) + 1)


def _set_site(one: SetSite, definition: Definition, vocabulary: Vocabulary) -> str:
    if one.aspect in {"title", "description"}:
        field = vocabulary.field_names[f"page_{one.aspect}"]
        return vocabulary.canonical["set_page"].format(field=field, text=one.value)
    tables: dict[str, dict[str, Any]] = {"palette": {**palettes()}, "theme": {**themes()}}
    named = tables.get(one.aspect, {})
    if one.value not in named:
        return ""
    name = named[one.value].name.get(vocabulary.language)
    return vocabulary.canonical[one.aspect].format(name=name)


def _add_entry(one: AddEntry, definition: Definition, vocabulary: Vocabulary) -> str:
    values = one.entry.model_dump()
    parts = [values[name] for name in ("title", "text", "price", "author") if name in values]
    while len(parts) > 1 and not parts[-1]:
        parts.pop()
    text = SEPARATOR.join(parts)
    return vocabulary.canonical["add_entry"].format(
        block=_name_of(one.block, definition, vocabulary), text=text
    )


def _remove_entry(one: RemoveEntry, definition: Definition, vocabulary: Vocabulary) -> str:
    name = _name_of(one.block, definition, vocabulary)
    return vocabulary.canonical["remove_entry"].format(block=name, number=one.at + 1)


def _move_entry(one: MoveEntry, definition: Definition, vocabulary: Vocabulary) -> str:
    name = _name_of(one.block, definition, vocabulary)
    return vocabulary.canonical["move_entry"].format(block=name, number=one.at + 1, to=one.to + 1)


def suggest(line: str, definition: Definition, language: Language) -> tuple[str, ...]:
    """Return the commands most similar to a line that was not understood."""
    vocabulary = load_vocabulary(language)
    known = [*dict.fromkeys([*vocabulary.examples, *_possible(definition, vocabulary)])]
    ranked = sorted(known, key=lambda one: -_similarity(line, one))
    return tuple(ranked[:MOST_SUGGESTIONS])


def _possible(definition: Definition, vocabulary: Vocabulary) -> Iterator[str]:
    """Yield commands about the sections of the site."""
    for block in definition.blocks:
        wanted: list[Operation] = [RemoveBlock(block=block.id), HideBlock(block=block.id)]
        if block_index(definition, block.id) > 1 and block.kind != "footer":
            wanted.append(MoveBlock(block=block.id, at=block_index(definition, block.id) - 1))
        yield from (command_for(one, definition, vocabulary.language) for one in wanted)
        if block.kind in LISTS:
            name = section_name(block, definition, vocabulary)
            yield vocabulary.canonical["remove_entry"].format(block=name, number=1)


def _similarity(line: str, other: str) -> float:
    one, two = fold(line[:200]), fold(other)
    shared = {*one.split()} & {*two.split()}
    return len(shared) + SequenceMatcher(None, one, two).ratio()
