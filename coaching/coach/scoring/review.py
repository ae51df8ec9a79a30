"""Scores one answer, asks a question, words the comment: a pure function of step, answer and context."""

from collections.abc import Sequence
from itertools import product
from typing import Any

from coaching.coach.consistency.arithmetic import offer_arithmetic
from coaching.coach.data_files import load
from coaching.coach.drafting.positioning import positioning_statement
from coaching.coach.scoring.facts import BusinessFacts
from coaching.coach.scoring.features import add_features
from coaching.coach.scoring.gates import find_gate
from coaching.coach.scoring.reading import Reading
from coaching.coach.scoring.results import Criterion, CriterionResult, Gate, Review, ReviewContext
from coaching.coach.scoring.rules import evidence_spans, first_met
from coaching.coach.scoring.unfinished import unfinished
from coaching.coach.steps import STEPS
from nlp.data_files import known_language
from nlp.typography import listed
from reference.packs import country

BANDS = ((80, "strong"), (60, "solid"), (40, "usable"), (0, "draft"))
#: The criterion whose question a gate asks.
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
CAMPBELL_CRITERIA = (
    "customers", "products", "geography", "how", "values",
    "competence", "community", "purpose", "action", "length",
)  # fmt: skip
SAMPLE_ANSWERS = {
    "fr": "Nous vendons du pain frais à 200 F aux familles de Lomé.",
    "en": "We sell fresh bread at GHS 5 to families in Accra.",
}


