"""The title and the description that search engines show, within the width that they show."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from agents.content.voices import inner
from agents.content.words import bare, capital
from agents.seo.keywords import core
from agents.seo.source import Source
from agents.seo.widths import DESCRIPTION_MOST, DESCRIPTION_SIZE, TITLE_MOST, TITLE_SIZE, cut, pixels
from agents.seo.words import data
from nlp.text import fold, sentences

_CLAUSE = re.compile(r",? (?:afin|pour qu|parce qu|so that|because)|, (?:et|and) (?:nous|we)\b| ?; ")
_LEAST = 20


class Line(NamedTuple):
    """A text and the keys of the site texts that it was made from."""

    text: str
    made_from: tuple[str, ...] = ()


def title(source: Source) -> Line:
    """Return the fullest title that fits: name, what is sold and town, then ever less of it."""
    for line in _titles(source):
        if line.text and pixels(line.text, TITLE_SIZE) <= TITLE_MOST:
            return line
    return Line(cut(source.name, TITLE_SIZE, TITLE_MOST) or capital(source.category or _bare_name(source)))


def _bare_name(source: Source) -> str:
    return str(data(source.inputs.language)["fallback_slug"])


def _titles(source: Source) -> Iterator[Line]:
    city = "" if fold(source.city) in fold(source.name) else source.city
    whats = [line for line in _whats(source) if line.text and fold(line.text) not in fold(source.name)]
    sold, trade = [line for line in whats if line.made_from], [line for line in whats if not line.made_from]
    for lines in (sold, trade):
        yield from _full_titles(source, lines, city)
        yield from _short_titles(source, lines)
    if source.name and city:
        yield Line(data(source.inputs.language)["what_city"].format(what=source.name, city=city))
    yield Line(source.name)


def _full_titles(source: Source, whats: list[Line], city: str) -> Iterator[Line]:
    """Titles with the name, what is sold and the town."""
    frame = data(source.inputs.language)["title"]
    for line in whats:
        if source.name and city:
            yield line._replace(text=frame.format(name=source.name, what=line.text, city=city))


def _short_titles(source: Source, whats: list[Line]) -> Iterator[Line]:
    """Titles that lack the town, or the name that there is not."""
    words = data(source.inputs.language)
    for line in whats:
        if source.name:
            yield line._replace(text=words["title_no_city"].format(name=source.name, what=line.text))
        elif source.city:
            yield line._replace(text=words["what_city"].format(what=line.text, city=source.city))
        else:
            yield line


def _whats(source: Source) -> Iterator[Line]:
    """What is sold: its name, its name without the measure, the trade."""
    for key, name, _ in source.services[:1]:
        yield Line(name, (key,))
        yield Line(capital(core(name, source.inputs.language)), (key,))
    yield Line(source.category)


def description(source: Source) -> Line:
    """Return as many of the site's sentences as fit: about, first price, call to action; one at least."""
    chosen: list[str] = []
    made_from: list[str] = []
    for key, sentence in _sentences(source):
        told = fold(sentence.rstrip(".")) in fold(" ".join(chosen))
        if sentence and not told and _fits(" ".join([*chosen, sentence])):
            chosen.append(sentence)
            made_from.append(key)
    if chosen and pixels(" ".join(chosen), DESCRIPTION_SIZE) >= _LEAST:
        return Line(" ".join(chosen), tuple(dict.fromkeys(made_from)))
    key, about = source.toned("about")
    whole = about or title(source).text
    return Line(cut(whole, DESCRIPTION_SIZE, DESCRIPTION_MOST), (key,) if about else ())


def _fits(text: str) -> bool:
    return pixels(text, DESCRIPTION_SIZE) <= DESCRIPTION_MOST


def _sentences(source: Source) -> Iterator[tuple[str, str]]:
    about_key, about = source.toned("about")
    first, *others = [about[span.start : span.end] for span in sentences(about)] or [""]
    yield about_key, _main_clause(first)
    for key, name, price in source.services[:2]:
        if price:
            yield key, f"{name}{_colon(source)}{inner(price)}."
    yield from ((about_key, sentence) for sentence in others)
    yield from _last_sentences(source)


def _last_sentences(source: Source) -> Iterator[tuple[str, str]]:
    """The headline, unless it only says the name, and the call to action."""
    headline_key, headline = source.toned("headline")
    if headline and fold(source.name) not in fold(headline):
        yield headline_key, f"{bare(headline)}." if headline[-1] not in "!?…" else headline
    call_key, call = source.toned("call")
    yield call_key, f"{call}." if call else ""


def _main_clause(sentence: str) -> str:
    """A long sentence up to the last clause border that lets it fit; "" when there is none."""
    ends = [found.start() for found in _CLAUSE.finditer(fold(sentence)) if found.start() > _LEAST]
    shorter = (f"{sentence[:end]}." for end in reversed(ends))
    return next((short for short in (sentence, *shorter) if _fits(short)), "")


def _colon(source: Source) -> str:
    return "\u00a0: " if source.inputs.language == "fr" else ": "
