"""Files beside a page: its images, its logo and its link preview, with relative names."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from django.db.models.fields.files import FieldFile
from django.utils.translation import gettext as _

from agents.logo import for_header, recolour
from agents.schemas import LogoResult, Mark
from briefs.models import BusinessBrief
from briefs.results import result
from websites.definition.schema import Definition
from websites.errors import PublishingRefused
from websites.models import Site, SiteImage
from websites.rendering import cards
from websites.rendering.page import Links
from websites.rendering.sections import PageImage
from websites.rendering.themes import colours_of, look, theme_key

SVG: Final = "image/svg+xml"
PNG: Final = "image/png"
JPEG: Final = "image/jpeg"
WEBP: Final = "image/webp"


@dataclass(frozen=True)
class File:
    """One file: its relative name, media type and content."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True)
class Assets:
    """The files of one page; `images` holds the visible ones by the id that blocks use."""

    images: dict[str, SiteImage] = field(default_factory=dict)
    #: The logo as the header shows it, and the whole logo.
    mark: Mark | None = None
    whole_mark: Mark | None = None

    def page_image(self, image_id: str) -> PageImage | None:
        """Return an image for the page, or None when there is no image with that id."""
        image = self.images.get(image_id)
        if image is None:
            return None
        small = _name(image, "small") if image.small else ""
        return PageImage(_name(image), image.width, image.height, small)

    def links(self) -> Links:
        """Return the addresses of the files for a page beside them."""
        return Links(
            image=self.page_image,
            logo=self.mark.svg if self.mark else "",
            icon="favicon.svg" if self.mark else "",
            home_icon="icon.png" if self.mark else "",
        )

    def card(self) -> File | None:
        """Return the link preview: the first photo that can be read, else the logo."""
        if photo := self._first_photo():
            return File("card.jpg", JPEG, photo)
        return File("card.png", PNG, cards.card_from_mark(self.whole_mark)) if self.whole_mark else None

    def _first_photo(self) -> bytes:
        first = next(iter(self.images.values()), None)
        try:
            return cards.card_from_photo(_read(first.file)) if first else b""
        except PublishingRefused:  # `files` raises it for a photo that is not published yet
            return b""

    def files(self, known: Collection[str] = ()) -> list[File]:
        """Return all files except images whose names are in `known`.

        Raises PublishingRefused when the file of an image is lost.
        """
        return [*self._marks(), *self._images(known)]

    def image_names(self) -> set[str]:
        """Return the relative names of all images."""
        return {name for name, _file in self._image_files()}

    def _marks(self) -> Iterator[File]:
        if self.mark is not None:
            yield File("logo.svg", SVG, self.mark.svg.encode())
            yield File("favicon.svg", SVG, self.mark.small.encode())
            yield File("icon.png", PNG, cards.home_icon(self.mark))

    def _images(self, known: Collection[str]) -> Iterator[File]:
        for name, file in self._image_files():
            if name not in known:
                yield File(name, WEBP, _read(file))

    def _image_files(self) -> Iterator[tuple[str, FieldFile]]:
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
        message = _("The photo “%(image)s” cannot be read any more. Take it off the site or add it again.")
        raise PublishingRefused(message % {"image": file.instance}) from error
    return content


def assets_of(site: Site, definition: Definition) -> Assets:
    """Return the files that the visible blocks of a definition use."""
    wanted = list(dict.fromkeys(_image_ids([block.model_dump() for block in definition.visible_blocks()])))
    known = {str(image.pk): image for image in site.images.all()} if wanted else {}
    header_mark, whole_mark = _marks(site, definition)
    return Assets({key: known[key] for key in wanted if key in known}, header_mark, whole_mark)


def _image_ids(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from [inner] if name == "image" and inner else _image_ids(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _image_ids(inner)


def marks_of(brief: BusinessBrief | None) -> tuple[Mark, ...]:
    """Return the marks that the logo agent drew for a brief."""
    logo = result(brief, "logo") if brief else None
    return logo.marks if isinstance(logo, LogoResult) else ()


def find_mark(brief: BusinessBrief | None, definition: Definition) -> Mark | None:
    """Return the mark that a site has chosen, None when there is none."""
    return next((mark for mark in marks_of(brief) if mark.item.key == definition.mark), None)


def _marks(site: Site, definition: Definition) -> tuple[Mark | None, Mark | None]:
    """Return the chosen mark in the colours of the site: as the header shows it, and whole."""
    mark = find_mark(site.business.brief, definition)
    if mark is None:
        return None, None
    colours = colours_of(definition.palette, definition.theme)
    ground = look(theme_key(definition.theme)).header
    return for_header(mark, colours, ground), recolour(mark, colours)
