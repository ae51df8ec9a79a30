"""Agents for tests of what surrounds them: pure functions with real results, quick, and made to order."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, get_args

import pytest

from agents.contract import Agent, AgentKey, Inputs, Item, Progress, Result
from agents.schemas import (
    ContentResult,
    LogoResult,
    ResearchResult,
    SeoResult,
    Suggestion,
    TemplateResult,
)
from briefs.services import runs

KEYS: Final[tuple[AgentKey, ...]] = get_args(AgentKey)
Run = Callable[[Inputs, Progress], Result]


def item(key: str, text: str) -> Item:
    """Return an item that says that."""
    return Item(key=key, label=key, text=text)


def research(inputs: Inputs, report: Progress) -> Result:
    """Note the vision, to tell later what was read."""
    report(50, "reading")
    return ResearchResult(to_verify=(item("to_verify.1", inputs.texts.get("vision", "")),))


def content(inputs: Inputs, report: Progress) -> Result:
    """Answer with one reason."""
    return ContentResult(voices={}, reasons=(item("why.1", inputs.business_name),))


def logo(inputs: Inputs, report: Progress) -> Result:
    """Draw nothing."""
    return LogoResult(marks=())


def seo(inputs: Inputs, report: Progress) -> Result:
    """Put the first site text into the title, to tell later that it was there."""
    title = item("title", next(iter(inputs.site_texts.values()), ""))
    return SeoResult(
        title=title, description=title, slug=title, keywords=(), local_business={}, open_graph={},
        hreflang={}, score=0, reasons=(),
    )  # fmt: skip


def template(inputs: Inputs, report: Progress) -> Result:
    """Propose one theme."""
    return TemplateResult(themes=(Suggestion(item=item("theme.a", "A"), theme="a", palette="a"),))


def broken(inputs: Inputs, report: Progress) -> Result:
    """Fail as a program does."""
    raise ValueError("a table has no such line")


class Crew:
    """The five agents; a test puts its own function in the place of one: `crew.does["logo"] = broken`."""

    def __init__(self) -> None:
        self.does: dict[AgentKey, Run] = {
            "research": research, "content": content, "logo": logo, "seo": seo, "template": template
        }  # fmt: skip
        self.version = 1

    def agent(self, key: AgentKey) -> Agent:
        """Return the agent of that key, as `agents.contract.agent` does."""
        reads = frozenset(Inputs.model_fields) - (set() if key in runs.AFTER else {"site_texts"})
        return Agent(key, self.version, reads, lambda inputs, report: self.does[key](inputs, report))


@pytest.fixture
def crew(monkeypatch: pytest.MonkeyPatch) -> Crew:
    """Let these agents work in place of the real ones."""
    made = Crew()
    monkeypatch.setattr(runs, "agent", made.agent)
    return made
