"""The PDF of a brief: cover with logo and radar, texts, research, and the source of every figure."""

import json
from collections.abc import Iterable, Mapping
from functools import cache
from math import cos, pi, sin
from pathlib import Path
from typing import Any, Final

import typst

from agents.contract import Item
from agents.palettes import palettes
from agents.schemas import Finding, ResearchResult, Risk, Row
from briefs.choices import chosen
from briefs.documents.logo import logo_of
from briefs.documents.page import brief_page, typeset
from briefs.documents.pdf.labels import CLAIM_KIND, KINDS_OF_FINDINGS, LABELS
from briefs.ledger.claims import sums_of
from briefs.models import BusinessBrief, Claim
from briefs.results import result, used_items
from coaching.models import CoachingStep
from coaching.services import steps_of
from coaching.steps import CONTENT_STEPS

Data = dict[str, Any]
_FOLDER: Final = Path(__file__).parent
#: The radar: centre and radius in millimetres, within a box of 92 by 78.
_CENTRE, _RADIUS = (46.0, 41.0), 29.0
#: Size of the name on the cover in points, by the length of the name.
_TITLE_SIZES: Final = ((16, 44), (28, 36), (60, 28), (120, 20))


def render(brief: BusinessBrief) -> bytes:
    """Return the PDF of a brief (A4, tagged, in its language); the same brief gives the same bytes.

    Texts are passed as data, so they cannot become markup.
    """
    source, data = (_FOLDER / "brief.typ").read_bytes(), json.dumps(brief_data(brief), ensure_ascii=False)
    pdf = _compiler().compile(source, sys_inputs={"data": data}, format="pdf")
    assert isinstance(pdf, bytes)  # noqa: S101  # narrows the type: a PDF is one file
    return pdf


@cache
def _compiler() -> typst.Compiler:
    """Return a compiler with our fonts only, so that all machines give the same page."""
    return typst.Compiler(font_paths=[str(_FOLDER / "fonts")], ignore_system_fonts=True)


def brief_data(brief: BusinessBrief) -> Data:
    """Return the content of the PDF in the brief's language, as data for `brief.typ`."""
    name, language, labels = brief.business_name, brief.language, LABELS[brief.language]
    steps = steps_of(brief.coaching_session)
    page = brief_page(brief, steps.values())
    logo, vision = logo_of(brief), page.sections[0].text
    palette = palettes()[chosen(brief, brief.choices.all()).palette]
    return {
        "lang": language,
        "name": name,
        "author": brief.coaching_session.user.name,
        "title_size": next((size for length, size in _TITLE_SIZES if len(name) <= length), 16),
        "has_long_word": any(len(word) > 20 for word in name.split()),  # longer than a line of the cover
        "kind": page.kind,
        "line": page.line,
        "by": page.by,
        "motto": vision if len(vision) <= 260 and "\n" not in vision else "",  # it stands on the cover
        "dated": page.dated,
        "logo": logo.svg() if logo else "",
        "colours": palette.model_dump(include={"brand", "ink", "accent"}),
        **_radar(steps, labels),
        "summary": _lines(page.summary),
        "sections": [{"heading": part.heading, "lines": _lines(part.text)} for part in page.sections],
        "to_find_out": page.to_find_out,
        "sums": [
            {
                "label": labels["sum_labels"][one.key],
                "value": typeset(one.text, language),
                "note": typeset(one.formula, language),
            }
            for one in sums_of(brief)
        ],
        "chapters": _chapters(brief, labels),
        "claims": _claims(brief, labels),
        "words": labels,
    }


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _radar(steps: Mapping[str, CoachingStep], labels: Mapping[str, Any]) -> Data:
    """Return axes, rings and shape of the radar of scores; empty lists without a score."""
    scored = list(enumerate(steps[name] for name in CONTENT_STEPS))
    if all(step.score is None for _axis, step in scored):
        return {"radar": [], "rings": [], "shape": []}
    return {
        "radar": [
            {
                "label": labels["steps"][step.name],
                "score": labels["not_known"] if step.score is None else f"{step.score}",
                "position": _point(axis, 118),  # outside the rings
            }
            for axis, step in scored
        ],
        "rings": [[_point(axis, ring) for axis, _step in scored] for ring in (25, 50, 75, 100)],
        "shape": [_point(axis, step.score or 0) for axis, step in scored],
    }


def _point(axis: int, score: float) -> tuple[float, float]:
    """Return the position of a score (0-100) on one of five axes, in millimetres; the first one points up."""
    angle, radius = 2 * pi * axis / len(CONTENT_STEPS), _RADIUS * score / 100
    return round(_CENTRE[0] + radius * sin(angle), 2), round(_CENTRE[1] - radius * cos(angle), 2)


