"""Commands in words: the one that stands for an operation, and suggestions for a line not understood."""

from collections.abc import Callable, Iterator
from difflib import SequenceMatcher
from typing import Any, Final

from agents.template.themes import themes
from nlp.letters import plain
from websites.commands.vocabulary import Vocabulary, load_vocabulary
from websites.definition.blocks import LISTS, Language
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
#: The name of a sentence of the vocabulary, and the values of its gaps; the gap "block" is filled for all.
_Phrase = tuple[str, dict[str, Any]]


def command_for(operation: Operation, definition: Definition, language: Language) -> str:
    """Return a command that `parse` reads as this operation, for operations that it offers as an option."""
    vocabulary = load_vocabulary(language)
    key, values = _PHRASES[type(operation)](operation, definition, vocabulary)
    block = definition.block(getattr(operation, "block", ""))
    name = section_name(block, definition, vocabulary) if block else ""
    return vocabulary.canonical[key].format(block=name, **values)


def section_name(block: AnyBlock, definition: Definition, vocabulary: Vocabulary) -> str:
    """Return the name of a section in a command: its kind, numbered when there are several."""
    same = [one.id for one in definition.blocks if one.kind == block.kind]
    name = vocabulary.kind_names[block.kind]
    return name if len(same) == 1 else f"{name} {same.index(block.id) + 1}"


def _move_block(one: MoveBlock, definition: Definition, vocabulary: Vocabulary) -> _Phrase:
    rest = [block for block in definition.blocks if block.id != one.block]
    if one.at >= len(rest):
        return "move_bottom", {}
    return "move_before", {"other": section_name(rest[one.at], definition, vocabulary)}


def _set_text(one: SetText, definition: Definition, vocabulary: Vocabulary) -> _Phrase:
    *parents, field = one.path.split(".")
    values = {"field": vocabulary.field_names[field], "text": one.text}
    return ("set_entry", {**values, "number": int(parents[1]) + 1}) if parents else ("set_text", values)


def _add_entry(one: AddEntry, definition: Definition, vocabulary: Vocabulary) -> _Phrase:
    values = dict(one.entry)
    parts = [values[name] for name in ("title", "text", "price", "author") if name in values]
    while len(parts) > 1 and not parts[-1]:
        parts.pop()
    return "add_entry", {"text": SEPARATOR.join(parts)}


_PHRASES: Final[dict[type[Operation], Callable[[Any, Definition, Vocabulary], _Phrase]]] = {
    AddBlock: lambda one, site, words: ("add_block", {"kind": words.kind_names[one.kind]}),
    RemoveBlock: lambda one, site, words: ("remove_block", {}),
    DuplicateBlock: lambda one, site, words: ("duplicate", {}),
    HideBlock: lambda one, site, words: ("hide" if one.is_hidden else "show", {}),
    MoveBlock: _move_block,
    SetForm: lambda one, site, words: ("form_on" if one.is_on else "form_off", {}),
    SetImage: lambda one, site, words: ("remove_photo", {}),
    SetText: _set_text,
    SetSite: lambda one, site, words: ("theme", {"name": themes()[one.value].name.get(words.language)}),
    AddEntry: _add_entry,
    RemoveEntry: lambda one, site, words: ("remove_entry", {"number": one.at + 1}),
    MoveEntry: lambda one, site, words: ("move_entry", {"number": one.at + 1, "to": one.to + 1}),
}


def suggest(line: str, definition: Definition, language: Language) -> tuple[str, ...]:
    """Return the commands most similar to a line that was not understood."""
    known = dict.fromkeys([*load_vocabulary(language).examples, *_possible(definition, language)])
    return tuple(sorted(known, key=lambda one: -_similarity(line, one))[:MOST_SUGGESTIONS])


def _possible(definition: Definition, language: Language) -> Iterator[str]:
    """Yield commands about the sections of the site."""
    for at, block in enumerate(definition.blocks):
        operations: list[Operation] = [RemoveBlock(block=block.id), HideBlock(block=block.id)]
        if at > 1 and block.kind != "footer":
            operations.append(MoveBlock(block=block.id, at=at - 1))
        if block.kind in LISTS:
            operations.append(RemoveEntry(block=block.id, at=0))
        yield from (command_for(one, definition, language) for one in operations)


def _similarity(line: str, other: str) -> float:
    one, two = plain(line[:200]), plain(other)
    shared = {*one.split()} & {*two.split()}
    return len(shared) + SequenceMatcher(None, one, two).ratio()
