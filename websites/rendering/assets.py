"""What a page shows besides its texts: its images and its logo, as files with relative addresses."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from django.db.models.fields.files import FieldFile
from django.utils.translation import gettext as _

from agents.logo import for_header, recolour
from agents.schemas import LogoResult, Mark
from briefs.results import result
from websites.definition.schema import Definition
from websites.models import Site, SiteImage
from websites.publishing.errors import PublishingRefused
from websites.rendering import cards
from websites.rendering.sections import Shot
from websites.rendering.themes import colours_of, look, theme_key

SVG: Final = "image/svg+xml"
PNG: Final = "image/png"
JPEG: Final = "image/jpeg"
WEBP: Final = "image/webp"


@dataclass(frozen=True)
class File:
    """One file beside the page: its relative address, what it is, and its bytes."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True)
class Assets:
    """The files of one page. `images` holds those that the page shows, by the id that its blocks use."""

    images: dict[str, SiteImage] = field(default_factory=dict)
    #: The logo as the header shows it, and as it was drawn.
    mark: Mark | None = None
    whole_mark: Mark | None = None

    def shot(self, image_id: str) -> Shot | None:
        """Return an image as the page shows it, or None when there is none of that id."""
        image = self.images.get(image_id)
        if image is None:
            return None
        small = _name(image, "small") if image.small else ""
        return Shot(_name(image), image.width, image.height, small)

    def card(self) -> File | None:
        """Return the picture for link previews: of the first photo that can be read, else of the logo."""
        if photo := self._first_photo():
            return File("card.jpg", JPEG, photo)
        return File("card.png", PNG, cards.of_mark(self.whole_mark)) if self.whole_mark else None

    def _first_photo(self) -> bytes:
        first = next(iter(self.images.values()), None)
        try:
            return cards.of_photo(_read(first.file)) if first else b""
        except PublishingRefused:  # `files` says so, unless visitors have the photo already
            return b""

    def files(self, known: Collection[str] = ()) -> list[File]:
        """Return every file, read, without the images that are `known` by their names already.

        Raises PublishingRefused when an image's file is lost.
        """
        return [*self._marks(), *self._images(known)]

    def image_names(self) -> set[str]:
        """Return the relative addresses of all images."""
        return {name for name, _file in self._wanted()}

    def _marks(self) -> Iterator[File]:
        if self.mark is not None:
            yield File("logo.svg", SVG, self.mark.svg.encode())
            yield File("favicon.svg", SVG, self.mark.small.encode())
            yield File("icon.png", PNG, cards.home_icon(self.mark))

    def _images(self, known: Collection[str]) -> Iterator[File]:
        for name, file in self._wanted():
            if name not in known:
                yield File(name, WEBP, _read(file))

    def _wanted(self) -> Iterator[tuple[str, FieldFile]]:
        for image in {image.pk: image for image in self.images.values()}.values():
            yield _name(image), image.file
            if image.small:
                yield _name(image, "small"), image.small


def _name(image: SiteImage, size: str = "") -> str:
    return f"images/{image.sha256}{f'-{size}' if size else ''}.webp"


def _read(file: FieldFile) -> bytes:
    try:
        with file.open("rb") as opened:
            content: bytes = opened.read()
    except OSError as error:
        told = _("The photo “%(image)s” cannot be read any more. Take it off the site or add it again.")
        raise PublishingRefused(told % {"image": file.instance}) from error
    return content


def assets_of(site: Site, definition: Definition) -> Assets:
    """Return the files that the visible blocks of a definition use."""
    wanted = list(dict.fromkeys(_image_ids([block.model_dump() for block in definition.shown()])))
    known = {str(image.pk): image for image in site.images.all()} if wanted else {}
    shown, whole = _marks(site, definition)
    return Assets({key: known[key] for key in wanted if key in known}, shown, whole)


def _image_ids(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from [inner] if name == "image" and inner else _image_ids(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _image_ids(inner)


def _marks(site: Site, definition: Definition) -> tuple[Mark | None, Mark | None]:
    """Return the chosen mark in the site's colours, as its header shows it and whole."""
    brief, key = site.business.brief, definition.mark
    made = result(brief, "logo") if key and brief else None
    marks = made.marks if isinstance(made, LogoResult) else ()
    mark = next((mark for mark in marks if mark.item.key == key), None)
    if mark is None:
        return None, None
    colours = colours_of(definition.palette, definition.theme)
    ground = look(theme_key(definition.theme)).header
    return for_header(mark, colours, ground), recolour(mark, colours)
