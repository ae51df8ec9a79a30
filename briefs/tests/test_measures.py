"""Completeness, confidence and readiness of a brief."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefs.services import briefs

FULL = dict.fromkeys(briefs.WEIGHTS, "x")


def test_a_brief_with_everything_is_complete() -> None:
    assert briefs.completeness(FULL) == 1


def test_an_answer_counts_twice_as_much_as_a_fact() -> None:
    without_answer = briefs.completeness({**FULL, "vision": " "})
    without_fact = briefs.completeness({**FULL, "city": ""})
    assert (1 - without_answer) == pytest.approx(2 * (1 - without_fact), abs=1e-3)


@pytest.mark.parametrize(("contradictions", "expected"), [(0, 0.8), (1, 0.72), (5, 0.4), (50, 0.4)])
def test_each_contradiction_costs_a_tenth_up_to_half(contradictions: int, expected: float) -> None:
    assert briefs.overall_confidence(0.8, contradictions) == pytest.approx(expected)


@pytest.mark.parametrize("missing", briefs.WEBSITE_NEEDS)
def test_a_website_needs_customers_and_an_offer(missing: str) -> None:
    assert briefs.ready_for_website(FULL)
    assert not briefs.ready_for_website({**FULL, missing: ""})


@given(st.dictionaries(st.sampled_from(list(briefs.WEIGHTS)), st.text(max_size=5)))
def test_completeness_stays_between_0_and_1(values: dict[str, str]) -> None:
    assert 0 <= briefs.completeness(values) <= 1
