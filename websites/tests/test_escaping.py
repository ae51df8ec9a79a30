"""Any text in any field of a site is escaped on its page."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from html.parser import HTMLParser
from typing import Any, Final
from urllib.parse import urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agents.template.themes import themes
from websites.definition import schema as d
from websites.rendering.page import Links, Page, render
from websites.rendering.sections import PageImage

FRAGMENTS: Final = [
    *(
        "</script><script>alert(1)</script>",
        '"><img src=x onerror=alert(1)>',
        "' onload='alert(1)",
        "<!--",
        "-->",
    ),
    *("]]>", "</style>", "</title>", "</svg>", "javascript:alert(1)", "data:text/html,<b>", "vbscript:x"),
    *(
        "url(//evil.example)",
        "expression(1)",
        "}body{",
        "{{ 7 }}",
        "{% load x %}",
        "&lt;",
        "&#x6a;",
        "\\u003c",
    ),
    *("\u2028", "\u202e", "mailto:a@b.c?bcc=all@example.org", "a@b.fr\r\nBcc: x", "//evil.example"),
    *("+221 77 123 45 67", "khady@example.org"),
]
ALPHABET: Final = st.characters(codec="utf-8", exclude_characters="\0")
TEXT: Final = st.lists(st.one_of(st.sampled_from(FRAGMENTS), st.text(ALPHABET, max_size=8)), max_size=5).map(
    lambda parts: "".join(parts)[:190] or "x"
)
#: Elements of our templates that could load or run something.
POWERFUL: Final = {"script", "style", "link", "meta", "form", "img", "a", "input", "base", "iframe", "object"}
SCHEMES: Final = {"", "https", "tel", "mailto", "data"}
LINKS: Final = {
    "href",
    "src",
    "action",
    "formaction",
    "poster",
    "background",
    "srcset",
    "cite",
    "data",
    "ping",
}


class Seen(HTMLParser):
    """Every start tag with its attributes, the scripts' and styles' contents, and all text."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.inside: dict[str, list[str]] = {"script": [], "style": []}
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        self.inside.get(tag, []).append("")

    def handle_data(self, data: str) -> None:
        tag = self.tags[-1][0] if self.tags else ""
        if tag in self.inside and self.cdata_elem == tag:
            self.inside[tag][-1] += data
        else:
            self.text += data

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data!r}")


def site(theme: str, text: str) -> d.Definition:
    """Return a site with the text in every field of every kind of block."""
    lists: dict[str, Any] = {"title": text, "entries": (d.Entry(title=text, text=text, price=text),)}
    reach: dict[str, Any] = dict.fromkeys(
        ("title", "text", "phone", "whatsapp", "email", "address", "hours"), text
    )
    return d.Definition(
        language="fr",
        theme=theme,
        palette=text,
        mark=text,
        title=text,
        description=text,
        blocks=(
            d.Header(name=text, tagline=text),
            d.Hero(headline=text, text=text, button=text, image="one"),
            d.About(title=text, text=text, image="one"),
            *(kind(**lists) for kind in (d.Services, d.Features, d.Menu, d.Questions)),
            d.Gallery(title=text, pictures=(d.Picture(image="one", alt=text),) * 4),
            d.Testimonials(title=text, quotes=(d.Quote(text=text, author=text),)),
            d.Contact(**reach),
            d.CallToAction(title=text, text=text, button=text),
            d.Footer(text=text),
        ),
    )


def page(theme: str, text: str, mode: str) -> Page:
    links = Links(
        image=lambda _: PageImage("images/one.webp", 40, 30, "images/one-small.webp", text),
        form_action="contact/" if mode == "public" else "",
        canonical="https://genesis.example/s/one/" if mode == "public" else "",
    )
    return render(site(theme, text), links=links, is_preview=mode == "preview")


@pytest.mark.parametrize("theme", sorted(themes()))
@settings(max_examples=4, deadline=None)
@given(text=TEXT, mode=st.sampled_from(["public", "preview", "zip"]))
def test_any_text_is_escaped_everywhere(theme: str, text: str, mode: str) -> None:
    made = page(theme, text, mode)
    seen, plain = Seen(made.html), Seen(page(theme, "Bonjour", mode).html)
    assert [tag for tag, _ in seen.tags if tag in POWERFUL - {"a"}] == [
        tag for tag, _ in plain.tags if tag in POWERFUL - {"a"}
    ]
    assert {tag for tag, _ in seen.tags} <= {tag for tag, _ in plain.tags} | {
        "a",
        "p",
        "h1",
        "h2",
        "svg",
        "use",
    }
    for _tag, given_attributes in seen.tags:
        assert not [name for name in given_attributes if name.startswith("on") or name == "style"]
        assert {urlsplit(given_attributes[name]).scheme for name in LINKS & {*given_attributes}} <= SCHEMES


@pytest.mark.parametrize("theme", ["marche", "table"])
@settings(max_examples=8, deadline=None)
@given(text=TEXT)
def test_links_lead_where_their_kind_says_and_nowhere_else(theme: str, text: str) -> None:
    for tag, held in Seen(page(theme, text, "public").html).tags:
        address = held.get("href", "")
        if tag == "a":
            assert re.fullmatch(
                r"#[\w-]+|tel:\+?\d+|https://wa\.me/\d+|mailto:[^?&\s]+|https://genesis\.example/.*|/.*",
                address,
            ), address
            assert not address.startswith("//")


@settings(max_examples=10, deadline=None)
@given(text=TEXT)
def test_search_engines_read_one_whole_json_and_no_script_runs(text: str) -> None:
    made = page("marche", text, "public")
    seen = Seen(made.html)
    [data] = [json.loads(body) for body in seen.inside["script"]]
    assert [held for tag, held in seen.tags if tag == "script"] == [{"type": "application/ld+json"}]
    assert all(isinstance(value, str) for value in data.values())
    assert "script-src" not in made.policy
    assert made.policy.startswith("default-src 'none'")


@settings(max_examples=10, deadline=None)
@given(text=TEXT)
def test_no_text_reaches_the_style(text: str) -> None:
    made = page("marche", text, "public")
    [style] = Seen(made.html).inside["style"]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"'sha256-{digest}'" in made.policy
    faces = re.compile(r"url\(data:font/[^)]*\)|unicode-range:[^;}]*")
    plain = Seen(page("marche", "Bonjour", "public").html).inside["style"][0]
    assert faces.sub("", style) == faces.sub("", plain)
