"""The title and the description that search engines show, within the width that they show."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from agents.content.phrases import capitalized, without_full_stop
from agents.content.voices import price_in_sentence
from agents.seo.keywords import without_measure
from agents.seo.site import Site
from agents.seo.widths import DESCRIPTION_MOST, DESCRIPTION_SIZE, TITLE_MOST, TITLE_SIZE, cut, pixels
from nlp.text import fold, sentences

_CLAUSE = re.compile(r",? (?:afin|pour qu|parce qu|so that|because)|, (?:et|and) (?:nous|we)\b| ?; ")
_LEAST = 20


class Snippet(NamedTuple):
    """A text and the keys of the site texts that it was made from."""

    text: str
    from_texts: tuple[str, ...] = ()


def title(site: Site) -> Snippet:
    """Return the fullest title that fits: name, what is sold and town, then ever less of it."""
    for line in _titles(site):
        if line.text and pixels(line.text, TITLE_SIZE) <= TITLE_MOST:
            return line
    return Snippet(cut(site.name, TITLE_SIZE, TITLE_MOST) or capitalized(site.category or _bare_name(site)))


def _bare_name(site: Site) -> str:
    return str(site.phrases["fallback_slug"])


def _titles(site: Site) -> Iterator[Snippet]:
    city = "" if fold(site.city) in fold(site.name) else site.city
    subjects = [line for line in _subjects(site) if line.text and fold(line.text) not in fold(site.name)]
    sold, trade = (
        [line for line in subjects if line.from_texts],
        [line for line in subjects if not line.from_texts],
    )
    for lines in (sold, trade):
        yield from _full_titles(site, lines, city)
        yield from _short_titles(site, lines)
    if site.name and city:
        yield Snippet(site.phrases["what_city"].format(what=site.name, city=city))
    yield Snippet(site.name)


def _full_titles(site: Site, subjects: list[Snippet], city: str) -> Iterator[Snippet]:
    """Titles with the name, what is sold and the town."""
    frame = site.phrases["title"]
    for line in subjects:
        if site.name and city:
            yield line._replace(text=frame.format(name=site.name, what=line.text, city=city))


def _short_titles(site: Site, subjects: list[Snippet]) -> Iterator[Snippet]:
    """Titles that lack the town, or the name that there is not."""
    words = site.phrases
    for line in subjects:
        if site.name:
            yield line._replace(text=words["title_no_city"].format(name=site.name, what=line.text))
        elif site.city:
            yield line._replace(text=words["what_city"].format(what=line.text, city=site.city))
        else:
            yield line


def _subjects(site: Site) -> Iterator[Snippet]:
    """What is sold: its name, its name without the measure, the trade."""
    for key, name, _ in site.services[:1]:
        yield Snippet(name, (key,))
        yield Snippet(capitalized(without_measure(name, site.inputs.language)), (key,))
    yield Snippet(site.category)


def description(site: Site) -> Snippet:
    """Return as many of the site's sentences as fit: about, first price, call to action; one at least."""
    chosen: list[str] = []
    from_texts: list[str] = []
    for key, sentence in _sentences(site):
        told = fold(sentence.rstrip(".")) in fold(" ".join(chosen))
        if sentence and not told and _fits(" ".join([*chosen, sentence])):
            chosen.append(sentence)
            from_texts.append(key)
    if chosen and pixels(" ".join(chosen), DESCRIPTION_SIZE) >= _LEAST:
        return Snippet(" ".join(chosen), tuple(dict.fromkeys(from_texts)))
    key, about = site.toned("about")
    whole = about or title(site).text
    return Snippet(cut(whole, DESCRIPTION_SIZE, DESCRIPTION_MOST), (key,) if about else ())


def _fits(text: str) -> bool:
    return pixels(text, DESCRIPTION_SIZE) <= DESCRIPTION_MOST


def _sentences(site: Site) -> Iterator[tuple[str, str]]:
    about_key, about = site.toned("about")
    first, *others = [about[span.start : span.end] for span in sentences(about)] or [""]
    yield about_key, _main_clause(first)
    for key, name, price in site.services[:2]:
        if price:
            yield key, f"{name}{_colon(site)}{price_in_sentence(price)}."
    yield from ((about_key, sentence) for sentence in others)
    yield from _last_sentences(site)


def _last_sentences(site: Site) -> Iterator[tuple[str, str]]:
    """The headline, unless it only says the name, and the call to action."""
    headline_key, headline = site.toned("headline")
    if headline and fold(site.name) not in fold(headline):
        yield headline_key, f"{without_full_stop(headline)}." if headline[-1] not in "!?…" else headline
    call_key, call = site.toned("call")
    yield call_key, f"{call}." if call else ""


def _main_clause(sentence: str) -> str:
    """A long sentence up to the last clause border that lets it fit; "" when there is none."""
    ends = [found.start() for found in _CLAUSE.finditer(fold(sentence)) if found.start() > _LEAST]
    shorter = (f"{sentence[:end]}." for end in reversed(ends))
    return next((short for short in (sentence, *shorter) if _fits(short)), "")


def _colon(site: Site) -> str:
    return "\u00a0: " if site.inputs.language == "fr" else ": "
