"""The content agent's words and patterns, and changes to a sentence: its borders, and from "I" to "we"."""

import re
from functools import lru_cache
from typing import Any, Final

from agents.data_files import load
from nlp.data_files import word_set
from nlp.text import fold

#: Blanks that a sign leaves behind when it is cut off.
BLANKS: Final = " \u00a0\u202f"
_I_FR = re.compile(
    r"\b(?:moi[,]? )?(?:je |j['’])"
    r"(?P<before>(?:ne |n['’]|me |m['’]|le |la |les |l['’]|leur |lui |vous |y |en )*)"
    r"(?P<verb>[^\W\d_]+)",
    re.IGNORECASE,
)
_JOINED_VERB = re.compile(r"\b(?:et|puis|ou) (?:les? |la |l'|leur |vous |me |y |en )?[a-z]+(?:e|s)\b(?! )")
_JOINED_BARE = re.compile(
    r"\b(?:et|puis|ou) (?!des|les|ses|mes|nos|une|je|de\b|le\b|la\b|que|ne\b)"
    r"[a-z]{3,}e (?:de|des|le|la|les|un|une|mon|ma|mes|l')"
)
_ME_FR = re.compile(r"\bme |\bm['’]", re.IGNORECASE)
_MYSELF = re.compile(r"\bmoi[- ]m[eê]me\b", re.IGNORECASE)
_IRREGULAR = re.compile(r"\bje suis\b|\bj'etais\b|\bje serai\b")
_STILL_I = re.compile(r"\bje\b|\bj'")
_WAS_EN = re.compile(r"\bI (?:was|wasn|never was)\b")
_FIRST_PERSON = {
    "fr": re.compile(r"\b(?:je|moi|mon|ma|mes|me)\b|\b[jm]'"),
    "en": re.compile(r"\b(?:i|my|me|mine|myself)\b"),
}


def phrases(language: str) -> dict[str, Any]:
    """Return all words of a language ("fr" or "en"); callers must not change them."""
    return load(f"content/data/{language}.toml")


@lru_cache(maxsize=128)
def pattern(language: str, table: str, name: str) -> re.Pattern[str]:
    """Return a regular expression of the data file, for folded text."""
    return re.compile(phrases(language)[table][name])


def matches(text: str, language: str, table: str, name: str) -> bool:
    """Return whether a text has what a pattern of the data file looks for."""
    return pattern(language, table, name).search(fold(text)) is not None


def capitalized(text: str) -> str:
    """Return a text that begins with a capital letter, where its first letter has one."""
    return text[:1].upper() + text[1:] if len(text[:1].upper()) == 1 else text


def uncapitalized(text: str) -> str:
    """Return a text that begins small, unless its first word is "I" or has more capitals or figures."""
    first = text.split(" ")[0]
    named = first in {"I", "I’m", "I've"} or any(char.isupper() or char.isdigit() for char in first[1:])
    return text if named or not first else text[0].lower() + text[1:]


def uncapitalized_link(text: str, language: str) -> str:
    """Return a text that begins small when its first word is a link word; any other may be a name."""
    first = fold(text).split(" ")[0].split("'")[0]
    return uncapitalized(text) if first in word_set(language, "stop") or len(first) == 1 else text


def with_full_stop(text: str) -> str:
    """Return a text that ends as a sentence does."""
    bare = text.rstrip(f"{BLANKS},;:–—-")
    return bare if not bare or bare[-1] in ".!?…" else f"{bare}."


def without_full_stop(text: str) -> str:
    """Return a text without its closing full stop, as a title or a button stands."""
    return text[:-1] if text.endswith(".") and not text.endswith("..") else text


def as_sentence(text: str) -> str:
    """Return a text that begins and ends as a sentence does; "" stays empty."""
    return with_full_stop(capitalized(text))


def before_match(found: re.Match[str] | None, text: str) -> str:
    """Return what stands before a match in a text, the whole text without a match."""
    return text[: found.start()] if found else text


def after_match(found: re.Match[str] | None, text: str) -> str:
    """Return what stands behind a match in a text, the whole text without a match."""
    return text[found.end() :] if found else text


def as_we(text: str, language: str) -> str | None:
    """Return a sentence that says "we" for "I", the sentence itself when it has no "I", None when unsure."""
    if not _FIRST_PERSON[language].search(fold(text)):
        return text
    if matches(text, language, "shape", "family"):
        return None
    if language == "fr":
        return _french(text)
    return None if _WAS_EN.search(text) else _swapped(re.sub(r"\bI am\b", "we are", text), "en")


def _french(text: str) -> str | None:
    folded = fold(text)
    many = _STILL_I.search(folded) and (_JOINED_VERB.search(folded) or _JOINED_BARE.search(folded))
    turned = _MYSELF.sub("nous-mêmes", _I_FR.sub(_we_do, text))
    if _IRREGULAR.search(folded) or many or _STILL_I.search(fold(turned)):
        return None
    return _swapped(_ME_FR.sub("nous ", turned), "fr")


def _we_do(match: re.Match[str]) -> str:
    plural = _plural(match["verb"].lower())
    before = re.sub(r"\bm(?:e |['’])", "nous ", match["before"], flags=re.IGNORECASE)
    return f"nous {before}{plural}" if plural else match[0]


def _plural(verb: str) -> str:
    """Return "coiffons" for "coiffe"; "" for a verb that is neither regular nor listed."""
    listed: dict[str, str] = phrases("fr")["we"]["je"]
    if verb in listed:
        return listed[verb]
    if not verb.endswith("e") or re.search(r"[èé][^aeiouy]+e$|[aeiou]ie$|[aeiou]e$|tte$|lle$", verb):
        return ""
    stem = verb[:-1]
    return stem + {"g": "eons"}.get(stem[-1:], "ons") if stem[-1:] != "c" else f"{stem[:-1]}çons"


def _swapped(text: str, language: str) -> str:
    """Return a sentence with "our" for "my" and the like."""
    words: dict[str, str] = phrases(language)["we"]["other"]

    def swapped(match: re.Match[str]) -> str:
        word = match[0]
        new = words.get(word) or words[word.lower()]
        return capitalized(new) if word[0].isupper() and not word.startswith("I") else new

    return capitalized(_swaps(language).sub(swapped, text))


@lru_cache(maxsize=2)
def _swaps(language: str) -> re.Pattern[str]:
    first = list(map(re.escape, sorted(phrases(language)["we"]["other"], key=len, reverse=True)))
    return re.compile(
        rf"(?<![\w’'-])(?:{'|'.join([*first, *(capitalized(word) for word in first)])})(?![\w’'-])"
    )
