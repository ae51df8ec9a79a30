"""What can go wrong with briefs; every message may be shown to people."""


class BriefError(Exception):
    """Base of the family; `str()` of a subclass is safe to show."""


class BriefChanged(BriefError):
    """The brief was changed elsewhere since the page was loaded; nothing was written."""


class ClaimGone(BriefError):
    """The figure is not in that text any more, or has its evidence already; nothing was written."""


class NoSuchItem(BriefError):
    """The result has no item of that name, as another run made it anew; nothing was written."""


class ItemChanged(BriefError):
    """Somebody decided on the item, or a run made it anew, since the page was loaded; nothing was written."""


class TextTooLong(BriefError):
    """The wording is longer than an item may be; nothing was written."""


class EmptyText(BriefError):
    """The wording is empty; nothing was written."""
