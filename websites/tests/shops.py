"""Sites of invented shops, one for each sector, and sites with hostile texts."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from websites.definition import schema as d

TITLES = {
    "fr": (
        "Nos offres",
        "La carte",
        "Pourquoi nous",
        "Questions fréquentes",
        "Ils nous l’ont dit",
        "Nous joindre",
    ),
    "en": ("What we offer", "Price list", "Why us", "Good questions", "What they told us", "Reach us"),
}


@cache
def shops() -> dict[str, dict[str, Any]]:
    """Return the shops by key, as written in the file."""
    return tomllib.loads((Path(__file__).parent / "shops.toml").read_text())


def _entries(rows: list[list[str]]) -> tuple[d.Entry, ...]:
    return tuple(d.Entry(title=row[0], text=row[1], price=row[2] if len(row) > 2 else "") for row in rows)


def shop(key: str, *, theme: str, palette: str = "", images: int = 0, mark: str = "") -> d.Definition:
    """Return the site of a shop with that many images, whose ids are "1", "2", …"""
    data = shops()[key]
    offers, menu, why, asked, quoted, reach = TITLES[data["language"]]
    get = lambda name: data.get(name, "")  # noqa: E731
    pictures = tuple(d.Picture(image=str(at), alt=f"{data['name']}, {at}") for at in range(2, images + 1))
    blocks: list[d.AnyBlock] = [
        d.Header(name=data["name"], tagline=get("tagline")),
        d.Hero(
            headline=data["headline"], text=data["text"], button=data["button"], image="1" if images else ""
        ),
        d.Services(title=offers, entries=_entries(data.get("services", []))),
        d.Menu(title=menu, entries=_entries(data.get("menu", []))),
        d.About(title=d_about(data["language"]), text=get("about") or data["text"]),
        d.Gallery(title="", pictures=pictures),
        d.Features(title=why, entries=_entries(data.get("why", []))),
        d.Testimonials(
            title=quoted, quotes=tuple(d.Quote(text=t, author=a) for t, a in data.get("quotes", []))
        ),
        d.Questions(title=asked, entries=_entries(data.get("questions", []))),
        d.CallToAction(title=get("call"), text="", button=data["button"] if get("call") else ""),
        d.Contact(
            title=reach, **{way: get(way) for way in ("phone", "whatsapp", "email", "address", "hours")}
        ),
        d.Footer(text=get("tagline")),
    ]
    return d.Definition(
        language=data["language"],
        theme=theme,
        palette=palette,
        mark=mark,
        title=f"{data['name']} – {data['headline']}"[:200],
        description=data["text"],
        blocks=tuple(blocks),
    )


def d_about(language: str) -> str:
    """Return the heading of the about section."""
    return "Qui nous sommes" if language == "fr" else "Who we are"


def bare(theme: str) -> d.Definition:
    """Return a site with only a name and one sentence."""
    blocks = (d.Header(name="Ama"), d.Hero(headline="Ama sews"), d.Services(title="Sewing", entries=()))
    return d.Definition(language="en", theme=theme, blocks=blocks)


def hostile(theme: str, text: str) -> d.Definition:
    """Return a site with every kind of block and this text everywhere."""
    line, entry = text[:200], d.Entry(title=text[:200], text=text, price=text[:200])
    blocks: tuple[d.AnyBlock, ...] = (
        d.Header(name=line, tagline=line),
        d.Hero(headline=line, text=text, button=line),
        d.About(title=line, text=text),
        d.Services(title=line, entries=(entry,) * 3),
        d.Features(title=line, entries=(entry,) * 2),
        d.Menu(title=line, entries=(entry,) * 4),
        d.Gallery(title=line, pictures=(d.Picture(image="1", alt=line), d.Picture(image="missing"))),
        d.Testimonials(title=line, quotes=(d.Quote(text=text, author=line),)),
        d.Questions(title=line, entries=(entry,)),
        d.CallToAction(title=line, text=text, button=line),
        d.Contact(title=line, text=text, phone=line, whatsapp=line, email=line, address=line, hours=line),
        d.Footer(text=line),
    )
    return d.Definition(language="fr", theme=theme, title=line, description=text, blocks=blocks)
