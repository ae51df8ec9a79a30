"""Puts the search agent's result together."""

from __future__ import annotations

from agents.contract import Inputs, Item, Tell
from agents.schemas import SeoResult
from agents.seo.keywords import keywords
from agents.seo.markup import hreflang, local_business, open_graph
from agents.seo.scoring import reasons
from agents.seo.slugs import slug
from agents.seo.source import Source
from agents.seo.texts import description, title
from agents.seo.words import data
from nlp.typography import spaced


def make(inputs: Inputs, tell: Tell) -> SeoResult:
    """Return what search engines show; the same inputs give the same result."""
    tell(10, "reading")
    source = Source(inputs)
    top, about = title(source), description(source)
    top = top._replace(text=spaced(top.text, inputs.language))
    tell(30, "keywords")
    found = keywords(source)
    tell(80, "writing")
    address = slug(source)
    labels, why = data(inputs.language)["labels"], data(inputs.language)["why"]
    told = reasons(source, top.text, about.text, [word for word, _ in found])
    result = SeoResult(
        title=source.item("title", labels["title"], top.text, why["title"], top.made_from),
        description=source.item(
            "description", labels["description"], about.text, why["description"], about.made_from
        ),
        keywords=tuple(_keyword(source, at, *row) for at, row in enumerate(found, start=1)),
        slug=source.item("slug", labels["slug"], address, why["slug"]),
        local_business=local_business(source, about.text),
        open_graph=open_graph(source, top.text, about.text),
        hreflang=hreflang(source, address),
        score=sum(reason.points for reason in told),
        reasons=told,
    )
    tell(100, "done")
    return result


def _keyword(source: Source, number: int, word: str, is_placed: bool) -> Item:
    words = data(source.inputs.language)
    why = words["why"]["keyword_place" if is_placed else "keyword"]
    return source.item(f"keyword.{number}", words["labels"]["keyword"].format(n=number), word, why)
