"""What the pages of results and of the ledger show: items with their decision, evidence and what changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from agents.contract import TONES, AgentKey, Result
from agents.schemas import RESULTS, ResearchResult, Source
from briefs.choices import Chosen, chosen
from briefs.labels import FACTS, HEADINGS, ICONS, heading_of, label_of, what_of
from briefs.models import AgentRun, BusinessBrief, Claim, ItemChoice
from briefs.red_thread import TEXT, Marked, agents_concerned, outdated, to_review
from briefs.results import Shown, result, shown_items, thread


@dataclass(frozen=True)
class Reason:
    """A fact or site text that changed since an item was made or decided on, and what it is now."""

    label: str
    now: str


@dataclass(frozen=True)
class Row:
    """One item on a page. `notice` says what just happened to it, `typed` keeps a text that was not saved."""

    shown: Shown
    claims: tuple[Claim, ...] = ()
    reasons: tuple[Reason, ...] = ()
    source: Source | None = None
    what: str = ""
    is_chosen: bool = False
    notice: str = ""
    tone: str = "success"
    typed: str | None = None

    @property
    def anchor(self) -> str:
        """Return the row's id on its page."""
        return anchor(self.shown.item.key)

    @property
    def is_open(self) -> bool:
        """Say whether a figure of the text is still to be verified."""
        return any(claim.kind == Claim.Kind.TO_VERIFY for claim in self.claims)

    @property
    def state_label(self) -> str:
        """Return the decision in words, "" for none."""
        return str(ItemChoice.State(self.shown.state).label) if self.shown.state else ""


@dataclass(frozen=True)
class Group:
    """Items under one heading; `voice` is the tone that they speak in, `asked` what is still missing."""

    key: str
    heading: str
    rows: tuple[Row, ...]
    voice: str = ""
    is_folded: bool = False
    asked: tuple[str, ...] = ()

    @property
    def is_pressing(self) -> bool:
        """Say whether something here waits for the person, or just happened."""
        return any(row.reasons or row.is_open or row.notice for row in self.rows)


@dataclass(frozen=True)
class Part:
    """One agent's result in the overview."""

    agent: AgentKey
    label: str
    icon: str
    run: AgentRun | None
    items: int
    rejected: int
    to_review: int
    open: int
    gist: str = ""
    is_outdated: bool = False

    @property
    def is_at_work(self) -> bool:
        """Say whether the agent waits or works."""
        return self.run is not None and self.run.status in AgentRun.OPEN

    @property
    def is_failed(self) -> bool:
        """Say whether the last run came to nothing."""
        return self.run is not None and self.run.status == AgentRun.Status.FAILED


