"""What a page shows of each block: paragraphs, images found, levels and sizes settled, empty parts out."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Final, TypeAlias

from websites.definition.schema import AnyBlock, Contact, Definition, Entry, Gallery, Header, Testimonials
from websites.rendering.contact_links import ContactDetail, contact_details
from websites.rendering.line_breaks import non_breaking_block

#: How long a heading or price may be (letters, longest word) for each size, from the largest down.
_SIZES: Final = ((18, 11), (44, 13), (90, 18))
_LINKS_AT_MOST: Final = 5
_LINK_LENGTH: Final = 32
_OFFER_KINDS: Final = ("menu", "services")
#: Prices that a first screen shows of a longer list, and the least names that make one.
_TEASER_LENGTH: Final = 3
#: Pictures that a first screen borrows from the gallery.
_TEASER_PICTURES: Final = 3
#: Ways to reach the business that a first screen tells.
_TEASER_FACTS: Final = 3
_UNLINKED_KINDS: Final = ("hero", "call_to_action")


@dataclass(frozen=True)
class PageImage:
    """An image as a page shows it: its address, its size in pixels, and a smaller one for phones.

    `alt` says what it shows, in the words of the block that shows it.
    """

    url: str
    width: int
    height: int
    small: str = ""
    alt: str = ""


ImageFinder: TypeAlias = Callable[[str], PageImage | None]


@dataclass(frozen=True)
class Line:
    """An entry of a list, ready to be shown; `size` is its price's, `weight` its title's."""

    title: str
    paragraphs: tuple[str, ...]
    price: str
    size: int
    weight: int


@dataclass(frozen=True)
class Section:
    """A block, ready to be shown; `level` is its heading's, `size` 1 (short text) to 4 (very long)."""

    kind: str
    anchor: str
    title: str
    level: int
    size: int
    block: AnyBlock
    paragraphs: tuple[str, ...] = ()
    button: str = ""
    image: PageImage | None = None
    lines: tuple[Line, ...] = ()
    shots: tuple[PageImage, ...] = ()
    quotes: tuple[tuple[tuple[str, ...], str], ...] = ()
    ways: tuple[ContactDetail, ...] = ()
    has_form: bool = False

    @property
    def priced(self) -> tuple[Line, ...]:
        """The lines that have a price."""
        return tuple(line for line in self.lines if line.price and line.title)

    @property
    def template(self) -> str:
        """The template that shows it."""
        return f"sites/{self.kind}.html"

    @property
    def classes(self) -> str:
        """What the style sheets need to know about its content."""
        parts = self.lines or self.shots or self.quotes
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
    """Return how many parts a list has; many are told as 7 to 9, whichever leaves the same in a last row."""
    return parts if parts <= 9 else 7 + (parts - 7) % 3


@dataclass(frozen=True)
class Frame:
    """A page's parts around and in its main content."""

    name: str
    tagline: str = ""
    has_header: bool = False
    sections: tuple[Section, ...] = ()
    footer: str | None = None
    ways: tuple[ContactDetail, ...] = ()
    links: tuple[tuple[str, str], ...] = field(default=())

    def first(self, kind: str) -> Section | None:
        """Return the first section of a kind."""
        return next((section for section in self.sections if section.kind == kind), None)

    @property
    def prices(self) -> Section | None:
        """The section whose first prices a first screen shows; a list as short as that stands by itself."""
        priced = (section for section in self.sections if section.kind in _OFFER_KINDS)
        return next((section for section in priced if len(section.priced) > _TEASER_LENGTH), None)

    @property
    def offers(self) -> Section | None:
        """The section whose entries' names a first screen shows; two alone make no list."""
        named = (section for section in self.sections if section.kind in _OFFER_KINDS)
        return next((section for section in named if len(section.lines) >= _TEASER_LENGTH), None)

    @property
    def pictures(self) -> tuple[PageImage, ...]:
        """The gallery's last pictures, when it can spare some for a first screen without its own."""
        gallery, hero = self.first("gallery"), self.first("hero")
        is_rich = gallery and len(gallery.shots) > _TEASER_PICTURES and not (hero and hero.image)
        return gallery.shots[-_TEASER_PICTURES:] if gallery and is_rich else ()

    @property
    def act(self) -> str:
        """Where the main buttons lead: to a conversation, a call, or the contact section; "" for nowhere."""
        direct = next((way.href for way in self.ways if way.kind in ("whatsapp", "phone") and way.href), "")
        contact = self.first("contact")
        return direct or (f"#{contact.anchor}" if contact else "")

    @property
    def size(self) -> int:
        """How long the name is: 1 (short) to 4 (very long)."""
        return size_of(self.name)

    @property
    def facts(self) -> tuple[ContactDetail, ...]:
        """What a first screen tells: a number, the place, the hours; an e-mail where one is missing."""
        by_kind = {way.kind: way for way in self.ways}
        number = by_kind.get("phone") or by_kind.get("whatsapp")
        facts = (number, by_kind.get("address"), by_kind.get("hours"), by_kind.get("email"))
        return tuple(way for way in facts if way)[:_TEASER_FACTS]

    @property
    def quick(self) -> tuple[ContactDetail, ...]:
        """The ways that one tap opens, for the bar at a phone's lower edge."""
        return tuple(way for way in self.ways if way.href and way.kind != "email")


