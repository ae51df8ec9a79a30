"""The title and the description that search engines show, within the width that they show.

Widths are in pixels, by the widths of a font that measures like Arial.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import chain, product
from typing import Final, NamedTuple

from agents.content.phrases import capitalized, without_full_stop
from agents.content.voices import price_in_sentence
from agents.data_files import load
from agents.seo.keywords import without_measure
from agents.seo.site import Site
from nlp.text import fold, sentences

#: Results pages set titles at 20 px and descriptions at 14 px in Arial; what is wider is cut.
TITLE_SIZE: Final = 20
TITLE_MOST: Final = 580
DESCRIPTION_SIZE: Final = 14
DESCRIPTION_MOST: Final = 920
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
    phrases, name, city = site.phrases, site.name, site.city
    forms = [phrases["title_no_city"] if name else phrases["what_city"] if city else "{what}"]
    adds_city = fold(city) not in fold(name) and name
    if adds_city:
        forms.insert(0, phrases["title"])
    for lines in _subjects(site):
        for form, line in product(forms, lines):
            yield line._replace(text=form.format(name=name, what=line.text, city=city))
    if adds_city:
        yield Snippet(phrases["what_city"].format(what=name, city=city))
    yield Snippet(name)


def _subjects(site: Site) -> Iterator[list[Snippet]]:
    """Yield what a title can name: the first service, with its measure and without, then the trade."""
    services = [
        Snippet(text, (key,))
        for key, name, _ in site.services[:1]
        for text in (name, capitalized(without_measure(name, site.inputs.language)))
    ]
    for lines in (services, [Snippet(site.category)]):
        yield [line for line in lines if line.text and fold(line.text) not in fold(site.name)]


def description(site: Site) -> Snippet:
    """Return as many of the site's sentences as fit: about, first price, call to action; one at least."""
    text, keys = "", list[str]()
    for key, sentence in _sentences(site):
        longer = f"{text} {sentence}" if text else sentence
        if sentence and fold(sentence.rstrip(".")) not in fold(text) and _fits(longer):
            text, keys = longer, [*keys, key]
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


@lru_cache(maxsize=1)
def _advances() -> dict[str, int]:
    return {
        char: int(width) for width, chars in load("seo/data/widths.toml")["widths"].items() for char in chars
    }


def pixels(text: str, size: int) -> float:
    """Return the width of a text in pixels at a font size in pixels.

    Sum of the advance widths of Liberation Sans (the data file names its source), no kerning. A character
    that the table lacks counts as a full em, a combining mark as nothing: it errs to the wide side.
    """
    em, known = int(load("seo/data/widths.toml")["units_per_em"]), _advances()
    total = sum(known.get(char, 0 if unicodedata.combining(char) else em) for char in text)
    return total / em * size


def cut(text: str, size: int, most: int) -> str:
    """Return a text that is at most so wide: whole, or words of it, or letters, with an ellipsis."""
    words = text.split(" ")
    by_words = (" ".join(words[:end]).rstrip(" ,;:.–—-\u00a0\u202f") for end in range(len(words), 0, -1))
    by_letters = (text[:end] for end in range(len(text), 0, -1))
    cuts = (f"{start}…" for start in chain(by_words, by_letters))
    whole = pixels(text, size) <= most
    return text if whole else next((short for short in cuts if pixels(short, size) <= most), "…")
