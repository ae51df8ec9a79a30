"""A hosting partner in memory; test_hosting holds it to the promises of the real adapter."""

from collections.abc import Mapping
from typing import Any

from hosting.partner import Placed


class FakeHosting:
    """Stores the briefs that it gets; the exceptions `fails_with` are raised first, one a call."""

    def __init__(self, *fails_with: Exception) -> None:
        self.websites: dict[str, tuple[Placed, Mapping[str, Any]]] = {}
        self._fails_with = list(fails_with)

    def publish(self, brief: Mapping[str, Any], *, key: str) -> Placed:
        """See `Hosting.publish`."""
        if self._fails_with:
            raise self._fails_with.pop(0)
        if key not in self.websites:
            number = len(self.websites) + 1
            placed = Placed(website_id=number, url=f"https://sites.example/{number}")
            self.websites[key] = (placed, dict(brief))
        return self.websites[key][0]
