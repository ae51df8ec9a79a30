"""The parts of the lists that are moulds: rendered once, one person's words put in at each request."""

from __future__ import annotations

import uuid
from typing import Final

from django.urls import reverse
from django.utils.safestring import SafeString

from briefs.forms import SearchForm
from briefs.models import BusinessBrief
from businesses.models import Business
from coaching.listing import day
from moulds import Mould, cast, gap, kept
from reference.models import Sector
from reference.names import name_of, names

_NOBODY: Final = uuid.UUID(int=0)


def card(row: Business | BusinessBrief) -> SafeString:
    """Return a brief or business of a list, which leads to its page."""
    city = str(row.location.get("city", ""))
    mould = (
        _card("businesses:business", row.status, bool(city))
        if isinstance(row, Business)
        else _card("briefs:brief", "", bool(city))
    )
    return mould.fill(
        pk=row.pk,
        name=row.business_name,
        sector=name_of(Sector, row.sector_id),
        city=city,
        date=day(row.updated_at),
    )


@kept
def _card(view: str, status: str, has_city: bool) -> Mould:
    return cast(
        "briefs/_card.html",
        "pk",
        "name",
        "sector",
        "city",
        "date",
        url=reverse(view, args=[_NOBODY]).replace(str(_NOBODY), gap("pk")),
        status=status,
        status_label=Business.Status(status).label if status else "",
        has_city=has_city,
    )


def search_bar(wanted: dict[str, str], *, url: str, statuses: bool) -> SafeString:
    """Return the search of the list at that address, filled in with what is searched for."""
    sectors = names(Sector).choices
    mould = _search(url, sectors, statuses, wanted.get("sector", ""), wanted.get("status", ""), bool(wanted))
    return mould.fill(q=wanted.get("q", ""))


@kept
def _search(
    url: str, sectors: tuple[tuple[str, str], ...], statuses: bool, sector: str, status: str, is_search: bool
) -> Mould:
    chosen = {"q": gap("q"), "sector": sector, "status": status}
    form = SearchForm(chosen, sectors=sectors, statuses=Business.Status.choices if statuses else ())
    return cast("briefs/_search.html", "q", form=form, url=url, searched=is_search)
