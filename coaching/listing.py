"""What the lists of sessions, briefs and businesses share."""

from __future__ import annotations

import datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.utils.formats import date_format, time_format
from django.utils.functional import cached_property
from django.utils.timezone import localtime

from moulds import kept


class Pages(Paginator):  # type: ignore[type-arg]  # generic in the stubs only
    """Pages of a list; a list that fits on one page is not counted apart from being read.

    One query for such a list; for longer ones two on the first page and three on the others.
    """

    @cached_property
    def _first(self) -> list[Any]:
        return list(self.object_list[: self.per_page + 1])

    @cached_property
    def count(self) -> int:
        """Return the number of rows on all pages."""
        return len(self._first) if len(self._first) <= self.per_page else super().count

    def page(self, number: int | str) -> Page[Any]:
        """Return that page; the first one has been read by then."""
        if self.validate_number(number) == 1:
            return Page(self._first[: self.per_page], 1, self)
        return super().page(number)


def day(moment: datetime.datetime) -> str:
    """Return the date as people write it, where the person is."""
    return _day(localtime(moment).date())


def clock(moment: datetime.datetime) -> str:
    """Return the time of day as people write it, where the person is."""
    return _clock(localtime(moment).time().replace(second=0, microsecond=0))


@kept
def _day(date: datetime.date) -> str:
    return date_format(date, "DATE_FORMAT")


@kept
def _clock(time: datetime.time) -> str:
    return time_format(time, "TIME_FORMAT")
