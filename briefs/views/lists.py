"""What the lists of briefs and of businesses share."""

from typing import Any, Final

from django.http import HttpRequest
from django.urls import reverse

from briefs import moulds
from briefs.access import person_of
from briefs.forms import SearchForm
from briefs.models import NamedQuerySet
from businesses.models import Business
from coaching.listing import Pages
from reference.models import Sector
from reference.names import names

PER_PAGE: Final = 20
#: What a list shows of a row.
LISTED: Final = ("business_name", "sector_id", "location", "updated_at")


def listed(
    request: HttpRequest, rows: NamedQuerySet, *, here: str, statuses: bool, columns: tuple[str, ...]
) -> dict[str, Any]:
    """Return what both lists show: a page of the person's rows, latest first, and the search."""
    choices = Business.Status.choices if statuses else ()
    wanted = SearchForm(request.GET, sectors=names(Sector).choices, statuses=choices).valid()
    exact = {name: value for name, value in wanted.items() if name != "q"}
    rows = rows.visible_to(person_of(request), named=wanted.get("q", ""))
    rows = rows.filter(**exact).order_by("-updated_at").only(*columns)
    page = Pages(rows, PER_PAGE).get_page(request.GET.get("page"))
    return {
        "page": page,
        "cards": [moulds.card(row) for row in page],
        "search": moulds.search_bar(wanted, url=reverse(here), statuses=statuses),
        "searched": bool(wanted),
    }
