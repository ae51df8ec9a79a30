"""What a form that a line has means for the site: a change, or a question when it could mean several."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from django.utils.translation import gettext as _

from websites.blocks import LISTS, NAMES, place_of, text_at, text_paths
from websites.commands import looks, photos
from websites.commands.answers import Answer, History, Unclear, Understood
from websites.commands.matching import Match, Reader
from websites.commands.phrasing import PART, phrased
from websites.commands.vocabulary import phrase, vocabulary
from websites.definition import AnyBlock, Definition, Entry, Quote, new_id
from websites.operations import (
    AddBlock,
    AddEntry,
    DuplicateBlock,
    HideBlock,
    Many,
    MoveBlock,
    MoveEntry,
    Operation,
    RemoveBlock,
    RemoveEntry,
    SetForm,
    SetSite,
    SetText,
)

#: Where a field is when no section is named.
_HOMES: Final = {
    "headline": ("hero", "headline"),
    "title": ("hero", "headline"),
    "subtitle": ("hero", "text"),
    "button": ("hero", "button"),
    "name": ("header", "name"),
    "tagline": ("header", "tagline"),
    "phone": ("contact", "phone"),
    "whatsapp": ("contact", "whatsapp"),
    "email": ("contact", "email"),
    "address": ("contact", "address"),
    "hours": ("contact", "hours"),
    "footer": ("footer", "text"),
}
#: Which text of a section a word means, the first that the section has.
_PATHS: Final = {
    "title": ("title", "headline", "name", "text"),
    "headline": ("headline", "title", "name"),
    "name": ("name", "title", "headline"),
    "subtitle": ("text", "tagline"),
    "footer": ("text",),
}
_NUMERAL: Final = re.compile(r"\d(?:[\d\s.,\u00a0\u202f]*\d)?")


def of(match: Match, reader: Reader) -> Answer | None:
    """Return what a match means for the reader's site, None when it makes no sense there."""
    return _MEANINGS[match.form.means](match.values, reader)


def _each(ids: Sequence[str], make: Callable[[str], Operation], reader: Reader) -> Answer | None:
    """Return the change of the one block meant; a question when it could be several."""
    if ids[0].startswith("no "):
        return _missing(ids[0].removeprefix("no "), reader)
    return _one_of([make(one) for one in ids], reader)


def _one_of(operations: Sequence[Operation], reader: Reader) -> Answer | None:
    if not operations:
        return None
    if len(operations) == 1:
        return Understood(operations[0])
    options = tuple(phrased(one, reader.definition, reader.words.language) for one in operations)
    return Unclear(_("Which one do you mean?"), options[:6])


def _missing(kind: str, reader: Reader) -> Unclear:
    adding = phrased(AddBlock(kind=kind), reader.definition, reader.words.language)
    question = _("The site has no such section: %(name)s. Add it?") % {"name": NAMES[kind]}
    return Unclear(question, (adding,), is_weak=True)


def _block(reader: Reader, ids: Sequence[str]) -> AnyBlock | None:
    return reader.definition.block(ids[0])


# --- Sections ---------------------------------------------------------------------------------------------


def _move_block(values: Mapping[str, Any], reader: Reader) -> Answer | None:
    held = reader.definition

    def moved(block_id: str) -> Operation:
        at = place_of(held, block_id)
        if "place" in values:
            rest = [block for block in held.blocks if block.id != block_id]
            found = _index(values["place"], rest)
            return MoveBlock(block=block_id, at=at if found is None else found)
        return MoveBlock(block=block_id, at=at + (-1 if {"upward", "raise"} & {*values} else 1))

    place = values.get("place", ("", ()))
    if place[1] and place[1][0].startswith("no "):
        return _missing(place[1][0].removeprefix("no "), reader)
    if place[1] and place[1] == values["block"]:
        return None
    return _each(values["block"], moved, reader)


def _index(place: tuple[str, Sequence[str]], blocks: Sequence[AnyBlock]) -> int | None:
    """Return the place among blocks that was named."""
    side, ids = place
    if side == "top":
        return 1 if blocks and blocks[0].kind == "header" else 0
    if side == "bottom":
        return len(blocks) - (1 if blocks and blocks[-1].kind == "footer" else 0)
    known = [at for at, block in enumerate(blocks) if block.id in ids]
    if not known:
        return None
    return known[0] if side == "before" else known[-1] + 1


def _add_block(values: Mapping[str, Any], reader: Reader) -> Answer | None:
    place = values.get("place")
    if place and place[1] and place[1][0].startswith("no "):
        return _missing(place[1][0].removeprefix("no "), reader)
    at = _index(place, reader.definition.blocks) if place and place[0] != "bottom" else None
    return Understood(AddBlock(kind=values["kind"], at=at))


