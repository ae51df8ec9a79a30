"""From "I" to "we", where that can be done without a slip."""

import re
from functools import lru_cache

from agents.content.phrases import capitalized, matches, phrases
from nlp.text import fold

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


def as_we(text: str, language: str) -> str | None:
    """Return a sentence that says "we" for "I", the sentence itself when it has no "I", None when unsure."""
    folded = fold(text)
    speaks = re.search(
        r"\b(?:je|moi|mon|ma|mes|me)\b|\b[jm]'" if language == "fr" else r"\b(?:i|my|me|mine|myself)\b",
        folded,
    )
    if speaks is None:
        return text
    if matches(text, language, "shape", "family"):
        return None
    return _french(text) if language == "fr" else _english(text)


def _french(text: str) -> str | None:
    folded = fold(text)
    many = _STILL_I.search(folded) and (_JOINED_VERB.search(folded) or _JOINED_BARE.search(folded))
    if _IRREGULAR.search(folded) or many:
        return None
    turned = _MYSELF.sub("nous-mêmes", _I_FR.sub(_we_do, text))
    if _STILL_I.search(fold(turned)):
        return None
    return capitalized(_swapped(_ME_FR.sub("nous ", turned), "fr"))


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


def _english(text: str) -> str | None:
    if re.search(r"\bI (?:was|wasn|never was)\b", text):
        return None
    return capitalized(_swapped(re.sub(r"\bI am\b", "we are", text), "en"))


def _swapped(text: str, language: str) -> str:
    words: dict[str, str] = phrases(language)["we"]["other"]
    return _swaps(language).sub(lambda match: _like(match[0], words), text)


def _like(word: str, words: dict[str, str]) -> str:
    new = words.get(word) or words[word.lower()]
    return capitalized(new) if word[0].isupper() and not word.startswith("I") else new


@lru_cache(maxsize=2)
def _swaps(language: str) -> re.Pattern[str]:
    words = sorted(phrases(language)["we"]["other"], key=len, reverse=True)
    first = [re.escape(word) for word in words]
    return re.compile(
        rf"(?<![\w’'-])(?:{'|'.join([*first, *(capitalized(word) for word in first)])})(?![\w’'-])"
    )
