"""What can go wrong with sites; every message may be shown to people."""


class SiteError(Exception):
    """Base of the family; `str()` of a subclass is safe to show."""


class SiteChanged(SiteError):
    """The site was changed elsewhere since the page was loaded; nothing was written."""


class EditRefused(SiteError):
    """The change cannot be made as asked; nothing was written, and the message says why."""


class NothingToUndo(SiteError):
    """There is no change to take back, or none to make again."""


class ImageRefused(SiteError):
    """The file is no image that a site can show; nothing was kept, and the message says why."""


class NoRoom(SiteError):
    """The machine could not write the file; nothing was kept, and the message says what to do."""
