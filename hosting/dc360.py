"""The HTTP adapter of DigitalCloud360: one POST with a shared secret and an idempotency key."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import Any, Final

from pydantic import BaseModel, Field, ValidationError

from hosting.port import HostingLocked, HostingRefused, HostingUnavailable, Placed
from outbound.http import Bounds, InvalidRequest, RetryableError, post

#: The bounds of one attempt.
BOUNDS: Final = Bounds(connect=3.0, part=10.0, whole=30.0, largest=64 * 1024)
#: The seconds between attempts, unless the partner names others.
PAUSES: Final = (0.5, 1.0, 2.0)
#: The longest pause, in seconds; the job has its own retries.
MAX_PAUSE: Final = 10.0


class _Answer(BaseModel):
    website_id: int = Field(gt=0, lt=2**31)
    url: str = Field("", max_length=500, pattern=r"^(https?://[^\s]+)?$")


class DigitalCloud360:
    """Implements `Hosting`; tests pass `bounds` and `sleep`."""

    def __init__(
        self,
        url: str,
        secret: str,
        *,
        bounds: Bounds = BOUNDS,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        """`url` is the partner's base address."""
        self._endpoint = f"{url.rstrip('/')}/api/v1/websites"
        self._secret = secret
        self._bounds = bounds
        self._sleep = sleep

    def publish(self, brief: Mapping[str, Any], *, key: str) -> Placed:
        """See `Hosting.publish`; makes up to four attempts with growing pauses."""
        for pause in (*PAUSES, None):
            try:
                return self._post(brief, key)
            except RetryableError as error:
                if pause is None:
                    raise HostingUnavailable(str(error)) from error
                self._sleep(min(error.seconds or pause, MAX_PAUSE))
        raise AssertionError("unreachable")

    def _post(self, brief: Mapping[str, Any], key: str) -> Placed:
        headers = {"X-Service-Secret": self._secret, "Idempotency-Key": key}
        try:
            status, body = post(self._endpoint, dict(brief), headers, self._bounds)
        except InvalidRequest as error:
            raise HostingLocked(str(error)) from error
        if status in (401, 403):
            raise HostingLocked(f"status {status}")
        if not 200 <= status < 300:
            raise HostingRefused(f"status {status}")
        try:
            answer = _Answer.model_validate_json(body)
        except ValidationError as error:
            raise RetryableError("answer not understood") from error
        return Placed(answer.website_id, answer.url)
