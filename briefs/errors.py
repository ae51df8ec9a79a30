"""The exceptions of briefs; every message may be shown to people."""


class BriefError(Exception):
    """The base of the exceptions; `str()` of a subclass is safe to show."""


class BriefChanged(BriefError):
    """The brief was changed elsewhere since the page was loaded; nothing was written."""


class ClaimGone(BriefError):
    """The figure is not in its text any more, or needs no source; nothing was written."""


class NoSuchItem(BriefError):
    """The result has no such item, as another run replaced the result; nothing was written."""


class ItemChanged(BriefError):
    """A person decided on the item, or a run replaced it, since the page was loaded; nothing was written."""


class InvalidWording(BriefError):
    """The wording is empty, or longer than an item may be; nothing was written."""
