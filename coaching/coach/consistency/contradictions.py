"""Pairs of statements of one session that contradict each other, for the person to settle.

Precision comes before recall: a pair is reported only when both statements are clear.
"""

from collections.abc import Mapping
from typing import NamedTuple

from coaching.coach.consistency.checks import CHECKS, Pair, Session
from coaching.coach.data_files import load
from coaching.coach.scoring.facts import BusinessFacts, facts
from coaching.coach.steps import STEPS, readable
from nlp.data_files import known_language
from nlp.quotations import Quotation


class Contradiction(NamedTuple):
    """Two statements that contradict each other.

    `kind` is customer, place, price, currency, budget, language, promise, direction, offer, channel, time or
    kept (a promise of the difference that the offer does not keep). A quotation with step "start" is of a
    value given at the start of the session. `severity` is 3 for facts that exclude each other, 2 for a likely
    slip, 1 for an omission.
    """

    kind: str
    first: Quotation
    second: Quotation
    explanation: str
    severity: int
    question: str


def contradictions(
    answers: Mapping[str, str], context: BusinessFacts, language: str | None = None
) -> tuple[Contradiction, ...]:
    """Return the contradictions of a session, the most severe first.

    At most one of a kind is returned for two steps and for two quotations. `language` is the session's,
    `context.language` unless given. The synthesis repeats the other steps, so only its language is checked.
    """
    language = known_language(language or context.language)
    texts = readable(answers)
    statements = {step: text for step, text in texts.items() if step != "synthesis"}
    session = Session(texts, facts(statements, language, context.currency), context, language)
    pairs = [pair for check in CHECKS for pair in check(session)]
    pairs.sort(key=lambda pair: (-pair.severity, STEPS.index(pair.second.step)))
    by_steps = {(pair.kind, pair.first.step, pair.second.step): pair for pair in reversed(pairs)}
    by_quotes = {
        (pair.kind, frozenset((pair.first.quote, pair.second.quote))): pair for pair in by_steps.values()
    }
    return tuple(_explained(pair, language) for pair in sorted(by_quotes.values(), key=pairs.index))


def _explained(pair: Pair, language: str) -> Contradiction:
    """Return a pair with its explanation and the question that settles it."""
    kind = "place_start" if pair.kind == "place" and pair.first.step == "start" else pair.kind
    explanation, question = load(f"{language}/contradictions")["messages"][kind]
    first, second = pair.names or (pair.first.quote, pair.second.quote)
    filled = explanation.format(first=first, second=second)
    return Contradiction(pair.kind, pair.first, pair.second, filled, pair.severity, question)
