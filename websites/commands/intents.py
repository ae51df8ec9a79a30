"""From a matched pattern to a change of the site, or to a question when several changes are possible."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from django.utils.translation import gettext as _

from websites.commands import entries, looks
from websites.commands.answers import (
    Answer,
    History,
    Unclear,
    Understood,
    block_answer,
    missing_section,
    single_answer,
)
from websites.commands.matching import Match, Reader
from websites.commands.phrasing import command_for
from websites.commands.vocabulary import phrase
from websites.definition.blocks import block_index, text_paths
from websites.definition.operations import (
    AddBlock,
    DuplicateBlock,
    HideBlock,
    MoveBlock,
    Operation,
    RemoveBlock,
    RemoveEntry,
    SetForm,
    SetImage,
    SetSite,
    SetText,
)
from websites.definition.schema import AnyBlock

#: Kind of block and path of a field, when the line names no section.
_DEFAULT_TEXTS: Final = {
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
#: Paths that a field name can stand for; the first one that the block has is used.
_PATHS: Final = {
    "title": ("title", "headline", "name", "text"),
    "headline": ("headline", "title", "name"),
    "name": ("name", "title", "headline"),
    "subtitle": ("text", "tagline"),
    "footer": ("text",),
}


def interpret(match: Match, reader: Reader) -> Answer | None:
    """Return the answer for a match, None when it makes no sense on this site."""
    return _INTENTS[match.pattern.intent](match.values, reader)


# --- Sections ---------------------------------------------------------------------------------------------


def _move_block(values: Mapping[str, Any], reader: Reader) -> Answer | None:
    definition = reader.definition

    def move(block_id: str) -> Operation:
        at = block_index(definition, block_id)
        if "place" in values:
            rest = [block for block in definition.blocks if block.id != block_id]
            found = _index(values["place"], rest)
            return MoveBlock(block=block_id, at=at if found is None else found)
        return MoveBlock(block=block_id, at=at + (-1 if {"upward", "raise"} & {*values} else 1))

    place = values.get("place", ("", ()))
    if place[1] and place[1][0].startswith("no "):
        return missing_section(place[1][0].removeprefix("no "), reader)
    if place[1] and place[1] == values["block"]:
        return None
    return block_answer(values["block"], move, reader)


def _index(place: tuple[str, Sequence[str]], blocks: Sequence[AnyBlock]) -> int | None:
    """Return the index that a place names; the header stays first and the footer last."""
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
        return missing_section(place[1][0].removeprefix("no "), reader)
    at = _index(place, reader.definition.blocks) if place and place[0] != "bottom" else None
    return Understood(AddBlock(kind=values["kind"], at=at))


def _toggle_form(values: Mapping[str, Any], reader: Reader) -> Answer | None:
    contacts = [block.id for block in reader.definition.blocks if block.kind == "contact"]
    is_on = bool({"show", "add"} & {*values})
    return block_answer(contacts or ["no contact"], lambda one: SetForm(block=one, is_on=is_on), reader)


# --- Texts ------------------------------------------------------------------------------------------------


def _path(field: str, block: AnyBlock) -> str | None:
    known = set(text_paths(block))
    return next((path for path in _PATHS.get(field, (field,)) if path in known), None)


def _set_text(values: Mapping[str, Any], reader: Reader) -> Answer | None:
    text = "" if "remove" in values else str(values["text"])
    if _is_ambiguous(values, reader):
        return None
    if "block" in values:
        return _text_of(values["field"], values["block"], text, reader)
    field = values["single_field"]
    if field not in _DEFAULT_TEXTS:
        return _which_text(field, text, reader)
    kind, path = _DEFAULT_TEXTS[field]
    found = [block.id for block in reader.definition.blocks if block.kind == kind]
    return block_answer(
        found[:1] or [f"no {kind}"], lambda one: SetText(block=one, path=path, text=text), reader
    )


def _is_ambiguous(values: Mapping[str, Any], reader: Reader) -> bool:
    """Say whether a text given without "to" begins with "of" or the like, so that it may not be a text."""
    if "to" in values or "text" not in values:
        return False
    first = (phrase(values["text"]) or ("",))[0]
    return any(first == one[0] for name in ("to", "of") for one in reader.vocabulary.sets[name])


def _text_of(field: str, ids: Sequence[str], text: str, reader: Reader) -> Answer | None:
    if ids[0].startswith("no "):
        return missing_section(ids[0].removeprefix("no "), reader)
    blocks = [block for block in reader.definition.blocks if block.id in ids]
    found = [(block.id, path) for block in blocks if (path := _path(field, block))]
    return single_answer([SetText(block=one, path=path, text=text) for one, path in found], reader)


def _which_text(field: str, text: str, reader: Reader) -> Answer | None:
    blocks = [block for block in reader.definition.blocks if field in text_paths(block)]
    return single_answer([SetText(block=block.id, path=field, text=text) for block in blocks], reader)


def _set_page(values: Mapping[str, Any], reader: Reader) -> Answer | None:
    if _is_ambiguous(values, reader):
        return None
    aspect = values["page_field"].removeprefix("page_")
    return Understood(SetSite(aspect=aspect, value=values["text"]))


def _rename(values: Mapping[str, Any], reader: Reader) -> Answer | None:
    text = values["text"]
    if _is_ambiguous(values, reader):
        return None
    if "entry" in values:
        return entries.entry_answer(
            values["entry"], lambda block, at: entries.set_entry_text(block, at, "title", text), reader
        )
    return _text_of("title", values["block"], text, reader)


# --- Photos -----------------------------------------------------------------------------------------------


def _which_photo(values: Mapping[str, Any], reader: Reader) -> Answer:
    """Tell where a photo is chosen, since a typed line cannot contain one."""
    return Unclear(
        _("A photo is chosen from your phone or computer: press “Photos”, or “Add a photo” in a section."), ()
    )


def _remove_photo(values: Mapping[str, Any], reader: Reader) -> Answer | None:
    """Remove a photo: the one of the named section, the numbered one of the gallery, or the only one."""
    named = set(values.get("block", ()))
    blocks = [block for block in reader.definition.blocks if not named or block.id in named]
    if "number" in values:
        at = values["number"] - 1
        found: list[Operation] = [
            RemoveEntry(block=block.id, at=at) for block in blocks if block.kind == "gallery"
        ]
    else:
        found = [SetImage(block=block.id, image="") for block in blocks if getattr(block, "image", "")]
    if len(found) == 1:
        return Understood(found[0])
    options = tuple(command_for(one, reader.definition, reader.vocabulary.language) for one in found)
    question = _("Which one do you mean?") if found else _("There is no such photo.")
    return Unclear(question, options)


_INTENTS: Final[dict[str, Callable[[Mapping[str, Any], Reader], Answer | None]]] = {
    "undo": lambda values, reader: History(),
    "redo": lambda values, reader: History(is_redo=True),
    "form": _toggle_form,
    "remove_photo": _remove_photo,
    "which_photo": _which_photo,
    "set_entry": entries.set_text,
    "remove_entry": entries.remove,
    "move_entry": entries.move,
    "set_page": _set_page,
    "set_text": _set_text,
    "set_price": entries.set_price,
    "set_entry_text": lambda values, reader: entries.entry_answer(
        values["entry"], lambda block, at: entries.set_entry_text(block, at, "text", values["text"]), reader
    ),
    "rename": _rename,
    "move_block": _move_block,
    "remove_block": lambda values, reader: block_answer(
        values["block"], lambda one: RemoveBlock(block=one), reader
    ),
    "hide": lambda values, reader: block_answer(values["block"], lambda one: HideBlock(block=one), reader),
    "show": lambda values, reader: block_answer(
        values["block"], lambda one: HideBlock(block=one, is_hidden=False), reader
    ),
    "duplicate": lambda values, reader: block_answer(
        values["block"], lambda one: DuplicateBlock(block=one), reader
    ),
    "warmth": looks.shift_palette,
    "palette": looks.set_palette,
    "colour": looks.set_colour,
    "theme": looks.set_theme,
    "which_colours": looks.ask_colours,
    "which_theme": looks.ask_theme,
    "add_block": _add_block,
    "which_entry": entries.ask_which,
    "add_question": entries.add_question,
    "add_quote": entries.add_quote,
    "add_entry": entries.add,
}
