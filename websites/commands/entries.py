"""Commands about entries of a section: services, questions, quotes, and their prices."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from django.utils.translation import gettext as _

from nlp.figures import FIGURE
from websites.commands.answers import Answer, Unclear, Understood, block_answer, single_answer
from websites.commands.matching import Reader
from websites.commands.phrasing import SEPARATOR
from websites.definition.blocks import LISTS, text_at
from websites.definition.operations import (
    AddBlock,
    AddEntry,
    Batch,
    MoveEntry,
    Operation,
    RemoveEntry,
    SetText,
)
from websites.definition.schema import Definition, Entry, Quote, new_id

_NUMERAL: Final = re.compile(FIGURE)


def entry_answer(
    found: Sequence[tuple[str, int]], make: Callable[[str, int], Operation], reader: Reader
) -> Answer | None:
    """Return the operation on the only entry found, or a question when there are several."""
    return single_answer([make(block, at) for block, at in found], reader)


def set_entry_text(block: str, at: int, field: str, text: str) -> Operation:
    """Return the operation that writes one text of an entry."""
    return SetText(block=block, path=f"entries.{at}.{field}", text=text)


def set_text(values: Mapping[str, Any], reader: Reader) -> Answer | None:
    """Write a text of the entry with the given number."""
    block = reader.definition.block(values["block"][0])
    if block is None or block.kind not in LISTS:
        return None
    path = f"{LISTS[block.kind]}.{values['number'] - 1}.{values['field']}"
    return Understood(SetText(block=block.id, path=path, text=values["text"]))


def set_price(values: Mapping[str, Any], reader: Reader) -> Answer | None:
    """Write the price of an entry."""

    def price(block_id: str, at: int) -> Operation:
        block = reader.definition.block(block_id)
        old = text_at(block, f"entries.{at}.price") if block else ""
        return set_entry_text(block_id, at, "price", merge_price(old, values["price"]))

    return entry_answer(values["entry"], price, reader)


def merge_price(old: str, new: str) -> str:
    """Return the new price; a bare number replaces the number in the old price and keeps its currency."""
    is_bare = not re.search(r"[^\d\s.,]", new)
    return _NUMERAL.sub(lambda _found: new, old) if is_bare and len(_NUMERAL.findall(old)) == 1 else new


def remove(values: Mapping[str, Any], reader: Reader) -> Answer | None:
    """Remove an entry, found by name or by number."""
    if "entry" in values:
        return entry_answer(values["entry"], lambda block, at: RemoveEntry(block=block, at=at), reader)
    return block_answer(values["block"], lambda one: RemoveEntry(block=one, at=values["number"] - 1), reader)


def move(values: Mapping[str, Any], reader: Reader) -> Answer | None:
    """Move an entry within its section."""
    at, to = values["first"] - 1, values["to_number"] - 1
    return block_answer(values["block"], lambda one: MoveEntry(block=one, at=at, to=to), reader)


def add(values: Mapping[str, Any], reader: Reader) -> Answer | None:
    """Add an entry to the named section, or to the first section that can hold it."""
    if "block" in values:
        return block_answer(values["block"], lambda one: _parse_entry(one, values, reader), reader)
    kinds = values.get("entry_word", ("services", "menu"))
    entry = Entry.model_construct(title=values["title"], text="", price=values.get("price", ""))
    return _add_to_first(kinds, entry, reader)


def _parse_entry(block_id: str, values: Mapping[str, Any], reader: Reader) -> Operation:
    """Return the operation that adds the entry written in the line, in the form that the section needs."""
    block = reader.definition.block(block_id)
    parts = [*str(values.get("listed", values.get("title", ""))).split(SEPARATOR), "", ""]
    if block is not None and block.kind == "testimonials":
        return AddEntry(block=block_id, entry=Quote.model_construct(text=parts[0], author=parts[1]))
    price = values.get("price", parts[2])
    entry = Entry.model_construct(title=parts[0], text=parts[1], price=price)
    return AddEntry(block=block_id, entry=entry)


def add_question(values: Mapping[str, Any], reader: Reader) -> Answer | None:
    """Add a question with its answer."""
    entry = Entry.model_construct(title=values["title"], text=values["text"], price="")
    return _add_to_first(("questions",), entry, reader)


def add_quote(values: Mapping[str, Any], reader: Reader) -> Answer | None:
    """Add a quote of a customer."""
    return _add_to_first(
        ("testimonials",), Quote.model_construct(text=values["text"], author=values["title"]), reader
    )


def _add_to_first(kinds: Sequence[str], entry: Entry | Quote, reader: Reader) -> Answer:
    """Add an entry to the first section of these kinds; add that section when the site has none."""
    for kind in kinds:
        for block in reader.definition.blocks:
            if block.kind == kind:
                return Understood(AddEntry(block=block.id, entry=entry))
    new = AddBlock(kind=kinds[0], id=new_id())
    return Understood(Batch(operations=(new, AddEntry(block=new.id, entry=entry))))


def ask_which(values: Mapping[str, Any], reader: Reader) -> Answer | None:
    """Ask for the text of the new entry, unless the line says "section": then the section itself is meant."""
    if {token.folded for token in reader.tokens} & {one[0] for one in reader.vocabulary.sets["section"]}:
        return None
    kinds = values.get("entry_word", ("testimonials",))
    if not any(block.kind in kinds for block in reader.definition.blocks):
        return None
    example = reader.vocabulary.canonical["add_entry"]
    names = [reader.vocabulary.kind_names[kind] for kind in kinds if _has(reader.definition, kind)]
    return Unclear(_("Write what to add, for instance:"), (example.format(block=names[0], text="…"),))


def _has(definition: Definition, kind: str) -> bool:
    return any(block.kind == kind for block in definition.blocks)
