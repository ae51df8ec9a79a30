"""What is said of the marks, in the brief's language."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from agents.contract import Inputs


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "captions.toml").read_text())


def label(language: str, style: str) -> str:
    """Return what a style is called."""
    return str(_words()[language]["label"][style])


def why(language: str, style: str) -> str:
    """Return why a style is proposed."""
    return str(_words()[language]["why"][style])


def shows(language: str, style: str, inputs: Inputs) -> str:
    """Return a mark's alternative text."""
    words: dict[str, str] = _words()[language]["shows"]
    name = " ".join(inputs.business_name.split())
    return words["named"].format(name=name, form=words[style])


def company_forms() -> dict[str, str]:
    """Return the words that say what kind of company a name is of, as they are written, by small letters."""
    return {form.lower(): form for form in _words()["forms"].split()}


def small_words() -> frozenset[str]:
    """Return the words that link others in a name, in both languages."""
    return frozenset(_words()["small"].split())
