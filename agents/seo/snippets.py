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
    """A text and the keys of the site texts that it is written from."""

    text: str
    from_texts: tuple[str, ...] = ()


def title(site: Site) -> Snippet:
    """Return the fullest title that fits: name, what is sold and town, then ever less of it."""
    for line in _titles(site):
        if line.text and pixels(line.text, TITLE_SIZE) <= TITLE_MOST:
            return line
    short = cut(site.name, TITLE_SIZE, TITLE_MOST)
    return Snippet(short or capitalized(site.category or site.phrases["fallback_slug"]))


def _titles(site: Site) -> Iterator[Snippet]:
    """Yield the titles, the fullest first: what is sold goes before the trade."""
    name, city = site.name, "" if fold(site.city) in fold(site.name) else site.city
    subjects = [line for line in _subjects(site) if line.text and fold(line.text) not in fold(name)]
    for is_trade in (False, True):
        lines = [line for line in subjects if bool(line.from_texts) != is_trade]
        if name and city:
            yield from (_filled(site, "title", line, city) for line in lines)
        form = "title_no_city" if name else "what_city"
        yield from (_filled(site, form, line, site.city) if name or site.city else line for line in lines)
    if name and city:
        yield Snippet(site.phrases["what_city"].format(what=name, city=city))
    yield Snippet(name)


def _filled(site: Site, form: str, line: Snippet, city: str) -> Snippet:
    return line._replace(text=site.phrases[form].format(name=site.name, what=line.text, city=city))


def _subjects(site: Site) -> Iterator[Snippet]:
    """Yield the first service's name, the same without its measure, and the trade."""
    for key, name, _ in site.services[:1]:
        yield Snippet(name, (key,))
        yield Snippet(capitalized(without_measure(name, site.inputs.language)), (key,))
    yield Snippet(site.category)


def description(site: Site) -> Snippet:
    """Return as many of the site's sentences as fit: about, first price, call to action; one at least."""
    text, keys = "", []
    for key, sentence in _sentences(site):
        longer = f"{text} {sentence}" if text else sentence
        if sentence and fold(sentence.rstrip(".")) not in fold(text) and _fits(longer):
            text = longer
            keys.append(key)
    if pixels(text, DESCRIPTION_SIZE) >= _LEAST:
        return Snippet(text, tuple(dict.fromkeys(keys)))
    key, about = site.toned("about")
    whole = about or title(site).text
    return Snippet(cut(whole, DESCRIPTION_SIZE, DESCRIPTION_MOST), (key,) if about else ())


def _fits(text: str) -> bool:
    return pixels(text, DESCRIPTION_SIZE) <= DESCRIPTION_MOST


def _sentences(site: Site) -> Iterator[tuple[str, str]]:
    """Yield the sentences to choose from, each with the key of its text."""
    about_key, about = site.toned("about")
    first, *others = [about[span.start : span.end] for span in sentences(about)] or [""]
    yield about_key, _main_clause(first)
    colon = "\u00a0: " if site.inputs.language == "fr" else ": "
    for key, name, price in site.services[:2]:
        if price:
            yield key, f"{name}{colon}{price_in_sentence(price)}."
    yield from ((about_key, sentence) for sentence in others)
    key, headline = site.toned("headline")
    if headline and fold(site.name) not in fold(headline):
        yield key, headline if headline[-1] in "!?…" else f"{without_full_stop(headline)}."
    key, call = site.toned("call")
    yield key, f"{call}." if call else ""


def _main_clause(sentence: str) -> str:
    """Return a long sentence up to the last clause border that lets it fit; "" when there is none."""
    ends = [found.start() for found in _CLAUSE.finditer(fold(sentence)) if found.start() > _LEAST]
    shorter = (f"{sentence[:end]}." for end in reversed(ends))
    return next((short for short in (sentence, *shorter) if _fits(short)), "")
