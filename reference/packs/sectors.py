"""Sectors: the words, figures, risks and examples of a trade, and how its site and logo look."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Annotated, Final, Literal, TypeAlias, get_args

from pydantic import Field

from reference.packs.files import DATA, LANGUAGES, Frozen, Line, Text, checked, read

Step: TypeAlias = Literal["vision", "mission", "clientele", "differentiation", "offre", "synthesis"]
EXAMPLE_STEPS: Final[tuple[Step, ...]] = get_args(Step)
#: The sector of those that are not listed.
OTHER: Final = "other"
_FOLDER: Final = DATA / "sectors"
#: The sectors that have a file of their own, by slug.
SECTORS: Final = tuple(sorted(path.stem for path in _FOLDER.glob("*.toml") if path.stem != OTHER))
#: At least three example answers.
Examples: TypeAlias = Annotated[tuple[Line, ...], Field(min_length=3)]


class Vocabulary(Frozen):
    """The words of a trade in each language."""

    fr: tuple[Line, ...] = Field(min_length=1)
    en: tuple[Line, ...] = Field(min_length=1)

    def get(self, language: str) -> tuple[str, ...]:
        """Return the words of that language; anything but French reads the English ones."""
        return self.fr if language == "fr" else self.en


class ExampleAnswers(Frozen):
    """Example answers for one step."""

    fr: Examples
    en: Examples


class SiteDesign(Frozen):
    """How the site and the logo of a trade look.

    `schema_type` is a subtype of schema.org LocalBusiness. `palettes` were made for the trade; `themes` are
    those drawn for it, with points from 7 (best) to 4. `logo_styles` come first, the best of them first;
    `logo_symbols` are its signs. `is_visited` says that customers come to the place.
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
    """A time of the year.

    `needs` is a pattern that the country's calendar must hold ("" for any country).
    """

    needs: str = ""


class Permit(Text):
    """A rule to check, as a question, and the kind of office that knows."""

    key: str
    who: Text


class KnownRisk(Paragraph):
    """A risk with its test of one week, the cost of the test, and how it is undone."""

    test: Text
    cost: Text
    undo: Text


class SectorResearch(Frozen):
    """What is usual in a trade, without amounts: those are the person's own."""

    costs: tuple[Paragraph, ...] = Field(min_length=4)
    seasons: tuple[Season, ...] = Field(min_length=2)
    permits: tuple[Permit, ...] = Field(min_length=3)
    risks: tuple[KnownRisk, ...] = Field(min_length=3)


class SectorPack(Frozen):
    """All that is known of one sector.

    `trade` names it in a word or two, `business` names a business of it in a sentence; both are None for
    the sector of those that are not listed.
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
    vocabulary: Vocabulary
    site: SiteDesign
    research: SectorResearch
    examples: Mapping[Step, ExampleAnswers] = Field(min_length=len(EXAMPLE_STEPS))


def read_sector(path: Path) -> SectorPack:
    """Return the file of one sector; raises `PackError` on the first fault."""
    return checked(SectorPack, {"slug": path.stem, **read(path)}, path)


@cache
def _sector(slug: str) -> SectorPack:
    return read_sector(_FOLDER / f"{slug}.toml")


def sector_pack(slug: str) -> SectorPack:
    """Return the pack of a sector slug; an unknown slug gets that of other sectors."""
    return _sector(slug if slug in SECTORS else OTHER)


def examples(step: str, sector: str, language: str) -> tuple[str, ...]:
    """Return at least three example answers for a step; an unknown sector gets those of other sectors.

    An unknown step or language is a programming error and raises `KeyError`.
    """
    if step not in EXAMPLE_STEPS or language not in LANGUAGES:
        raise KeyError(step, language)
    answers: ExampleAnswers = sector_pack(sector).examples[step]
    return answers.fr if language == "fr" else answers.en
