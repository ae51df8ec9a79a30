"""What we ask of a hosting partner, and how it can fail. No vendor's type or HTTP error leaves an adapter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol


class HostingError(Exception):
    """Base of the family."""


class HostingUnavailable(HostingError):
    """The partner is down, slow, overloaded or answers garbage: worth trying again."""


class HostingRefused(HostingError):
    """The partner understood and said no: trying again unchanged is useless."""


class HostingLocked(HostingRefused):
    """The partner does not accept our secret: an operator has to mend it."""


@dataclass(frozen=True)
class Placed:
    """A website that the partner made; `url` may be empty while it is being prepared."""

    website_id: int
    url: str


class Hosting(Protocol):
    """Whoever can make a website from a brief."""

    def publish(self, brief: Mapping[str, Any], *, key: str) -> Placed:
        """Make or update the brief's website. The same `key` again makes nothing twice.

        Raises HostingUnavailable, HostingRefused or HostingLocked.
        """
        ...
