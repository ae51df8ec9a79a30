"""What lines about photos mean: they are taken away here, and chosen where the person's own files are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from websites.commands.answers import Answer, Unclear, Understood
from websites.commands.matching import Reader
from websites.commands.phrasing import phrased
from websites.definition.operations import Operation, RemoveEntry, SetImage


def which(values: Mapping[str, Any], reader: Reader) -> Answer:
    """Say where a photo is chosen: a line cannot hold one."""
    return Unclear(
        _("A photo is chosen from your phone or computer: press “Photos”, or “Add a photo” in a section."), ()
    )


def remove(values: Mapping[str, Any], reader: Reader) -> Answer | None:
    """Take away the one photo meant: of the section named, of that number in the gallery, or the only one."""
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
    options = tuple(phrased(one, reader.definition, reader.words.language) for one in found)
    question = _("Which one do you mean?") if found else _("There is no such photo.")
    return Unclear(question, options)
