"""Groups of people are quoted with their qualifiers, their class, and whether they are served."""

import pytest

from nlp.people import are_incompatible, groups


@pytest.mark.parametrize(
    ("text", "language", "quote", "kind"),
    [
        ("Nous cousons pour les mères de famille de Lomé.", "fr", "mères de famille de Lomé", "mothers"),
        ("We cook for busy mothers in Nima.", "en", "busy mothers in Nima", "mothers"),
        ("Nous livrons les commerçantes du marché.", "fr", "commerçantes du marché", "traders"),
    ],
)
def test_a_group_is_quoted_with_what_qualifies_it(text: str, language: str, quote: str, kind: str) -> None:
    (group,) = groups(text, "mission", language)
    assert (group.quotation.quote, group.kind) == (quote, kind)
    assert text[slice(*group.quotation.span)] == quote


def test_a_group_that_others_serve_is_not_served() -> None:
    served, other = groups("We help students. Unlike shops for tourists, we repair.", "offre", "en")[:2]
    assert served.served
    assert not other.served


def test_some_classes_can_hardly_be_one_customer() -> None:
    assert are_incompatible("tourists", "students")
    assert are_incompatible("students", "tourists")
    assert not are_incompatible("women", "mothers")
