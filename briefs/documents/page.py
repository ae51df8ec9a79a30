"""The texts that a brief's page and its PDF share, in its language; its changes; its export as JSON."""

import datetime
import re
from collections.abc import Container, Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

from babel.dates import format_date

from agents.schemas import RESULTS
from briefs.ledger.claims import sums_of
from briefs.models import BRIEF_TEXTS, TEXT_FIELDS, BusinessBrief
from briefs.results import used_items
from coaching.models import CoachingStep
from coaching.steps import BY_KEY
from nlp.money import with_written_amounts
from nlp.typography import spaced
from reference.packs import country

#: The most changes on the page of the history.
MAX_CHANGES: Final = 50
#: The labels in the brief's language, whatever the active one is.
_LABELS: Final[dict[str, dict[str, str]]] = {
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
#: A blank of the coach's draft of a summary: an ellipsis that stands alone.
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
    """A text with its heading."""

    heading: str
    text: str


@dataclass(frozen=True)
class BriefPage:
    """The content of a brief's page; the first two of its sections are vision and mission."""

    kind: str
    line: str
    by: str
    summary: str
    sections: list[Section]
    unknown: str
    to_find_out_heading: str
    to_find_out: list[str]
    dated: str


def brief_page(brief: BusinessBrief, steps: Iterable[CoachingStep]) -> BriefPage:
    """Return the content of a brief's page; unknown answers of `steps` become questions."""
    labels = _LABELS[brief.language]
    sector, name = str(getattr(brief.sector, labels["name"])), author(brief)
    city, code = (str(brief.location.get(key, "")) for key in ("city", "country"))
    place = country(code).name.get(brief.language)
    return BriefPage(
        kind=labels["kind"],
        line=" · ".join(filter(None, (sector, ", ".join(filter(None, (city, place)))))),
        by=labels["by"].format(name=name) if name else "",
        summary=_shown(summary_text(brief), brief),
        sections=sections(brief),
        unknown=labels["unknown"],
        to_find_out_heading=labels["to_find_out"],
        to_find_out=[BY_KEY[step.name].text(brief.language).question for step in steps if step.is_unknown],
        dated=_dated(brief),
    )


def author(brief: BusinessBrief) -> str:
    """Return the name of the brief's owner, "" while it is only the local part of their address."""
    user = brief.coaching_session.user
    return "" if user.name == (user.email or "").partition("@")[0] else user.name


def summary_text(brief: BusinessBrief) -> str:
    """Return the summary without paragraphs that repeat other texts and without unfilled lines."""
    known = [_alphanumeric(getattr(brief, key)) for key in BRIEF_TEXTS]
    name, city = _alphanumeric(brief.business_name), _alphanumeric(str(brief.location.get("city", "")))
    titles = {f"{name}{link}{city}" for link in ("à", "in", "")}
    blocks = _BLANK_LINE.split(brief.summary.replace("\r\n", "\n").strip())
    paragraphs = [_without_blanks(block, titles) for block in blocks if not _repeats(block, known)]
    return "\n\n".join(block for block in paragraphs if block)


def _repeats(block: str, known: Iterable[str]) -> bool:
    """Return whether a paragraph, or its lines after the first, is part of a known text."""
    _head, *body = block.split("\n")
    texts = (_alphanumeric(block), _alphanumeric(" ".join(body) or block))
    return any(text in one for one in known for text in texts)


def _without_blanks(block: str, titles: Container[str]) -> str:
    """Return a paragraph without unfilled lines, "" for a title or when no line is left."""
    head, *body = block.split("\n")
    filled = [line for line in body if len(_TO_FILL_IN.findall(line)) < 2]
    if body:
        return "\n".join([head, *filled]) if filled else ""
    return "" if _alphanumeric(head) in titles else head


def _alphanumeric(text: str) -> str:
    """Return the letters and digits of a text in lower case, to compare texts."""
    return "".join(char for char in text.casefold() if char.isalnum())


def _dated(brief: BusinessBrief) -> str:
    """Return the line with the date of creation and, if it differs, that of the last change."""
    locale = {"en": "en_GB"}.get(brief.language, brief.language)  # the day first
    made, changed = (format_date(day, "long", locale) for day in (brief.created_at, brief.updated_at))
    return _LABELS[brief.language]["made" if made == changed else "dated"].format(made=made, changed=changed)


def sections(brief: BusinessBrief) -> list[Section]:
    """Return the five texts of a brief with their headings."""
    labels = _LABELS[brief.language]
    return [Section(labels[key], _shown(getattr(brief, key), brief)) for key in BRIEF_TEXTS]


def _shown(text: str, brief: BusinessBrief) -> str:
    """Return a text of a brief as it is printed, with its amounts of money written one way."""
    own = country(str(brief.location.get("country", ""))).currency
    return typeset(with_written_amounts(text, own, brief.language), brief.language)


def typeset(text: str, language: str) -> str:
    """Return a text with the no-break spaces of its language, also inside figures and before units."""
    return _FIGURE_GAP.sub("\u00a0", spaced(text, language))


@dataclass(frozen=True)
class Change:
    """A change of one text; `by` is the name of the person, "" when unknown."""

    at: datetime.datetime
    by: str
    field: str
    label: str
    old: str
    new: str


def changes_of(brief: BusinessBrief) -> list[Change]:
    """Return the changes of a brief's texts, newest first and typeset (one query)."""
    labels = {field.name: str(field.verbose_name) for field in brief._meta.concrete_fields}
    tracked = brief.events  # type: ignore[attr-defined]  # pghistory adds it
    rows = tracked.order_by("-pgh_id").values("pgh_created_at", "updated_by__name", *TEXT_FIELDS)
    changes = [
        Change(
            newer["pgh_created_at"],
            newer["updated_by__name"] or "",
            field,
            labels[field],
            *(typeset(row[field], brief.language) for row in (older, newer)),
        )
        for newer, older in pairwise(rows[: MAX_CHANGES + 1])
        for field in TEXT_FIELDS
        if newer[field] != older[field]
    ]
    return changes[:MAX_CHANGES]


def export(brief: BusinessBrief) -> dict[str, Any]:
    """Return a brief as JSON-ready values: its texts, the items in use, and the claims (two queries)."""
    columns, choices = brief.to_dict(), list(brief.choices.all())
    ledger = brief.claims.order_by("place", "position").values(
        "place", "numeral", "kind", "step", "quote", "formula", "source", "year", "confirmed_source"
    )
    return {
        "format": "genesis.brief/1",  # its version, for programs that read it
        "id": columns["id"],
        "sector": brief.sector_id,
        **{key: columns[key] for key in _EXPORTED},
        "sums": {one.key: one.text for one in sums_of(brief)},
        "results": {
            agent: [
                {"key": one.item.key, "text": one.text, "state": one.state}
                for one in used_items(brief, agent, choices)
            ]
            for agent in RESULTS
        },
        "ledger": list(ledger),
    }
