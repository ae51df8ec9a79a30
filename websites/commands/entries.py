"""Commands about entries of a section: services, questions, quotes, and their prices."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

from django.utils.translation import gettext as _

from nlp.figures import FIGURE
from websites.commands.answers import Answer, Unclear, Understood, block_answer, single_answer
from websites.commands.matching import Reader
from websites.commands.phrasing import SEPARATOR
from websites.definition.blocks import LISTS
from websites.definition.operations import (
    AddBlock,
    AddEntry,
    Batch,
    MoveEntry,
    Operation,
    RemoveEntry,
    SetText,
)
from websites.definition.schema import Entry, Quote, new_id

_NUMERAL: Final = re.compile(FIGURE)


def set_numbered(values: Mapping[str, Any], reader: Reader) -> Answer | None:
    """Write a text of the entry with the given number."""
    block = reader.definition.block(values["block"][0])
    if block is None or block.kind not in LISTS:
        return None
    path = f"{LISTS[block.kind]}.{values['number'] - 1}.{values['field']}"
    return Understood(SetText(block=block.id, path=path, text=values["text"]))


def set_text(values: Mapping[str, Any], reader: Reader) -> Answer | None:
    """Write the title of an entry found by name, or its text when the line says "text"."""
    field = values.get("field_text", "title")
    paths = [(block, f"entries.{at}.{field}") for block, at in values["entry"]]
    return single_answer([SetText(block=one, path=path, text=values["text"]) for one, path in paths], reader)


def set_price(values: Mapping[str, Any], reader: Reader) -> Answer | None:
    """Write the price of an entry found by name."""
    texts = {block.id: block.texts() for block in reader.definition.blocks}
    paths = [(block, f"entries.{at}.price") for block, at in values["entry"]]
    prices = [(block, path, merge_price(texts[block][path], values["price"])) for block, path in paths]
    return single_answer([SetText(block=one, path=path, text=price) for one, path, price in prices], reader)


def merge_price(old: str, new: str) -> str:
    """Return the new price; a bare number replaces the number in the old price and keeps its currency."""
    is_bare = not re.search(r"[^\d\s.,]", new)
    return _NUMERAL.sub(lambda _found: new, old) if is_bare and len(_NUMERAL.findall(old)) == 1 else new


def remove(values: Mapping[str, Any], reader: Reader) -> Answer | None:
    """Remove an entry, found by name or by number."""
    if "entry" in values:
        return single_answer([RemoveEntry(block=block, at=at) for block, at in values["entry"]], reader)
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
    parts = str(values.get("listed", values.get("title", ""))).split(SEPARATOR)
    title, text, price = [*parts, "", ""][:3]
    entry: Entry | Quote = Entry.model_construct(title=title, text=text, price=values.get("price", price))
    if block is not None and block.kind == "testimonials":
        entry = Quote.model_construct(text=title, author=text)
    return AddEntry(block=block_id, entry=entry)


def add_question(values: Mapping[str, Any], reader: Reader) -> Answer | None:
    """Add a question with its answer."""
    entry = Entry.model_construct(title=values["title"], text=values["text"], price="")
    return _add_to_first(["questions"], entry, reader)


def add_quote(values: Mapping[str, Any], reader: Reader) -> Answer | None:
    """Add a quote of a customer."""
    quote = Quote.model_construct(text=values["text"], author=values["title"])
    return _add_to_first(["testimonials"], quote, reader)


def _add_to_first(kinds: Sequence[str], entry: Entry | Quote, reader: Reader) -> Answer:
    """Add an entry to the first section of these kinds; add that section when the site has none."""
    found = [block.id for kind in kinds for block in reader.definition.blocks if block.kind == kind]
    if found:
        return Understood(AddEntry(block=found[0], entry=entry))
    new = AddBlock(kind=kinds[0], id=new_id())
    return Understood(Batch(operations=(new, AddEntry(block=new.id, entry=entry))))


def ask_which(values: Mapping[str, Any], reader: Reader) -> Answer | None:
    """Ask for the text of the new entry, unless the line says "section": then the section itself is meant."""
    says_section = {token.folded for token in reader.tokens} & {
        one[0] for one in reader.vocabulary.sets["section"]
    }
    present = {block.kind for block in reader.definition.blocks}
    names = [
        reader.vocabulary.kind_names[kind]
        for kind in values.get("entry_word", ["testimonials"])
        if kind in present
    ]
    if says_section or not names:
        return None
    example = reader.vocabulary.canonical["add_entry"].format(block=names[0], text="…")
    return Unclear(_("Write what to add, for instance:"), (example,))
