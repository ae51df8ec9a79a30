"""What the pages of results show: items with decisions, evidence and reasons to review, under headings."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from agents.contract import AgentKey, FactKey, Result
from agents.schemas import ResearchResult, Source
from briefs.choices import ChoiceKind, chosen
from briefs.models import AgentName, AgentRun, BusinessBrief, Claim, ItemChoice
from briefs.results import (
    SITE_TEXT,
    DecidedItem,
    decided_items,
    fact_texts,
    items_to_review,
    outdated_agents,
    result,
)

#: The labels of the facts on which items depend.
FACTS: Final[dict[FactKey, Promise]] = {
    "name": _("The name of the business"),
    "customer": _("The customer"),
    "problem": _("The problem"),
    "promise": _("The promise"),
    "price": _("The price"),
    "place": _("The place"),
}
#: The kind of choice among an agent's items; the items of the other agents are texts.
CHOICE_KINDS: Final[dict[str, ChoiceKind]] = {"logo": "mark", "template": "theme"}
ICONS: Final[dict[AgentKey, str]] = {
    "research": "search",
    "content": "quote",
    "logo": "idea",
    "seo": "globe",
    "template": "eye",
}
#: Headings of the groups of items, in the order of the page, by group key.
HEADINGS: Final[dict[AgentKey, dict[str, Promise]]] = {
    "research": {
        "country": _("Your country"),
        "cost": _("Usual costs"),
        "season": _("Seasons"),
        "permit": _("Rules and permits to check"),
        "form": _("Legal forms"),
        "market": _("Market worksheet"),
        "rival": _("What customers compare you with"),
        "risk": _("Risks"),
        "web": _("Found on the web"),
        "verify": _("To verify before you start"),
    },
    "content": {
        "warm": _("Warm voice"),
        "plain": _("Plain voice"),
        "proud": _("Proud voice"),
        "service": _("What you sell"),
        "why": _("Why you"),
        "question": _("Questions and answers"),
    },
    "logo": {"mark": _("Logos")},
    "seo": {"": _("What a search shows"), "keyword": _("Keywords")},
    "template": {"theme": _("Themes")},
}


def label_of(agent: AgentKey) -> str:
    """Return the name of an agent's result on pages."""
    return str(AgentName(agent).label)


def group_of(agent: AgentKey, key: str) -> str:
    """Return the group key of an item: its tone, or the first part of its key."""
    first, _dot, last = key.partition(".")
    if last in HEADINGS[agent]:
        return last
    return first if first in HEADINGS[agent] else next(iter(HEADINGS[agent]))


@dataclass(frozen=True)
class Reason:
    """A fact or site text that changed since an item was made or decided on, and what it is now."""

    label: str
    now: str


@dataclass(frozen=True)
class Row:
    """One item on a page; `notice` reports a decision, `unsaved` is a wording that was not saved."""

    decided: DecidedItem
    claims: tuple[Claim, ...] = ()
    reasons: tuple[Reason, ...] = ()
    source: Source | None = None
    choice_kind: str = ""
    is_chosen: bool = False
    notice: str = ""
    tone: str = "success"
    unsaved: str | None = None

    @property
    def anchor(self) -> str:
        """Return the id of the row's element."""
        return anchor(self.decided.item.key)

    @property
    def is_open(self) -> bool:
        """Return whether a figure of the text is to verify."""
        return any(claim.kind == Claim.Kind.TO_VERIFY for claim in self.claims)

    @property
    def state_label(self) -> str:
        """Return the label of the decision, "" without one."""
        return str(ItemChoice.State(self.decided.state).label) if self.decided.state else ""


@dataclass(frozen=True)
class Group:
    """Items under one heading."""

    key: str
    heading: str
    rows: tuple[Row, ...]

    @property
    def is_pressing(self) -> bool:
        """Return whether a row has to be reviewed or verified, or has a notice."""
        return any(row.reasons or row.is_open or row.notice for row in self.rows)


@dataclass(frozen=True)
class Part:
    """The summary of one agent's result."""

    agent: AgentKey
    label: str
    is_at_work: bool
    is_failed: bool
    items: int
    rejected: int
    to_review: int
    open: int
    excerpt: str
    is_outdated: bool


