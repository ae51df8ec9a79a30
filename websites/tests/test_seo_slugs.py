"""The search agent proposes only slugs that a site may have."""

from agents.seo import slugs as proposed
from websites.publishing import slugs


def test_both_keep_the_same_addresses() -> None:
    assert proposed.reserved() == slugs.reserved()
    assert proposed.LONGEST == slugs.LONGEST
