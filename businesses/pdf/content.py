"""What a brief's PDF says, as plain data in the brief's language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import cos, pi, sin
from typing import Any, Final

from businesses import logos
from businesses.agents.contract import Item
from businesses.agents.palettes import Palette, palettes
from businesses.agents.schemas import Finding, ResearchResult, Row
from businesses.choosing import chosen
from businesses.models import BusinessBrief, Claim, ItemChoice
from businesses.pdf.words import CLAIM_KIND, KINDS_OF_FINDINGS, WORDS
from businesses.presentation import paper, typeset
from businesses.results import Shown, result, shown_items
from coaching.coach.arithmetic import offer_arithmetic
from coaching.models import CoachingStep
from coaching.packs import country_pack
from coaching.services import steps_of
from coaching.steps import CONTENT_STEPS

Data = dict[str, Any]
#: The radar: centre and radius in millimetres, within a box of 92 by 78.
_CENTRE: Final = (46.0, 41.0)
_RADIUS: Final = 29.0
_RINGS: Final = (25, 50, 75, 100)
#: Size of the name on the cover in points, by its length in letters.
_TITLE_SIZES: Final = ((16, 44), (28, 36), (60, 28), (120, 20))

#: A vision of at most so many letters stands on the cover.
_MOTTO_LETTERS: Final = 260


def brief_data(brief: BusinessBrief) -> Data:
    """Return everything that `brief.typ` shows; texts are typeset for their language, never markup."""
    language, words = brief.language, WORDS[brief.language]
    steps = steps_of(brief.coaching_session)
    sheet = paper(brief, steps.values())
    return {
        "lang": language,
        "name": brief.business_name,
        "author": brief.coaching_session.user.name,
        "title_size": _title_size(brief.business_name),
        "kind": sheet.kind,
        "line": sheet.line,
        "by": sheet.by,
        "motto": _motto(sheet.aims[0].text),
        "dated": sheet.dated,
        "logo": bool(logo_of(brief)),
        "colours": _palette(brief).model_dump(include={"brand", "ink", "accent"}),
        **_radar(steps, words),
        "summary": _lines(sheet.summary),
        "sections": [
            {"heading": part.heading, "lines": _lines(part.text)} for part in (*sheet.aims, *sheet.sections)
        ],
        "to_find_out": sheet.to_find_out,
        "sums": _sums(brief, words),
        "chapters": _chapters(brief, words),
        "claims": _claims(brief, words),
        "words": words,
    }


def _title_size(name: str) -> int:
    return next((size for letters, size in _TITLE_SIZES if len(name) <= letters), 16)


def _motto(vision: str) -> str:
    """Return the vision when it is short enough for a cover."""
    return vision if len(vision) <= _MOTTO_LETTERS and "\n" not in vision else ""


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _choices(brief: BusinessBrief) -> list[ItemChoice]:
    return list(brief.choices.all())


def logo_of(brief: BusinessBrief) -> str:
    """Return the SVG of the brief's logo in its colours; "" when there is none."""
    logo = logos.logo_of(brief)
    return logo.svg() if logo else ""


def _palette(brief: BusinessBrief) -> Palette:
    return palettes()[chosen(brief, brief.choices.all()).palette]


def _radar(steps: Mapping[str, CoachingStep], words: Mapping[str, Any]) -> Data:
    """Return the axes, rings and shape of the five scores; nothing when the coach has read no answer."""
    read = [steps[name] for name in CONTENT_STEPS]
    if all(step.score is None for step in read):
        return {"radar": [], "rings": [], "shape": []}
    axes = []
    for axis, step in enumerate(read):
        x, y = _point(axis, 118)
        score = words["not_known"] if step.score is None else f"{step.score}"
        axes.append({"label": words["steps"][step.name], "score": score, "x": x, "y": y})
    rings = [[_point(axis, ring) for axis in range(len(read))] for ring in _RINGS]
    return {
        "radar": axes,
        "rings": rings,
        "shape": [_point(n, step.score or 0) for n, step in enumerate(read)],
    }


def _point(axis: int, score: float) -> tuple[float, float]:
    """Return where a score (0-100) lies on one of five axes, in millimetres; the first axis points up."""
    angle, radius = 2 * pi * axis / len(CONTENT_STEPS), _RADIUS * score / 100
    return round(_CENTRE[0] + radius * sin(angle), 2), round(_CENTRE[1] - radius * cos(angle), 2)


def _sums(brief: BusinessBrief, words: Mapping[str, Any]) -> list[Data]:
    """Return the sums that the person's own numbers give; what is missing is left out."""
    currency = country_pack(str(brief.location.get("country", ""))).currency
    sums = offer_arithmetic(brief.value_proposition, brief.language, currency, brief.target_audience)
    if sums.margin_percent is None:
        return []
    rows = [("margin", f"{sums.margin_percent} %".replace(".", "," if brief.language == "fr" else "."))]
    rows += [("break_even", str(sums.break_even_units))] if sums.break_even_units is not None else []
    return [
        {"label": words["sum_labels"][key], "value": typeset(value, brief.language)} for key, value in rows
    ]


