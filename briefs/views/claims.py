"""Views of the ledger: every figure with its place and its evidence, and the source of those to verify."""

import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe

from accounts.http import PersonRequest
from agents.schemas import RESULTS
from briefs.access import brief_of
from briefs.documents.page import typeset
from briefs.errors import ClaimGone
from briefs.ledger import claims as ledger
from briefs.models import BusinessBrief, Claim
from briefs.results import result
from briefs.signals import collect_urls
from briefs.views.presentation import anchor, label_of
from coaching.answers import clean_answer
from coaching.signals import responses
from nlp.text import sentences

#: The labels of places that are no text field of the brief.
_OTHER_LABELS: Final = {
    "city": gettext_lazy("Town"),
    "margin": gettext_lazy("Sums · margin on the price"),
    "break_even": gettext_lazy("Sums · sales a month that cover fixed costs"),
}


@dataclass(frozen=True)
class Line:
    """A figure with the label and URL of its place, and its sentence when it is to verify."""

    claim: Claim
    label: str
    url: str
    sentence: str = ""


@require_safe
def claims(request: PersonRequest, brief_id: uuid.UUID) -> HttpResponse:
    """Show every figure with its evidence, those to verify first and the others by part of the brief."""
    brief = brief_of(request, brief_id)
    lines = _lines(brief)
    to_verify = [line for line in lines if line.claim.kind == Claim.Kind.TO_VERIFY]
    settled = [line for line in lines if line.claim.kind != Claim.Kind.TO_VERIFY]
    parts = [("brief", _("The brief")), *((one, label_of(one)) for one in RESULTS), ("site", _("The site"))]
    chapters = [
        (heading, [line for line in settled if line.claim.place.startswith(f"{part}/")])
        for part, heading in parts
    ]
    context = {"brief": brief, "open": to_verify, "chapters": chapters, "total": len(lines)}
    return render(request, "briefs/claims.html", context)


def _lines(brief: BusinessBrief) -> list[Line]:
    rows = list(brief.claims.order_by("place", "position"))
    urls = place_urls(brief, {row.place for row in rows})
    items = {
        f"{agent}/{item.key}": f"{label_of(agent)} · {item.label}"
        for agent in RESULTS
        if (made := result(brief, agent))
        for item in made.items()
    }
    to_verify = {row.place for row in rows if row.kind == Claim.Kind.TO_VERIFY}
    texts = ledger.texts_at(brief, to_verify) if to_verify else {}
    return [
        Line(
            row,
            items.get(row.place) or _label(row.place),
            urls[row.place],
            _sentence(texts.get(row.place, ""), row.numeral, brief),
        )
        for row in rows
    ]


def _sentence(text: str, numeral: str, brief: BusinessBrief) -> str:
    """Return the sentence with the figure, typeset, or the whole text when none has it."""
    text, wanted = typeset(text, brief.language), " ".join(numeral.split())
    found = (text[slice(*span)] for span in sentences(text))
    return next((one for one in found if wanted in " ".join(one.split())), text)


def place_urls(brief: BusinessBrief, places: Collection[str]) -> dict[str, str]:
    """Return the URL at which the text of each place is edited, "" for an unknown place."""
    parts = {place.partition("/")[0] for place in places}
    pages = responses(collect_urls, brief=brief) if parts - {"brief", *RESULTS} else []
    collected = {name: url for urls in pages for name, url in urls.items()}
    return {place: _url(brief, place, collected) for place in places}


def _url(brief: BusinessBrief, place: str, collected: Mapping[str, str]) -> str:
    part, _slash, key = place.partition("/")
    if place == "brief/city":
        return reverse("coaching:details", args=[brief.coaching_session.session_id])
    if part == "brief":
        field = key if key not in _OTHER_LABELS else "value_proposition"  # the sums are the offer's
        return f"{reverse('briefs:brief_edit', args=[brief.pk])}#id_{field}"
    if part in RESULTS:
        return f"{reverse('briefs:result', args=[brief.pk, part])}#{anchor(key)}"
    return collected.get(part, "")


def _label(place: str) -> str:
    """Return the label of a place that is no item of a result: a text of the brief, or the site."""
    part, _slash, key = place.partition("/")
    if part != "brief":
        return _("Your site") if part == "site" else key
    if key in _OTHER_LABELS:
        return str(_OTHER_LABELS[key])
    return _("Brief · %(text)s") % {"text": capfirst(str(BusinessBrief._meta.get_field(key).verbose_name))}  # type: ignore[union-attr]  # plain columns


@require_POST
def claim_confirm(request: PersonRequest, brief_id: uuid.UUID, claim_id: uuid.UUID) -> HttpResponse:
    """Store or withdraw the person's source of a figure."""
    brief = brief_of(request, brief_id)
    source = " ".join(clean_answer(request.POST.get("source", "")).text.split())
    if not source and "withdraw" not in request.POST:
        messages.error(request, _("Write where the figure comes from: a document, a person, a date."))
        return redirect("briefs:claims", brief.pk)
    try:
        ledger.confirm(by=request.user, brief=brief, claim_id=claim_id, source=source)
    except ClaimGone:
        messages.info(request, _("This figure was settled or changed meanwhile."))
        return redirect("briefs:claims", brief.pk)
    left = len(ledger.open_claims(brief))
    text = ngettext("%(count)d figure is still to verify.", "%(count)d figures are still to verify.", left)
    messages.success(request, text % {"count": left} if left else _("No figure is left to verify."))
    return redirect("briefs:claims", brief.pk)
