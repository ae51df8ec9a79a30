"""The rendered page: its content, its policy, and invalid input."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import re
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from django.utils.translation import override

from agents.template.themes import themes
from websites.definition import schema as d
from websites.rendering.page import Links, Page, render
from websites.rendering.sections import PageImage
from websites.rendering.themes import look
from websites.tests.shops import bare, hostile, shop

THEMES = list(themes())
PHOTO = PageImage("/media/1.webp", 1200, 800, "/media/1-small.webp", "A basket")
PUBLIC = Links(
    image=lambda image: PHOTO if image != "missing" else None,
    form_action="/s/esi/message/",
    canonical="https://example.org/s/esi/",
)
HOSTILE = {
    "long": "Anticonstitutionnellement" * 8,
    "emoji": "🧺🥭🐟",
    "right to left": "مطبخ عائشة في نواكشوط",
    "markup": "</style><script>alert(1)</script>\"'&{{ 7 }}",
    "blank": "\n \n",
}


class Outline(HTMLParser):
    """Collects tags, ids and headings; `broken` names tags closed in the wrong order."""

    VOID = {"meta", "link", "img", "input", "br", "path", "circle", "rect"}

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.broken: list[str] = []
        self.feed(html)
        self.broken += self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.broken.append(f"</{tag}>")

    def levels(self) -> list[int]:
        return [int(tag[1]) for tag, _ in self.tags if re.fullmatch(r"h[1-6]", tag)]


def page(theme: str = "marche", key: str = "corner", links: Links = PUBLIC) -> Page:
    return render(shop(key, theme=theme, images=4), links=links)


def faults_of(html: str) -> list[str]:
    """Return what is wrong with a document's structure."""
    outline = Outline(html)
    ids = [given["id"] for _, given in outline.tags if "id" in given]
    levels = outline.levels()
    jumps = [pair for pair in pairwise(levels) if pair[1] > pair[0] + 1]
    faults = {
        "tags": outline.broken,
        "ids": sorted({str(one) for one in ids if ids.count(one) > 1}),
        "main headings": [] if levels.count(1) == 1 and levels[0] == 1 else levels,
        "levels": jumps,
        "images": [given for tag, given in outline.tags if tag == "img" and "alt" not in given],
        "inline": [given for _, given in outline.tags if "style" in given],
    }
    return [f"{name}: {found}" for name, found in faults.items() if found]


@pytest.mark.parametrize("theme", THEMES)
def test_every_theme_gives_a_valid_small_document_for_any_content(
    theme: str, subtests: pytest.Subtests
) -> None:
    html = page(theme).html
    with subtests.test("it is sound"):
        assert faults_of(html) == []
    with subtests.test("a face of the same width stands in until its own is ready"):
        style = re.findall(r"<style>(.*?)</style>", html, re.DOTALL)[0]
        assert f"size-adjust:{look(theme).width}%" in style
        assert re.search(r"--head:display,near,far,", style)
    for key in ("bol", "fix"):
        with subtests.test(f"its first load weighs at most twenty kilobytes: {key}"):
            content = page(theme, key).html.encode()
            assert len(gzip.compress(content)) <= 20 * 1024
            assert len(content) <= 50 * 1024
    with subtests.test("it renders with next to nothing"):
        bare_html = render(bare(theme), links=Links()).html
        assert faults_of(bare_html) == []
        assert "Sewing" not in bare_html.split("</head>")[1]
    for name, text in HOSTILE.items():
        with subtests.test(f"a hostile text leaves it sound: {name}"):
            made_hostile = render(hostile(theme, text), links=PUBLIC).html
            assert faults_of(made_hostile) == []
            assert "<script>alert" not in made_hostile


def test_the_policy_allows_the_pages_own_style_and_nothing_else() -> None:
    rendered = page()
    style = re.findall(r"<style>(.*?)</style>", rendered.html, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style[0].encode()).digest()).decode()
    assert len(style) == 1
    assert f"style-src 'sha256-{digest}';" in rendered.policy
    assert rendered.policy.startswith("default-src 'none';")
    assert len(rendered.policy) <= 400


def test_the_page_makes_no_external_request() -> None:
    sources = re.findall(r'(?:src|srcset|action)="([^"]*)"', page().html)
    assert sources
    assert all(one.startswith(("/", "data:")) for one in sources)
    assert "url(http" not in page().html


def test_only_the_preview_may_be_framed_and_its_form_is_disabled() -> None:
    assert "frame-ancestors 'none'" in page().policy
    preview = render(shop("corner", theme="marche"), links=Links(), is_preview=True).policy
    assert "frame-ancestors 'self'" in preview
    assert "form-action 'none'" in preview


def test_the_same_definition_gives_the_same_page() -> None:
    same = shop("bol", theme="marche")
    assert render(same, links=PUBLIC) == render(same, links=PUBLIC)


def test_a_hidden_block_is_not_shown() -> None:
    blocks = (d.Hero(headline="Open"), d.About(title="Secret", text="Not yet", is_hidden=True))
    rendered = render(d.Definition(language="en", theme="marche", blocks=blocks), links=Links())
    assert "Secret" not in rendered.html


def test_an_unknown_theme_and_palette_fall_back() -> None:
    site = d.Definition(language="en", theme="gone", palette="gone", blocks=(d.Hero(headline="Hello"),))
    assert 'class="atelier"' in render(site, links=Links()).html