def _chapters(brief: BusinessBrief, words: Mapping[str, Any]) -> list[Data]:
    made = result(brief, "research")
    if not isinstance(made, ResearchResult):
        return []
    used = {one.item.key: one for one in shown_items(brief, "research", _choices(brief)) if one.is_used}
    groups = [_market(made.market, used, words), _rivals(made, used, words)]
    for key in KINDS_OF_FINDINGS:
        findings: Iterable[Finding] = getattr(made, key)
        rows = [_row(one.item, used, words, note=_source(one)) for one in findings if one.item.key in used]
        groups.append({"heading": words["research"][key], "rows": rows, "note": _shared_note(rows)})
    to_verify = [_row(item, used, words) for item in made.to_verify if item.key in used]
    groups.append({"heading": words["research"]["to_verify"], "rows": to_verify})
    told = [group for group in groups if group["rows"] or "grid" in group]
    return [{"heading": words["research"]["chapter"], "groups": told}] if told else []


def _shared_note(rows: list[Data]) -> str:
    """Take out and return the source that all rows of a group share, to be told once."""
    notes = {row["note"] for row in rows}
    if len(rows) < 2 or len(notes) != 1:
        return ""
    for row in rows:
        row["note"] = ""
    return str(notes.pop())


def _row(item: Item, used: Mapping[str, Shown], words: Mapping[str, Any], note: str = "") -> Data:
    unproven = any(figure.kind == "to_verify" for figure in item.figures)
    return {
        "label": item.label,
        "text": used[item.key].text,
        "note": note,
        "flag": words["to_verify"] if unproven else "",
    }


def _source(finding: Finding) -> str:
    if finding.source is None:
        return ""
    year = f", {finding.source.year}" if finding.source.year else ""
    return f"{finding.source.name}{year}"


def _market(rows: Iterable[Row], used: Mapping[str, Shown], words: Mapping[str, Any]) -> Data:
    told = []
    for row in rows:
        if row.item.key in used and (row.item.text or row.question):
            line = _row(row.item, used, words, note=row.formula)
            told.append(line if row.item.text else {**line, "text": row.question, "flag": words["to_ask"]})
    return {"heading": words["research"]["market"], "rows": told}


def _rivals(made: ResearchResult, used: Mapping[str, Shown], words: Mapping[str, Any]) -> Data:
    """Return the grid: a column for each alternative, the person's own last, a row for each side."""
    named = [rival for rival in made.rivals if rival.name.key in used]
    heading = {"heading": words["research"]["rivals"], "rows": []}
    if not named:
        return heading
    grid = [["", *(used[rival.name.key].text for rival in named)]]
    for at, side in enumerate(named[0].cells):
        cells = [_said((rival.cells[at].item,), used) for rival in named]
        grid.append([side.item.label, *(cell or words["not_said"] for cell in cells)])
    return {**heading, "grid": grid}


def _said(items: Iterable[Item], used: Mapping[str, Shown]) -> str:
    return "\n".join(used[item.key].text for item in items if item.key in used)


def _claims(brief: BusinessBrief, words: Mapping[str, Any]) -> list[Data]:
    """Return the ledger rows of what the PDF prints; a figure in several places takes one line."""
    order = [*words["places"]]
    places: dict[tuple[str, str], list[str]] = {}
    for row in sorted(Claim.objects.filter(brief=brief), key=lambda row: _rank(row, order)):
        if row.place.partition("/")[0] in {"brief", "research"}:
            stands = places.setdefault((row.numeral, _evidence(row, brief.language)), [])
            where = _place(row.place, words)
            stands += [] if where in stands else [where]
    return [
        {"figure": figure, "place": ", ".join(where), "evidence": evidence}
        for (figure, evidence), where in places.items()
    ]


def _rank(row: Claim, order: list[str]) -> tuple[int, str, int]:
    """Return where a row stands: in the order of the brief's texts, the research last."""
    field = row.place.partition("/")[2]
    return order.index(field) if field in order else len(order), row.place, row.position


def _place(place: str, words: Mapping[str, Any]) -> str:
    part, _, field = place.partition("/")
    return str(words["places"].get(field, words["research"]["chapter"] if part == "research" else field))


def _evidence(row: Claim, language: str) -> str:
    told = row.formula or row.source or row.quote
    year = f", {row.year}" if row.year else ""
    parts = [CLAIM_KIND[language][row.kind], f"{told}{year}" if told else "", row.confirmed_source]
    return typeset(" - ".join(part for part in parts if part), language)
