"""Puts the search agent's result together."""

from agents.contract import Inputs, Item, Progress
from agents.schemas import SeoResult
from agents.seo.keywords import keywords
from agents.seo.markup import hreflang, local_business, open_graph
from agents.seo.scoring import reasons
from agents.seo.site import Site
from agents.seo.slugs import slug
from agents.seo.snippets import description, title
from nlp.typography import spaced


def generate(inputs: Inputs, report: Progress) -> SeoResult:
    """Return what search engines show; the same inputs give the same result."""
    report(10, "reading")
    site = Site(inputs)
    top, about = title(site), description(site)
    top = top._replace(text=spaced(top.text, inputs.language))
    report(30, "keywords")
    found = keywords(site)
    report(80, "writing")
    address = slug(site)
    labels, why = site.phrases["labels"], site.phrases["why"]
    told = reasons(site, top.text, about.text, [word for word, _ in found])
    result = SeoResult(
        title=site.item("title", labels["title"], top.text, why["title"], top.from_texts),
        description=site.item(
            "description", labels["description"], about.text, why["description"], about.from_texts
        ),
        keywords=tuple(_keyword(site, at, *row) for at, row in enumerate(found, start=1)),
        slug=site.item("slug", labels["slug"], address, why["slug"]),
        local_business=local_business(site, about.text),
        open_graph=open_graph(site, top.text, about.text),
        hreflang=hreflang(site, address),
        score=sum(reason.points for reason in told),
        reasons=told,
    )
    report(100, "done")
    return result


def _keyword(site: Site, number: int, word: str, is_placed: bool) -> Item:
    words = site.phrases
    why = words["why"]["keyword_place" if is_placed else "keyword"]
    return site.item(f"keyword.{number}", words["labels"]["keyword"].format(n=number), word, why)
