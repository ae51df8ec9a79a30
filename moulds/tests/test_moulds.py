"""Moulds: what is the same for everybody is rendered once, what is one person's is put in and forgotten."""

from typing import Any

import pytest
from django.utils.safestring import mark_safe
from django.utils.translation import override

from moulds import Mould, cast, gap, kept


def test_a_value_is_escaped_unless_it_is_safe() -> None:
    mould = Mould(f"<p>{gap('name')} {gap('bold')}</p>", ("name", "bold"))
    assert mould.fill(name="<i>", bold=mark_safe("<b>a</b>")) == "<p>&lt;i&gt; <b>a</b></p>"


def test_no_value_stands_for_another_gap() -> None:
    mould = Mould(f"{gap('name')}/{gap('token')}", ("name", "token"))
    assert mould.fill(name=f"%(token)s {gap('token')}", token="secret").count("secret") == 1


def test_a_percent_sign_of_the_template_stays_as_it_is() -> None:
    assert Mould(f"100% %(name)s {gap('name')}", ("name",)).fill(name="Awa") == "100% %(name)s Awa"


def test_a_name_that_begins_like_another_has_a_gap_of_its_own() -> None:
    mould = Mould(f"{gap('text')}{gap('textual')}", ("text", "textual"))
    assert mould.fill(text="a", textual="b") == "ab"


def test_a_missing_value_is_an_error() -> None:
    with pytest.raises(KeyError):
        Mould(gap("name"), ("name",)).fill()


def test_a_template_is_cast_with_its_gaps() -> None:
    mould = cast("components/back_link.html", "url", label="Back")
    assert 'href="/a/?b=1&amp;c=2"' in mould.fill(url="/a/?b=1&c=2")


def test_what_is_kept_is_made_once_a_language() -> None:
    made: list[str] = []
    make = kept(made.append)
    for language in ("fr", "en", "fr"):
        with override(language):
            make("vision")
    assert len(made) == 2


def test_nothing_is_kept_in_development(settings: Any) -> None:
    settings.DEBUG = True
    made: list[str] = []
    make = kept(made.append)
    make("vision")
    make("vision")
    assert len(made) == 2
