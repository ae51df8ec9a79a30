"""The shapes of what the five agents make."""

from collections.abc import Mapping
from typing import Literal

from pydantic import Field

from agents.contract import AgentKey, Frozen, Item, Result, Tone


class Source(Frozen):
    """Where a fact of ours comes from: a named table and its year, or a page that a web search found."""

    name: str
    year: int | None = None
    url: str = Field(default="", pattern=r"^(https?://\S+)?$")


class Finding(Frozen):
    """A fact, a cost line, a season, a permit, a risk, with its source (none for the person's words)."""

    item: Item
    source: Source | None = None


class Row(Frozen):
    """One line of the market worksheet: a number that the person gave or that follows, or what to ask.

    Without a number `item.text` is empty and `question` asks for it; `formula` shows how a sum was made.
    """

    item: Item
    formula: str = ""
    question: str = ""


class Cell(Frozen):
    """What the person said of one side of an alternative; without words of theirs, what to ask."""

    item: Item
    question: str = ""


class Rival(Frozen):
    """One column of the comparison grid: an alternative that the person named, or the business itself.

    Every rival has the same cells in the same order; a cell's `item.label` is the side ("Its price").
    """

    name: Item
    cells: tuple[Cell, ...] = ()
    is_own: bool = False


class Risk(Finding):
    """What may go wrong, with advice to judge by: a test of one week, what it costs, how it is undone."""

    test: str
    cost: str
    undo: str


class ResearchResult(Result):
    """What is known around the business, in sections: each is a list of items under its own heading.

    `today` quotes how customers manage now; `web_reached` is None when no web search was asked for.
    """

    version: Literal[1] = 1
    country: tuple[Finding, ...] = ()
    costs: tuple[Finding, ...] = ()
    seasons: tuple[Finding, ...] = ()
    permits: tuple[Finding, ...] = ()
    legal_forms: tuple[Finding, ...] = ()
    market: tuple[Row, ...] = ()
    today: Finding | None = None
    rivals: tuple[Rival, ...] = ()
    risks: tuple[Risk, ...] = ()
    web: tuple[Finding, ...] = ()
    to_verify: tuple[Item, ...] = ()
    web_reached: bool | None = None


class Voice(Frozen):
    """The texts that depend on the tone; keys "headline.warm", "tagline.warm", "about.warm", "call.warm"."""

    headline: Item
    tagline: Item
    about: Item
    call: Item


class Service(Frozen):
    """One thing that customers can buy; keys "service.1.title", "service.1.text", "service.1.price"."""

    title: Item
    text: Item
    price: Item | None = None


class Question(Frozen):
    """A question that customers ask and its answer; keys "question.1.ask", "question.1.answer"."""

    ask: Item
    answer: Item


class ContentResult(Result):
    """The site's texts: three voices, services, reasons ("why.1"), questions and answers."""

    version: Literal[1] = 1
    voices: Mapping[Tone, Voice]
    services: tuple[Service, ...] = ()
    reasons: tuple[Item, ...] = ()
    questions: tuple[Question, ...] = ()


class Mark(Frozen):
    """One logo: SVG whose texts are paths; `item.text` says what it shows (the alternative text).

    `small` is a version that still reads at 32 px (favicon); `licence` names the font and its licence.
    """

    item: Item
    kind: Literal["monogram", "wordmark", "symbol", "emblem", "stacked", "badge"]
    palette: str
    svg: str
    small: str
    font: str
    licence: str


class LogoResult(Result):
    """At least six marks, the best fitting first; keys "mark.<style>"."""

    version: Literal[1] = 1
    marks: tuple[Mark, ...]


class Reason(Frozen):
    """One part of the search score: points of at most `most`, and what was seen, in one sentence."""

    points: int
    most: int
    text: str


class SeoResult(Result):
    """What search engines and link previews show; keys "title", "description", "keyword.1", "slug"."""

    version: Literal[1] = 1
    title: Item
    description: Item
    slug: Item
    keywords: tuple[Item, ...]
    #: schema.org LocalBusiness, Open Graph properties, and language -> path of the other language's page.
    local_business: Mapping[str, object]
    open_graph: Mapping[str, str]
    hreflang: Mapping[str, str]
    score: int
    reasons: tuple[Reason, ...]


class Suggestion(Frozen):
    """A theme that would suit, with a palette; `item.why` gives the reasons; the best first."""

    item: Item
    theme: str
    palette: str


class TemplateResult(Result):
    """The themes, best first; keys "theme.<key>"."""

    version: Literal[1] = 1
    themes: tuple[Suggestion, ...]


#: Each agent's result, and the brief's column that keeps it.
RESULTS: dict[AgentKey, tuple[type[Result], str]] = {
    "research": (ResearchResult, "market_research"),
    "content": (ContentResult, "content_generation"),
    "logo": (LogoResult, "logo_creation"),
    "seo": (SeoResult, "seo_optimization"),
    "template": (TemplateResult, "template_selection"),
}
