"""A hosting partner in memory, for tests: same signature, same promises as the real one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hosting.port import HostingError, Placed


class FakeHosting:
    """Keeps what it was given; `fails_with` are raised first, one a call."""

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
