"""Files beside a page: its images, its logo and its link preview, with relative names."""

import io
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import NamedTuple

import resvg_py
from django.db.models.fields.files import FieldFile
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from agents.logo import for_header, on_ground, recolour
from agents.logo.colours import ground_of
from agents.logo.drawing import on_background
from agents.palettes import palettes
from agents.schemas import LogoResult, Mark
from briefs.models import BusinessBrief
from briefs.results import result
from websites.definition.schema import Definition
from websites.errors import PublishingRefused
from websites.models import Site, SiteImage
from websites.rendering.page import CARD_SIZE, Links
from websites.rendering.sections import PageImage
from websites.rendering.themes import look, theme_and_palette


class File(NamedTuple):
    """One file: its relative name, media type and content."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True)
class Assets:
    """The files of one page.

    `images` holds the visible ones by the id that blocks use; `mark` is the logo as the header shows it,
    `whole_mark` the whole logo, `country` that of its telephone numbers.
    """

    images: dict[str, SiteImage]
    mark: Mark | None
    whole_mark: Mark | None
    country: str

    def links(self) -> Links:
        """Return the addresses of the files for a page beside them."""
        links = Links(image=self._page_image, country=self.country)
        if self.mark is None:
            return links
        return replace(links, logo=self.mark.svg, icon="favicon.svg", home_icon="icon.png")

    def _page_image(self, image_id: str) -> PageImage | None:
        image = self.images.get(image_id)
        if image is None:
            return None
        small = _name(image, "-small") if image.small else ""
        return PageImage(_name(image), image.width, image.height, small)

    def card(self) -> File | None:
        """Return the link preview: the first photo that can be read, else the logo."""
        first = next(iter(self.images.values()), None)
        with suppress(PublishingRefused):  # `files` raises it for a photo that is not published yet
            if first and (photo := card_from_photo(_read(first.file))):
                return File("card.jpg", "image/jpeg", photo)
        if self.whole_mark is None:
            return None
        return File("card.png", "image/png", card_from_mark(self.whole_mark))

    def files(self, known: Collection[str] = ()) -> list[File]:
        """Return all files except images whose names are in `known`.

        Raises PublishingRefused when the file of an image is lost.
        """
        images = self._image_files().items()
        files = [File(name, "image/webp", _read(file)) for name, file in images if name not in known]
        if self.mark is None:
            return files
        return [
            File("logo.svg", "image/svg+xml", self.mark.svg.encode()),
            File("favicon.svg", "image/svg+xml", self.mark.small.encode()),
            File("icon.png", "image/png", home_icon(self.mark)),
            *files,
        ]

    def image_names(self) -> set[str]:
        """Return the relative names of all images."""
        return set(self._image_files())

    def _image_files(self) -> dict[str, FieldFile]:
        images = self.images.values()
        small = {_name(image, "-small"): image.small for image in images if image.small}
        return {_name(image): image.file for image in images} | small


def _name(image: SiteImage, suffix: str = "") -> str:
    return f"images/{image.sha256}{suffix}.webp"


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
    blocks = definition.visible_blocks()
    places = (place for block in blocks for place in (block, *getattr(block, "pictures", ())))
    wanted = dict.fromkeys(image for place in places if (image := getattr(place, "image", "")))
    known = {str(image.pk): image for image in site.images.all()} if wanted else {}
    images = {key: known[key] for key in wanted if key in known}
    return Assets(images, *_marks(site.business.brief, definition), site.country)


def marks_of(brief: BusinessBrief | None) -> tuple[Mark, ...]:
    """Return the marks that the logo agent drew for a brief."""
    logo = result(brief, "logo") if brief else None
    return logo.marks if isinstance(logo, LogoResult) else ()


def logo_svg(brief: BusinessBrief | None, definition: Definition) -> str:
    """Return the chosen logo as the header shows it, "" when there is none."""
    mark, _whole = _marks(brief, definition)
    return mark.svg if mark else ""


def _marks(brief: BusinessBrief | None, definition: Definition) -> tuple[Mark | None, Mark | None]:
    """Return the chosen mark in the colours of the site: as the header shows it, and whole."""
    mark = next((one for one in marks_of(brief) if one.item.key == definition.mark), None)
    if mark is None:
        return None, None
    theme, palette = theme_and_palette(definition)
    return for_header(mark, palette, look(theme).header), recolour(mark, palette)


def card_from_mark(mark: Mark) -> bytes:
    """Return a PNG of the mark on the colour of the brand."""
    ground = ground_of(palettes()[mark.palette], "brand")
    return _render_png(on_ground(mark, "brand").svg, ground, 0.28, CARD_SIZE)


def card_from_photo(photo: bytes) -> bytes:
    """Return a JPEG cut from the middle of a photo, b"" for an invalid one. Some messengers show no WebP."""
    try:
        with Image.open(io.BytesIO(photo)) as opened:
            cropped = ImageOps.fit(opened.convert("RGB"), CARD_SIZE, Image.Resampling.LANCZOS)
    except OSError:
        return b""
    buffer = io.BytesIO()
    cropped.save(buffer, "JPEG", quality=82, optimize=True, progressive=True)
    return buffer.getvalue()


def home_icon(mark: Mark) -> bytes:
    """Return a PNG of the mark on an opaque square."""
    paper = palettes()[mark.palette].paper
    return _render_png(mark.small, paper, 0.12, (180, 180))


def _render_png(svg: str, ground: str, margin: float, size: tuple[int, int]) -> bytes:
    """Return an opaque PNG of exactly this size; `margin` is a share of the drawing’s shorter side."""
    width, height = size
    framed = on_background(svg, ground, margin, width / height)
    png = bytes(resvg_py.svg_to_bytes(svg_string=framed, skip_system_fonts=True, width=width, height=height))
    with Image.open(io.BytesIO(png)) as opened:
        drawing = opened.convert("RGBA")
    canvas = Image.new("RGBA", size, ground)
    canvas.alpha_composite(drawing, ((width - drawing.width) // 2, (height - drawing.height) // 2))
    buffer = io.BytesIO()
    canvas.convert("RGB").save(buffer, "PNG", optimize=True)
    return buffer.getvalue()
