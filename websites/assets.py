"""What a page shows besides its texts: its images and its logo, as files with relative addresses."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from django.db.models.fields.files import FieldFile
from django.utils.translation import gettext as _

from businesses.agents.logo import in_header
from businesses.agents.schemas import LogoResult, Mark
from businesses.results import result
from websites.definition import Definition
from websites.models import Site, SiteImage
from websites.refusals import PublishingRefused
from websites.sections import Shot
from websites.themes import colours_of, look, theme_key

SVG: Final = "image/svg+xml"
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
    mark: Mark | None = None

    def shot(self, image_id: str) -> Shot | None:
        """Return an image as the page shows it, or None when there is none of that id."""
        image = self.images.get(image_id)
        if image is None:
            return None
        small = _name(image, "small") if image.small else ""
        return Shot(_name(image), image.width, image.height, small)

    @property
    def first_image(self) -> str:
        """The address of the first image, for link previews; "" when there is none."""
        return next((_name(image) for image in self.images.values()), "")

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
    return Assets({key: known[key] for key in wanted if key in known}, _mark(site, definition))


def _image_ids(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from [inner] if name == "image" and inner else _image_ids(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _image_ids(inner)


def _mark(site: Site, definition: Definition) -> Mark | None:
    brief, key = site.business.brief, definition.mark
    made = result(brief, "logo") if key and brief else None
    marks = made.marks if isinstance(made, LogoResult) else ()
    mark = next((mark for mark in marks if mark.item.key == key), None)
    colours = colours_of(definition.palette, definition.theme)
    return in_header(mark, colours, look(theme_key(definition.theme)).header) if mark else None
