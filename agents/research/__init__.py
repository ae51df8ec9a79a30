"""Research: what is known around the business, from the person's own words and data with named sources."""

from agents.contract import Agent, Inputs, Progress
from agents.research.comparison import comparison, today
from agents.research.country_and_sector import costs, country_facts, forms, permits, seasons
from agents.research.market import worksheet
from agents.research.market_numbers import market_numbers
from agents.research.risks import pages, risks, to_verify
from agents.schemas import ResearchResult
from coaching.coach.scoring.facts import facts
from reference.packs import research_of


def run(inputs: Inputs, report: Progress) -> ResearchResult:
    """Return the research of a brief; nothing in it is guessed, and what is missing is a question."""
    report(5, "reading")
    language = inputs.language
    found, usual = facts(inputs.texts, language), research_of(inputs.sector, inputs.trade)
    report(30, "market")
    numbers = market_numbers(inputs, found)
    market = worksheet(numbers, language)
    report(55, "rivals")
    rivals = comparison(inputs, found, numbers)
    report(75, "risks")
    worries = tuple(risks(inputs, found, numbers, usual, bool(rivals)))
    report(90, "country")
    return ResearchResult(
        country=tuple(country_facts(inputs)),
        costs=tuple(costs(usual, language)),
        seasons=tuple(seasons(usual, inputs)),
        permits=tuple(permits(usual, language)),
        legal_forms=tuple(forms(inputs)),
        market=market,
        today=today(found),
        rivals=rivals,
        risks=worries,
        to_verify=tuple(to_verify(inputs, found, market, bool(rivals))),
        web=tuple(pages(inputs)),
        web_reached=inputs.web_reached,
    )


AGENT = Agent(
    key="research",
    version=3,
    # what the web says (`found`) is asked before each run and is no part of the fingerprint
    reads=frozenset({"language", "business_name", "sector", "trade", "country", "city", "currency", "texts"}),
    run=run,
)