@dataclass
class Standing:
    """How a brief's results stand now, read once for a page (three queries)."""

    brief: BusinessBrief
    choices: list[ItemChoice] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    runs: dict[str, AgentRun] = field(default_factory=dict)
    marked: list[Marked] = field(default_factory=list)
    outdated: tuple[AgentKey, ...] = ()

    @classmethod
    def of(cls, brief: BusinessBrief) -> Standing:
        """Read what the pages need."""
        choices = list(brief.choices.all())
        return cls(
            brief=brief,
            choices=choices,
            claims=list(brief.claims.order_by("place", "position")),
            runs={run.agent: run for run in brief.runs.all()},
            marked=to_review(brief, choices),
            outdated=outdated(brief),
        )

    @property
    def open(self) -> list[Claim]:
        """Return the figures still to verify."""
        return [claim for claim in self.claims if claim.kind == Claim.Kind.TO_VERIFY]

    @property
    def concerned(self) -> tuple[AgentKey, ...]:
        """Return the agents that a change of facts concerns."""
        return agents_concerned(self.marked)

    def parts(self) -> list[Part]:
        """Return the five results for the overview."""
        return [self._part(agent) for agent in RESULTS]

    def _part(self, agent: AgentKey) -> Part:
        items = [one for one in shown_items(self.brief, agent, self.choices) if one.text]
        return Part(
            agent=agent,
            label=label_of(agent),
            icon=ICONS[agent],
            run=self.runs.get(agent),
            items=len(items),
            rejected=sum(not one.is_used for one in items),
            to_review=sum(one.shown.agent == agent for one in self.marked),
            open=sum(claim.place.startswith(f"{agent}/") for claim in self.open),
            gist=self._gist(agent, items),
            is_outdated=agent in self.outdated,
        )

    def _gist(self, agent: AgentKey, items: Iterable[Shown]) -> str:
        """Return one line of what the part holds: the headline, the chosen logo or theme, the title."""
        holds = chosen(self.brief, self.choices)
        used = {one.item.key: one for one in items if one.is_used}
        if agent in ("logo", "template"):
            one = used.get(holds.mark if agent == "logo" else holds.theme)
            return one.item.label if one else ""
        told = used.get({"content": f"headline.{holds.tone}", "seo": "title"}.get(agent, ""))
        return told.text if told else ""

    def rows(self, agent: AgentKey) -> list[Row]:
        """Return an agent's items for its page, those without a text left out."""
        made = result(self.brief, agent)
        holds, sources = chosen(self.brief, self.choices), _sources(made)
        reasons = {
            one.shown.item.key: self._reasons(one.reasons) for one in self.marked if one.shown.agent == agent
        }
        by_place: dict[str, list[Claim]] = {}
        for claim in self.claims:
            by_place.setdefault(claim.place, []).append(claim)
        return [
            Row(
                shown=one,
                claims=tuple(by_place.get(f"{agent}/{one.item.key}", ())),
                reasons=reasons.get(one.item.key, ()),
                source=sources.get(one.item.key),
                what=what_of(agent),
                is_chosen=_is_chosen(one, holds),
            )
            for one in shown_items(self.brief, agent, self.choices)
            if one.text
        ]  # fmt: skip

    def groups(self, agent: AgentKey, rows: Iterable[Row]) -> list[Group]:
        """Return the rows under their headings; the voices that were not chosen are folded."""
        voice, made = chosen(self.brief, self.choices).tone, result(self.brief, agent)
        sorted_in: dict[str, list[Row]] = {}
        for row in rows:
            sorted_in.setdefault(heading_of(agent, row.shown.item.key), []).append(row)
        asked = _asked(made)
        return [
            Group(
                key=key,
                heading=str(heading),
                rows=tuple(sorted_in.get(key, ())),
                voice=key if key in TONES else "",
                is_folded=key in TONES and key != voice,
                asked=asked if key == "market" else (),
            )
            for key, heading in HEADINGS[agent].items()
            if sorted_in.get(key) or (key == "market" and asked)
        ]

    def _reasons(self, keys: Iterable[str]) -> tuple[Reason, ...]:
        now: Mapping[str, str] = {str(key): text for key, text in thread(self.brief).items()}
        texts = {one.item.key: one for one in shown_items(self.brief, "content", self.choices)}
        found = []
        for key in keys:
            text = texts.get(key.removeprefix(TEXT))
            if key in FACTS:
                found.append(Reason(str(FACTS[key]), now[key]))
            elif text is not None:
                found.append(Reason(text.item.label, text.text))
        return tuple(found)


def anchor(key: str) -> str:
    """Return the id of an item on its page."""
    return f"item-{key.replace('.', '-')}"


def _is_chosen(shown: Shown, holds: Chosen) -> bool:
    return shown.item.key in (holds.mark, holds.theme)


def _sources(made: Result | None) -> dict[str, Source]:
    """Return the sources of the research's findings by item key."""
    if not isinstance(made, ResearchResult):
        return {}
    lists = (made.country, made.costs, made.seasons, made.permits, made.legal_forms, made.risks, made.web)
    return {one.item.key: one.source for found in lists for one in found if one.source}


def _asked(made: Result | None) -> tuple[str, ...]:
    """Return the questions of the market worksheet that have no answer yet."""
    return (
        tuple(row.question for row in made.market if row.question) if isinstance(made, ResearchResult) else ()
    )
