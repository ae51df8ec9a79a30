"""Results as agents leave them, for tests of what people do with them."""

from __future__ import annotations

from collections.abc import Sequence

from agents.contract import AgentKey, Figure, Item, Result
from agents.schemas import (
    RESULTS,
    ContentResult,
    Finding,
    LogoResult,
    Mark,
    ResearchResult,
    SeoResult,
    Service,
    Source,
    Suggestion,
    TemplateResult,
    Voice,
)
from briefs.models import BusinessBrief
from briefs.results import StoredResult, fact_hashes

PRICE = Figure(numeral="2 500 FCFA", kind="said", step="offre", quote="à 2 500 FCFA")
SUM = Figure(numeral="10 000", kind="computed", formula="4 × 2 500 = 10 000")
TABLE = Figure(numeral="18 %", kind="table", source="Code général des impôts du Sénégal", year=2024)
OPEN = Figure(numeral="300", kind="to_verify")


def text(
    key: str,
    words: str,
    *,
    uses: Sequence[str] = (),
    from_texts: Sequence[str] = (),
    figures: Sequence[Figure] = (),
) -> Item:
    """Return an item."""
    return Item.model_validate(
        {"key": key, "label": key, "text": words, "uses": uses, "from_texts": from_texts, "figures": figures}
    )


def voice(tone: str) -> Voice:
    """Return the four texts of a tone."""
    return Voice(
        headline=text(f"headline.{tone}", "Les légumes du matin", uses=["promise"]),
        tagline=text(f"tagline.{tone}", "Chez vous avant midi", uses=["promise", "place"]),
        about=text(f"about.{tone}", "Nous livrons les familles de Grand Yoff.", uses=["customer"]),
        call=text(f"call.{tone}", "Commandez", uses=[]),
    )


def content() -> ContentResult:
    """Return site texts, one with a price and one with a figure that nobody gave."""
    service = Service(
        title=text("service.1.title", "Le panier"),
        text=text("service.1.text", "Pour 300 familles", uses=["customer"], figures=[OPEN]),
        price=text("service.1.price", "2 500 FCFA", uses=["price"], figures=[PRICE]),
    )
    return ContentResult(
        voices={"warm": voice("warm"), "plain": voice("plain"), "proud": voice("proud")},
        services=(service,),
    )


def research() -> ResearchResult:
    """Return one finding from a table and one that was computed."""
    tax = text("cost.1", "La TVA est de 18 %", figures=[TABLE])
    monthly = text("cost.2", "Quatre paniers font 10 000 F", uses=["price"], figures=[SUM])
    source = Source(name=TABLE.source, year=TABLE.year)
    return ResearchResult(costs=(Finding(item=tax, source=source), Finding(item=monthly)))


def seo() -> SeoResult:
    """Return what was made from the warm headline."""
    return SeoResult(
        title=text(
            "title", "Jardin de Khady · Les légumes du matin", uses=["name"], from_texts=["headline.warm"]
        ),
        description=text("description", "À Dakar", uses=["place"], from_texts=["tagline.warm"]),
        keywords=(text("keyword.1", "légumes"),),
        slug=text("slug", "jardin-de-khady", uses=["name"]),
        local_business={},
        open_graph={},
        hreflang={},
        score=80,
        reasons=(),
    )


def logo() -> LogoResult:
    """Return two marks."""
    marks = (
        Mark(
            item=text(f"mark.{style}", f"JK ({style})", uses=["name"]),
            kind="monogram",
            palette="terre",
            svg="<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 1 1'/>",
            small="<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 1 1'/>",
            font="Inter",
            licence="OFL",
        )
        for style in ("monogram", "badge")
    )
    return LogoResult(marks=tuple(marks))


def template() -> TemplateResult:
    """Return two themes."""
    keys = ("market", "window")
    return TemplateResult(
        themes=tuple(Suggestion(item=text(f"theme.{key}", key), theme=key, palette="") for key in keys)
    )


MADE = {"research": research, "content": content, "logo": logo, "seo": seo, "template": template}


def keep(brief: BusinessBrief, agent: AgentKey, made: Result | None = None) -> None:
    """Store a result as a finished run does, made from the brief as it is now."""
    made = made or MADE[agent]()
    envelope = StoredResult(
        version=made.version,
        provider="built-in",
        inputs_hash="",
        made_at="2026-01-02T03:04:05+00:00",
        facts=fact_hashes(brief, list(brief.choices.all())),
        result=made.model_dump(mode="json"),
    )
    setattr(brief, RESULTS[agent][1], envelope.model_dump(mode="json"))
    brief.save(update_fields=[RESULTS[agent][1]])


def keep_all(brief: BusinessBrief) -> None:
    """Store all five results."""
    for agent in ("content", "research", "logo", "seo", "template"):
        keep(brief, agent)
