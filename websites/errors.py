"""Errors of sites; the message of each subclass is safe to show to people."""

from collections.abc import Sequence


class SiteError(Exception):
    """Base class of errors of editing."""


class SiteChanged(SiteError):
    """Somebody else changed the site after the page was loaded. Nothing was written."""


class EditRefused(SiteError):
    """The change is not possible; the message gives the reason. Nothing was written."""


class NothingToUndo(SiteError):
    """There is no change to undo, or none to redo."""


class ImageRefused(SiteError):
    """The file is not an image that a site can show; the message gives the reason. Nothing was stored."""


class StorageFull(SiteError):
    """The file could not be written to the disk; the message tells what to do. Nothing was stored."""


class PublishingRefused(Exception):
    """The site cannot be published or moved; the message gives the reason and the remedy."""


class AddressRefused(PublishingRefused):
    """The address is not allowed or belongs to another site; `suggestions` are free addresses."""

    def __init__(self, message: str, suggestions: Sequence[str]) -> None:
        super().__init__(message)
        self.suggestions = suggestions
