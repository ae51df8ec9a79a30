"""Fits the rubric's weights to labelled answers by logistic regression, regularised towards the design."""

import math
from collections.abc import Sequence

from coaching.coach.data_files import load
from coaching.coach.evaluation.evaluation import Scored

SCALE = 4.0
REGULARIZATION = 0.03
LEARNING_RATE = 0.1


def fitted_weights(step: str, scores: Sequence[Scored]) -> dict[str, float]:
    """Return weights for the criteria of a step, halfway between the design and the best fit.

    Minimises log loss + REGULARIZATION x squared distance to the design. Weights are at least 0.3 and their
    sum is about that of the design. Raises ValueError without answers of both labels.
    """
    rules = load("rubric")[step]
    design = [float(rule["design"]) for rule in rules.values()]
    rows = [[one.criteria[key] for key in rules] for one in scores if one.row.step == step]
    labels = [float(one.row.label == "strong") for one in scores if one.row.step == step]
    if len(set(labels)) < 2:
        raise ValueError(f"Fitting '{step}' needs strong and weak answers.")
    total = sum(design)
    fit = _descend([weight / total * SCALE for weight in design], rows, labels)
    shares = [weight / sum(fit) * total for weight in fit]
    return {
        key: round(max(0.3, (initial + share) / 2), 2)
        for key, initial, share in zip(rules, design, shares, strict=True)
    }


def _descend(design: Sequence[float], rows: Sequence[Sequence[int]], labels: Sequence[float]) -> list[float]:
    """Return the weights after projected gradient descent from the design's weights."""
    weights = list(design)
    offset = -sum(_dot(weights, row) for row in rows) / len(rows)
    for _ in range(1500):
        errors = [
            _chance(_dot(weights, row) + offset) - label for row, label in zip(rows, labels, strict=True)
        ]
        slopes = [_dot(errors, column) / len(rows) for column in zip(*rows, strict=True)]
        weights = [
            max(0.01 * SCALE, weight - LEARNING_RATE * (slope + REGULARIZATION * (weight - initial)))
            for weight, slope, initial in zip(weights, slopes, design, strict=True)
        ]
        offset -= LEARNING_RATE * 3 * sum(errors) / len(rows)
    return weights


def _dot(first: Sequence[float], second: Sequence[float]) -> float:
    return sum(a * b for a, b in zip(first, second, strict=True))


def _chance(value: float) -> float:
    """Return the logistic function of a value, clipped against overflow."""
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, value))))
