"""A site's definition as one static page: no script, no cookie, no request to anywhere else."""

from __future__ import annotations

import base64
import hashlib
import json
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal, NamedTuple, TypeAlias
from urllib.parse import urljoin, urlsplit

from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from agents.logo import TALL_MARKS
from agents.palettes import palettes
from websites.definition.schema import Definition
from websites.rendering import cards
from websites.rendering.sections import Finder, Frame, Shot, frame, words
from websites.rendering.themes import look, palette_key, sheet, theme_key

Mode: TypeAlias = Literal["public", "preview", "zip"]
#: Marks whose picture in the header does not spell the business's name: beside them the header writes it out.
UNNAMED_MARKS: Final = ("", *TALL_MARKS)
#: The most that a logo may take, in CSS pixels, and the room that all take about the same of.
_WIDEST: Final = 208.0

_HIGHEST: Final = 76.0

_ROOM: Final = 8400.0

_FRAME: Final = re.compile(r'viewBox="[-\d.]+ [-\d.]+ ([\d.]+) ([\d.]+)"')
_DESCRIPTION_LETTERS: Final = 300
_JSON_ESCAPES: Final = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"}


def no_image(_image: str) -> Shot | None:
    """Find nothing: for pages that show no images."""
    return None


@dataclass(frozen=True)
class Links:
    """The addresses that a page needs and that depend on where it will stand.

    `image` finds an image by its id; `logo` is an SVG document; `icon` and `home_icon` are addresses of the
    icons for a browser's tab and a phone's home screen; `form_action` is where messages go ("" leaves the
    form out), `canonical` the page's absolute public address ("" for none), `home` what the name in the
    header leads to, `card` an absolute image address for link previews, and `languages` the absolute
    addresses of the same site by language.
    """

    image: Finder = no_image
    logo: str = ""
    icon: str = ""
    home_icon: str = ""
    form_action: str = ""
    canonical: str = ""
    home: str = "#top"
    card: str = ""
    languages: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Page:
    """A finished document and the Content-Security-Policy to serve it with."""

    html: str
    policy: str


def render(definition: Definition, *, mode: Mode, links: Links) -> Page:
    """Return the page of a definition; the same arguments give the same page.

    `preview` may be framed by this site and sends nothing; `zip` opens from a folder.
    """
    theme = theme_key(definition.theme)
    palette = palette_key(definition.palette, theme)
    parts = frame(definition, links.image, can_send=bool(links.form_action) or mode == "preview")
    style = sheet(theme, palette, _letters(definition, parts))
    context = {
        "site": definition,
        "theme": theme,
        "extra": look(theme).extra,
        "frame": parts,
        "hero": parts.first("hero"),
        "words": words()[definition.language],
        "links": links,
        "card_size": (cards.WIDTH, cards.HEIGHT),
        "is_preview": mode == "preview",
        "title": definition.title or parts.name,
        "description": _description(definition, parts),
        "logo": _as_address(links.logo),
        "logo_size": fitted(links.logo),
        "logo_has_name": definition.mark not in UNNAMED_MARKS,
        "icon": links.icon or _as_address(_initial(parts.name, palette)),
        "colour": palettes()[palette].brand,
        "style": format_html("<style>{}</style>", mark_safe(style)),  # noqa: S308  # our own style sheets
        "data": _data(definition, parts, links),
    }
    return Page(render_to_string("sites/page.html", context), _policy(style, mode, links))


def _policy(style: str, mode: Mode, links: Links) -> str:
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    target = urlsplit(links.form_action)
    away = f" {target.scheme}://{target.netloc}" if target.netloc else ""
    forms = f"'self'{away}" if mode != "preview" and links.form_action else "'none'"
    # No script runs, so nothing connects: this lets audits that look from within the page read robots.txt.
    framing = "'self'" if mode == "preview" else "'none'"
    return (
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src 'self' data:; font-src data:; "
        f"connect-src 'self'; form-action {forms}; base-uri 'none'; frame-ancestors {framing}"
    )


def _letters(definition: Definition, parts: Frame) -> frozenset[str]:
    """Return the letters that the display face must have: those of names, headings and prices."""
    said = words()[definition.language]
    texts = [parts.name, parts.tagline, *said.values(), *(title for _, title in parts.links)]
    for section in parts.sections:
        texts += [section.title, section.button, *(way.text for way in section.ways)]
        texts += [text for line in section.lines for text in (line.title, line.price)]
        texts += [text for lines, author in section.quotes for text in (*lines, author)]
    texts += ["".join(parts.sections[0].paragraphs)] if parts.sections else []
    used = "".join(texts) + "0123456789«»“”…—()abc"
    return frozenset(used + used.upper()) - {"\n"}


def _description(definition: Definition, parts: Frame) -> str:
    hero = parts.first("hero")
    found = definition.description or parts.tagline or (hero.title if hero else "") or parts.name
    return " ".join(found.split())[:_DESCRIPTION_LETTERS]


def _as_address(svg: str) -> str:
    """Return an SVG as a data address: in an image it runs nothing and its names stay its own."""
    return f"data:image/svg+xml;base64,{base64.b64encode(svg.encode()).decode()}" if svg else ""


def _initial(name: str, palette: str) -> SafeString:
    """Return an icon for a site without a logo: the first letter on the brand's colour."""
    colours = palettes()[palette]
    letter = next((sign for sign in name if sign.isalnum()), "•").upper()
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" '
        'fill="{}"/><text x="16" y="23" font-family="sans-serif" font-weight="700" font-size="20" '
        'text-anchor="middle" fill="{}">{}</text></svg>',
        colours.brand,
        colours.on_brand,
        letter,
    )


def _data(definition: Definition, parts: Frame, links: Links) -> SafeString:
    """Return what search engines read: schema.org's LocalBusiness, from what the page says."""
    reach = {way.kind: way.text for way in parts.ways}
    said = {
        "@context": "https://schema.org",
        "@type": "LocalBusiness",
        "name": parts.name,
        "description": _description(definition, parts),
        "url": links.canonical,
        "image": links.card,
        "logo": urljoin(links.canonical, links.home_icon) if links.canonical and links.home_icon else "",
        "telephone": reach.get("phone") or reach.get("whatsapp"),
        "email": reach.get("email"),
        "address": reach.get("address"),
    }
    held = {name: value for name, value in said.items() if value}
    text = json.dumps(held, ensure_ascii=False).translate(_JSON_ESCAPES)
    block = '<script type="application/ld+json">{}</script>'  # data: the policy lets no script run
    return format_html(block, mark_safe(text))  # noqa: S308  # JSON whose <, > and & are escaped


class Size(NamedTuple):
    """Whole CSS pixels, as `width` and `height` of an image say them."""

    width: str
    height: str


def fitted(svg: str) -> Size:
    """Return a logo's size: long and square ones look about as large as each other ("" for no logo)."""
    found = _FRAME.search(svg)
    if found is None:
        return Size("", "")
    wide, high = float(found[1]), float(found[2])
    scale = min(math.sqrt(_ROOM / (wide * high)), _WIDEST / wide, _HIGHEST / high)
    return Size(f"{wide * scale:.0f}", f"{high * scale:.0f}")
