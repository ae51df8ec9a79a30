"""Scores one answer against the rubric of its step: a pure function of step, answer and context."""

from collections.abc import Sequence
from itertools import product
from typing import Any

from coaching.coach.data_files import load
from coaching.coach.scoring.features import add_features
from coaching.coach.scoring.gates import find_gate
from coaching.coach.scoring.reading import Reading
from coaching.coach.scoring.results import Criterion, CriterionResult, Gate, Review, ReviewContext
from coaching.coach.scoring.rules import evidence_spans, first_met
from coaching.coach.scoring.step_details import BUILDERS
from coaching.coach.scoring.unfinished import unfinished
from coaching.coach.steps import STEPS
from nlp.data_files import known_language
from nlp.typography import listed

BANDS = ((80, "strong"), (60, "solid"), (40, "usable"), (0, "draft"))
MAX_WITHOUT_CORE = 79
BUZZ_SHARE = 15
BUZZ_DEDUCTION = 10
GENERIC_ALLOWED, GENERIC_MIN_EXCESS, GENERIC_RATE, MAX_DEDUCTION, GENERIC_MIN_WORDS = 40, 4, 0.5, 20, 6
GENERIC_SHOWN = 3
GATE_CRITERIA = {
    "everyone": "segment",
    "wide": "segment",
    "no_price": "price",
    "no_act": "products",
    "for_nobody": "customers",
    "unproven": "alternative",
    "bare_offer": "outcome",
    "uncovered": "coverage",
    "wish": "future",
    "wish_group": "beneficiary",
    "own_growth": "beneficiary",
    "wish_open": "challenge",
}
#: The key of a criterion's advice, by its points.
ADVICE = ("none", "half", "")
READABILITY_CRITERIA = ("clarity", "readable")
SAMPLE_ANSWERS = {
    "fr": "Nous vendons du pain frais à 200 F aux familles de Lomé.",
    "en": "We sell fresh bread at GHS 5 to families in Accra.",
}


def review(step: str, answer: str, context: ReviewContext | None = None) -> Review:
    """Return the review of an answer, in `context.language`; equal arguments give an equal review.

    Raises KeyError for an unknown step and nothing for any text.
    """
    context = context or ReviewContext()
    draft_parts = unfinished(step, answer, context)
    reading = Reading(answer, context.language, draft_parts.ignored)
    add_features(step, reading, context)
    results = tuple(_judge(step, key, reading) for key in load("rubric")[step])
    gate = find_gate(step, reading, context, results, draft_parts.lines)
    deductions = _deductions(reading)
    score = min(_score(results, deductions, gate), _max_score(step, results))
    question = _next_question(step, results, gate, reading)
    builder = BUILDERS.get(step)
    extras: dict[str, Any] = {"deductions": deductions} | (
        builder(reading, context, results) if builder else {}
    )
    return Review(
        step, reading.language, score, band(score), results, gate, question,
        _message(step, results, score, question, gate, reading.language)
        + _generic_note(reading, deductions, gate),
        extras,
    )  # fmt: skip


def preload() -> None:
    """Load all data files and patterns that reviews use, so that no person waits for it."""
    for (language, sample), step in product(SAMPLE_ANSWERS.items(), STEPS):
        review(step, sample, ReviewContext(language, answers={"clientele": sample}))


def rubric(step: str, language: str) -> tuple[Criterion, ...]:
    """Return the criteria of a step, to show before any answer."""
    texts = load(f"{known_language(language)}/rubric")[step]
    return tuple(
        Criterion(
            key,
            texts[key]["label"],
            rule["weight"],
            listed(rule["source"], language),
            texts[key]["question"],
        )
        for key, rule in load("rubric")[step].items()
    )


def band(score: int) -> str:
    """Return the band of a score: draft below 40, usable below 60, solid below 80, strong from 80."""
    return next(name for least, name in BANDS if score >= least)


