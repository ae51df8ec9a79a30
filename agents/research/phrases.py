"""The sentences around the research data, and where general facts come from."""

from typing import Any

from agents.data_files import load
from agents.schemas import Source
from reference.packs import KnownRisk


def phrases() -> dict[str, dict[str, Any]]:
    """Return the texts around the data; callers must not change them."""
    return load("research/data/phrases.toml")


def phrase(language: str, section: str, name: str, /, **filled: str) -> str:
    """Return one of those texts with its names in braces filled in."""
    text: str = phrases()[section][name][language]
    return text.format(**filled) if filled else text


def known_risk(name: str) -> KnownRisk:
    """Return a risk that the answers themselves can show."""
    return KnownRisk.model_validate({"key": name, **phrases()["risk"][name]})


def source(name: str, language: str) -> Source:
    """Return one of the general sources ("iso", "ohada", "sheet", "sector")."""
    known = load("research/data/sources.toml")[name]
    return Source(name=known[language], year=known["year"])
