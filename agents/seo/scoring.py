"""How well a site can be found, from 0 to 100, with a reason for every point given or withheld."""

from typing import TypeAlias

from agents.content.phrases import phrases as site_phrases
from agents.schemas import Reason
from agents.seo.keywords import without_measure
from agents.seo.site import Site
from agents.seo.snippets import DESCRIPTION_MOST, DESCRIPTION_SIZE, TITLE_SIZE, pixels
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


def _title_parts(site: Site, title: str) -> tuple[Part, ...]:
    folded, name, city = fold(title), fold(site.name), fold(site.city)
    taglines = fold(" ".join(text for key, text in site.texts.items() if key.startswith("tagline.")))
    subjects = [fold(subject) for subject in _subjects(site) if subject]
    return (
        ("title_width", 10, pixels(title, TITLE_SIZE) >= 200),
        ("title_name", 10, bool(name) and name in folded),
        ("title_what", 10, any(subject in folded for subject in subjects)),
        ("title_city", 10, bool(city) and (city in folded or city in taglines)),
    )


def _subjects(site: Site) -> list[str]:
    """Return the name of the first service, with its measure and without it, and the trade."""
    names = [name for _, name, _ in site.services[:1]]
    return [*names, *(without_measure(name, site.inputs.language) for name in names), site.category]


def _description_parts(site: Site, description: str) -> tuple[Part, ...]:
    asked = {text for key, text in site.texts.items() if key.endswith(".ask")}
    questions = site_phrases(site.inputs.language)["questions"].items()
    ways = [text for key, text in questions if key.startswith(("order", "payment"))]
    return (
        ("description_width", 10, pixels(description, DESCRIPTION_SIZE) >= 0.55 * DESCRIPTION_MOST),
        ("description_price", 10, _has_price(site)),
        ("way", 10, not asked.isdisjoint(ways)),
    )


def _content_parts(site: Site, title: str, description: str, keywords: list[str]) -> tuple[Part, ...]:
    visible = fold(f"{title} {description}")
    answers = sum(key.endswith(".answer") for key in site.texts)
    return (
        ("keywords", 10, min(len(keywords), 5) / 5),
        ("keyword_used", 5, any(fold(word) in visible for word in keywords)),
        ("services", 10, _has_price(site)),
        ("questions", 5, min(answers, 3) / 3),
    )


def _has_price(site: Site) -> bool:
    return any(price for _, _, price in site.services)
