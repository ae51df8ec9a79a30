"""What a form that a line has means for the site: a change, or a question when it could mean several."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from websites.commands import entries, looks, photos
from websites.commands.answers import Answer, History, Understood
from websites.commands.matching import Match, Reader
from websites.commands.meant import each, missing, one_of
from websites.commands.vocabulary import phrase
from websites.definition.blocks import place_of, text_paths
from websites.definition.operations import (
    AddBlock,
    DuplicateBlock,
    HideBlock,
    MoveBlock,
    Operation,
    RemoveBlock,
    SetForm,
    SetSite,
    SetText,
)
from websites.definition.schema import AnyBlock

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


def of(match: Match, reader: Reader) -> Answer | None:
    """Return what a match means for the reader's site, None when it makes no sense there."""
    return _MEANINGS[match.form.means](match.values, reader)


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
        return missing(place[1][0].removeprefix("no "), reader)
    if place[1] and place[1] == values["block"]:
        return None
    return each(values["block"], moved, reader)


def _index(place: tuple[str, Sequence[str]], blocks: Sequence[AnyBlock]) -> int | None:
    """Return the place among blocks that was named; nothing goes above the header or below the footer."""
    side, ids = place
    kinds = [block.kind for block in blocks]
    if side == "top":
        return int(kinds[:1] == ["header"])
    if side == "bottom":
        return len(kinds) - int(kinds[-1:] == ["footer"])
    known = [at for at, block in enumerate(blocks) if block.id in ids]
    if not known:
        return None
    return known[0] if side == "before" else known[-1] + 1


def _add_block(values: Mapping[str, Any], reader: Reader) -> Answer | None:
    place = values.get("place")
    if place and place[1] and place[1][0].startswith("no "):
        return missing(place[1][0].removeprefix("no "), reader)
    at = _index(place, reader.definition.blocks) if place and place[0] != "bottom" else None
    return Understood(AddBlock(kind=values["kind"], at=at))


def _form(values: Mapping[str, Any], reader: Reader) -> Answer | None:
    contacts = [block.id for block in reader.definition.blocks if block.kind == "contact"]
    is_on = bool({"show", "add"} & {*values})
    return each(contacts or ["no contact"], lambda one: SetForm(block=one, is_on=is_on), reader)


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
    return each(found[:1] or [f"no {kind}"], lambda one: SetText(block=one, path=path, text=text), reader)


def _is_loose(values: Mapping[str, Any], reader: Reader) -> bool:
    """Say whether a text without "to" before it begins with a word that shows that more was meant."""
    if "to" in values or "text" not in values:
        return False
    first = (phrase(values["text"]) or ("",))[0]
    return any(first == one[0] for name in ("to", "of") for one in reader.words.sets[name])


def _text_of(field: str, ids: Sequence[str], text: str, reader: Reader) -> Answer | None:
    if ids[0].startswith("no "):
        return missing(ids[0].removeprefix("no "), reader)
    blocks = [block for block in reader.definition.blocks if block.id in ids]
    found = [(block.id, path) for block in blocks if (path := _path(field, block))]
    return one_of([SetText(block=one, path=path, text=text) for one, path in found], reader)


def _which_text(field: str, text: str, reader: Reader) -> Answer | None:
    blocks = [block for block in reader.definition.blocks if field in text_paths(block)]
    return one_of([SetText(block=block.id, path=field, text=text) for block in blocks], reader)


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
        return entries.of(
            values["entry"], lambda block, at: entries.text_of(block, at, "title", text), reader
        )
    return _text_of("title", values["block"], text, reader)


_MEANINGS: Final[dict[str, Callable[[Mapping[str, Any], Reader], Answer | None]]] = {
    "undo": lambda values, reader: History(),
    "redo": lambda values, reader: History(is_redo=True),
    "form": _form,
    "remove_photo": photos.remove,
    "which_photo": photos.which,
    "set_entry": entries.set_text,
    "remove_entry": entries.remove,
    "move_entry": entries.move,
    "set_page": _set_page,
    "set_text": _set_text,
    "set_price": entries.set_price,
    "set_entry_text": lambda values, reader: entries.of(
        values["entry"], lambda block, at: entries.text_of(block, at, "text", values["text"]), reader
    ),
    "rename": _rename,
    "move_block": _move_block,
    "remove_block": lambda values, reader: each(values["block"], lambda one: RemoveBlock(block=one), reader),
    "hide": lambda values, reader: each(values["block"], lambda one: HideBlock(block=one), reader),
    "show": lambda values, reader: each(
        values["block"], lambda one: HideBlock(block=one, is_hidden=False), reader
    ),
    "duplicate": lambda values, reader: each(values["block"], lambda one: DuplicateBlock(block=one), reader),
    "warmth": looks.warmth,
    "palette": looks.palette,
    "colour": looks.colour,
    "theme": looks.theme,
    "which_colours": looks.which_colours,
    "which_theme": looks.which_theme,
    "add_block": _add_block,
    "which_entry": entries.which,
    "add_question": entries.add_question,
    "add_quote": entries.add_quote,
    "add_entry": entries.add,
}
