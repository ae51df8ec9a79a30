"""Errors of sites; the message of each subclass is safe to show to people."""

from collections.abc import Sequence
from typing import Any


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


class PublishingRefused(Exception):
    """The site stays as it is; `str()` says why and how to mend it."""


class EmailNotVerified(PublishingRefused):
    """The person has not confirmed their e-mail address."""


class OrganizationClosed(PublishingRefused):
    """Staff closed the organization; nothing of it is shown."""


class VersionChanged(PublishingRefused):
    """The site was changed after the person looked at it."""


class OpenClaims(PublishingRefused):
    """Figures stand in the site that nobody has verified: `claims`, rows of the ledger."""

    def __init__(self, message: str, claims: Sequence[Any]) -> None:
        super().__init__(message)
        self.claims = claims


class AddressRefused(PublishingRefused):
    """Nobody gets this address, or somebody else has it; `suggestions` are free."""

    def __init__(self, message: str, suggestions: Sequence[str]) -> None:
        super().__init__(message)
        self.suggestions = suggestions
