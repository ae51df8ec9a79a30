"""The ledger as a page: every figure, where it stands, where it comes from, and how to settle an open one."""

import uuid
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from accounts.http import PersonRequest
from agents.schemas import RESULTS
from briefs.access import brief_of
from briefs.documents.page import typeset
from briefs.errors import ClaimGone
from briefs.labels import label_of
from briefs.ledger import claims as ledger
from briefs.ledger import places
from briefs.models import BusinessBrief, Claim
from coaching.answers import clean_answer
from nlp.text import sentences


@dataclass(frozen=True)
class Line:
    """One figure with where it stands, where its text is changed, and its sentence when it is open."""

    claim: Claim
    where: str
    url: str
    words: str = ""


@dataclass(frozen=True)
class Chapter:
    """The settled figures of one part of the brief."""

    heading: str
    lines: tuple[Line, ...]


@require_safe
def claims(request: PersonRequest, brief_id: uuid.UUID) -> HttpResponse:
    """Show every figure with its evidence, those still to verify first."""
    shown = brief_of(request, brief_id)
    lines = _lines(shown)
    is_open = {line.claim.pk for line in lines if line.claim.kind == Claim.Kind.TO_VERIFY}
    context = {
        "brief": shown,
        "open": [line for line in lines if line.claim.pk in is_open],
        "chapters": _chapters([line for line in lines if line.claim.pk not in is_open]),
        "total": len(lines),
    }
    return render(request, "briefs/claims.html", context)


def _lines(brief: BusinessBrief) -> list[Line]:
    rows = list(brief.claims.order_by("place", "position"))
    where = places.labels(brief, {row.place for row in rows})
    urls = places.urls(brief, {row.place for row in rows})
    is_open = {row.place for row in rows if row.kind == Claim.Kind.TO_VERIFY}
    texts = ledger.texts_at(brief, is_open) if is_open else {}
    said = {place: typeset(text, brief.language) for place, text in texts.items()}
    return [
        Line(row, where[row.place], urls[row.place], _sentence(said.get(row.place, ""), row.numeral))
        for row in rows
    ]


def _sentence(text: str, numeral: str) -> str:
    """Return the sentence with the figure, the whole text when none has it as written."""
    wanted = " ".join(numeral.split())
    found = (text[slice(*span)] for span in sentences(text))
    return next((one for one in found if wanted in " ".join(one.split())), text)


def _chapters(lines: list[Line]) -> list[Chapter]:
    parts = [("brief", _("The brief")), *((one, label_of(one)) for one in RESULTS), ("site", _("The site"))]
    found = (
        Chapter(heading, tuple(line for line in lines if line.claim.place.startswith(f"{part}/")))
        for part, heading in parts
    )
    return [chapter for chapter in found if chapter.lines]


@require_POST
def claim_confirm(request: PersonRequest, brief_id: uuid.UUID, claim_id: uuid.UUID) -> HttpResponse:
    """Take the person's source for a figure; an empty one opens it again."""
    shown = brief_of(request, brief_id)
    source = " ".join(clean_answer(request.POST.get("source", "")).text.split())
    if not source and "withdraw" not in request.POST:
        messages.error(request, _("Write where the figure comes from: a document, a person, a date."))
        return redirect("briefs:claims", shown.pk)
    try:
        ledger.confirm(by=request.user, brief=shown, claim_id=claim_id, source=source)
    except ClaimGone:
        messages.info(request, _("This figure was settled or changed meanwhile."))
        return redirect("briefs:claims", shown.pk)
    left = len(ledger.open_claims(shown))
    said = ngettext("%(count)d figure is still to verify.", "%(count)d figures are still to verify.", left)
    messages.success(request, said % {"count": left} if left else _("No figure is left to verify."))
    return redirect("briefs:claims", shown.pk)
