"""Prepare blocks for the templates: paragraphs, images, heading levels, text sizes; empty parts go."""

import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Final, NamedTuple, TypeAlias

from websites.definition.schema import AnyBlock, Contact, Definition, Entry, Gallery, Header, Testimonials
from websites.rendering.contact_links import NUMBERS, ContactDetail, contact_details
from websites.rendering.line_breaks import non_breaking_block

#: The most characters of a text and of its longest word, for each text size.
_SIZES: Final = ((18, 11), (44, 13), (90, 18))
_LINKS_AT_MOST: Final = 5
_LINK_LENGTH: Final = 32
_OFFER_KINDS: Final = ("menu", "services")
#: The prices, pictures or contact details on the first screen, and the fewest names that are listed there.
_TEASER_LENGTH: Final = 3
#: Kinds that the navigation leaves out and that show a heading alone.
_UNLINKED_KINDS: Final = ("hero", "call_to_action")


@dataclass(frozen=True)
class PageImage:
    """An image on a page: its URL, size in pixels, and a smaller file for phones.

    `alt` is the alternative text of the block that shows it.
    """

    url: str
    width: int
    height: int
    small: str = ""
    alt: str = ""


ImageFinder: TypeAlias = Callable[[str], PageImage | None]


class Line(NamedTuple):
    """An entry of a list; `size` is the text size of its price, `weight` that of its title."""

    title: str
    paragraphs: tuple[str, ...]
    price: str
    size: int
    weight: int


@dataclass(frozen=True)
class Section:
    """A block prepared for its template; `level` is its heading’s, `size` 1 (short) to 4 (very long).

    The heading of the hero, of which a site has one at most, is the main one of the page.
    """

    kind: str
    anchor: str
    title: str
    level: int
    size: int
    paragraphs: tuple[str, ...] = ()
    button: str = ""
    image: PageImage | None = None
    lines: tuple[Line, ...] = ()
    images: tuple[PageImage, ...] = ()
    quotes: tuple[tuple[tuple[str, ...], str], ...] = ()
    contacts: tuple[ContactDetail, ...] = ()
    has_form: bool = False

    @property
    def priced(self) -> tuple[Line, ...]:
        """The entries that have a price."""
        return tuple(line for line in self.lines if line.price and line.title)

    @property
    def classes(self) -> str:
        """CSS classes that describe its content."""
        parts = self.lines or self.images or self.quotes
        classes = {
            f"n{_count(len(parts))}": bool(parts),
            f"t{self.size}": True,
            "priced": any(line.price for line in self.lines),
            "told": any(line.paragraphs for line in self.lines),
            "pictured": self.image is not None,
            "plain": self.image is None,
            "brief": sum(map(len, self.paragraphs)) < 240,
        }
        return " ".join(name for name, holds in classes.items() if holds)


def _count(parts: int) -> int:
    """Return the number of parts; more than 9 become 7 to 9 with an equally long last row of three."""
    return parts if parts <= 9 else 7 + (parts - 7) % 3


@dataclass(frozen=True)
class Frame:
    """Everything that the page template shows."""

    name: str
    tagline: str = ""
    has_header: bool = False
    sections: tuple[Section, ...] = ()
    footer: str | None = None
    contacts: tuple[ContactDetail, ...] = ()
    links: tuple[tuple[str, str], ...] = ()

    def first(self, kind: str) -> Section | None:
        """Return the first section of a kind."""
        return next((section for section in self.sections if section.kind == kind), None)

    @property
    def prices(self) -> Section | None:
        """The section whose first prices the first screen shows; short lists are not shown twice."""
        priced = (section for section in self.sections if section.kind in _OFFER_KINDS)
        return next((section for section in priced if len(section.priced) > _TEASER_LENGTH), None)

    @property
    def offers(self) -> Section | None:
        """The section whose entry names the first screen shows; it needs at least three."""
        named = (section for section in self.sections if section.kind in _OFFER_KINDS)
        return next((section for section in named if len(section.lines) >= _TEASER_LENGTH), None)

    @property
    def pictures(self) -> tuple[PageImage, ...]:
        """The last pictures of a long gallery, for a first screen without an image of its own."""
        gallery, hero = self.first("gallery"), self.first("hero")
        is_rich = gallery and len(gallery.images) > _TEASER_LENGTH and not (hero and hero.image)
        return gallery.images[-_TEASER_LENGTH:] if gallery and is_rich else ()

    @property
    def button_href(self) -> str:
        """The target of the main buttons: a chat, a call, or the contact section; "" for none."""
        direct = next(
            (contact.href for contact in self.contacts if contact.kind in NUMBERS and contact.href),
            "",
        )
        contact = self.first("contact")
        return direct or (f"#{contact.anchor}" if contact else "")

    @property
    def size(self) -> int:
        """The text size of the name: 1 (short) to 4 (very long)."""
        return size_of(self.name)

    @property
    def facts(self) -> tuple[ContactDetail, ...]:
        """The contact details of the first screen: number, address, hours; an e-mail address instead."""
        by_kind = {contact.kind: contact for contact in reversed(self.contacts)}
        number = by_kind.get("phone") or by_kind.get("whatsapp")
        facts = (number, by_kind.get("address"), by_kind.get("hours"), by_kind.get("email"))
        return tuple(contact for contact in facts if contact)[:_TEASER_LENGTH]

    @property
    def quick_contacts(self) -> tuple[ContactDetail, ...]:
        """The first chat and the first number, for the bar at the bottom of a phone."""
        linked = {one.kind: one for one in reversed(self.contacts) if one.href and one.kind in NUMBERS}
        return tuple(linked[kind] for kind in NUMBERS if kind in linked)


