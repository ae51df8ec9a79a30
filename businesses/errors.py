"""What can go wrong with briefs and businesses; every message may be shown to people."""


class BriefError(Exception):
    """Base of the family; `str()` of a subclass is safe to show."""


class BriefChanged(BriefError):
    """The brief was changed elsewhere since the page was loaded; nothing was written."""


class BusinessExists(BriefError):
    """This brief has its business already."""


class BusinessChanged(BriefError):
    """The business was changed elsewhere since the page was loaded; nothing was written."""
