"""From a matched pattern to a change of the site, or to a question when several changes are possible."""

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
from websites.commands.matching import Reader
from websites.commands.vocabulary import phrase
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


# --- Sections ---------------------------------------------------------------------------------------------


def _move_block(values: Mapping[str, Any], reader: Reader) -> Answer | None:
    side, ids = values.get("place", ("", ()))
    if question := missing_section(ids, reader):
        return question
    if ids and ids == values["block"]:
        return None
    step = -1 if {"upward", "raise"} & {*values} else 1

    def move(block_id: str) -> Operation:
        at = reader.definition.index(block_id)
        rest = [block for block in reader.definition.blocks if block.id != block_id]
        return MoveBlock(block=block_id, at=_index(side, ids, rest, at) if side else at + step)

    return block_answer(values["block"], move, reader)


def _index(side: str, ids: Sequence[str], blocks: Sequence[AnyBlock], otherwise: int) -> int:
    """Return the index that a place names; the header stays first and the footer last."""
    kinds = [block.kind for block in blocks]
    if side == "top":
        return int(kinds[:1] == ["header"])
    if side == "bottom":
        return len(kinds) - int(kinds[-1:] == ["footer"])
    known = [at for at, block in enumerate(blocks) if block.id in ids]
    if not known:
        return otherwise
    return known[0] if side == "before" else known[-1] + 1


def _add_block(values: Mapping[str, Any], reader: Reader) -> Answer | None:
    side, ids = values.get("place", ("bottom", ()))
    blocks = reader.definition.blocks
    at = None if side == "bottom" else _index(side, ids, blocks, len(blocks))
    return missing_section(ids, reader) or Understood(AddBlock(kind=values["kind"], at=at))


def _toggle_form(values: Mapping[str, Any], reader: Reader) -> Answer | None:
    is_on = bool({"show", "add"} & {*values})
    return block_answer(_blocks_of("contact", reader), lambda one: SetForm(block=one, is_on=is_on), reader)


def _blocks_of(kind: str, reader: Reader) -> list[str]:
    """Return the ids of the blocks of a kind, or that it is missing, as the slot "block" does."""
    return [block.id for block in reader.definition.blocks if block.kind == kind] or [f"no {kind}"]


# --- Texts ------------------------------------------------------------------------------------------------


def _set_text(values: Mapping[str, Any], reader: Reader) -> Answer | None:
    if _is_ambiguous(values, reader):
        return None
    text = "" if "remove" in values else str(values["text"])
    if "block" in values:
        return _text_of(values["field"], values["block"], text, reader)
    field = values["single_field"]
    if field not in _DEFAULT_TEXTS:
        blocks = [block.id for block in reader.definition.blocks if field in block.texts()]
        return single_answer([SetText(block=one, path=field, text=text) for one in blocks], reader)
    kind, path = _DEFAULT_TEXTS[field]
    ids = _blocks_of(kind, reader)[:1]
    return block_answer(ids, lambda one: SetText(block=one, path=path, text=text), reader)


def _is_ambiguous(values: Mapping[str, Any], reader: Reader) -> bool:
    """Say whether a text given without "to" begins with "of" or the like, so that it may not be a text."""
    if "to" in values or "text" not in values:
        return False
    first = (phrase(values["text"]) or ("",))[0]
    return any(first == one[0] for name in ("to", "of") for one in reader.vocabulary.sets[name])


def _text_of(field: str, ids: Sequence[str], text: str, reader: Reader) -> Answer | None:
    """Write the text that the field name stands for, in the only block of `ids` that has one."""
    blocks = [block for block in reader.definition.blocks if block.id in ids]
    paths = [(block.id, path) for block in blocks if (path := _path(field, block))]
    written = [SetText(block=one, path=path, text=text) for one, path in paths]
    return missing_section(ids, reader) or single_answer(written, reader)


def _path(field: str, block: AnyBlock) -> str | None:
    return next((path for path in _PATHS.get(field, (field,)) if path in block.texts()), None)


def _set_page(values: Mapping[str, Any], reader: Reader) -> Answer | None:
    if _is_ambiguous(values, reader):
        return None
    aspect = values["page_field"].removeprefix("page_")
    return Understood(SetSite(aspect=aspect, value=values["text"]))


def _rename(values: Mapping[str, Any], reader: Reader) -> Answer | None:
    if _is_ambiguous(values, reader):
        return None
    if "entry" in values:
        return entries.set_text(values, reader)
    return _text_of("title", values["block"], values["text"], reader)


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
    found: list[Operation] = [
        SetImage(block=block.id, image="") for block in blocks if getattr(block, "image", "")
    ]
    if "number" in values:
        at = values["number"] - 1
        found = [RemoveEntry(block=block.id, at=at) for block in blocks if block.kind == "gallery"]
    return single_answer(found, reader) or Unclear(_("There is no such photo."), ())


#: The answer to a match by the intent of its pattern; None when the match makes no sense on this site.
INTENTS: Final[dict[str, Callable[[Mapping[str, Any], Reader], Answer | None]]] = {
    "undo": lambda values, reader: History(),
    "redo": lambda values, reader: History(is_redo=True),
    "form": _toggle_form,
    "remove_photo": _remove_photo,
    "which_photo": _which_photo,
    "set_entry": entries.set_numbered,
    "remove_entry": entries.remove,
    "move_entry": entries.move,
    "set_page": _set_page,
    "set_text": _set_text,
    "set_price": entries.set_price,
    "set_entry_text": entries.set_text,
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
    "palette": looks.set_look,
    "colour": looks.set_colour,
    "theme": looks.set_look,
    "which_colours": looks.ask_colours,
    "which_theme": looks.ask_theme,
    "add_block": _add_block,
    "which_entry": entries.ask_which,
    "add_question": entries.add_question,
    "add_quote": entries.add_quote,
    "add_entry": entries.add,
}
