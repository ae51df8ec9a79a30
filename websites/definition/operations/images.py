"""Changes of what a site shows of its uploaded images."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from websites.definition.operations.base import Operation, block_name, checked, cleaned, found, with_block
from websites.definition.operations.blocks import SetImage
from websites.definition.operations.entries import RemoveEntry
from websites.definition.schema import MOST_ENTRIES, Definition, Gallery, Picture
from websites.errors import EditRefused


class AddPictures(Operation):
    """Show images in a gallery, after those that it has."""

    block: str
    pictures: tuple[Picture, ...]

    def applied(self, definition: Definition) -> Definition:
        """Add those that it does not show yet."""
        gallery = found(definition, self.block)
        if not isinstance(gallery, Gallery):
            raise EditRefused(_("This section shows no photo."))
        shown = {picture.image for picture in gallery.pictures}
        new = [
            {"image": picture.image, "alt": cleaned(picture.alt, "alt")}
            for picture in self.pictures
            if picture.image not in shown
        ]
        if len(gallery.pictures) + len(new) > MOST_ENTRIES:
            raise EditRefused(_("There is no room for more: %(limit)s at most.") % {"limit": MOST_ENTRIES})
        held = [picture.model_dump() for picture in gallery.pictures]
        return with_block(definition, self.block, pictures=[*held, *new])

    def told(self, definition: Definition) -> str:
        """Say how many are new."""
        count = len(self.pictures)
        told = ngettext("%(section)s: one photo added.", "%(section)s: %(count)s photos added.", count)
        return told % {"section": block_name(found(definition, self.block)), "count": count}


class ForgetImage(Operation):
    """Show an image nowhere any more."""

    image: str

    def applied(self, definition: Definition) -> Definition:
        """Take it out of every section and every gallery."""
        for block in definition.blocks:
            if getattr(block, "image", "") == self.image:
                definition = SetImage(block=block.id, image="").applied(definition)
            pictures = block.pictures if isinstance(block, Gallery) else ()
            places = [at for at, picture in enumerate(pictures) if picture.image == self.image]
            for at in reversed(places):
                definition = RemoveEntry(block=block.id, at=at).applied(definition)
        return definition

    def told(self, definition: Definition) -> str:
        """Say that it goes."""
        return _("A photo was deleted.")


class DescribeImage(Operation):
    """Say what an image shows, wherever it stands described as `before`."""

    image: str
    before: str
    alt: str

    def applied(self, definition: Definition) -> Definition:
        """Write the new words; words that somebody wrote for one place stay."""
        held: dict[str, Any] = definition.model_dump()
        for block in held["blocks"]:
            for place in (block, *block.get("pictures", ())):
                if place.get("image") == self.image and place["alt"] in ("", self.before):
                    place["alt"] = cleaned(self.alt, "alt")
        return checked(held)

    def told(self, definition: Definition) -> str:
        """Say how it reads now."""
        return _("What a photo shows is now “%(text)s”.") % {"text": cleaned(self.alt, "alt")}


def uses(definition: Definition, image: str) -> list[str]:
    """Return the names of the sections that show an image, in their order."""
    return [
        block_name(block)
        for block in definition.blocks
        if getattr(block, "image", "") == image
        or any(picture.image == image for picture in getattr(block, "pictures", ()))
    ]


def placing(definition: Definition, block_id: str, pictures: tuple[Picture, ...]) -> Operation:
    """Return the change that shows images in a block: a gallery takes all, other sections the first."""
    if isinstance(found(definition, block_id), Gallery):
        return AddPictures(block=block_id, pictures=pictures)
    return SetImage(block=block_id, image=pictures[0].image, alt=pictures[0].alt)
