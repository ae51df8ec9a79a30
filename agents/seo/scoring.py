"""How well a site can be found, from 0 to 100, with a reason for every point given or withheld."""

from collections.abc import Iterator
from typing import TypeAlias

from agents.content.phrases import phrases as site_phrases
from agents.schemas import Reason
from agents.seo.keywords import without_measure
from agents.seo.site import Site
from agents.seo.widths import DESCRIPTION_MOST, DESCRIPTION_SIZE, TITLE_SIZE, pixels
from nlp.text import fold

#: The key of a part of the score, its points, and the share of them that is given.
Part: TypeAlias = tuple[str, int, float]


def reasons(site: Site, title: str, description: str, keywords: list[str]) -> tuple[Reason, ...]:
    """Return the parts of the score; each gives all of its points or none (keywords and questions by share).

    Formula: title wide enough 10, with the name 10, with what is sold 10, town in title or tagline 10;
    description wide enough 10; a price 10; a way to order or pay 10; keywords 10 (2 for each of the first
    five); a keyword in title or description 5; services with prices 10; questions answered 5 (a third for
    each of the first three). Sum: 100.
    """
    parts = (
        *_title_parts(site, title),
        *_description_parts(site, description),
        *_content_parts(site, title, description, keywords),
    )
    texts = site.phrases["score"]
    return tuple(
        Reason(points=round(most * share), most=most, text=texts[name][0 if share == 1 else 1])
        for name, most, share in parts
    )


def _title_parts(site: Site, title: str) -> Iterator[Part]:
    folded, city = fold(title), fold(site.city)
    taglines = fold(" ".join(text for key, text in site.texts.items() if key.startswith("tagline.")))
    yield "title_width", 10, float(pixels(title, TITLE_SIZE) >= 200)
    yield "title_name", 10, float(bool(site.name) and fold(site.name) in folded)
    yield "title_what", 10, float(any(subject in folded for subject in _subjects(site)))
    yield "title_city", 10, float(bool(city) and (city in folded or city in taglines))


def _subjects(site: Site) -> list[str]:
    """Return the folded names of the first service: with its measure, without it, and the trade."""
    names = [name for _, name, _ in site.services[:1]]
    short = [without_measure(name, site.inputs.language) for name in names]
    return [subject for subject in map(fold, (*names, *short, site.category)) if subject]


def _description_parts(site: Site, description: str) -> Iterator[Part]:
    asked = {text for key, text in site.texts.items() if key.endswith(".ask")}
    ways = site_phrases(site.inputs.language)["questions"].items()
    is_wide = pixels(description, DESCRIPTION_SIZE) >= 0.55 * DESCRIPTION_MOST
    yield "description_width", 10, float(is_wide)
    yield "description_price", 10, float(_has_price(site))
    yield "way", 10, float(any(key.startswith(("order", "payment")) and text in asked for key, text in ways))


def _content_parts(site: Site, title: str, description: str, keywords: list[str]) -> Iterator[Part]:
    visible = fold(f"{title} {description}")
    answers = sum(key.endswith(".answer") for key in site.texts)
    yield "keywords", 10, min(len(keywords), 5) / 5
    yield "keyword_used", 5, float(any(fold(word) in visible for word in keywords))
    yield "services", 10, float(_has_price(site))
    yield "questions", 5, min(answers, 3) / 3


def _has_price(site: Site) -> bool:
    return any(price for _, _, price in site.services)
