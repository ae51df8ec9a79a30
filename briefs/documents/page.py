"""A brief as its readers see it, in its own language, and its export."""

import re
from collections.abc import Container, Iterable
from dataclasses import dataclass
from typing import Any, Final

from babel import Locale
from babel.dates import format_date

from agents.schemas import RESULTS
from briefs.ledger.sums import sums_of
from briefs.models import BRIEF_TEXTS, BusinessBrief, Claim
from briefs.results import Shown, used_items
from coaching.models import CoachingStep
from coaching.steps import BY_KEY
from nlp.typography import spaced

#: Written into every export, so that a program knows how to read it.
EXPORT_FORMAT: Final = "genesis.brief/1"

#: A brief speaks its own language, whatever the interface of who looks at it.
_WORDS: Final[dict[str, dict[str, str]]] = {
    "fr": {
        "kind": "Dossier d’entreprise",
        "by": "Porté par {name}",
        "vision": "Vision",
        "mission": "Mission",
        "target_audience": "Clientèle",
        "differentiation": "Ce qui nous distingue",
        "value_proposition": "Offre et prix",
        "unknown": "À préciser.",
        "to_find_out": "Ce qu’il reste à préciser",
        "made": "Établi le {made}.",
        "dated": "Établi le {made}, mis à jour le {changed}.",
        "name": "name_fr",
    },
    "en": {
        "kind": "Business brief",
        "by": "Led by {name}",
        "vision": "Vision",
        "mission": "Mission",
        "target_audience": "Customers",
        "differentiation": "What sets us apart",
        "value_proposition": "Offer and price",
        "unknown": "To be worked out.",
        "to_find_out": "Still to find out",
        "made": "Made on {made}.",
        "dated": "Made on {made}, last changed on {changed}.",
        "name": "name_en",
    },
}

#: An ordinary space inside a figure, or between a figure and its unit.
_FIGURE_GAP: Final = re.compile(
    r"(?<=\d) (?=\d{3}(?!\d)|(?:h|kg|g|km|m|FCFA|F|GHS|GH₵|cedis?|%|€)(?!\w))|(?<=[\d\s]F) (?=CFA\b)"
)
_BLANK_LINE: Final = re.compile(r"\n\s*\n")

#: A blank of the draft that the coach offers for a summary: three dots that stand alone.
_TO_FILL_IN: Final = re.compile(r"(?<!\S)…")
_EXPORTED: Final = (
    "business_name",
    "language",
    "summary",
    *BRIEF_TEXTS,
    "location",
    "overall_confidence",
    "brief_completeness",
    "is_ready_for_website",
    "created_at",
    "updated_at",
    "edited_fields",
)


@dataclass(frozen=True)
class Section:
    """One titled text of a brief."""

    key: str
    heading: str
    text: str


@dataclass(frozen=True)
class Paper:
    """Everything the page and the print of a brief say; `aims` (vision, mission) stand side by side."""

    kind: str
    line: str
    by: str
    summary: str
    aims: list[Section]
    sections: list[Section]
    unknown: str
    to_find_out_heading: str
    to_find_out: list[str]
    dated: str


def paper(brief: BusinessBrief, steps: Iterable[CoachingStep]) -> Paper:
    """Return the brief as its readers see it; `steps` tell what the person does not know yet."""
    words = _WORDS[brief.language]
    sector = str(getattr(brief.sector, words["name"]))
    name = author(brief)
    texts = sections(brief)
    return Paper(
        kind=words["kind"],
        line=" · ".join(part for part in (sector, place(brief)) if part),
        by=words["by"].format(name=name) if name else "",
        summary=typeset(opening(brief), brief.language),
        aims=texts[:2],
        sections=texts[2:],
        unknown=words["unknown"],
        to_find_out_heading=words["to_find_out"],
        to_find_out=[BY_KEY[step.name].text(brief.language).question for step in steps if step.is_unknown],
        dated=_dated(brief),
    )