class ResultsPage:
    """The results of a brief for its pages, read once (three queries)."""

    def __init__(self, brief: BusinessBrief) -> None:
        self.brief = brief
        self.choices = list(brief.choices.all())
        self.claims = list(brief.claims.order_by("place", "position"))
        self.open_claims = [claim for claim in self.claims if claim.kind == Claim.Kind.TO_VERIFY]
        self.statuses = {run.agent: run.status for run in brief.runs.all()}
        self.to_review = items_to_review(brief, self.choices)
        self.outdated = outdated_agents(brief)
        self.chosen = chosen(brief, self.choices)

    def items(self, agent: AgentKey) -> list[DecidedItem]:
        """Return an agent's items that have a text."""
        return [one for one in decided_items(self.brief, agent, self.choices) if one.text]

    def part(self, agent: AgentKey) -> Part:
        """Return the summary of an agent's result."""
        items, status = self.items(agent), self.statuses.get(agent, "")
        return Part(
            agent=agent,
            label=label_of(agent),
            is_at_work=status in AgentRun.OPEN,
            is_failed=status == AgentRun.Status.FAILED,
            items=len(items),
            rejected=sum(not one.is_used for one in items),
            to_review=sum(one.decided.agent == agent for one in self.to_review),
            open=sum(claim.place.startswith(f"{agent}/") for claim in self.open_claims),
            excerpt=self._excerpt(agent, items),
            is_outdated=agent in self.outdated,
        )

    def _excerpt(self, agent: AgentKey, items: Iterable[DecidedItem]) -> str:
        """Return one line of a result: its headline, chosen logo or theme, or title."""
        used = {one.item.key: one for one in items if one.is_used}
        if agent in ("logo", "template"):
            one = used.get(self.chosen.mark if agent == "logo" else self.chosen.theme)
            return one.item.label if one else ""
        text = used.get({"content": f"headline.{self.chosen.tone}", "seo": "title"}.get(agent, ""))
        return text.text if text else ""

    def rows(self, agent: AgentKey) -> list[Row]:
        """Return the rows of an agent's items that have a text."""
        sources = _sources(result(self.brief, agent))
        to_review = {one.decided.item.key: one for one in self.to_review if one.decided.agent == agent}
        return [
            Row(
                decided=one,
                claims=tuple(claim for claim in self.claims if claim.place == f"{agent}/{one.item.key}"),
                reasons=self._reasons(to_review[one.item.key].reasons) if one.item.key in to_review else (),
                source=sources.get(one.item.key),
                choice_kind=CHOICE_KINDS.get(agent, ""),
                is_chosen=one.item.key in (self.chosen.mark, self.chosen.theme),
            )
            for one in self.items(agent)
        ]

    def groups(self, agent: AgentKey, rows: Iterable[Row]) -> list[Group]:
        """Return the rows under their headings; a worksheet with open questions only is listed, too."""
        by_group: dict[str, list[Row]] = {}
        for row in rows:
            by_group.setdefault(group_of(agent, row.decided.item.key), []).append(row)
        made = result(self.brief, agent)
        if isinstance(made, ResearchResult) and any(row.question for row in made.market):
            by_group.setdefault("market", [])
        return [
            Group(key, str(heading), tuple(by_group[key]))
            for key, heading in HEADINGS[agent].items()
            if key in by_group
        ]

    def _reasons(self, keys: Iterable[str]) -> tuple[Reason, ...]:
        known = {str(key): Reason(str(FACTS[key]), text) for key, text in fact_texts(self.brief).items()}
        known |= {
            f"{SITE_TEXT}{one.item.key}": Reason(one.item.label, one.text)
            for one in decided_items(self.brief, "content", self.choices)
        }
        return tuple(known[key] for key in keys if key in known)


def anchor(key: str) -> str:
    """Return the id of an item's element."""
    return f"item-{key.replace('.', '-')}"


def _sources(made: Result | None) -> dict[str, Source]:
    """Return the sources of the research's findings by item key."""
    if not isinstance(made, ResearchResult):
        return {}
    lists = (made.country, made.costs, made.seasons, made.permits, made.legal_forms, made.risks, made.web)
    return {one.item.key: one.source for found in lists for one in found if one.source}