def _chapters(brief: BusinessBrief, labels: Mapping[str, Any]) -> list[Data]:
    """Return the chapter of the research, in a list that is empty without a result."""
    made = result(brief, "research")
    if not isinstance(made, ResearchResult):
        return []
    headings, research = labels["research"], _Research(brief, labels)
    groups = [
        {"heading": headings["market"], "rows": research.market(made.market)},
        {"heading": headings["rivals"], "rows": [], "grid": research.rivals(made)},
        *(
            {"heading": headings[key], "rows": research.findings(getattr(made, key))}
            for key in KINDS_OF_FINDINGS
        ),
        {
            "heading": headings["to_verify"],
            "rows": [research.row(item) for item in made.to_verify if item.key in research.texts],
        },
    ]
    groups = [group for group in groups if group["rows"] or group.get("grid")]
    return [{"heading": headings["chapter"], "groups": groups}] if groups else []


class _Research:
    """The items of the research in use, and the places with figures to verify."""

    def __init__(self, brief: BusinessBrief, labels: Mapping[str, Any]) -> None:
        used = used_items(brief, "research", brief.choices.all())
        self.texts = {one.item.key: one.text for one in used}
        self.own = {one.item.key for one in used if one.is_own}
        rows = Claim.objects.filter(brief=brief, place__startswith="research/", kind=Claim.Kind.TO_VERIFY)
        self.open = set(rows.values_list("place", flat=True))
        self.labels = labels

    def row(self, item: Item, note: str = "") -> Data:
        """Return a line; the note belongs to the agent's text and is dropped for an own wording."""
        return {
            "label": item.label,
            "text": self.texts[item.key],
            "note": "" if item.key in self.own else note,
            "flag": self.labels["to_verify"] if f"research/{item.key}" in self.open else "",
        }

    def findings(self, findings: Iterable[Finding]) -> list[Data]:
        """Return the lines of findings in use; a note that all of them share is on the last one only."""
        rows = [self.row(one.item, self.note(one)) for one in findings if one.item.key in self.texts]
        if len({row["note"] for row in rows}) == 1:
            for row in rows[:-1]:
                row["note"] = ""
        return rows

    def note(self, finding: Finding) -> str:
        """Return the test of a risk with its cost and how it is undone, or the source of another finding."""
        if isinstance(finding, Risk):
            parts = zip(self.labels["risk"], (finding.test, finding.cost, finding.undo), strict=True)
            return "\n".join(f"{label} {text}" for label, text in parts if text)
        if finding.source is None:
            return ""
        year = str(finding.source.year or "")
        return finding.source.name + (f", {year}" if year and year not in finding.source.name else "")

    def market(self, rows: Iterable[Row]) -> list[Data]:
        """Return the lines of the worksheet; a number that is missing is asked for."""
        lines = []
        for row in rows:
            if self.texts.get(row.item.key):
                lines.append(self.row(row.item, row.formula))
            elif row.question and row.item.key in self.texts:
                asked = {"text": row.question, "flag": self.labels["to_ask"]}
                lines.append(self.row(row.item, row.formula) | asked)
        return lines

    def rivals(self, made: ResearchResult) -> list[list[str]]:
        """Return the comparison grid: a column for each rival, a row for each aspect; [] without one."""
        rivals = [rival for rival in made.rivals if rival.name.key in self.texts]
        grid = [["", *(self.texts[rival.name.key] for rival in rivals)]]
        for cells in zip(*(rival.cells for rival in rivals), strict=True):
            texts = (self.texts.get(cell.item.key) or self.labels["not_said"] for cell in cells)
            grid.append([cells[0].item.label, *texts])
        return grid if rivals else []


def _claims(brief: BusinessBrief, labels: Mapping[str, Any]) -> list[Data]:
    """Return the claims of brief and research; equal figures with equal evidence share one line."""
    order = [*labels["places"]]
    places: dict[tuple[str, str], dict[str, None]] = {}  # used as ordered sets of labels
    rows = Claim.objects.filter(brief=brief, place__regex="^(brief|research)/")
    for row in sorted(rows, key=lambda row: _rank(row, order)):
        figure = (row.numeral, _evidence(row, brief.language))
        places.setdefault(figure, {})[_place(row.place, labels)] = None
    return [
        {"figure": figure, "place": ", ".join(found), "evidence": evidence}
        for (figure, evidence), found in places.items()
    ]


def _rank(row: Claim, order: list[str]) -> tuple[int, str, int]:
    """Return the sort key of a row: in the order of the brief's texts, the research last."""
    field = row.place.partition("/")[2]
    return order.index(field) if field in order else len(order), row.place, row.position


def _place(place: str, labels: Mapping[str, Any]) -> str:
    """Return the label of a place of the brief; all places of the research share one."""
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
