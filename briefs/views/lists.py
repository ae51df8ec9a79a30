"""What the lists of briefs and of businesses share."""

from collections.abc import Iterable
from functools import cache
from typing import Any, Final

from django.core.paginator import Paginator

from accounts.http import PersonRequest
from briefs.forms import SearchForm
from briefs.models import NamedQuerySet
from reference.models import Sector

PER_PAGE: Final = 20
Choices = Iterable[tuple[str, Any]]
#: What a list shows of a row.
LISTED: Final = ("business_name", "sector__name_fr", "sector__name_en", "location", "updated_at")


def listed(request: PersonRequest, rows: NamedQuerySet, *, statuses: Choices = ()) -> dict[str, Any]:
    """Return what both lists show: a page of the person's rows, latest first, and the search."""
    sectors = cache(Sector.objects.choices)  # read once, and only if the search is shown or names a sector
    wanted = SearchForm(request.GET, sectors=sectors, statuses=statuses).valid()
    exact = {name: value for name, value in wanted.items() if name != "q"}
    rows = rows.visible_to(request.user).named(wanted.get("q", "")).filter(**exact)
    rows = rows.select_related("sector").order_by("-updated_at")
    return {
        "page": Paginator(rows, PER_PAGE).get_page(request.GET.get("page")),
        "form": SearchForm(wanted, sectors=sectors, statuses=statuses),
        "searched": bool(wanted),
    }
