"""The research data beside this file, read once and typed: nothing is missing in either language."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

from pydantic import Field

from agents.contract import Frozen
from agents.schemas import Source

FOLDER: Final = Path(__file__).parent / "data"
DEFAULT: Final = "default"


class Pair(Frozen):
    """The same thing said in French and in English."""

    fr: str = Field(min_length=1)
    en: str = Field(min_length=1)

    def get(self, language: str) -> str:
        """Return the wording of that language; anything but French reads the English one."""
        return self.fr if language == "fr" else self.en


class Told(Pair):
    """A paragraph with its key and its heading."""

    key: str
    label: Pair


class Season(Told):
    """A time of the year; `needs` are words of which the country's calendar must hold one ("" for any)."""

    needs: str = ""


class Permit(Pair):
    """A rule to check, as a question, and the kind of office that knows."""

    key: str
    who: Pair


class Worry(Told):
    """A risk with its test of one week, the cost of the test, and how it is undone."""

    test: Pair
    cost: Pair
    undo: Pair


class Sector(Frozen):
    """What is usual in one trade. Without amounts: those are the person's own."""

    costs: tuple[Told, ...] = Field(min_length=4)
    seasons: tuple[Season, ...] = Field(min_length=2)
    permits: tuple[Permit, ...] = Field(min_length=3)
    risks: tuple[Worry, ...] = Field(min_length=3)


class Country(Frozen):
    """What one must know of a country to trade there.

    `rate` is the standard rate of the sales tax in per cent, as `tax_source` says for `tax_year`; `verify`
    marks one that a reform changed lately. `forms` names the family of legal forms.
    """

    forms: str
    registry: Pair
    tax: Pair
    social: Pair
    admin: Pair | None = None
    law: Pair | None = None
    law_year: int | None = None
    rate: Pair | None = None
    tax_name: Pair | None = None
    tax_source: Pair | None = None
    tax_year: int | None = None
    verify: bool = False


class Form(Pair):
    """A legal form: what it is called and when it fits a person who starts."""

    key: str
    name: Pair


class Forms(Frozen):
    """The legal forms of one family of law, with the law that provides for them."""

    source: Pair
    year: int
    forms: tuple[Form, ...] = Field(min_length=3)


class Exchange(Pair):
    """How some currencies behave; `peg` is the fixed value of one euro."""

    currencies: tuple[str, ...]
    peg: Pair | None = None
    source: Pair | None = None
    year: int | None = None


class Countries(Frozen):
    """All countries by two-letter code, the names of currencies, and where general facts come from."""

    by_code: Mapping[str, Country]
    currencies: Mapping[str, Pair]
    exchange: Mapping[str, Exchange]
    sources: Mapping[str, Any]


def _read(name: str) -> dict[str, Any]:
    with (FOLDER / f"{name}.toml").open("rb") as file:
        return tomllib.load(file)


@cache
def countries() -> Countries:
    """Return all that is known of countries."""
    held = _read("countries")
    shared = {name: held.pop(name) for name in ("currencies", "exchange", "sources")}
    return Countries.model_validate({**shared, "by_code": held})


def country(code: str) -> Country:
    """Return a country by its two-letter code; an unknown one gets what holds anywhere."""
    known = countries().by_code
    return known.get(code.strip().lower(), known[DEFAULT])


@cache
def forms(family: str) -> Forms:
    """Return the legal forms of a family of law."""
    return Forms.model_validate(_read("forms")[family])


@cache
def sector(slug: str) -> Sector:
    """Return what is usual in a trade; an unknown one gets what is usual in any."""
    path = FOLDER / "sectors" / f"{slug}.toml"
    known = {file.stem for file in path.parent.glob("*.toml")}
    return Sector.model_validate(_read(f"sectors/{slug if slug in known else DEFAULT}"))


@cache
def words() -> dict[str, dict[str, Any]]:
    """Return the texts around the data; callers must not change them."""
    return _read("words")


def phrase(language: str, section: str, name: str, /, **filled: str) -> str:
    """Return one of those texts with its names in braces filled in."""
    text: str = words()[section][name][language]
    return text.format(**filled) if filled else text


def worry(name: str) -> Worry:
    """Return a risk that the answers themselves can show."""
    return Worry.model_validate({"key": name, **words()["risk"][name]})


def source(name: str, language: str) -> Source:
    """Return one of the general sources ("iso", "ohada", "sheet", "sector")."""
    held = countries().sources
    return Source(name=held[name][language], year=held[f"{name}_year"])