def _form(values: Mapping[str, Any], reader: Reader) -> Answer | None:
    contacts = [block.id for block in reader.definition.blocks if block.kind == "contact"]
    is_on = bool({"show", "add"} & {*values})
    return _each(contacts or ["no contact"], lambda one: SetForm(block=one, is_on=is_on), reader)


# --- Texts ------------------------------------------------------------------------------------------------


def _path(field: str, block: AnyBlock) -> str | None:
    known = set(text_paths(block))
    return next((path for path in _PATHS.get(field, (field,)) if path in known), None)


def _set_text(values: Mapping[str, Any], reader: Reader) -> Answer | None:
    text = "" if "remove" in values else str(values["text"])
    if _is_loose(values, reader):
        return None
    if "block" in values:
        return _text_of(values["field"], values["block"], text, reader)
    field = values["single_field"]
    if field not in _HOMES:
        return _which_text(field, text, reader)
    kind, path = _HOMES[field]
    found = [block.id for block in reader.definition.blocks if block.kind == kind]
    return _each(found[:1] or [f"no {kind}"], lambda one: SetText(block=one, path=path, text=text), reader)


def _is_loose(values: Mapping[str, Any], reader: Reader) -> bool:
    """Say whether a text without "to" before it begins with a word that shows that more was meant."""
    if "to" in values or "text" not in values:
        return False
    first = (phrase(values["text"]) or ("",))[0]
    return any(first == one[0] for name in ("to", "of") for one in reader.words.sets[name])


def _text_of(field: str, ids: Sequence[str], text: str, reader: Reader) -> Answer | None:
    if ids[0].startswith("no "):
        return _missing(ids[0].removeprefix("no "), reader)
    blocks = [block for block in reader.definition.blocks if block.id in ids]
    found = [(block.id, path) for block in blocks if (path := _path(field, block))]
    return _one_of([SetText(block=one, path=path, text=text) for one, path in found], reader)


def _which_text(field: str, text: str, reader: Reader) -> Answer | None:
    blocks = [block for block in reader.definition.blocks if field in text_paths(block)]
    return _one_of([SetText(block=block.id, path=field, text=text) for block in blocks], reader)


def _set_page(values: Mapping[str, Any], reader: Reader) -> Answer | None:
    if _is_loose(values, reader):
        return None
    aspect = values["page_field"].removeprefix("page_")
    return Understood(SetSite(aspect=aspect, value=values["text"]))


def _rename(values: Mapping[str, Any], reader: Reader) -> Answer | None:
    text = values["text"]
    if _is_loose(values, reader):
        return None
    if "entry" in values:
        return _entries(values["entry"], lambda block, at: _entry_text(block, at, "title", text), reader)
    return _text_of("title", values["block"], text, reader)


# --- Entries ----------------------------------------------------------------------------------------------


def _entries(
    found: Sequence[tuple[str, int]], make: Callable[[str, int], Operation], reader: Reader
) -> Answer | None:
    return _one_of([make(block, at) for block, at in found], reader)


def _entry_text(block: str, at: int, field: str, text: str) -> Operation:
    return SetText(block=block, path=f"entries.{at}.{field}", text=text)


def _set_entry(values: Mapping[str, Any], reader: Reader) -> Answer | None:
    block = _block(reader, values["block"])
    if block is None or block.kind not in LISTS:
        return None
    path = f"{LISTS[block.kind]}.{values['number'] - 1}.{values['field']}"
    return Understood(SetText(block=block.id, path=path, text=values["text"]))


def _set_price(values: Mapping[str, Any], reader: Reader) -> Answer | None:
    def priced(block_id: str, at: int) -> Operation:
        block = reader.definition.block(block_id)
        old = text_at(block, f"entries.{at}.price") if block else ""
        return _entry_text(block_id, at, "price", price_like(old, values["price"]))

    return _entries(values["entry"], priced, reader)


def price_like(old: str, new: str) -> str:
    """Return a new price; a bare number takes the place of the one number of the old price."""
    is_bare = not re.search(r"[^\d\s.,]", new)
    return _NUMERAL.sub(lambda _found: new, old) if is_bare and len(_NUMERAL.findall(old)) == 1 else new


def _remove_entry(values: Mapping[str, Any], reader: Reader) -> Answer | None:
    if "entry" in values:
        return _entries(values["entry"], lambda block, at: RemoveEntry(block=block, at=at), reader)
    return _each(values["block"], lambda one: RemoveEntry(block=one, at=values["number"] - 1), reader)


