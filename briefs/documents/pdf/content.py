"""What a brief's PDF says, as plain data in the brief's language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from math import cos, pi, sin
from typing import Any, Final

from agents.contract import Item
from agents.palettes import Palette, palettes
from agents.schemas import Finding, ResearchResult, Risk, Row
from briefs.choices import chosen
from briefs.documents import logo as logos
from briefs.documents.page import paper, typeset
from briefs.documents.pdf.words import CLAIM_KIND, KINDS_OF_FINDINGS, WORDS
from briefs.ledger.sums import sums_of
from briefs.models import BusinessBrief, Claim, ItemChoice
from briefs.results import Shown, result, shown_items
from coaching.models import CoachingStep
from coaching.services import steps_of
from coaching.steps import CONTENT_STEPS

Data = dict[str, Any]
#: The radar: centre and radius in millimetres, within a box of 92 by 78.
_CENTRE: Final = (46.0, 41.0)
_RADIUS: Final = 29.0
_RINGS: Final = (25, 50, 75, 100)
#: Size of the name on the cover in points, by its length in letters.
_TITLE_SIZES: Final = ((16, 44), (28, 36), (60, 28), (120, 20))
#: A word of more letters may not fit on a line of the cover.
_LONG_WORD: Final = 20

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
        "has_long_word": any(len(word) > _LONG_WORD for word in brief.business_name.split()),
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
    return {
        "radar": [_axis(axis, step, words) for axis, step in enumerate(read)],
        "rings": [[_point(axis, ring) for axis in range(len(read))] for ring in _RINGS],
        "shape": [_point(axis, step.score or 0) for axis, step in enumerate(read)],
    }


def _axis(axis: int, step: CoachingStep, words: Mapping[str, Any]) -> Data:
    """Return a step's label and score, and where they are written, outside the rings."""
    x, y = _point(axis, 118)
    score = words["not_known"] if step.score is None else f"{step.score}"
    return {"label": words["steps"][step.name], "score": score, "x": x, "y": y}


def _point(axis: int, score: float) -> tuple[float, float]:
    """Return where a score (0-100) lies on one of five axes, in millimetres; the first axis points up."""
    angle, radius = 2 * pi * axis / len(CONTENT_STEPS), _RADIUS * score / 100
    return round(_CENTRE[0] + radius * sin(angle), 2), round(_CENTRE[1] - radius * cos(angle), 2)


def _sums(brief: BusinessBrief, words: Mapping[str, Any]) -> list[Data]:
    """Return the sums that the person's own numbers give; what is missing is left out."""
    return [
        {
            "label": words["sum_labels"][one.key],
            "value": typeset(one.text, brief.language),
            "note": typeset(one.formula, brief.language),
        }
        for one in sums_of(brief)
    ]


class Research:
    """The items of the research that the paper shows, with what the ledger has open of them."""

    def __init__(self, brief: BusinessBrief, words: Mapping[str, Any]) -> None:
        found = shown_items(brief, "research", _choices(brief))
        self.used: dict[str, Shown] = {one.item.key: one for one in found if one.is_used}
        rows = Claim.objects.filter(brief=brief, place__startswith="research/")
        self.open = set(rows.filter(kind=Claim.Kind.TO_VERIFY).values_list("place", flat=True))
        self.words = words

    def row(self, item: Item, note: str = "") -> Data:
        """Return one line; a note tells how the agent's wording came about, not the person's own."""
        shown = self.used[item.key]
        flag = self.words["to_verify"] if f"research/{item.key}" in self.open else ""
        return {
            "label": item.label,
            "text": shown.text,
            "note": "" if shown.is_own else note,
            "flag": flag,
        }

    def rows(self, findings: Iterable[Finding]) -> list[Data]:
        """Return the lines of findings in use, each with its source or its test."""
        return [
            self.row(one.item, self.test(one) if isinstance(one, Risk) else _source(one))
            for one in findings
            if one.item.key in self.used
        ]

    def test(self, risk: Risk) -> str:
        """Return how a risk is tested in a week, at what cost, and how the test is undone."""
        told = zip(self.words["risk"], (risk.test, risk.cost, risk.undo), strict=True)
        return "\n".join(f"{label} {text}" for label, text in told if text)


def _chapters(brief: BusinessBrief, words: Mapping[str, Any]) -> list[Data]:
    made = result(brief, "research")
    if not isinstance(made, ResearchResult):
        return []
    held = Research(brief, words)
    groups = [_market(made.market, held), _rivals(made, held)]
    for key in KINDS_OF_FINDINGS:
        rows = held.rows(getattr(made, key))
        _shared_note(rows)
        groups.append({"heading": words["research"][key], "rows": rows})
    to_verify = [held.row(item) for item in made.to_verify if item.key in held.used]
    groups.append({"heading": words["research"]["to_verify"], "rows": to_verify})
    told = [group for group in groups if group["rows"] or "grid" in group]
    return [{"heading": words["research"]["chapter"], "groups": told}] if told else []


def _shared_note(rows: list[Data]) -> None:
    """Tell the source that all rows of a group share once, under the last of them."""
    notes = {row["note"] for row in rows}
    if len(notes) == 1:
        for row in rows[:-1]:
            row["note"] = ""


def _source(finding: Finding) -> str:
    if finding.source is None:
        return ""
    told = str(finding.source.year or "")
    year = f", {told}" if told and told not in finding.source.name else ""
    return f"{finding.source.name}{year}"


def _market(rows: Iterable[Row], held: Research) -> Data:
    told = []
    for row in rows:
        if row.item.key in held.used and (held.used[row.item.key].text or row.question):
            line = held.row(row.item, row.formula)
            asked = {**line, "text": row.question, "flag": held.words["to_ask"]}
            told.append(line if line["text"] else asked)
    return {"heading": held.words["research"]["market"], "rows": told}


def _rivals(made: ResearchResult, held: Research) -> Data:
    """Return the grid: a column for each alternative, the person's own last, a row for each side."""
    named = [rival for rival in made.rivals if rival.name.key in held.used]
    heading = {"heading": held.words["research"]["rivals"], "rows": []}
    if not named:
        return heading
    grid = [["", *(held.used[rival.name.key].text for rival in named)]]
    for at, side in enumerate(named[0].cells):
        cells = [_said((rival.cells[at].item,), held.used) for rival in named]
        grid.append([side.item.label, *(cell or held.words["not_said"] for cell in cells)])
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
    """Return “Said: “...””, “Computed: ...” or “Source: ..., 2024”, typeset."""
    quote = f"«\u00a0{row.quote}\u00a0»" if language == "fr" else f"“{row.quote}”"
    told = row.formula or row.source or (quote if row.quote else "")
    year = f", {row.year}" if row.year and str(row.year) not in told else ""
    colon = "\u00a0: " if language == "fr" else ": "
    parts = [CLAIM_KIND[language][row.kind], f"{told}{year}" if told else ""]
    return typeset(colon.join(part for part in parts if part), language)
