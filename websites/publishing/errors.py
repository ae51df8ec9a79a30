"""Why a site cannot be published or get an address; every message may be shown to people."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any


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