@pytest.mark.parametrize("action", ["", "/s/esi/message/"])
def test_the_form_is_shown_when_messages_can_be_sent(action: str) -> None:
    rendered = page(links=Links(form_action=action))
    assert ("<form" in rendered.html) == bool(action)
    assert ("form-action 'self'" in rendered.policy) == bool(action)


def test_numbers_become_links_that_a_phone_follows() -> None:
    html = page().html
    assert 'href="tel:+233200000000"' in html
    assert 'href="https://wa.me/233200000000"' in html


def html_with_number(number: str, country: str) -> str:
    """Return a page whose contact section gives that number for calls and chats."""
    contact = d.Contact(title="Reach us", whatsapp=number, phone=number)
    site = d.Definition(language="en", theme="marche", blocks=(d.Hero(headline="Hi", button="Go"), contact))
    return render(site, links=Links(country=country)).html


def test_a_local_number_gets_the_calling_code_of_the_country() -> None:
    html = html_with_number("77 220 00 89 // 76 200 00 97", "SN")
    for dialled in ("tel:+221772200089", "tel:+221762000097", "wa.me/221772200089", "wa.me/221762000097"):
        assert html.count(f'{dialled}"') >= 1
    assert html.count('class="way phone"') == 2
    assert len(re.findall("<a", html.partition('<nav class="quick"')[2])) == 2


@pytest.mark.parametrize(
    ("number", "country"), [("020 000 0000", ""), ("07 12 34 56", "CI"), ("later", "SN")]
)
def test_what_cannot_be_dialled_is_no_link(number: str, country: str) -> None:
    html = html_with_number(number, country)
    assert "tel:" not in html
    assert "wa.me" not in html
    assert number.replace(" ", "\u00a0") in html


def test_search_engines_read_what_the_page_says() -> None:
    blocks = (d.Header(name="Esi </script>"), d.Contact(title="Reach us", email="esi@example.org"))
    site = d.Definition(language="en", theme="marche", blocks=blocks)
    html = render(site, links=PUBLIC).html
    data = re.search(r'<script type="application/ld\+json">(.*?)</script>', html)
    assert data is not None
    fields = json.loads(data[1])
    assert (fields["name"], fields["email"]) == ("Esi </script>", "esi@example.org")


def test_a_page_names_its_address() -> None:
    assert '<link rel="canonical" href="https://example.org/s/esi/">' in page().html


def test_right_to_left_texts_choose_their_own_direction() -> None:
    html = render(hostile("marche", HOSTILE["right to left"]), links=PUBLIC).html
    assert re.search(r'<h1 class="title" dir="auto">مطبخ', html)


def test_an_images_size_is_written_without_separators_in_every_language() -> None:
    with override("fr"):
        html = page().html
    assert 'width="1200" height="800"' in html
    assert "1200w" in html


def test_audits_from_within_the_page_may_read_robots_txt() -> None:
    assert "connect-src 'self'" in page().policy


def test_an_image_that_is_gone_is_left_out() -> None:
    site = d.Definition(
        language="en",
        theme="marche",
        blocks=(d.Hero(headline="Hi", image="missing"), d.Gallery(title="Work", pictures=())),
    )
    html = render(site, links=PUBLIC).html
    assert "<img" not in html
    assert "Work" not in html


def html_with_contact(key: str, theme: str, **contact: str) -> str:
    site = shop(key, theme=theme)
    blocks = [
        block.model_copy(update=contact) if isinstance(block, d.Contact) else block for block in site.blocks
    ]
    site = site.model_copy(update={"blocks": tuple(blocks)})
    return render(site, links=Links()).html


def test_a_first_screen_tells_number_place_and_hours() -> None:
    facts = (
        html_with_contact("bol", "cabinet", email="a@example.org")
        .split('class="extra facts"')[1]
        .split("</div>")[0]
    )
    assert re.findall(r'class="way (\w+)"', facts) == ["phone", "address", "hours"]


def test_a_first_screen_leaves_a_lone_number_to_the_contact_section() -> None:
    html = html_with_contact("bol", "cabinet", whatsapp="", email="", address="", hours="")
    assert 'class="extra facts"' not in html
    assert 'class="way phone"' in html


def test_the_foot_of_a_page_leads_back_to_its_sections() -> None:
    html = page().html
    foot = html.split('<footer class="foot">')[1]
    assert re.findall(r'href="(#\w+)"', foot.split("</nav>")[0]) == re.findall(
        r'href="(#\w+)"', html.split('<nav class="links"')[1].split("</nav>")[0]
    )


def test_a_very_long_name_is_set_small() -> None:
    header = d.Header(name="Société de transformation des produits de la vallée " * 3)
    site = d.Definition(language="fr", theme="lettre", blocks=(header,))
    assert 'class="name t4"' in render(site, links=Links()).html


@pytest.mark.parametrize(("count", "told_as"), [(3, "n3"), (9, "n9"), (10, "n7"), (11, "n8"), (12, "n9")])
def test_a_long_list_is_classified_by_its_last_row(count: int, told_as: str) -> None:
    entries = tuple(d.Entry(title=f"Line {number}") for number in range(count))
    site = d.Definition(language="en", theme="marche", blocks=(d.Services(title="All", entries=entries),))
    assert f"services {told_as} " in render(site, links=Links()).html