def _move_entry(values: Mapping[str, Any], reader: Reader) -> Answer | None:
    at, to = values["first"] - 1, values["to_number"] - 1
    return _each(values["block"], lambda one: MoveEntry(block=one, at=at, to=to), reader)


def _add_entry(values: Mapping[str, Any], reader: Reader) -> Answer | None:
    if "block" in values:
        return _each(values["block"], lambda one: _listed(one, values, reader), reader)
    kinds = values.get("entry_word", ("services", "menu"))
    entry = Entry.model_construct(title=values["title"], text="", price=values.get("price", ""))
    return _into(kinds, entry, reader)


def _listed(block_id: str, values: Mapping[str, Any], reader: Reader) -> Operation:
    """Return the entry that a line gives for a named section, in the section's own shape."""
    block = reader.definition.block(block_id)
    parts = [*str(values.get("listed", values.get("title", ""))).split(PART), "", ""]
    if block is not None and block.kind == "testimonials":
        return AddEntry(block=block_id, entry=Quote.model_construct(text=parts[0], author=parts[1]))
    price = values.get("price", parts[2])
    entry = Entry.model_construct(title=parts[0], text=parts[1], price=price)
    return AddEntry(block=block_id, entry=entry)


def _add_question(values: Mapping[str, Any], reader: Reader) -> Answer | None:
    entry = Entry.model_construct(title=values["title"], text=values["text"], price="")
    return _into(("questions",), entry, reader)


def _add_quote(values: Mapping[str, Any], reader: Reader) -> Answer | None:
    return _into(
        ("testimonials",), Quote.model_construct(text=values["text"], author=values["title"]), reader
    )


def _into(kinds: Sequence[str], entry: Entry | Quote, reader: Reader) -> Answer:
    """Add an entry to the first section of those kinds; a site without one gets it."""
    for kind in kinds:
        for block in reader.definition.blocks:
            if block.kind == kind:
                return Understood(AddEntry(block=block.id, entry=entry))
    new = AddBlock(kind=kinds[0], id=new_id())
    return Understood(Many(operations=(new, AddEntry(block=new.id, entry=entry))))


def _which_entry(values: Mapping[str, Any], reader: Reader) -> Answer | None:
    """Ask what the new entry is called: a word for one thing alone, without "section", adds no section."""
    if {token.folded for token in reader.said} & {one[0] for one in reader.words.sets["section"]}:
        return None
    kinds = values.get("entry_word", ("testimonials",))
    if not any(block.kind in kinds for block in reader.definition.blocks):
        return None
    example = vocabulary(reader.words.language).canonical["add_entry"]
    names = [reader.words.kind_names[kind] for kind in kinds if _has(reader.definition, kind)]
    return Unclear(_("Write what to add, for instance:"), (example.format(block=names[0], text="…"),))


def _has(definition: Definition, kind: str) -> bool:
    return any(block.kind == kind for block in definition.blocks)


_MEANINGS: Final[dict[str, Callable[[Mapping[str, Any], Reader], Answer | None]]] = {
    "undo": lambda values, reader: History(),
    "redo": lambda values, reader: History(is_redo=True),
    "form": _form,
    "remove_photo": photos.remove,
    "which_photo": photos.which,
    "set_entry": _set_entry,
    "remove_entry": _remove_entry,
    "move_entry": _move_entry,
    "set_page": _set_page,
    "set_text": _set_text,
    "set_price": _set_price,
    "set_entry_text": lambda values, reader: _entries(
        values["entry"], lambda block, at: _entry_text(block, at, "text", values["text"]), reader
    ),
    "rename": _rename,
    "move_block": _move_block,
    "remove_block": lambda values, reader: _each(values["block"], lambda one: RemoveBlock(block=one), reader),
    "hide": lambda values, reader: _each(values["block"], lambda one: HideBlock(block=one), reader),
    "show": lambda values, reader: _each(
        values["block"], lambda one: HideBlock(block=one, is_hidden=False), reader
    ),
    "duplicate": lambda values, reader: _each(values["block"], lambda one: DuplicateBlock(block=one), reader),
    "warmth": looks.warmth,
    "palette": looks.palette,
    "colour": looks.colour,
    "theme": looks.theme,
    "which_colours": looks.which_colours,
    "which_theme": looks.which_theme,
    "add_block": _add_block,
    "which_entry": _which_entry,
    "add_question": _add_question,
    "add_quote": _add_quote,
    "add_entry": _add_entry,
}