@lru_cache(maxsize=1)
def labels() -> dict[str, dict[str, str]]:
    """Return what the themes say by themselves, by language and name."""
    return tomllib.loads((Path(__file__).parent / "themes" / "labels.toml").read_text())


def frame(definition: Definition, find: ImageFinder, *, can_send: bool) -> Frame:
    """Return the page's parts; the form is shown when messages can be sent somewhere."""
    shown = [non_breaking_block(block, definition.language) for block in definition.visible_blocks()]
    header = next((block for block in shown if isinstance(block, Header)), None)
    footer = next((block for block in shown if block.kind == "footer"), None)
    sections = _sections(shown, find, definition.language, can_send)
    contact = next((section.ways for section in sections if section.kind == "contact"), ())
    return Frame(
        name=(header.name if header else "") or definition.title,
        tagline=header.tagline if header else "",
        has_header=header is not None,
        sections=sections,
        footer=footer.text if footer else None,
        ways=contact,
        links=tuple(_links(sections)),
    )


def _sections(
    blocks: Sequence[AnyBlock], find: ImageFinder, language: str, can_send: bool
) -> tuple[Section, ...]:
    texts = labels()[language]
    built = (section_of(block, find, texts, can_send) for block in blocks)
    return tuple(_one_main_heading(section for section in built if section))


def _one_main_heading(sections: Iterator[Section]) -> Iterator[Section]:
    """Give the first hero the page's only h1."""
    is_free = True
    for section in sections:
        is_main = is_free and section.kind == "hero" and bool(section.title)
        is_free = is_free and not is_main
        yield replace(section, level=1) if is_main else section


def _links(sections: tuple[Section, ...]) -> list[tuple[str, str]]:
    """Return anchor and short title of the sections that a visitor may look for."""
    linked = [section for section in sections if section.kind not in _UNLINKED_KINDS and section.title]
    return [(section.anchor, shortened(section.title)) for section in linked][:_LINKS_AT_MOST]


def shortened(title: str) -> str:
    """Return a title that fits a link."""
    return title if len(title) <= _LINK_LENGTH else title[: _LINK_LENGTH - 1].rstrip() + "…"


def section_of(
    block: AnyBlock, find: ImageFinder, texts: Mapping[str, str], can_send: bool
) -> Section | None:
    """Return what to show of a block, or None when there is nothing to see."""
    if block.kind in ("header", "footer"):
        return None
    heading = getattr(block, "headline", "") or getattr(block, "title", "")
    section = Section(
        kind=block.kind,
        anchor=f"b{block.id}",
        title=heading or ("" if block.kind in _UNLINKED_KINDS else texts[block.kind]),
        level=2,
        size=size_of(heading),
        block=block,
        paragraphs=paragraphs(getattr(block, "text", "")),
        button=getattr(block, "button", ""),
        image=_shot(getattr(block, "image", ""), getattr(block, "alt", ""), find),
        lines=tuple(map(_line, _entries(block))),
        shots=tuple(_shots(block, find)),
        quotes=tuple(_quotes(block)),
        ways=tuple(contact_details(block, texts)) if isinstance(block, Contact) else (),
        has_form=isinstance(block, Contact) and block.has_form and can_send,
    )
    return section if _has_content(section, heading) else None


def _has_content(section: Section, heading: str) -> bool:
    """Say whether a visitor gains from the section; a bare title over nothing is left out."""
    contents = (section.paragraphs, section.image, section.lines, section.shots, section.quotes, section.ways)
    return any(contents) or section.has_form or (bool(heading) and section.kind in _UNLINKED_KINDS)


def _entries(block: AnyBlock) -> tuple[Entry, ...]:
    entries: tuple[Entry, ...] = getattr(block, "entries", ())
    return tuple(entry for entry in entries if entry.title or entry.text)


def _line(entry: Entry) -> Line:
    return Line(entry.title, paragraphs(entry.text), entry.price, size_of(entry.price), size_of(entry.title))


def _shots(block: AnyBlock, find: ImageFinder) -> Iterator[PageImage]:
    for picture in block.pictures if isinstance(block, Gallery) else ():
        if found := _shot(picture.image, picture.alt, find):
            yield found


def _shot(image: str, alt: str, find: ImageFinder) -> PageImage | None:
    """Return an image with what the block says that it shows."""
    found = find(image) if image else None
    return replace(found, alt=alt) if found else None


def _quotes(block: AnyBlock) -> Iterator[tuple[tuple[str, ...], str]]:
    for quote in block.quotes if isinstance(block, Testimonials) else ():
        if quote.text:
            yield paragraphs(quote.text), quote.author


def paragraphs(text: str) -> tuple[str, ...]:
    """Return a text's lines that say something, each a paragraph."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def size_of(text: str) -> int:
    """Return 1 for a text that may stand very large, up to 4 for one that must stay small."""
    longest = max(map(len, re.split(r"[\s-]+", text)))
    fitting = (at for at, (most, word) in enumerate(_SIZES, 1) if len(text) <= most and longest <= word)
    return next(fitting, len(_SIZES) + 1)
