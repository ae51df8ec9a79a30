"""Render a definition as one static page without scripts, cookies and external requests."""

import base64
import hashlib
import json
import math
import re
from dataclasses import dataclass
from typing import Final, NamedTuple
from urllib.parse import urljoin

from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from agents.logo import TALL_MARKS
from agents.palettes import Palette
from websites.definition.schema import Definition
from websites.rendering.sections import Frame, ImageFinder, PageImage, frame, labels
from websites.rendering.themes import look, style_sheet, theme_and_palette

#: Pixels of a link preview (https://ogp.me; networks show 1.91 to 1).
CARD_SIZE: Final = (1200, 630)
_VIEW_BOX: Final = re.compile(r'viewBox="[-\d.]+ [-\d.]+ ([\d.]+) ([\d.]+)"')
_JSON_ESCAPES: Final = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"}


def no_image(_image: str) -> PageImage | None:
    """Return None: the finder of pages without images."""
    return None


@dataclass(frozen=True)
class Links:
    """The addresses on a page that depend on where it will be served.

    `image` finds an image by its id; `logo` is an SVG document; `icon` and `home_icon` are the addresses of
    the icons for a browser tab and a home screen; `form_action` receives messages on the same host ("" hides
    the form); `canonical` is the absolute public address ("" for none), `card` that of the link preview;
    `country` (ISO code) is that of telephone numbers without calling code.
    """

    image: ImageFinder = no_image
    logo: str = ""
    icon: str = ""
    home_icon: str = ""
    form_action: str = ""
    canonical: str = ""
    card: str = ""
    country: str = ""


class Page(NamedTuple):
    """An HTML document and its Content-Security-Policy."""

    html: str
    policy: str


def render(definition: Definition, *, links: Links, is_preview: bool = False) -> Page:
    """Return the page of a definition; the same arguments give the same page.

    A preview may be framed by Genesis, and its form is disabled.
    """
    theme, palette = theme_and_palette(definition)
    parts = frame(
        definition, links.image, can_send=is_preview or bool(links.form_action), country=links.country
    )
    style = style_sheet(theme, palette, _heading_characters(definition, parts))
    context = {
        "site": definition,
        "theme": theme,
        "extra": look(theme).extra,
        "frame": parts,
        "hero": parts.first("hero"),
        "labels": labels()[definition.language],
        "links": links,
        "card_size": CARD_SIZE,
        "is_preview": is_preview,
        "title": definition.title or parts.name,
        "description": _description(definition, parts),
        "logo": _data_url(links.logo),
        "logo_size": logo_size(links.logo),
        "logo_has_name": definition.mark not in ("", *TALL_MARKS),  # else the header shows it beside the logo
        "icon": links.icon or _data_url(_initial_icon(parts.name, palette)),
        "colour": palette.brand,
        "style": format_html("<style>{}</style>", mark_safe(style)),  # noqa: S308  # our own style sheets
        "data": _structured_data(definition, parts, links),
    }
    return Page(render_to_string("sites/page.html", context), _policy(style, links, is_preview=is_preview))


def _policy(style: str, links: Links, *, is_preview: bool) -> str:
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    forms = "'self'" if links.form_action and not is_preview else "'none'"
    # No script runs, so nothing connects; this lets audits that run inside the page read robots.txt.
    framing = "'self'" if is_preview else "'none'"
    return (
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src 'self' data:; font-src data:; "
        f"connect-src 'self'; form-action {forms}; base-uri 'none'; frame-ancestors {framing}"
    )


def _heading_characters(definition: Definition, parts: Frame) -> frozenset[str]:
    """Return the characters that the display font must contain: those of names, headings and prices."""
    texts_of_language = labels()[definition.language]
    texts = [parts.name, parts.tagline, *texts_of_language.values(), *(title for _, title in parts.links)]
    for section in parts.sections:
        texts += [section.title, section.button, *(contact.text for contact in section.contacts)]
        texts += [text for line in section.lines for text in (line.title, line.price)]
        texts += [text for lines, author in section.quotes for text in (*lines, author)]
    texts += ["".join(parts.sections[0].paragraphs)] if parts.sections else []
    used = "".join(texts) + "0123456789«»“”…—()abc"
    return frozenset(used + used.upper()) - {"\n"}


def _description(definition: Definition, parts: Frame) -> str:
    hero = parts.first("hero")
    found = definition.description or parts.tagline or (hero.title if hero else "") or parts.name
    return " ".join(found.split())[:300]


def _data_url(svg: str) -> str:
    """Return an SVG as a data URL; in an image it cannot run scripts."""
    return f"data:image/svg+xml;base64,{base64.b64encode(svg.encode()).decode()}" if svg else ""


def _initial_icon(name: str, palette: Palette) -> SafeString:
    """Return an icon for a site without a logo: its initial on the colour of the brand."""
    letter = next((sign for sign in name if sign.isalnum()), "•").upper()
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" '
        'fill="{}"/><text x="16" y="23" font-family="sans-serif" font-weight="700" font-size="20" '
        'text-anchor="middle" fill="{}">{}</text></svg>',
        palette.brand,
        palette.on_brand,
        letter,
    )


def _structured_data(definition: Definition, parts: Frame, links: Links) -> SafeString:
    """Return the page’s LocalBusiness data (schema.org) for search engines."""
    contact = {contact.kind: contact.text for contact in reversed(parts.contacts)}
    fields = {
        "@context": "https://schema.org",
        "@type": "LocalBusiness",
        "name": parts.name,
        "description": _description(definition, parts),
        "url": links.canonical,
        "image": links.card,
        "logo": urljoin(links.canonical, links.home_icon) if links.canonical and links.home_icon else "",
        "telephone": contact.get("phone") or contact.get("whatsapp"),
        "email": contact.get("email"),
        "address": contact.get("address"),
    }
    known = {name: value for name, value in fields.items() if value}
    text = json.dumps(known, ensure_ascii=False).translate(_JSON_ESCAPES)
    block = '<script type="application/ld+json">{}</script>'  # data: the policy lets no script run
    return format_html(block, mark_safe(text))  # noqa: S308  # JSON whose <, > and & are escaped


def logo_size(svg: str) -> tuple[str, str]:
    """Return width and height of a logo in the header in CSS pixels, ("", "") without one.

    All logos get about the same area, within 208 by 76 pixels.
    """
    view_box = _VIEW_BOX.search(svg)
    if view_box is None:
        return "", ""
    width, height = float(view_box[1]), float(view_box[2])
    scale = min(math.sqrt(8400 / (width * height)), 208 / width, 76 / height)
    return f"{width * scale:.0f}", f"{height * scale:.0f}"
