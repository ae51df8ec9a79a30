"""What a site is made of: typed blocks in an order, a theme, a palette and a logo. No markup anywhere."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from typing import Annotated, Any, Final, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Line: TypeAlias = Annotated[str, StringConstraints(max_length=200, strip_whitespace=True)]
Body: TypeAlias = Annotated[str, StringConstraints(max_length=4000, strip_whitespace=True)]
BlockId: TypeAlias = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]{6}$")]
MOST_BLOCKS: Final = 30
MOST_ENTRIES: Final = 40
#: Stands in place of a block's id for what holds for the whole site: title and description.
SITE: Final = "site"


def new_id() -> str:
    """Return a new block's id; it names the block for good, wherever it moves."""
    return secrets.token_hex(3)


class Part(BaseModel):
    """A value of a definition; copied with changes, never changed in place."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Origin(Part):
    """Which item of which result a field was filled from, with the facts (hashes) it rested on then."""

    agent: str
    key: str
    text: str
    facts: dict[str, str] = Field(default_factory=dict)


class Block(Part):
    """What every block has. `origins` says by path ("text", "entries.0.title") where a text came from."""

    id: BlockId = Field(default_factory=new_id)
    is_hidden: bool = False
    origins: dict[str, Origin] = Field(default_factory=dict)


class Header(Block):
    """Name, a short line, and links to the blocks."""

    kind: Literal["header"] = "header"
    name: Line
    tagline: Line = ""


class Hero(Block):
    """The first thing a visitor reads."""

    kind: Literal["hero"] = "hero"
    headline: Line
    text: Body = ""
    button: Line = ""
    image: str = ""
    alt: Line = ""


class About(Block):
    """Who is behind the business."""

    kind: Literal["about"] = "about"
    title: Line
    text: Body
    image: str = ""
    alt: Line = ""


class Entry(Part):
    """A service, a feature, a dish."""

    title: Line
    text: Body = ""
    price: Line = ""


class Services(Block):
    """What can be bought."""

    kind: Literal["services"] = "services"
    title: Line
    entries: tuple[Entry, ...] = Field((), max_length=MOST_ENTRIES)


class Features(Block):
    """Why this business."""

    kind: Literal["features"] = "features"
    title: Line
    entries: tuple[Entry, ...] = Field((), max_length=MOST_ENTRIES)


class Menu(Block):
    """A list with prices: dishes, haircuts, articles."""

    kind: Literal["menu"] = "menu"
    title: Line
    entries: tuple[Entry, ...] = Field((), max_length=MOST_ENTRIES)


class Questions(Block):
    """Questions and answers: `title` asks, `text` answers."""

    kind: Literal["questions"] = "questions"
    title: Line
    entries: tuple[Entry, ...] = Field((), max_length=MOST_ENTRIES)


class Picture(Part):
    """One image of the gallery: the image's id and what it shows."""

    image: str
    alt: Line = ""


class Gallery(Block):
    """Pictures of the work."""

    kind: Literal["gallery"] = "gallery"
    title: Line
    pictures: tuple[Picture, ...] = Field((), max_length=MOST_ENTRIES)


class Quote(Part):
    """What a customer said; only the person can enter one, none is ever made up."""

    text: Body
    author: Line = ""


class Testimonials(Block):
    """What customers say."""

    kind: Literal["testimonials"] = "testimonials"
    title: Line
    quotes: tuple[Quote, ...] = Field((), max_length=MOST_ENTRIES)


class Contact(Block):
    """How to reach the business; `has_form` shows the contact form on published pages."""

    kind: Literal["contact"] = "contact"
    title: Line
    text: Body = ""
    phone: Line = ""
    whatsapp: Line = ""
    email: Line = ""
    address: Line = ""
    hours: Line = ""
    has_form: bool = True


class CallToAction(Block):
    """One sentence and one button."""

    kind: Literal["call_to_action"] = "call_to_action"
    title: Line
    text: Body = ""
    button: Line = ""


class Footer(Block):
    """The last line."""

    kind: Literal["footer"] = "footer"
    text: Line = ""


AnyBlock: TypeAlias = Annotated[
    Header
    | Hero
    | About
    | Services
    | Features
    | Menu
    | Questions
    | Gallery
    | Testimonials
    | Contact
    | CallToAction
    | Footer,
    Field(discriminator="kind"),
]
KINDS: Final = (
    "header",
    "hero",
    "about",
    "services",
    "features",
    "menu",
    "questions",
    "gallery",
    "testimonials",
    "contact",
    "call_to_action",
    "footer",
)


class Definition(Part):
    """A whole site. `theme`, `palette` and `mark` (logo) are keys; "" leaves the choice to the theme.

    `origins` says of `title` and `description` where they came from, as each block does of its texts.
    """

    version: Literal[1] = 1
    language: Literal["fr", "en"]
    theme: str
    palette: str = ""
    mark: str = ""
    title: Line = ""
    description: Body = ""
    origins: dict[str, Origin] = Field(default_factory=dict)
    blocks: tuple[AnyBlock, ...] = Field((), max_length=MOST_BLOCKS)

    def block(self, block_id: str) -> AnyBlock | None:
        """Return the block of that id."""
        return next((block for block in self.blocks if block.id == block_id), None)

    def visible_blocks(self) -> Iterator[AnyBlock]:
        """Yield the blocks that visitors see."""
        return (block for block in self.blocks if not block.is_hidden)


def texts(block: Block) -> Iterator[tuple[str, str]]:
    """Yield every text of a block that visitors read, with its path ("entries.0.title"); no ids, no flags."""
    values = block.model_dump(exclude={"id", "kind", "is_hidden", "origins", "image", "has_form"})
    yield from _texts("", values)


def _texts(path: str, value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, str) and value:
        yield path, value
    elif isinstance(value, dict):
        for name, inner in value.items():
            if name != "image":
                yield from _texts(f"{path}.{name}".lstrip("."), inner)
    elif isinstance(value, list | tuple):
        for place, inner in enumerate(value):
            yield from _texts(f"{path}.{place}".lstrip("."), inner)
