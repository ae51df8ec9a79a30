"""The themes of sites, and which of them suits a business: by its trade, its prices, how much it says."""

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Final, Literal, NamedTuple

from agents.contract import Frozen, Inputs, Item, Progress
from agents.data_files import load
from agents.palettes import sector_palettes
from agents.schemas import Suggestion, TemplateResult
from coaching.coach.scoring.facts import facts
from reference.packs import Text, sector_pack

_SERVICE: Final = re.compile(r"service\.(\d+)\.title")


class Theme(Frozen):
    """A way to lay a site out: its name, and in one sentence what it is about.

    `palettes` are those that show it best. `leans_on` is what its first screen shows large: prices,
    pictures, facts (hours, phone, place), names of what is sold, or words alone.
    """

    key: str
    name: Text
    about: Text
    palettes: tuple[str, ...]
    leans_on: Literal["prices", "pictures", "facts", "names", "words"]
    has_giant_type: bool = False


@cache
def themes() -> dict[str, Theme]:
    """Return the themes by key, in the file's order."""
    return {row["key"]: Theme(**row) for row in load("template/themes.toml")["theme"]}


class Traits(NamedTuple):
    """What of a business decides how its site is best laid out."""

    sector: str
    prices: int
    offers: int
    letters: int
    name_letters: int
    has_place: bool


def suggest(inputs: Inputs, report: Progress) -> TemplateResult:
    """Return all themes, the best fitting first; equal ones stay in the file's order."""
    report(20, "reading")
    traits = _traits(inputs)
    report(60, "comparing")
    ranked = [(theme, list(_reasons(theme, traits))) for theme in themes().values()]
    ranked.sort(key=lambda pair: -sum(points for points, _ in pair[1]))
    return TemplateResult(themes=tuple(_suggestion(theme, why, inputs) for theme, why in ranked))


def _traits(inputs: Inputs) -> Traits:
    """Return what decides, from the site's texts where there are some and from the answers otherwise."""
    said = sum(
        price.role == "price" for price in facts(inputs.texts, inputs.language, inputs.currency).prices
    )
    return Traits(
        sector=inputs.sector,
        prices=max(said, sum(key.endswith(".price") for key in inputs.site_texts)),
        offers=len({match[1] for key in inputs.site_texts if (match := _SERVICE.fullmatch(key))}),
        letters=sum(map(len, (inputs.site_texts or inputs.texts).values())),
        name_letters=len(inputs.business_name),
        has_place=bool(inputs.city),
    )


def _reasons(theme: Theme, traits: Traits) -> Iterator[tuple[int, str]]:
    """Yield points (less than 0 speaks against) and the key of the sentence that says why."""
    sector = sector_pack(traits.sector)
    if sector.slug == traits.sector and theme.key in sector.site.themes:
        yield sector.site.themes[theme.key], "sector"
    if leaning := _FIRST_SCREENS[theme.leans_on](traits):
        yield leaning
    if theme.has_giant_type and traits.name_letters > 22:
        yield -4, "long_name"
    if theme.key == "lettre" and traits.letters > 1600:
        yield 2, "many_words"
    if theme.has_giant_type and traits.letters < 500:
        yield 2, "few_words"


def _place_reason(traits: Traits) -> tuple[int, str] | None:
    reason = (2, "visited") if sector_pack(traits.sector).site.is_visited else (1, "place")
    return reason if traits.has_place else None


#: What a first screen gains or lacks with a business, by what it leans on; None for neither.
_FIRST_SCREENS: Final[Mapping[str, Callable[[Traits], tuple[int, str] | None]]] = {
    "prices": lambda traits: (3, "prices") if traits.prices >= 3 else (-1, "few_prices"),
    "facts": _place_reason,
    "names": lambda traits: (2, "offers") if traits.offers >= 3 else None,
    "pictures": lambda traits: (0, "pictures"),
    "words": lambda traits: None if traits.prices else (1, "no_prices"),
}


def _suggestion(theme: Theme, why: list[tuple[int, str]], inputs: Inputs) -> Suggestion:
    sentences: dict[str, str] = load("template/reasons.toml")[inputs.language]
    texts = [sentences[key] for points, key in sorted(why, reverse=True)] or [sentences["other"]]
    item = Item(
        key=f"theme.{theme.key}",
        label=theme.name.get(inputs.language),
        text=theme.about.get(inputs.language),
        why=" ".join(texts),
    )
    # the palette made for the sector that suits the theme best
    made_for = [palette.key for palette in sector_palettes(inputs.sector)]
    both = [key for key in theme.palettes if key in made_for]
    return Suggestion(item=item, theme=theme.key, palette=(both or made_for or theme.palettes)[0])
