"""Operations on the uploaded images that a site shows."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from websites.definition.operations.base import (
    Operation,
    block_name,
    clean_text,
    get_block,
    validate,
    with_block,
)
from websites.definition.operations.blocks import SetImage
from websites.definition.operations.entries import RemoveEntry
from websites.definition.schema import MOST_ENTRIES, Definition, Gallery, Picture
from websites.errors import EditRefused


class AddPictures(Operation):
    """Append images to a gallery."""

    block: str
    pictures: tuple[Picture, ...]

    def apply(self, definition: Definition) -> Definition:
        """Add those that the gallery does not show yet."""
        gallery = get_block(definition, self.block)
        if not isinstance(gallery, Gallery):
            raise EditRefused(_("This section shows no photo."))
        present = {picture.image for picture in gallery.pictures}
        added = [
            {"image": picture.image, "alt": clean_text(picture.alt, "alt")}
            for picture in self.pictures
            if picture.image not in present
        ]
        if len(gallery.pictures) + len(added) > MOST_ENTRIES:
            raise EditRefused(_("There is no room for more: %(limit)s at most.") % {"limit": MOST_ENTRIES})
        pictures = [picture.model_dump() for picture in gallery.pictures]
        return with_block(definition, self.block, pictures=[*pictures, *added])

    def describe(self, definition: Definition) -> str:
        """Say how many photos were added."""
        count = len(self.pictures)
        message = ngettext("%(section)s: one photo added.", "%(section)s: %(count)s photos added.", count)
        return message % {"section": block_name(get_block(definition, self.block)), "count": count}


class RemoveImage(Operation):
    """Remove an image from the whole site."""

    image: str

    def apply(self, definition: Definition) -> Definition:
        """Remove it from every section and gallery."""
        for block in definition.blocks:
            if getattr(block, "image", "") == self.image:
                definition = SetImage(block=block.id, image="").apply(definition)
            pictures = block.pictures if isinstance(block, Gallery) else ()
            indexes = [at for at, picture in enumerate(pictures) if picture.image == self.image]
            for at in reversed(indexes):
                definition = RemoveEntry(block=block.id, at=at).apply(definition)
        return definition

    def describe(self, definition: Definition) -> str:
        """Say that the photo was deleted."""
        return _("A photo was deleted.")


class DescribeImage(Operation):
    """Change the alternative text of an image wherever it still reads `before` or is empty."""

    image: str
    before: str
    alt: str

    def apply(self, definition: Definition) -> Definition:
        """Write the new text; a text that was written for one section only stays."""
        data: dict[str, Any] = definition.model_dump()
        for block in data["blocks"]:
            for place in (block, *block.get("pictures", ())):
                if place.get("image") == self.image and place["alt"] in ("", self.before):
                    place["alt"] = clean_text(self.alt, "alt")
        return validate(data)

    def describe(self, definition: Definition) -> str:
        """Quote the new text."""
        return _("What a photo shows is now “%(text)s”.") % {"text": clean_text(self.alt, "alt")}


def sections_showing(definition: Definition, image: str) -> list[str]:
    """Return the names of the sections that show an image, in order."""
    return [
        block_name(block)
        for block in definition.blocks
        if getattr(block, "image", "") == image
        or any(picture.image == image for picture in getattr(block, "pictures", ()))
    ]


def show_images(definition: Definition, block_id: str, pictures: tuple[Picture, ...]) -> Operation:
    """Return the operation that shows images in a block: a gallery shows all, other sections the first."""
    if isinstance(get_block(definition, block_id), Gallery):
        return AddPictures(block=block_id, pictures=pictures)
    return SetImage(block=block_id, image=pictures[0].image, alt=pictures[0].alt)
