"""What can go wrong with businesses; every message may be shown to people."""

from briefs.errors import BriefError


class BusinessExists(BriefError):
    """This brief has its business already."""


class BusinessChanged(BriefError):
    """The business was changed elsewhere since the page was loaded; nothing was written."""
