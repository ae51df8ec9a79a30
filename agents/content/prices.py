"""Prices as a price tag shows them: "5000f" becomes "5 000 FCFA" where that is the country's money."""

import re
from typing import Final

from nlp.figures import format_number as written
from nlp.money import amounts, is_in_currency
from nlp.text import fold
from reference.packs import country_pack

_CFA: Final = frozenset({"XOF", "XAF"})
_BARE: Final = re.compile(r"\d{4,12}(?![\d.,])")
_FRANCS: Final = re.compile(r"(?<=\d)\s?(?:f\s?\.?\s?cfa|fcfa|cfa|xof|xaf|frs?|francs?(?: cfa)?|f)\b(?!\w)")
_NO_BREAK: Final = "\u00a0"


def tagged(price: str, currency: str, language: str) -> str:
    """Return a price with its thousands set apart and the franc CFA by its usual name; the rest stays.

    `currency` is the ISO code of the country's money. A price in other words ("de 500 à 800 F") keeps them.
    """
    tag = _BARE.sub(lambda found: written(int(found[0]), language), price)
    if currency not in _CFA:
        return tag
    if not all(is_in_currency(money, currency) for money in amounts(tag)):
        return tag
    for found in reversed(list(_FRANCS.finditer(fold(tag)))):
        tag = f"{tag[: found.start()]}{_NO_BREAK}FCFA{tag[found.end() :]}"
    return tag


def branded(text: str, country: str, language: str) -> str:
    """Return a text with the country's means of payment by their proper names: "wave" becomes "Wave"."""
    for means in country_pack(country).payment_means:
        name = means.get(language)
        if name != name.lower():
            text = re.sub(rf"\b{re.escape(name.lower())}\b", name, text)
    return text
