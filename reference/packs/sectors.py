"""Sectors: vocabulary, figures, risks and examples of a trade, and the design of its site and logo."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Final, Literal, NamedTuple, TypeAlias, TypeVar, get_args

from pydantic import Field

from reference.packs.files import DATA, LANGUAGES, Frozen, Line, Text, Translated, checked, read
from reference.packs.trades import trades

Step: TypeAlias = Literal["vision", "mission", "clientele", "differentiation", "offre", "synthesis"]
EXAMPLE_STEPS: Final[tuple[Step, ...]] = get_args(Step)
#: The slug of the sector for businesses of no other sector.
OTHER: Final = "other"
_FOLDER: Final = DATA / "sectors"
#: The sectors that have a file of their own, by slug.
SECTORS: Final = tuple(sorted(path.stem for path in _FOLDER.glob("*.toml") if path.stem != OTHER))
#: The words that customers use for a trade.
Words: TypeAlias = Annotated[tuple[Line, ...], Field(min_length=1)]
#: Example answers for one step.
Examples: TypeAlias = Annotated[tuple[Line, ...], Field(min_length=3)]


class SiteDesign(Frozen):
    """The design of the site and the logo of a trade.

    `schema_type` is a subtype of schema.org LocalBusiness. `palettes` were made for the trade; `themes` are
    those made for it, with points from 7 (best) to 4. `logo_styles` are preferred, best first; `logo_symbols`
    stand for every trade of the sector. `is_visited` says whether customers come to the place.
    """

    schema_type: str
    palettes: tuple[str, ...]
    themes: Mapping[str, int]
    logo_styles: tuple[str, ...]
    logo_symbols: tuple[str, ...] = Field(min_length=3)
    is_visited: bool = False


class TradeText(Text):
    """A text that holds for the named trades of the sector only, or for all of them when none is named."""

    trades: tuple[str, ...] = ()


Kept = TypeVar("Kept", bound=TradeText)


class KeyedText(TradeText):
    """A text for trades with its key."""

    key: str


Keyed = TypeVar("Keyed", bound=KeyedText)


class Paragraph(KeyedText):
    """A paragraph with its key and its heading."""

    label: Text


class Season(Paragraph):
    """A time of the year; the calendar of the country must match the pattern `needs` (empty: any country)."""

    needs: str = ""


class Permit(KeyedText):
    """A rule to check, as a question, and the kind of office that can answer it (`who`)."""

    who: Text


class KnownRisk(Paragraph):
    """A risk, a test that takes one week, the cost of the test, and how to undo it."""

    test: Text
    cost: Text
    undo: Text


class SectorResearch(Frozen):
    """Usual costs, seasons, permits and risks of a trade, without amounts."""

    costs: tuple[Paragraph, ...] = Field(min_length=4)
    seasons: tuple[Season, ...] = Field(min_length=2)
    permits: tuple[Permit, ...] = Field(min_length=3)
    risks: tuple[KnownRisk, ...] = Field(min_length=3)


class SectorPack(Frozen):
    """The data of one sector.

    `trade` names it in a word or two, `business` names one of its businesses in a sentence; both are None for
    the sector OTHER. `example_trades` are the trades of the businesses of the examples, in their order.
    """

    slug: str
    name: Text
    trade: Text | None = None
    business: Text | None = None
    icon: Line
    units: tuple[Text, ...] = Field(min_length=1)
    kpis: tuple[Text, ...] = Field(min_length=1)
    alternatives: tuple[TradeText, ...] = Field(min_length=1)
    cost_questions: tuple[Text, ...] = Field(min_length=1)
    vocabulary: Translated[Words]
    site: SiteDesign
    research: SectorResearch
    examples: Mapping[Step, Translated[Examples]] = Field(min_length=len(EXAMPLE_STEPS))
    example_trades: Translated[tuple[str, ...]]


def read_sector(path: Path) -> SectorPack:
    """Return the file of one sector; raises PackError for the first error."""
    return checked(SectorPack, {"slug": path.stem, **read(path)}, path)


@lru_cache(maxsize=64)
def sector_pack(slug: str) -> SectorPack:
    """Return the pack of a sector; an unknown slug gets that of other sectors."""
    return read_sector(_FOLDER / f"{slug if slug in SECTORS else OTHER}.toml")


def research_of(sector: str, trade: str) -> SectorResearch:
    """Return what is usual in a trade, or what holds for every trade of the sector when it is unknown.

    What is usual in any business fills up what would be too little.
    """
    own, common = _pack_of(sector, trade).research, sector_pack(OTHER).research
    return SectorResearch(
        costs=_filled(own.costs, common.costs, trade, 4),
        seasons=_filled(own.seasons, common.seasons, trade, 2),
        permits=_filled(own.permits, common.permits, trade, 3),
        risks=_filled(own.risks, common.risks, trade, 3),
    )


def alternatives_of(sector: str, trade: str) -> tuple[TradeText, ...]:
    """Return what customers of a trade usually do instead, or of any business when that is not known."""
    own = _kept(_pack_of(sector, trade).alternatives, trade)
    return own or sector_pack(OTHER).alternatives


def _pack_of(sector: str, trade: str) -> SectorPack:
    known = trades().get(trade)
    return sector_pack(known.sector if known else sector)


def _kept(texts: Iterable[Kept], trade: str) -> tuple[Kept, ...]:
    return tuple(text for text in texts if not text.trades or trade in text.trades)


def _filled(own: tuple[Keyed, ...], common: tuple[Keyed, ...], trade: str, least: int) -> tuple[Keyed, ...]:
    """Return the texts that hold for a trade, and so many of the common ones that there are enough."""
    found: tuple[Keyed, ...] = _kept(own, trade)
    keys = {text.key for text in found}
    return (*found, *[text for text in common if text.key not in keys][: max(0, least - len(found))])


class Example(NamedTuple):
    """An example answer, and the key of the trade of the invented business that gave it."""

    text: str
    trade: str


def examples_for(step: str, sector: str, trade: str, language: str) -> tuple[Example, ...]:
    """Return three example answers: those of the same trade, wherever they stand, before the sector's own."""
    packs = dict.fromkeys((_pack_of(sector, trade).slug, *SECTORS, OTHER))
    found = [
        Example(*row)
        for slug in packs
        for row in zip(
            examples(step, slug, language), sector_pack(slug).example_trades.get(language), strict=False
        )
    ]
    return tuple(sorted(found, key=lambda example: example.trade != trade)[:3])


def examples(step: str, sector: str, language: str) -> tuple[str, ...]:
    """Return at least three example answers for a step; an unknown sector gets those of other sectors.

    An unknown step or language is a programming error and raises KeyError.
    """
    if step not in EXAMPLE_STEPS or language not in LANGUAGES:
        raise KeyError(step, language)
    return sector_pack(sector).examples[step].get(language)
