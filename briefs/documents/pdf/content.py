"""The content of a brief's PDF as plain data, in the brief's language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import cos, pi, sin
from typing import Any, Final

from agents.contract import Item
from agents.palettes import Palette, palettes
from agents.schemas import Finding, ResearchResult, Risk, Row
from briefs.choices import chosen
from briefs.documents.logo import logo_of
from briefs.documents.page import brief_page, typeset
from briefs.documents.pdf.labels import CLAIM_KIND, KINDS_OF_FINDINGS, LABELS
from briefs.ledger.sums import sums_of
from briefs.models import BusinessBrief, Claim
from briefs.results import DecidedItem, result, used_items
from coaching.models import CoachingStep
from coaching.services import steps_of
from coaching.steps import CONTENT_STEPS

Data = dict[str, Any]
#: The radar: centre and radius in millimetres, within a box of 92 by 78.
_CENTRE: Final = (46.0, 41.0)
_RADIUS: Final = 29.0
_RINGS: Final = (25, 50, 75, 100)
#: Size of the name on the cover in points, by the length of the name.
_TITLE_SIZES: Final = ((16, 44), (28, 36), (60, 28), (120, 20))
#: A word with more characters may not fit on a line of the cover.
_LONG_WORD: Final = 20

#: The most characters of a vision on the cover.
_MOTTO_LENGTH: Final = 260


def brief_data(brief: BusinessBrief) -> Data:
    """Return the data for `brief.typ`."""
    language, labels = brief.language, LABELS[brief.language]
    steps = steps_of(brief.coaching_session)
    page = brief_page(brief, steps.values())
    return {
        "lang": language,
        "name": brief.business_name,
        "author": brief.coaching_session.user.name,
        "title_size": _title_size(brief.business_name),
        "has_long_word": any(len(word) > _LONG_WORD for word in brief.business_name.split()),
        "kind": page.kind,
        "line": page.line,
        "by": page.by,
        "motto": _motto(page.aims[0].text),
        "dated": page.dated,
        "logo": bool(logo_svg(brief)),
        "colours": _palette(brief).model_dump(include={"brand", "ink", "accent"}),
        **_radar(steps, labels),
        "summary": _lines(page.summary),
        "sections": [
            {"heading": part.heading, "lines": _lines(part.text)} for part in (*page.aims, *page.sections)
        ],
        "to_find_out": page.to_find_out,
        "sums": _sums(brief, labels),
        "chapters": _chapters(brief, labels),
        "claims": _claims(brief, labels),
        "words": labels,
    }


def _title_size(name: str) -> int:
    return next((size for length, size in _TITLE_SIZES if len(name) <= length), 16)


def _motto(vision: str) -> str:
    """Return the vision if it is short enough for the cover, else ""."""
    return vision if len(vision) <= _MOTTO_LENGTH and "\n" not in vision else ""


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def logo_svg(brief: BusinessBrief) -> str:
    """Return the SVG of the brief's logo in its colours; "" when there is none."""
    logo = logo_of(brief)
    return logo.svg() if logo else ""


def _palette(brief: BusinessBrief) -> Palette:
    return palettes()[chosen(brief, brief.choices.all()).palette]


def _radar(steps: Mapping[str, CoachingStep], labels: Mapping[str, Any]) -> Data:
    """Return axes, rings and shape of the radar of scores; empty lists without a score."""
    scored = [steps[name] for name in CONTENT_STEPS]
    if all(step.score is None for step in scored):
        return {"radar": [], "rings": [], "shape": []}
    return {
        "radar": [_axis(axis, step, labels) for axis, step in enumerate(scored)],
        "rings": [[_point(axis, ring) for axis in range(len(scored))] for ring in _RINGS],
        "shape": [_point(axis, step.score or 0) for axis, step in enumerate(scored)],
    }


def _axis(axis: int, step: CoachingStep, labels: Mapping[str, Any]) -> Data:
    """Return label and score of a step, with their position outside the rings."""
    x, y = _point(axis, 118)
    score = labels["not_known"] if step.score is None else f"{step.score}"
    return {"label": labels["steps"][step.name], "score": score, "x": x, "y": y}


def _point(axis: int, score: float) -> tuple[float, float]:
    """Return the position of a score (0-100) on one of five axes, in millimetres; the first one points up."""
    angle, radius = 2 * pi * axis / len(CONTENT_STEPS), _RADIUS * score / 100
    return round(_CENTRE[0] + radius * sin(angle), 2), round(_CENTRE[1] - radius * cos(angle), 2)


def _sums(brief: BusinessBrief, labels: Mapping[str, Any]) -> list[Data]:
    """Return the sums of the offer."""
    return [
        {
            "label": labels["sum_labels"][one.key],
            "value": typeset(one.text, brief.language),
            "note": typeset(one.formula, brief.language),
        }
        for one in sums_of(brief)
    ]


