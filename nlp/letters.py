"""Texts in plain letters: for addresses of sites, file names, search, sorting and reserved words.

`nlp.text.fold` stays beside it for reading: its result has the length of the text, so that a match has the
same position in both. Here "œ" becomes two letters, and another script its sounds.
"""

import re
import unicodedata

from anyascii import anyascii


def plain(text: str) -> str:
    """Return a text in small ASCII letters, without accents and hooks; other scripts are transliterated."""
    letters = unicodedata.normalize("NFKC", text).casefold().replace("ŋ", "n")  # as people type it; not "ng"
    return "".join(map(_spoken, letters)).lower()


def _spoken(char: str) -> str:
    """Return a character in ASCII; a blank for a sign or emoji, nothing for a character that nobody sees."""
    kind = "" if char.isascii() else unicodedata.category(char)
    spoken = {"": char, "S": " ", "C": ""}.get(kind[:1], anyascii(char))
    return "".join(filter(str.isalnum, spoken)) if kind == "Lo" else spoken  # no sign for the Arabic "ʿayn"


def words(text: str) -> list[str]:
    """Return the words of a text in plain letters and digits."""
    return re.findall(r"[a-z0-9]+", plain(text))


def hyphenated(text: str, longest: int) -> str:
    """Return the words of a text joined by hyphens, cut between two words where possible."""
    joined = "-".join(words(text))
    if len(joined) <= longest:
        return joined
    cut = joined[: longest + 1]
    return cut.rpartition("-")[0] or cut[:longest]