def author(brief: BusinessBrief) -> str:
    """Return who leads the business; nothing while the name is only what sign-up took from the address."""
    user = brief.coaching_session.user
    return "" if user.name == (user.email or "").partition("@")[0] else user.name


def opening(brief: BusinessBrief) -> str:
    """Return the summary without what the brief says again below and without lines still to be filled in."""
    known = [_letters(getattr(brief, key)) for key in BRIEF_TEXTS]
    name, city = _letters(brief.business_name), _letters(str(brief.location.get("city", "")))
    titles = {f"{name}{link}{city}" for link in ("à", "in", "")}
    blocks = _BLANK_LINE.split(brief.summary.replace("\r\n", "\n").strip())
    kept = [_filled_in(block, titles) for block in blocks if not _says_again(block, known)]
    return "\n\n".join(block for block in kept if block)


def _says_again(block: str, known: Iterable[str]) -> bool:
    """Tell whether a paragraph, or what stands under its first line, is part of a text known already."""
    _head, *body = block.split("\n")
    said = (_letters(block), _letters(" ".join(body) or block))
    return any(text in one for one in known for text in said)


def _filled_in(block: str, titles: Container[str]) -> str:
    """Return a paragraph without its open lines; nothing when it is a title or all its lines are open."""
    head, *body = block.split("\n")
    filled = [line for line in body if len(_TO_FILL_IN.findall(line)) < 2]
    if body:
        return "\n".join([head, *filled]) if filled else ""
    return "" if _letters(head) in titles else head


def _letters(text: str) -> str:
    """Return a text's letters and digits alone, to tell whether two say the same words."""
    return "".join(char for char in text.casefold() if char.isalnum())


def _dated(brief: BusinessBrief) -> str:
    """Return when the brief was made and, from the next day on, when it was last changed."""
    locale = {"en": "en_GB"}.get(brief.language, brief.language)  # the day first
    made, changed = (format_date(day, "long", locale) for day in (brief.created_at, brief.updated_at))
    return _WORDS[brief.language]["made" if made == changed else "dated"].format(made=made, changed=changed)


def sections(brief: BusinessBrief) -> list[Section]:
    """Return the brief's five texts in reading order, headed in the brief's language."""
    words = _WORDS[brief.language]
    return [Section(key, words[key], typeset(getattr(brief, key), brief.language)) for key in BRIEF_TEXTS]


def typeset(text: str, language: str) -> str:
    """Return a text with the spaces of its language, each figure on one line with its unit; words stay."""
    return _FIGURE_GAP.sub("\u00a0", spaced(text, language))


def place(brief: BusinessBrief) -> str:
    """Return “city, country” with the country's name in the brief's language."""
    code = str(brief.location.get("country", ""))
    country = Locale(brief.language).territories.get(code, code)
    return ", ".join(part for part in (str(brief.location.get("city", "")), country) if part)


def export(brief: BusinessBrief) -> dict[str, Any]:
    """Return everything the brief holds about the business, ready for JSON: two queries.

    Results are the texts as the person's decisions leave them, without those they rejected; the ledger tells
    of every figure where it comes from.
    """
    columns = brief.to_dict()
    head = {"format": EXPORT_FORMAT, "id": columns["id"], "sector": brief.sector_id}
    choices = list(brief.choices.all())
    results = {agent: [_item(one) for one in used_items(brief, agent, choices)] for agent in RESULTS}
    ledger = [_claim(row) for row in brief.claims.order_by("place", "position")]
    sums = {one.key: one.text for one in sums_of(brief)}
    texts = {key: columns[key] for key in _EXPORTED}
    return head | texts | {"sums": sums, "results": results, "ledger": ledger}


def _item(shown: Shown) -> dict[str, str]:
    return {"key": shown.item.key, "text": shown.text, "state": shown.state}


def _claim(row: Claim) -> dict[str, Any]:
    columns = ("place", "numeral", "kind", "step", "quote", "formula", "source", "year", "confirmed_source")
    return {column: getattr(row, column) for column in columns}
