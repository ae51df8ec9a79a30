"""Which parts of an answer are still an unfinished draft of ours: blanks to fill in and fixed texts."""

import re
from functools import lru_cache

from coaching.coach.data_files import load
from coaching.coach.scoring.results import ReviewContext
from nlp.data_files import known_language
from nlp.text import Span, sentences, tokens

_DOTS = re.compile(r"(?<!\S)…(?=[\s,.;:!?…]|$)")
_NUMBERED_WITH_DOTS = re.compile(
    r"\s*(?:\d{1,2}[.)]|[-•*])(?=\s).*?(?<!\S)(?:…|\.{2,}|_{2,})(?=[\s,.;:!?…]|$)"
)


def unfinished(step: str, answer: str, context: ReviewContext) -> tuple[list[Span], list[Span]]:
    """Return the parts of an unfinished draft that earn no points, and those of them with blanks to fill in.

    Blanks stand in sentences; in the synthesis also in numbered lines. The draft's headings earn no points.
    """
    if step != "synthesis":
        open_parts = _open_sentences(answer, Span(0, len(answer)))
        return open_parts, open_parts
    headings: list[Span] = []
    lines: list[Span] = []
    for match in re.finditer(r"[^\n]+", answer):
        line = Span(*match.span())
        if _is_heading(match[0], context):
            headings.append(line)
        else:
            parts = _open_parts(answer, line, context.language)
            lines.extend(_with_heading(headings, part, answer) for part in parts)
    return headings + lines, lines


def _with_heading(headings: list[Span], part: Span, answer: str) -> Span:
    """Return a part, extended over the heading above it if it has no word by which to recognise it."""
    bare = not any(char.isalnum() for char in answer[part.start : part.end])
    return Span(headings[-1].start, part.end) if bare and headings else part


def _open_parts(answer: str, line: Span, language: str) -> list[Span]:
    """Return a numbered line with blanks or fixed words only; else the sentences with blanks."""
    text = answer[line.start : line.end]
    is_open = _NUMBERED_WITH_DOTS.match(text) or _is_blank_line(text, language)
    return [line] if is_open else _open_sentences(answer, line)


def _open_sentences(answer: str, part: Span) -> list[Span]:
    """Return the sentences that contain or end with a blank; the whole part if it has no sentence."""
    dots = [match.start() for match in _DOTS.finditer(answer, part.start, part.end)]
    inner = sentences(answer[part.start : part.end]) if dots else ()
    spans = [Span(part.start + start, part.start + end) for start, end in inner] or [part]
    return [span for span in spans if any(span.start <= at < span.end for at in dots)]


def _is_blank_line(line: str, language: str) -> bool:
    """Return whether a line has only a number and the fixed words of a draft's blank line."""
    words = [word for word in _folded_words(line, language) if not word.isdecimal()]
    return len(words) > 1 and _synthesis_words(known_language(language))[1].issuperset(words)


def _is_heading(line: str, context: ReviewContext) -> bool:
    """Return whether a line is a heading of the draft, or the name of the business and its city."""
    words, name, city = (
        _folded_words(text, context.language) for text in (line, context.business_name, context.city)
    )
    if words in _synthesis_words(known_language(context.language))[0]:
        return True
    rest = words[len(name) :]
    begins_with_name = len(name) > 0 and words[: len(name)] == name
    return begins_with_name and (not rest or rest[1:] == city)


def _folded_words(text: str, language: str) -> tuple[str, ...]:
    """Return the folded words of a text."""
    return tuple(token.folded for token in tokens(text, language))


@lru_cache(maxsize=2)
def _synthesis_words(language: str) -> tuple[frozenset[tuple[str, ...]], frozenset[str]]:
    """Return the fixed words of the synthesis draft: its headings, and the words around blanks."""
    templates = load(f"{language}/templates")["summary"]
    titles = (*templates["titles"].values(), templates["risks"], templates["days"])
    around = {word for name in ("risk", "day") for word in _folded_words(templates[name], language)}
    return frozenset(_folded_words(title, language) for title in titles), frozenset(around)