class _Research:
    """The items of the research in use, and the places with figures to verify."""

    def __init__(self, brief: BusinessBrief, labels: Mapping[str, Any]) -> None:
        used = used_items(brief, "research", brief.choices.all())
        self.used: dict[str, DecidedItem] = {one.item.key: one for one in used}
        rows = Claim.objects.filter(brief=brief, place__startswith="research/")
        self.open = set(rows.filter(kind=Claim.Kind.TO_VERIFY).values_list("place", flat=True))
        self.labels = labels

    def row(self, item: Item, note: str = "") -> Data:
        """Return a line; the note belongs to the agent's text and is dropped for an own wording."""
        decided = self.used[item.key]
        flag = self.labels["to_verify"] if f"research/{item.key}" in self.open else ""
        return {
            "label": item.label,
            "text": decided.text,
            "note": "" if decided.is_own else note,
            "flag": flag,
        }

    def rows(self, findings: Iterable[Finding]) -> list[Data]:
        """Return the lines of findings in use, each with its source or test as the note."""
        return [
            self.row(one.item, self.test(one) if isinstance(one, Risk) else _source(one))
            for one in findings
            if one.item.key in self.used
        ]

    def test(self, risk: Risk) -> str:
        """Return the test of a risk with its cost and how it is undone."""
        parts = zip(self.labels["risk"], (risk.test, risk.cost, risk.undo), strict=True)
        return "\n".join(f"{label} {text}" for label, text in parts if text)


def _chapters(brief: BusinessBrief, labels: Mapping[str, Any]) -> list[Data]:
    made = result(brief, "research")
    if not isinstance(made, ResearchResult):
        return []
    research = _Research(brief, labels)
    groups = [_market(made.market, research), _rivals(made, research)]
    for key in KINDS_OF_FINDINGS:
        rows = research.rows(getattr(made, key))
        _shared_note(rows)
        groups.append({"heading": labels["research"][key], "rows": rows})
    to_verify = [research.row(item) for item in made.to_verify if item.key in research.used]
    groups.append({"heading": labels["research"]["to_verify"], "rows": to_verify})
    groups = [group for group in groups if group["rows"] or "grid" in group]
    return [{"heading": labels["research"]["chapter"], "groups": groups}] if groups else []


def _shared_note(rows: list[Data]) -> None:
    """Keep a note that all rows share on the last row only."""
    notes = {row["note"] for row in rows}
    if len(notes) == 1:
        for row in rows[:-1]:
            row["note"] = ""


def _source(finding: Finding) -> str:
    if finding.source is None:
        return ""
    year = str(finding.source.year or "")
    return finding.source.name + (f", {year}" if year and year not in finding.source.name else "")


def _market(rows: Iterable[Row], research: _Research) -> Data:
    lines = []
    for row in rows:
        if row.item.key in research.used and (research.used[row.item.key].text or row.question):
            line = research.row(row.item, row.formula)
            question = {**line, "text": row.question, "flag": research.labels["to_ask"]}
            lines.append(line if line["text"] else question)
    return {"heading": research.labels["research"]["market"], "rows": lines}


def _rivals(made: ResearchResult, research: _Research) -> Data:
    """Return the comparison grid: a column for each alternative, a row for each aspect."""
    rivals = [rival for rival in made.rivals if rival.name.key in research.used]
    heading = {"heading": research.labels["research"]["rivals"], "rows": []}
    if not rivals:
        return heading
    grid = [["", *(research.used[rival.name.key].text for rival in rivals)]]
    for index, aspect in enumerate(rivals[0].cells):
        cells = [_text(rival.cells[index].item, research.used) for rival in rivals]
        grid.append([aspect.item.label, *(cell or research.labels["not_said"] for cell in cells)])
    return {**heading, "grid": grid}


def _text(item: Item, used: Mapping[str, DecidedItem]) -> str:
    return used[item.key].text if item.key in used else ""


def _claims(brief: BusinessBrief, labels: Mapping[str, Any]) -> list[Data]:
    """Return the claims of brief and research; equal figures with equal evidence share one line."""
    order = [*labels["places"]]
    places: dict[tuple[str, str], list[str]] = {}
    for row in sorted(Claim.objects.filter(brief=brief), key=lambda row: _rank(row, order)):
        if row.place.partition("/")[0] in {"brief", "research"}:
            labels_of_figure = places.setdefault((row.numeral, _evidence(row, brief.language)), [])
            label = _place(row.place, labels)
            labels_of_figure += [] if label in labels_of_figure else [label]
    return [
        {"figure": figure, "place": ", ".join(found), "evidence": evidence}
        for (figure, evidence), found in places.items()
    ]


def _rank(row: Claim, order: list[str]) -> tuple[int, str, int]:
    """Return the sort key of a row: in the order of the brief's texts, the research last."""
    field = row.place.partition("/")[2]
    return order.index(field) if field in order else len(order), row.place, row.position


def _place(place: str, labels: Mapping[str, Any]) -> str:
    part, _, field = place.partition("/")
    return str(labels["places"].get(field, labels["research"]["chapter"] if part == "research" else field))


def _evidence(row: Claim, language: str) -> str:
    """Return the evidence as a typeset text, such as “Computed: ...” or “Source: ..., 2024”."""
    quote = f"«\u00a0{row.quote}\u00a0»" if language == "fr" else f"“{row.quote}”"
    basis = row.formula or row.source or (quote if row.quote else "")
    year = f", {row.year}" if row.year and str(row.year) not in basis else ""
    colon = "\u00a0: " if language == "fr" else ": "
    parts = [CLAIM_KIND[language][row.kind], f"{basis}{year}" if basis else ""]
    return typeset(colon.join(part for part in parts if part), language)
