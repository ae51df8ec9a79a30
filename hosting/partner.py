"""The hosting partner DigitalCloud360: port, exceptions, HTTP adapter and the check of the settings."""

import time
from collections.abc import Callable, Mapping
from typing import Any, Final, Protocol
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, register
from pydantic import BaseModel, Field, ValidationError

from outbound.http import Bounds, InvalidRequest, RetryableError, post

#: The bounds of one attempt.
BOUNDS: Final = Bounds(connect=3.0, part=10.0, whole=30.0, largest=64 * 1024)
#: The seconds between attempts, unless the partner names others.
PAUSES: Final = (0.5, 1.0, 2.0)
#: The longest pause, in seconds; the job has its own retries.
MAX_PAUSE: Final = 10.0
MIN_SECRET_LENGTH: Final = 24


class HostingUnavailable(Exception):
    """The partner gave no valid answer; another attempt may succeed."""


class HostingRefused(Exception):
    """The partner refused the brief; another attempt with the same content is useless."""


class HostingLocked(HostingRefused):
    """The partner refused our secret."""


class Placed(BaseModel, frozen=True):
    """A website at the partner; `url` may be empty while it is being prepared."""

    website_id: int = Field(gt=0, lt=2**31)
    url: str = Field("", max_length=500, pattern=r"^(https?://[^\s]+)?$")


class Hosting(Protocol):
    """A hosting partner."""

    def publish(self, brief: Mapping[str, Any], *, key: str) -> Placed:
        """Create or update the website of a brief; the same idempotency key never creates a second one.

        Raises HostingUnavailable, HostingRefused or HostingLocked.
        """


class DigitalCloud360:
    """Implements `Hosting`: one POST with a shared secret and an idempotency key.

    Tests pass `bounds` and `sleep`.
    """

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
        if not 200 <= status < 300:
            raise (HostingLocked if status in (401, 403) else HostingRefused)(f"status {status}")
        try:
            return Placed.model_validate_json(body)
        except ValidationError as error:
            raise RetryableError("answer not understood") from error


@register()
def partner_settings(**kwargs: Any) -> list[CheckMessage]:
    """Refuse an incomplete configuration, a short secret, and a URL that would send it unencrypted."""
    url, secret = settings.DC360_URL, settings.DC360_SECRET
    address = urlsplit(url)
    is_safe = address.scheme == "https" or address.hostname in {"127.0.0.1", "localhost", "::1"}
    hint = 'python -c "import secrets; print(secrets.token_urlsafe(32))" makes a good one.'
    faults = (
        (
            bool(url) != bool(secret),
            Error("Set DC360_URL and DC360_SECRET together, or neither.", id="hosting.E001"),
        ),
        (
            0 < len(secret) < MIN_SECRET_LENGTH,
            Error("DC360_SECRET is too short to be safe.", hint=hint, id="hosting.E002"),
        ),
        (url and not is_safe, Error("DC360_URL must be an https:// address.", id="hosting.E003")),
    )
    return [error for is_present, error in faults if is_present]
