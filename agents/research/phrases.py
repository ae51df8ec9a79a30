"""The sentences around the research data, and where general facts come from: files beside this one."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any, Final

from agents.schemas import Source
from reference.packs import KnownRisk

FOLDER: Final = Path(__file__).parent / "data"


def _read(name: str) -> dict[str, Any]:
    with (FOLDER / f"{name}.toml").open("rb") as file:
        return tomllib.load(file)


@cache
def phrases() -> dict[str, dict[str, Any]]:
    """Return the texts around the data; callers must not change them."""
    return _read("phrases")


def phrase(language: str, section: str, name: str, /, **filled: str) -> str:
    """Return one of those texts with its names in braces filled in."""
    text: str = phrases()[section][name][language]
    return text.format(**filled) if filled else text


def known_risk(name: str) -> KnownRisk:
    """Return a risk that the answers themselves can show."""
    return KnownRisk.model_validate({"key": name, **phrases()["risk"][name]})


@cache
def _sources() -> dict[str, dict[str, Any]]:
    return _read("sources")


def source(name: str, language: str) -> Source:
    """Return one of the general sources ("iso", "ohada", "sheet", "sector")."""
    known = _sources()[name]
    return Source(name=known[language], year=known["year"])
