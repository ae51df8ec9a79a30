"""Small but complete results of the agents, for tests of sites."""

from __future__ import annotations

from typing import Any

from agents.contract import Figure, Item, Result
from agents.schemas import (
    ContentResult,
    LogoResult,
    Mark,
    Question,
    SeoResult,
    Service,
    Suggestion,
    TemplateResult,
    Voice,
)
from briefs.models import BusinessBrief
from briefs.results import StoredResult, fact_hashes

#: A drawing of nothing.
EMPTY = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><title>JK</title></svg>'


def item(key: str, text: str, *uses: Any, figures: tuple[Figure, ...] = ()) -> Item:
    """Return an item that uses some facts."""
    return Item(key=key, label=key, text=text, uses=uses, figures=figures)


def voice(tone: str) -> Voice:
    """Return four texts that name their tone."""
    return Voice(
        headline=item(f"headline.{tone}", f"Titre {tone}", "promise"),
        tagline=item(f"tagline.{tone}", f"Slogan {tone}", "customer"),
        about=item(f"about.{tone}", f"À propos, {tone}", "customer", "promise"),
        call=item(f"call.{tone}", f"Appel {tone}"),
    )


def content() -> ContentResult:
    """Return site texts: three tones, two services, a reason, a question."""
    quoted = Figure(numeral="2 500", kind="said", step="offre", quote="2 500 FCFA")
    return ContentResult(
        voices={"warm": voice("warm"), "plain": voice("plain"), "proud": voice("proud")},
        services=(
            Service(
                title=item("service.1.title", "Panier"),
                text=item("service.1.text", "Quatre légumes"),
                price=item("service.1.price", "2 500 FCFA", "price", figures=(quoted,)),
            ),
            Service(title=item("service.2.title", "Bouquet"), text=item("service.2.text", "Des herbes")),
        ),
        reasons=(item("why.1", "Cueilli le matin"),),
        questions=(Question(ask=item("question.1.ask", "Où ?"), answer=item("question.1.answer", "Ici.")),),
    )


def logo() -> LogoResult:
    """Return one mark."""
    mark = Mark(
        item=item("mark.monogram", "Les lettres JK"),
        kind="monogram",
        palette="niayes",
        svg=EMPTY,
        small=EMPTY,
        font="",
        licence="",
    )
    return LogoResult(marks=(mark,))


def template() -> TemplateResult:
    """Return two themes, the best first."""
    return TemplateResult(
        themes=(
            Suggestion(item=item("theme.marche", "Marché"), theme="marche", palette="niayes"),
            Suggestion(item=item("theme.atelier", "Atelier"), theme="atelier", palette="indigo"),
        )
    )


def seo() -> SeoResult:
    """Return texts for search engines."""
    return SeoResult(
        title=item("title", "Légumes frais à Dakar"),
        description=item("description", "Cueillis le matin."),
        keywords=(),
        slug=item("slug", "legumes-dakar"),
        local_business={},
        open_graph={},
        hreflang={},
        score=80,
        reasons=(),
    )


def keep(brief: BusinessBrief, **results: Result) -> BusinessBrief:
    """Write results into a brief's columns (`content_generation=content()`)."""
    for column, result in results.items():
        kept = StoredResult(
            version=1,
            provider="built-in",
            inputs_hash="",
            made_at="2026-11-22T10:00:00+00:00",
            facts=fact_hashes(brief),
            result=result.model_dump(mode="json"),
        )
        setattr(brief, column, kept.model_dump(mode="json"))
    brief.save()
    return brief


def keep_all(brief: BusinessBrief) -> BusinessBrief:
    """Write every result that a site is made from."""
    return keep(
        brief,
        content_generation=content(),
        logo_creation=logo(),
        template_selection=template(),
        seo_optimization=seo(),
    )
