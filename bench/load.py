"""The load: a few browsers that each ask for the next page as soon as they have the last one."""

import http.client
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from urllib.parse import urlencode

#: Browsers at once; two workers with one thread each serve them.
BROWSERS = 4


@dataclass
class Measured:
    """What one round of one page gave; times in seconds."""

    times: list[float] = field(default_factory=list)
    failures: int = 0
    seconds: float = 0.0

    @property
    def rate(self) -> float:
        """Answers per second."""
        return len(self.times) / self.seconds

    def percentile(self, share: float) -> float:
        """Return the time that this share of the answers came within, in milliseconds."""
        ordered = sorted(self.times)
        return 1000 * ordered[min(len(ordered) - 1, int(share * len(ordered)))]


@dataclass(frozen=True)
class Page:
    """A page to ask for, again and again. `requests` yields (method, path, form) for one browser.

    `cookies` sign the browsers in, one each.
    """

    name: str
    cookies: list[str]
    requests: Callable[[int], Iterator[tuple[str, str, dict[str, str] | None]]]
    expected: frozenset[int] = frozenset({200})


def run(page: Page, port: int, seconds: float) -> Measured:
    """Ask for the page with BROWSERS browsers for that long and return what was measured."""
    measured, threads = Measured(), []
    end = time.perf_counter() + seconds
    for number in range(BROWSERS):
        arguments = (page, number, port, page.cookies[number], end, measured)
        threads.append(threading.Thread(target=_browse, args=arguments, daemon=True))
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(seconds + 60)
    measured.seconds = time.perf_counter() - began
    return measured


def _browse(page: Page, number: int, port: int, cookie: str, end: float, measured: Measured) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    token = "a" * 32
    headers = {"Cookie": f"{cookie}; csrftoken={token}", "X-CSRFToken": token, "Accept-Language": "fr"}
    for method, path, form in page.requests(number):
        if time.perf_counter() > end:
            break
        body = urlencode(form) if form is not None else None
        more = {"Content-Type": "application/x-www-form-urlencoded"} if form is not None else {}
        began = time.perf_counter()
        connection.request(method, path, body, headers | more)
        response = connection.getresponse()
        response.read()
        measured.times.append(time.perf_counter() - began)
        measured.failures += response.status not in page.expected
    connection.close()
