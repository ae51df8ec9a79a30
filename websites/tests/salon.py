"""A salon’s site in both languages, for tests of commands."""

from __future__ import annotations

from websites.definition.blocks import Language
from websites.definition.schema import (
    About,
    Contact,
    Definition,
    Entry,
    Footer,
    Header,
    Hero,
    Questions,
    Quote,
    Services,
)
from websites.definition.schema import Testimonials as Praise


def salon(language: Language) -> Definition:
    """Return a site of eight sections whose ids resemble their kinds."""
    is_french = language == "fr"
    services = (
        Entry(title="Coupe homme", price="2 000 F"),
        Entry(title="Tresses", price="5 000 F"),
    )
    work = (Entry(title="Haircut", price="20 GHS"), Entry(title="Braids", price="50 GHS"))
    return Definition(
        language=language,
        theme="marche",
        palette="niayes",
        blocks=(
            Header(id="header", name="Awa"),
            Hero(id="hero01", headline="Bonjour" if is_french else "Hello", text="…"),
            Services(id="servic", title="Nos soins", entries=services if is_french else work),
            About(id="about1", title="Awa", text="…"),
            Questions(id="questi", title="FAQ", entries=(Entry(title="?", text="!"),)),
            Praise(id="praise", title="Ils aiment", quotes=(Quote(text="Bien"),)),
            Contact(id="contac", title="Où ?"),
            Footer(id="footer", text="Awa"),
        ),
    )
