"""The search agent: what search engines and link previews show of a site, and how well it can be found."""

from agents.contract import Agent, Inputs, Item, Progress
from agents.schemas import SeoResult
from agents.seo.keywords import keywords
from agents.seo.markup import hreflang, local_business, open_graph
from agents.seo.scoring import reasons
from agents.seo.site import Site
from agents.seo.slugs import slug
from agents.seo.snippets import description, title
from nlp.typography import spaced


def run(inputs: Inputs, report: Progress) -> SeoResult:
    """Return what search engines show; the same inputs give the same result."""
    report(10, "reading")
    site = Site(inputs)
    heading, about = title(site), description(site)
    heading = heading._replace(text=spaced(heading.text, inputs.language))
    report(30, "keywords")
    found = keywords(site)
    report(80, "writing")
    address = slug(site)
    parts = reasons(site, heading.text, about.text, [word for word, _ in found])
    return SeoResult(
        title=_item(site, "title", heading.text, heading.from_texts),
        description=_item(site, "description", about.text, about.from_texts),
        keywords=tuple(_keyword(site, number, *row) for number, row in enumerate(found, start=1)),
        slug=_item(site, "slug", address),
        local_business=local_business(site, about.text),
        open_graph=open_graph(site, heading.text, about.text),
        hreflang=hreflang(site, address),
        score=sum(part.points for part in parts),
        reasons=parts,
    )


def _item(site: Site, key: str, text: str, from_texts: tuple[str, ...] = ()) -> Item:
    return site.item(key, site.phrases["labels"][key], text, site.phrases["why"][key], from_texts)


def _keyword(site: Site, number: int, word: str, is_local: bool) -> Item:
    label = site.phrases["labels"]["keyword"].format(n=number)
    why = site.phrases["why"]["keyword_place" if is_local else "keyword"]
    return site.item(f"keyword.{number}", label, word, why)


AGENT = Agent(
    key="seo",
    version=3,
    reads=frozenset(
        {
            "language",
            "business_name",
            "sector",
            "trade",
            "country",
            "city",
            "currency",
            "texts",
            "tone",
            "site_texts",
        }
    ),
    run=run,
)
