"""What every look at a page needs: the two cases in both languages, long texts, and what a look is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from playwright.sync_api import Page

from businesses.demo.cases import Case
from coaching.tests.sessions import BAKERY, CRATES

ROOT: Final = "https://genesis.example/"
LONG: Final = "Anticonstitutionnellement" * 4
WEAK: Final = {"fr": "Être le meilleur, pour tout le monde.", "en": "To be the best, for everyone."}
ELSEWHERE: Final = {"fr": "Texte écrit sur un autre appareil.", "en": "Written on another device."}
TOO_DEAR: Final = {"fr": ("400 F", "40 000 F"), "en": ("GHS 8", "GHS 800")}
CASES: Final = {
    "fr": Case("Caisse Fraîche", "agriculture", "BJ", "Parakou", "fr", CRATES),
    "en": Case("Morning Loaf", "restaurant", "GH", "Accra", "en", BAKERY),
}


@dataclass(frozen=True)
class Look:
    """A page to look at: its name, its address, and what to do there first."""

    name: str
    path: str
    act: Callable[[Page], None] = lambda page: None