@lru_cache(maxsize=1)
def labels() -> dict[str, dict[str, str]]:
    """Return the fixed texts of the themes, by language and name."""
    return tomllib.loads((Path(__file__).parent / "themes" / "labels.toml").read_text())


def frame(definition: Definition, find: ImageFinder, *, can_send: bool, country: str = "") -> Frame:
    """Return the prepared page; the contact form is shown when messages can be sent.

    `country` is that of telephone numbers without calling code.
    """
    blocks = [non_breaking_block(block, definition.language) for block in definition.visible_blocks()]
    header = next((block for block in blocks if isinstance(block, Header)), None)
    footer = next((block for block in blocks if block.kind == "footer"), None)
    built = (section_of(block, find, labels()[definition.language], can_send, country) for block in blocks)
    sections = tuple(section for section in built if section)
    return Frame(
        name=(header.name if header else "") or definition.title,
        tagline=header.tagline if header else "",
        has_header=header is not None,
        sections=sections,
        footer=footer.text if footer else None,
        contacts=next((section.contacts for section in sections if section.kind == "contact"), ()),
        links=tuple(_links(sections)),
    )


def _links(sections: tuple[Section, ...]) -> list[tuple[str, str]]:
    """Return anchor and short title of the sections in the navigation."""
    linked = [section for section in sections if section.kind not in _UNLINKED_KINDS and section.title]
    return [(section.anchor, shortened(section.title)) for section in linked][:_LINKS_AT_MOST]


def shortened(title: str) -> str:
    """Return a title short enough for a link."""
    return title if len(title) <= _LINK_LENGTH else title[: _LINK_LENGTH - 1].rstrip() + "…"


def section_of(
    block: AnyBlock, find: ImageFinder, texts: Mapping[str, str], can_send: bool, country: str = ""
) -> Section | None:
    """Return the prepared section, or None when the block has nothing to show."""
    if block.kind in ("header", "footer"):
        return None
    heading = getattr(block, "headline", "") or getattr(block, "title", "")
    pictures = block.pictures if isinstance(block, Gallery) else ()
    quotes = block.quotes if isinstance(block, Testimonials) else ()
    section = Section(
        kind=block.kind,
        anchor=f"b{block.id}",
        title=heading or ("" if block.kind in _UNLINKED_KINDS else texts[block.kind]),
        level=1 if block.kind == "hero" and heading else 2,
        size=size_of(heading),
        paragraphs=paragraphs(getattr(block, "text", "")),
        button=getattr(block, "button", ""),
        image=_image(getattr(block, "image", ""), getattr(block, "alt", ""), find),
        lines=tuple(_line(entry) for entry in getattr(block, "entries", ()) if entry.title or entry.text),
        images=tuple(image for one in pictures if (image := _image(one.image, one.alt, find))),
        quotes=tuple((paragraphs(quote.text), quote.author) for quote in quotes if quote.text),
        contacts=contact_details(block, texts, country) if isinstance(block, Contact) else (),
        has_form=isinstance(block, Contact) and block.has_form and can_send,
    )
    is_filled = any(
        (
            section.paragraphs,
            section.image,
            section.lines,
            section.images,
            section.quotes,
            section.contacts,
            section.has_form,
        )
    )
    return section if is_filled or (heading and block.kind in _UNLINKED_KINDS) else None


def _line(entry: Entry) -> Line:
    return Line(entry.title, paragraphs(entry.text), entry.price, size_of(entry.price), size_of(entry.title))


def _image(image: str, alt: str, find: ImageFinder) -> PageImage | None:
    """Return an image with the alternative text of the block, or None."""
    found = find(image) if image else None
    return replace(found, alt=alt) if found else None


def paragraphs(text: str) -> tuple[str, ...]:
    """Return the lines of a text that are not empty."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def size_of(text: str) -> int:
    """Return the text size of a heading or price: 1 for a short one, up to 4 for a very long one."""
    longest = max(map(len, re.split(r"[\s-]+", text)))
    fitting = (at for at, (most, word) in enumerate(_SIZES, 1) if len(text) <= most and longest <= word)
    return next(fitting, len(_SIZES) + 1)
