"""Spaces, quotation marks and punctuation as French and English set them."""

import re

NARROW = "\u202f"
WIDE = "\u00a0"
_UNSEEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff]")
_ALWAYS = (
    (re.compile(r"\r\n?"), "\n"),
    (_UNSEEN, ""),
    (re.compile(r"[ \t]+"), " "),
    (re.compile(r" ?\n ?"), "\n"),
    (re.compile(r"\n{3,}"), "\n\n"),
    (re.compile(r"\.{3,}"), "…"),
    (re.compile(r"([!?])\1+"), r"\1"),
    (re.compile(r"(?<=\w) (?=[.,](?:\s|$)|,[^\W\d_])"), ""),
    (re.compile(r"(?<=[^\W\d_]),(?=[^\W\d_])"), ", "),
)
_FRENCH = (
    (re.compile(r"(?<=[^\W\d_])'(?=\w)"), "’"),
    (re.compile(r"(?<=[\w)»’%€])[ \u00a0\u202f]?(?=[;!?](?:\s|$))"), NARROW),
    (re.compile(r"(?<=[\w)»])[ \u00a0\u202f]?(?=:\s)"), WIDE),
    (re.compile(r"\"([^\"\n]{1,400})\""), rf"«{WIDE}\1{WIDE}»"),
    (re.compile(r"«[ \u00a0\u202f]*(?=\S)"), f"«{WIDE}"),
    (re.compile(r"(?<=\S)[ \u00a0\u202f]*»"), f"{WIDE}»"),
)
_ENGLISH = ((re.compile(r"(?<=\w) (?=[;:!?](?:\s|$))"), ""),)
_PLAIN = {ord("’"): "'", ord(NARROW): " ", ord(WIDE): " "}
_ADDRESS = re.compile(r"(https?://\S+|www\.\S+|(?<!\S)[^\s@]{1,80}@\S+)")


def without_controls(text: str) -> str:
    """Return the text without control characters; blanks and line breaks stay."""
    return _UNSEEN.sub("", text)


def spaced(text: str, language: str) -> str:
    """Return a text with its spaces and punctuation corrected; addresses and figures are not changed."""
    rules = _ENGLISH if language == "en" else _FRENCH
    parts = _ADDRESS.split(_apply(text, _ALWAYS).strip())
    return "".join(part if index % 2 else _apply(part, rules) for index, part in enumerate(parts))


def listed(text: str, language: str) -> str:
    """Return a list whose items are separated by semicolons, with the space that French puts before each."""
    return text.replace("; ", f"{NARROW}; ") if language == "fr" else text


def looks_identical(one: str, other: str) -> bool:
    """Return whether two texts differ only in apostrophes and no-break spaces."""
    pairs = (re.sub(r" (?=[;:!?])", "", text.translate(_PLAIN)).strip() for text in (one, other))
    return next(pairs) == next(pairs)


def _apply(text: str, rules: tuple[tuple[re.Pattern[str], str], ...]) -> str:
    """Apply the rules, one after the other."""
    for pattern, new in rules:
        text = pattern.sub(new, text)
    return text
