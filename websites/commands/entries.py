"""What lines about the entries of a section mean: services, questions, quotes, and their prices."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from django.utils.translation import gettext as _

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

_NUMERAL: Final = re.compile(r"\d(?:[\d\s.,\u00a0\u202f]*\d)?")


def entry_answer(
    found: Sequence[tuple[str, int]], make: Callable[[str, int], Operation], reader: Reader
) -> Answer | None:
    """Return the change of the one entry meant; a question when it could be several."""
    return single_answer([make(block, at) for block, at in found], reader)


def set_entry_text(block: str, at: int, field: str, text: str) -> Operation:
    """Return the change of one text of an entry."""
    return SetText(block=block, path=f"entries.{at}.{field}", text=text)


def set_text(values: Mapping[str, Any], reader: Reader) -> Answer | None:
    """Write a text of the entry with a number."""
    block = reader.definition.block(values["block"][0])
    if block is None or block.kind not in LISTS:
        return None
    path = f"{LISTS[block.kind]}.{values['number'] - 1}.{values['field']}"
    return Understood(SetText(block=block.id, path=path, text=values["text"]))


def set_price(values: Mapping[str, Any], reader: Reader) -> Answer | None:
    """Write a price."""

    def price(block_id: str, at: int) -> Operation:
        block = reader.definition.block(block_id)
        old = text_at(block, f"entries.{at}.price") if block else ""
        return set_entry_text(block_id, at, "price", merge_price(old, values["price"]))

    return entry_answer(values["entry"], price, reader)


def merge_price(old: str, new: str) -> str:
    """Return a new price; a bare number takes the place of the one number of the old price."""
    is_bare = not re.search(r"[^\d\s.,]", new)
    return _NUMERAL.sub(lambda _found: new, old) if is_bare and len(_NUMERAL.findall(old)) == 1 else new


def remove(values: Mapping[str, Any], reader: Reader) -> Answer | None:
    """Take an entry away, by its name or its number."""
    if "entry" in values:
        return entry_answer(values["entry"], lambda block, at: RemoveEntry(block=block, at=at), reader)
    return block_answer(values["block"], lambda one: RemoveEntry(block=one, at=values["number"] - 1), reader)


def move(values: Mapping[str, Any], reader: Reader) -> Answer | None:
    """Put an entry elsewhere in its section."""
    at, to = values["first"] - 1, values["to_number"] - 1
    return block_answer(values["block"], lambda one: MoveEntry(block=one, at=at, to=to), reader)


def add(values: Mapping[str, Any], reader: Reader) -> Answer | None:
    """Add an entry to the section named, else to the first that fits."""
    if "block" in values:
        return block_answer(values["block"], lambda one: _parse_entry(one, values, reader), reader)
    kinds = values.get("entry_word", ("services", "menu"))
    entry = Entry.model_construct(title=values["title"], text="", price=values.get("price", ""))
    return _add_to_first(kinds, entry, reader)


def _parse_entry(block_id: str, values: Mapping[str, Any], reader: Reader) -> Operation:
    """Return the entry that a line gives for a named section, in the section's own shape."""
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
    """Add what somebody says of the business."""
    return _add_to_first(
        ("testimonials",), Quote.model_construct(text=values["text"], author=values["title"]), reader
    )


def _add_to_first(kinds: Sequence[str], entry: Entry | Quote, reader: Reader) -> Answer:
    """Add an entry to the first section of those kinds; a site without one gets it."""
    for kind in kinds:
        for block in reader.definition.blocks:
            if block.kind == kind:
                return Understood(AddEntry(block=block.id, entry=entry))
    new = AddBlock(kind=kinds[0], id=new_id())
    return Understood(Batch(operations=(new, AddEntry(block=new.id, entry=entry))))


def ask_which(values: Mapping[str, Any], reader: Reader) -> Answer | None:
    """Ask what the new entry is called: a word for one thing alone, without "section", adds no section."""
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
