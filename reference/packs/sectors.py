"""Sectors: vocabulary, figures, risks and examples of a trade, and the design of its site and logo."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Final, Literal, TypeAlias, get_args

from pydantic import Field

from reference.packs.files import DATA, LANGUAGES, Frozen, Line, Text, Translated, checked, read

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
    stand for the trade. `is_visited` says whether customers come to the place.
    """

    schema_type: str
    palettes: tuple[str, ...]
    themes: Mapping[str, int]
    logo_styles: tuple[str, ...]
    logo_symbols: tuple[str, ...] = Field(min_length=3)
    is_visited: bool = False


class Paragraph(Text):
    """A paragraph with its key and its heading."""

    key: str
    label: Text


class Season(Paragraph):
    """A time of the year; the calendar of the country must match the pattern `needs` (empty: any country)."""

    needs: str = ""


class Permit(Text):
    """A rule to check, as a question, and the kind of office that can answer it (`who`)."""

    key: str
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
    the sector OTHER.
    """

    slug: str
    name: Text
    trade: Text | None = None
    business: Text | None = None
    icon: Line
    units: tuple[Text, ...] = Field(min_length=1)
    kpis: tuple[Text, ...] = Field(min_length=1)
    alternatives: tuple[Text, ...] = Field(min_length=1)
    cost_questions: tuple[Text, ...] = Field(min_length=1)
    vocabulary: Translated[Words]
    site: SiteDesign
    research: SectorResearch
    examples: Mapping[Step, Translated[Examples]] = Field(min_length=len(EXAMPLE_STEPS))


def read_sector(path: Path) -> SectorPack:
    """Return the file of one sector; raises PackError for the first error."""
    return checked(SectorPack, {"slug": path.stem, **read(path)}, path)


@lru_cache(maxsize=64)
def sector_pack(slug: str) -> SectorPack:
    """Return the pack of a sector; an unknown slug gets that of other sectors."""
    return read_sector(_FOLDER / f"{slug if slug in SECTORS else OTHER}.toml")


def examples(step: str, sector: str, language: str) -> tuple[str, ...]:
    """Return at least three example answers for a step; an unknown sector gets those of other sectors.

    An unknown step or language is a programming error and raises KeyError.
    """
    if step not in EXAMPLE_STEPS or language not in LANGUAGES:
        raise KeyError(step, language)
    return sector_pack(sector).examples[step].get(language)
