"""The port of hosting partners: its protocol, its exceptions, and an implementation in memory for tests."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol


class HostingError(Exception):
    """The base of the exceptions."""


class HostingUnavailable(HostingError):
    """The partner gave no valid answer; another attempt may succeed."""


class HostingRefused(HostingError):
    """The partner refused the brief; another attempt with the same content is useless."""


class HostingLocked(HostingRefused):
    """The partner refused our secret."""


@dataclass(frozen=True)
class Placed:
    """A website at the partner; `url` may be empty while it is being prepared."""

    website_id: int
    url: str


class Hosting(Protocol):
    """A hosting partner."""

    def publish(self, brief: Mapping[str, Any], *, key: str) -> Placed:
        """Create or update the website of a brief; the same idempotency key never creates a second one.

        Raises HostingUnavailable, HostingRefused or HostingLocked.
        """


class FakeHosting:
    """Stores the briefs that it gets; the exceptions `fails_with` are raised first, one a call."""

    def __init__(self, *fails_with: HostingError) -> None:
        self.websites: dict[str, tuple[Placed, Mapping[str, Any]]] = {}
        self._fails_with = list(fails_with)

    def publish(self, brief: Mapping[str, Any], *, key: str) -> Placed:
        """See `Hosting.publish`."""
        if self._fails_with:
            raise self._fails_with.pop(0)
        if key not in self.websites:
            number = len(self.websites) + 1
            self.websites[key] = (Placed(number, f"https://sites.example/{number}"), dict(brief))
        return self.websites[key][0]