def _judge(step: str, key: str, reading: Reading) -> CriterionResult:
    """Return the result of one criterion.

    Full points are given for hits in clauses only, half points for any hits.
    """
    rule = load("rubric")[step][key]
    texts = load(f"{reading.language}/rubric")[step][key]
    points, met = 2, first_met(rule["full"], reading, in_clause=True)
    if met is None:
        met = first_met(rule["half"], reading, in_clause=False)
        points = 0 if met is None else 1
    spans = evidence_spans(met, reading, rule.get("shows", ""), rule.get("quotes", ())) if met else ()
    advice = ADVICE[points]
    return CriterionResult(
        key, texts["label"], rule["weight"], points, spans, listed(rule["source"], reading.language),
        texts[advice] if advice else "", texts["question"],
        tuple(reading.answer[span.start : span.end] for span in spans),
    )  # fmt: skip


def _deductions(reading: Reading) -> dict[str, int]:
    """Return the points taken off, by key.

    Ten for more than 15 % buzzwords, half a point for each per cent of generic words above 40, twenty at
    most.
    """
    taken = {"buzzwords": BUZZ_DEDUCTION} if reading.measures["buzz_share"] > BUZZ_SHARE else {}
    over = reading.measures["generic_share"] - GENERIC_ALLOWED
    if over >= GENERIC_MIN_EXCESS and len(reading.content) >= GENERIC_MIN_WORDS:
        taken["stock_words"] = min(MAX_DEDUCTION - sum(taken.values()), round(GENERIC_RATE * over))
    return taken


def _score(results: Sequence[CriterionResult], deductions: dict[str, int], gate: Gate | None) -> int:
    """Return 100 x sum(weight x points) / (2 x sum of weights), less deductions, at most the gate's cap."""
    earned = sum(result.weight * result.points for result in results)
    possible = 2 * sum(result.weight for result in results)
    score = round(100 * earned / possible) - sum(deductions.values())
    return max(0, min(score, gate.cap if gate else 100))


def _max_score(step: str, results: Sequence[CriterionResult]) -> int:
    """Return the highest possible score, which is lower while a core criterion has no point."""
    rules = load("rubric")[step]
    missing = any(not result.points for result in results if rules[result.key].get("core", False))
    return MAX_WITHOUT_CORE if missing else 100


def _next_question(step: str, results: Sequence[CriterionResult], gate: Gate | None, reading: Reading) -> str:
    """Return the question of the criterion with most weighted points to earn; "" if all are full.

    The criterion that a gate asks for comes first, then core criteria without a point. A criterion on the
    form of the whole answer counts half once it has a point.
    """
    rules = load("rubric")[step]
    gate_criterion = GATE_CRITERIA.get(gate.key) if gate else None
    open_ones = [
        result for result in results
        if result.key == gate_criterion or (result.points < 2 and not _is_moot(result, reading))
    ]  # fmt: skip
    if not open_ones:
        return ""
    return max(
        open_ones,
        key=lambda result: (
            result.key == gate_criterion,
            not result.points and rules[result.key].get("core", False),
            result.weight
            * (2 - result.points)
            / (2 if result.points and "shows" in rules[result.key] else 1),
        ),
    ).question


def _is_moot(result: CriterionResult, reading: Reading) -> bool:
    """Return whether a question on hard words has nothing to ask about."""
    return result.key in READABILITY_CRITERIA and result.points == 1 and not reading.has_hard_word


def _generic_note(reading: Reading, deductions: dict[str, int], gate: Gate | None) -> str:
    """Return a sentence on the generic words that cost points; "" when none did."""
    if gate or not deductions:
        return ""
    texts = load(f"{reading.language}/messages")["stock"]
    quoted = ", ".join(texts["quote"].format(word=word) for word in reading.generic_words(GENERIC_SHOWN))
    return " " + str(texts["note"]).format(points=sum(deductions.values()), words=quoted) if quoted else ""


def _message(
    step: str, results: Sequence[CriterionResult], score: int, question: str, gate: Gate | None, language: str
) -> str:
    """Return the comment: the message of the gate, or one on the best criterion."""
    if gate:
        return gate.message
    texts = load(f"{language}/messages")["message"]
    rules = load("rubric")[step]
    best = max(
        results,
        key=lambda result: (
            result.points == 2, bool(result.spans), "shows" not in rules[result.key], result.weight
        ),
    )  # fmt: skip
    name = band(score)
    if name == "draft" and score and best.points == 2 and best.spans:
        name = "draft_strength"
    if name != "draft" and best.points < 2:
        name += "_bare"
    if name == "strong" and not question:
        name = "strong_done"
    return str(texts[name]).format(strength=best.label)
