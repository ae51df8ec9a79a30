"""Where a text stands: what its place is called on pages, and where it can be changed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agents.schemas import RESULTS
from briefs.labels import label_of
from briefs.models import BusinessBrief
from briefs.results import result
from briefs.signals import addresses_asked
from briefs.views.result_context import anchor
from coaching.signals import answers

#: Places of a brief that are no text field of it.
_OTHERS: Final = {
    "city": gettext_lazy("Town"),
    "margin": gettext_lazy("Sums · margin on the price"),
    "break_even": gettext_lazy("Sums · sales a month that cover fixed costs"),
}


def urls(brief: BusinessBrief, places: Iterable[str]) -> dict[str, str]:
    """Return the address at which the text of each place is changed; "" where nobody knows one."""
    places = set(places)
    parts = {place.partition("/")[0] for place in places}
    above: dict[str, str] = {}
    if parts - {"brief", *RESULTS}:
        for addresses in answers(addresses_asked, brief=brief):
            above.update(addresses)
    return {place: _url(brief, place, above) for place in places}


def _url(brief: BusinessBrief, place: str, above: Mapping[str, str]) -> str:
    part, _slash, key = place.partition("/")
    if place == "brief/city":
        return reverse("coaching:details", args=[brief.coaching_session.session_id])
    if part == "brief":
        field = key if key not in _OTHERS else "value_proposition"  # the sums are the offer's
        return f"{reverse('briefs:brief_edit', args=[brief.pk])}#id_{field}"
    if part in RESULTS:
        return f"{reverse('briefs:result', args=[brief.pk, part])}#{anchor(key)}"
    return above.get(part, "")


def labels(brief: BusinessBrief, places: Iterable[str]) -> dict[str, str]:
    """Return what each place is called: a text of the brief, an item of a result, the site."""
    items = {
        f"{agent}/{item.key}": f"{label_of(agent)} · {item.label}"
        for agent in RESULTS
        if (made := result(brief, agent))
        for item in made.items()
    }
    return {place: items.get(place) or _own_label(place) for place in places}


def _own_label(place: str) -> str:
    part, _slash, key = place.partition("/")
    if part != "brief":
        return _("Your site") if part == "site" else key
    if key in _OTHERS:
        return str(_OTHERS[key])
    return _("Brief · %(text)s") % {"text": capfirst(str(BusinessBrief._meta.get_field(key).verbose_name))}  # type: ignore[union-attr]  # plain columns
