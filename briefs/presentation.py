"""What the pages of results and of the ledger show: items with decisions, evidence and reasons to review."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from agents.contract import TONES, AgentKey, Result
from agents.schemas import RESULTS, ResearchResult, Source
from briefs.choices import chosen
from briefs.dependencies import SITE_TEXT, agents_to_run_again, items_to_review, outdated_agents
from briefs.models import AgentName, AgentRun, BusinessBrief, Claim, ItemChoice
from briefs.results import DecidedItem, decided_items, fact_texts, result

#: The facts of the red fact_texts, as a person would call them.
FACTS: Final[dict[str, Promise]] = {
    "name": _("The name of the business"),
    "customer": _("The customer"),
    "problem": _("The problem"),
    "promise": _("The promise"),
    "price": _("The price"),
    "place": _("The place"),
}
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


def choice_kind_of(agent: AgentKey) -> str:
    """Return the kind of choice among an agent's items: "mark" or "theme", "" for texts."""
    return {"logo": "mark", "template": "theme"}.get(agent, "")


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
        """Whether a figure of the text is to verify."""
        return any(claim.kind == Claim.Kind.TO_VERIFY for claim in self.claims)

    @property
    def state_label(self) -> str:
        """Return the label of the decision, "" without one."""
        return str(ItemChoice.State(self.decided.state).label) if self.decided.state else ""


@dataclass(frozen=True)
class Group:
    """Items under one heading; `voice` is their tone, `questions` are those that have no answer yet."""

    key: str
    heading: str
    rows: tuple[Row, ...]
    voice: str = ""
    is_folded: bool = False
    questions: tuple[str, ...] = ()

    @property
    def is_pressing(self) -> bool:
        """Whether a row has to be reviewed or verified, or has a notice."""
        return any(row.reasons or row.is_open or row.notice for row in self.rows)


@dataclass(frozen=True)
class Part:
    """The summary of one agent's result."""

    agent: AgentKey
    label: str
    icon: str
    run: AgentRun | None
    items: int
    rejected: int
    to_review: int
    open: int
    excerpt: str = ""
    is_outdated: bool = False

    @property
    def is_at_work(self) -> bool:
        """Whether the agent is queued or running."""
        return self.run is not None and self.run.status in AgentRun.OPEN

    @property
    def is_failed(self) -> bool:
        """Whether the last run failed."""
        return self.run is not None and self.run.status == AgentRun.Status.FAILED


class ResultsPage:
    """The results of a brief for its pages, read once (three queries)."""

    def __init__(self, brief: BusinessBrief) -> None:
        self.brief = brief
        self.choices = list(brief.choices.all())
        self.claims = list(brief.claims.order_by("place", "position"))
        self.runs = {run.agent: run for run in brief.runs.all()}
        self.to_review = items_to_review(brief, self.choices)
        self.chosen = chosen(brief, self.choices)

    @cached_property
    def open_claims(self) -> list[Claim]:
        """Return the figures to verify."""
        return [claim for claim in self.claims if claim.kind == Claim.Kind.TO_VERIFY]

    @property
    def agents_to_run_again(self) -> tuple[AgentKey, ...]:
        """Return the agents of the items to review."""
        return agents_to_run_again(self.to_review)

    def items(self, agent: AgentKey) -> list[DecidedItem]:
        """Return an agent's items that have a text."""
        return [one for one in decided_items(self.brief, agent, self.choices) if one.text]

    def parts(self) -> list[Part]:
        """Return the summaries of the five results."""
        outdated = outdated_agents(self.brief)
        return [self._part(agent, is_outdated=agent in outdated) for agent in RESULTS]

    def _part(self, agent: AgentKey, *, is_outdated: bool) -> Part:
        items = self.items(agent)
        return Part(
            agent=agent,
            label=label_of(agent),
            icon=ICONS[agent],
            run=self.runs.get(agent),
            items=len(items),
            rejected=sum(not one.is_used for one in items),
            to_review=sum(one.decided.agent == agent for one in self.to_review),
            open=sum(claim.place.startswith(f"{agent}/") for claim in self.open_claims),
            excerpt=self._excerpt(agent, items),
            is_outdated=is_outdated,
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
        reasons = {
            one.decided.item.key: self._reasons(one.reasons)
            for one in self.to_review
            if one.decided.agent == agent
        }
        by_place: dict[str, list[Claim]] = {}
        for claim in self.claims:
            by_place.setdefault(claim.place, []).append(claim)
        return [
            Row(
                decided=one,
                claims=tuple(by_place.get(f"{agent}/{one.item.key}", ())),
                reasons=reasons.get(one.item.key, ()),
                source=sources.get(one.item.key),
                choice_kind=choice_kind_of(agent),
                is_chosen=one.item.key in (self.chosen.mark, self.chosen.theme),
            )
            for one in self.items(agent)
        ]

    def groups(self, agent: AgentKey, rows: Iterable[Row]) -> list[Group]:
        """Return the rows under their headings; the voices that were not chosen are folded."""
        by_group: dict[str, list[Row]] = {}
        for row in rows:
            by_group.setdefault(group_of(agent, row.decided.item.key), []).append(row)
        questions = _open_questions(result(self.brief, agent))
        return [
            Group(
                key=key,
                heading=str(heading),
                rows=tuple(by_group.get(key, ())),
                voice=key if key in TONES else "",
                is_folded=key in TONES and key != self.chosen.tone,
                questions=questions if key == "market" else (),
            )
            for key, heading in HEADINGS[agent].items()
            if by_group.get(key) or (key == "market" and questions)
        ]

    def _reasons(self, keys: Iterable[str]) -> tuple[Reason, ...]:
        facts: Mapping[str, str] = {str(key): text for key, text in fact_texts(self.brief).items()}
        site_texts = {one.item.key: one for one in decided_items(self.brief, "content", self.choices)}
        found = []
        for key in keys:
            site_text = site_texts.get(key.removeprefix(SITE_TEXT))
            if key in FACTS:
                found.append(Reason(str(FACTS[key]), facts[key]))
            elif site_text is not None:
                found.append(Reason(site_text.item.label, site_text.text))
        return tuple(found)


def anchor(key: str) -> str:
    """Return the id of an item's element."""
    return f"item-{key.replace('.', '-')}"


def _sources(made: Result | None) -> dict[str, Source]:
    """Return the sources of the research's findings by item key."""
    if not isinstance(made, ResearchResult):
        return {}
    lists = (made.country, made.costs, made.seasons, made.permits, made.legal_forms, made.risks, made.web)
    return {one.item.key: one.source for found in lists for one in found if one.source}


def _open_questions(made: Result | None) -> tuple[str, ...]:
    """Return the questions of the market worksheet that have no answer yet."""
    rows = made.market if isinstance(made, ResearchResult) else ()
    return tuple(row.question for row in rows if row.question)
