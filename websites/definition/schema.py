"""The definition of a site: typed blocks in order, a theme, a palette and a logo. It contains no markup."""

import secrets
from collections.abc import Iterator
from typing import Annotated, Final, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

Line: TypeAlias = Annotated[str, StringConstraints(max_length=200, strip_whitespace=True)]
Body: TypeAlias = Annotated[str, StringConstraints(max_length=4000, strip_whitespace=True)]
BlockId: TypeAlias = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]{6}$")]
MOST_BLOCKS: Final = 30
MOST_ENTRIES: Final = 40
#: Used instead of a block's id for texts of the whole site: title and description.
SITE: Final = "site"
#: Fields that hold no text for visitors.
_NO_TEXTS: Final = frozenset({"id", "kind", "image"})


def new_id() -> str:
    """Return an id for a new block; it stays the same wherever the block moves."""
    return secrets.token_hex(3)


class Part(BaseModel):
    """An immutable value of a definition."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Origin(Part):
    """The item of a result that a text was filled from, with the hashes of the facts that it used."""

    agent: str
    key: str
    text: str
    facts: dict[str, str] = Field(default_factory=dict)


class Block(Part):
    """Base class of blocks. `origins` maps the path of a text ("text", "entries.0.title") to its origin."""

    id: BlockId = Field(default_factory=new_id)
    is_hidden: bool = False
    origins: dict[str, Origin] = Field(default_factory=dict)

    def texts(self) -> dict[str, str]:
        """Return the texts that a person can write by their path ("entries.0.title"), empty ones included."""
        found: dict[str, str] = {}
        for name, value in self:
            if isinstance(value, str):
                found[name] = value
            elif isinstance(value, tuple):
                found |= {f"{name}.{at}.{part}": text for at, one in enumerate(value) for part, text in one}
        return {path: text for path, text in found.items() if path.rpartition(".")[2] not in _NO_TEXTS}

    def written_texts(self) -> dict[str, str]:
        """Return the texts that are not empty: what visitors read."""
        return {path: text for path, text in self.texts().items() if text}


class Header(Block):
    """Name, tagline, and links to the sections."""

    kind: Literal["header"] = "header"
    name: Line
    tagline: Line = ""


class Hero(Block):
    """The first section of the page."""

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
    text: Body = ""
    image: str = ""
    alt: Line = ""


class Entry(Part):
    """A service, a strength, a dish or a question."""

    title: Line
    text: Body = ""
    price: Line = ""


class EntryBlock(Block):
    """Base class of blocks that list entries."""

    title: Line
    entries: tuple[Entry, ...] = Field((), max_length=MOST_ENTRIES)


class Services(EntryBlock):
    """Services or products on offer."""

    kind: Literal["services"] = "services"


class Features(EntryBlock):
    """Reasons to choose this business."""

    kind: Literal["features"] = "features"


class Menu(EntryBlock):
    """A list with prices."""

    kind: Literal["menu"] = "menu"


class Questions(EntryBlock):
    """Frequent questions: the title of an entry asks, its text answers."""

    kind: Literal["questions"] = "questions"


class Picture(Part):
    """One image of the gallery: the image’s id and its alternative text."""

    image: str
    alt: Line = ""


class Gallery(Block):
    """Photos of the work."""

    kind: Literal["gallery"] = "gallery"
    title: Line
    pictures: tuple[Picture, ...] = Field((), max_length=MOST_ENTRIES)


class Quote(Part):
    """What a customer said. Only the person can enter one; none is generated."""

    text: Body
    author: Line = ""


class Testimonials(Block):
    """Quotes of customers."""

    kind: Literal["testimonials"] = "testimonials"
    title: Line
    quotes: tuple[Quote, ...] = Field((), max_length=MOST_ENTRIES)


class Contact(Block):
    """How to reach the business; `has_form` shows the contact form on the published page."""

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
    """An invitation: one sentence and one button."""

    kind: Literal["call_to_action"] = "call_to_action"
    title: Line
    text: Body = ""
    button: Line = ""


class Footer(Block):
    """The last line of the page."""

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


class Definition(Part):
    """A whole site. `theme`, `palette` and `mark` (the logo) are keys; "" leaves the choice to the theme.

    `origins` holds the origins of `title` and `description`, like `Block.origins` for the texts of a block.
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
        """Return the block with that id, or None."""
        return next((block for block in self.blocks if block.id == block_id), None)

    def index(self, block_id: str) -> int:
        """Return the index of the block with that id. Raises ValueError when there is none."""
        return [block.id for block in self.blocks].index(block_id)

    def visible_blocks(self) -> Iterator[AnyBlock]:
        """Yield the blocks that are not hidden."""
        return (block for block in self.blocks if not block.is_hidden)