def review(step: str, answer: str, context: ReviewContext | None = None) -> Review:
    """Return the review of an answer, in `context.language`; equal arguments give an equal review.

    Raises KeyError for an unknown step and nothing for any text.
    """
    context = context or ReviewContext()
    ignored, open_parts = unfinished(step, answer, context)
    reading = Reading(answer, context.language, ignored)
    add_features(step, reading, context)
    results = tuple(_judge(step, key, reading) for key in load("rubric")[step])
    gate = find_gate(step, reading, context, results, open_parts)
    deductions = _deductions(reading)
    score = _score(step, results, deductions, gate)
    question = _next_question(step, results, gate, reading)
    comment = _message(step, results, score, question, reading.language) + _generic_note(reading, deductions)
    extras = {"deductions": deductions} | _details(step, reading, context, results)
    return Review(
        step, reading.language, score, band(score), results, gate, question,
        gate.message if gate else comment, extras,
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
    """Return the result of one criterion: points, evidence, advice and the question that may be asked.

    Full points are given for hits in clauses only, half points for any hits.
    """
    rule = load("rubric")[step][key]
    texts = load(f"{reading.language}/rubric")[step][key]
    full = first_met(rule["full"], reading, in_clause=True)
    met = full or first_met(rule["half"], reading, in_clause=False)
    spans = evidence_spans(met, reading, rule.get("shows", ""), rule.get("quotes", ())) if met else ()
    return CriterionResult(
        key, texts["label"], rule["weight"], 2 if full else 1 if met else 0, spans,
        listed(rule["source"], reading.language),
        "" if full else texts["half" if met else "none"], texts["question"],
        tuple(reading.answer[span.start : span.end] for span in spans),
    )  # fmt: skip


def _deductions(reading: Reading) -> dict[str, int]:
    """Return the points taken off, by key.

    Ten for more than 15 % buzzwords, half a point for each per cent of generic words above 40 (from 44 on, in
    answers of six words that carry meaning), twenty at most.
    """
    taken = {"buzzwords": 10} if reading.measures["buzz_share"] > 15 else {}
    over = reading.measures["generic_share"] - 40
    if over >= 4 and len(reading.content) >= 6:
        taken["stock_words"] = min(20 - sum(taken.values()), round(0.5 * over))
    return taken


def _score(
    step: str, results: Sequence[CriterionResult], deductions: dict[str, int], gate: Gate | None
) -> int:
    """Return 100 x sum(weight x points) / (2 x sum of weights), less deductions.

    It is at most the gate's cap, and at most 79 while a core criterion has no point.
    """
    rules = load("rubric")[step]
    earned = sum(result.weight * result.points for result in results)
    possible = 2 * sum(result.weight for result in results)
    lacks_core = any(rules[result.key].get("core") and not result.points for result in results)
    most = min(gate.cap if gate else 100, 79 if lacks_core else 100)
    return max(0, min(round(100 * earned / possible) - sum(deductions.values()), most))


def _next_question(step: str, results: Sequence[CriterionResult], gate: Gate | None, reading: Reading) -> str:
    """Return the question of the criterion with most weighted points to earn; "" if all are full.

    The criterion that a gate asks for comes first, then core criteria without a point. A criterion on the
    form of the whole answer counts half once it has a point.
    """
    rules = load("rubric")[step]
    gate_criterion = GATE_CRITERIA.get(gate.key) if gate else None

    def rank(result: CriterionResult) -> tuple[bool, bool, float]:
        is_form = result.points and "shows" in rules[result.key]
        is_missing_core = not result.points and rules[result.key].get("core", False)
        to_earn = result.weight * (2 - result.points) / (2 if is_form else 1)
        return result.key == gate_criterion, is_missing_core, to_earn

    open_ones = [
        result for result in results
        if result.key == gate_criterion or (result.points < 2 and not _is_moot(result, reading))
    ]  # fmt: skip
    return max(open_ones, key=rank).question if open_ones else ""


def _is_moot(result: CriterionResult, reading: Reading) -> bool:
    """Return whether a question on hard words has nothing to ask about: no jargon, no long word."""
    is_answered = result.key in ("clarity", "readable") and result.points == 1
    return is_answered and not (
        reading.found("jargon") or any(known.syllables >= 5 for known in reading.entries)
    )


def _generic_note(reading: Reading, deductions: dict[str, int]) -> str:
    """Return a sentence on the generic words that cost points; "" when none did."""
    texts = load(f"{reading.language}/messages")["generic"]
    words = reading.generic_words() if deductions else []
    quoted = ", ".join(texts["quote"].format(word=word) for word in words)
    return " " + str(texts["note"]).format(points=sum(deductions.values()), words=quoted) if quoted else ""


def _message(step: str, results: Sequence[CriterionResult], score: int, question: str, language: str) -> str:
    """Return the comment on an answer without a gate, on its best criterion."""
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
    return str(load(f"{language}/messages")["message"][name]).format(strength=best.label)


def _details(
    step: str, reading: Reading, context: ReviewContext, results: Sequence[CriterionResult]
) -> dict[str, Any]:
    """Return what a review adds to the score for some steps, as values that JSON can hold.

    The total of a mission is that of ten questions: above 15 exceptional, below 10 weak (Campbell 1997).
    """
    if step == "mission":
        return {"campbell_total": sum(line.points for line in results if line.key in CAMPBELL_CRITERIA)}
    if step == "differentiation":
        return {"moore": _positioning(reading, context)}
    return {"arithmetic": _sums(reading, context)} if step == "offre" else {}


def _positioning(reading: Reading, context: ReviewContext) -> dict[str, Any]:
    """Return Moore's positioning statement in the person's words, with the slots still blank.

    Only the first 700 characters of each answer are read, which keeps the review of long answers fast.
    """
    texts = {**context.answers, "differentiation": reading.answer}
    answers = {step: text[:700] for step, text in texts.items()}
    business = BusinessFacts(context.business_name, context.sector, context.city, context.country)
    moore = positioning_statement(answers, reading.language, business)
    return {"sentence": moore.text, "slots": moore.slots, "blanks": list(moore.missing)}


def _sums(reading: Reading, context: ReviewContext) -> dict[str, Any]:
    """Return the sums of an offer, its warnings and its questions."""
    currency = country(context.country).currency
    found = offer_arithmetic(reading.answer, reading.language, currency, context.answers.get("clientele", ""))
    figures = {key: getattr(found, key) for key in ("price", "unit_cost", "fixed_monthly", "capacity")}
    return {
        **{key: float(figure.value) if figure else None for key, figure in figures.items()},
        "margin_percent": None if found.margin_percent is None else float(found.margin_percent),
        "break_even_units": found.break_even_units,
        "warnings": [flag.message for flag in found.flags],
        "missing": list(found.questions),
    }
