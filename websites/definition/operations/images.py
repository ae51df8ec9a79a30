"""Operations on the uploaded images that a site shows."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from websites.definition.operations.base import (
    BlockOperation,
    Operation,
    block_name,
    clean_text,
    get_block,
    with_block,
    with_values,
)
from websites.definition.operations.entries import RemoveEntry
from websites.definition.schema import Definition, Gallery, Picture
from websites.errors import EditRefused


class SetImage(BlockOperation):
    """Show an image in a block, or none (""); `alt` is its alternative text."""

    image: str
    alt: str = ""

    def apply(self, definition: Definition) -> Definition:
        """Set the image, unless the block cannot show one."""
        if not hasattr(get_block(definition, self.block), "image"):
            raise EditRefused(_("This section shows no photo."))
        alt = clean_text(self.alt, "alt") if self.image else ""
        return with_block(definition, self.block, image=self.image, alt=alt)

    def describe(self, definition: Definition) -> str:
        """Say that the photo is new or removed."""
        message = _("%(section)s: new photo.") if self.image else _("%(section)s: no photo any more.")
        return message % {"section": self.section(definition)}


class AddPictures(BlockOperation):
    """Append images to a gallery."""

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
        return with_block(definition, self.block, pictures=[*gallery.pictures, *added])

    def describe(self, definition: Definition) -> str:
        """Say how many photos were added."""
        count = len(self.pictures)
        message = ngettext("%(section)s: one photo added.", "%(section)s: %(count)s photos added.", count)
        return message % {"section": self.section(definition), "count": count}


class RemoveImage(Operation):
    """Remove an image from the whole site."""

    image: str

    def apply(self, definition: Definition) -> Definition:
        """Remove it from every section and gallery."""
        for block in definition.blocks:
            if getattr(block, "image", "") == self.image:
                definition = SetImage(block=block.id, image="").apply(definition)
            pictures = block.pictures if isinstance(block, Gallery) else ()
            for at in reversed([at for at, picture in enumerate(pictures) if picture.image == self.image]):
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
        blocks = definition.model_dump()["blocks"]
        for block in blocks:
            for place in (block, *block.get("pictures", ())):
                if place.get("image") == self.image and place["alt"] in ("", self.before):
                    place["alt"] = clean_text(self.alt, "alt")
        return with_values(definition, blocks=blocks)

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
