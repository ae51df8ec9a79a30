"""How well a site can be found, from 0 to 100, with a reason for every point given or withheld."""

from collections.abc import Iterator

from agents.content.phrases import phrases as content_words
from agents.schemas import Reason
from agents.seo.keywords import without_measure
from agents.seo.site import Site
from agents.seo.widths import DESCRIPTION_MOST, DESCRIPTION_SIZE, TITLE_SIZE, pixels
from nlp.text import fold

_TITLE_LEAST = 200
_DESCRIPTION_LEAST = 0.55 * DESCRIPTION_MOST
_KEYWORDS = 5
_QUESTIONS = 3


def reasons(site: Site, title: str, description: str, keywords: list[str]) -> tuple[Reason, ...]:
    """Return the parts of the score; each gives all of its points or none (keywords and questions by share).

    Formula: title wide enough 10, with the name 10, with what is sold 10, town in title or tagline 10;
    description wide enough 10; a price 10; a way to order or pay 10; keywords 10 (2 for each of the first
    five);
    a keyword in title or description 5; things sold with prices 10; questions answered 5 (a third for each of
    the first three). Sum: 100.
    """
    parts = (
        *_titles(site, title),
        *_texts(site, description),
        *_words(site, title, description, keywords),
    )
    words = site.phrases["score"]
    return tuple(
        Reason(points=round(most * share), most=most, text=words[name][0 if share == 1 else 1])
        for name, most, share in parts
    )


Part = tuple[str, int, float]


def _titles(site: Site, title: str) -> Iterator[Part]:
    folded, city = fold(title), fold(site.city)
    taglines = fold(" ".join(text for key, text in site.texts.items() if key.startswith("tagline.")))
    yield "title_width", 10, float(pixels(title, TITLE_SIZE) >= _TITLE_LEAST)
    yield "title_name", 10, float(bool(site.name) and fold(site.name) in folded)
    yield "title_what", 10, float(any(what in folded for what in _sold(site)))
    yield "title_city", 10, float(bool(city) and (city in folded or city in taglines))


def _sold(site: Site) -> list[str]:
    """The ways to name what is sold first, folded: with its measure, without it, by the trade."""
    names = [name for _, name, _ in site.services[:1]]
    cores = [without_measure(name, site.inputs.language) for name in names]
    return [what for what in map(fold, (*names, *cores, site.category)) if what]


def _texts(site: Site, description: str) -> Iterator[Part]:
    prices = any(price for _, _, price in site.services)
    yield "description_width", 10, float(pixels(description, DESCRIPTION_SIZE) >= _DESCRIPTION_LEAST)
    yield "description_price", 10, float(prices)
    yield "way", 10, float(_says_way(site))


def _says_way(site: Site) -> bool:
    """Whether a customers' question about ordering or paying has its answer."""
    asks: dict[str, str] = content_words(site.inputs.language)["questions"]
    ways = {text for name, text in asks.items() if name.startswith(("order", "payment"))}
    return any(text in ways for key, text in site.texts.items() if key.endswith(".ask"))


def _words(site: Site, title: str, description: str, keywords: list[str]) -> Iterator[Part]:
    shown = fold(f"{title} {description}")
    used = any(fold(word) in shown for word in keywords)
    priced = [price for _, _, price in site.services if price]
    answers = len(list(site.answers()))
    yield "keywords", 10, min(len(keywords), _KEYWORDS) / _KEYWORDS
    yield "keyword_used", 5, float(used)
    yield "services", 10, float(bool(priced))
    yield "questions", 5, min(answers, _QUESTIONS) / _QUESTIONS
