"""The load: a few browsers that each ask for the next page as soon as they have the last one."""

import http.client
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from urllib.parse import urlencode

from bench.serving import Server

#: Browsers at once; two workers with one thread each serve them.
BROWSERS = 4
#: What a browser asks for: method, path, and what a form sends.
Request = tuple[str, str, dict[str, str] | None]


@dataclass
class Measured:
    """What one round of one page gave; times in seconds, one of each list for an answer."""

    times: list[float] = field(default_factory=list)
    queries: list[int] = field(default_factory=list)
    sizes: list[int] = field(default_factory=list)
    failures: int = 0
    seconds: float = 0.0
    processor_seconds: float = 0.0

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
    """A page to ask for, again and again, by browsers that `cookies` sign in.

    `requests` yields what one browser asks for; an answer with another status than `status` has failed.
    """

    name: str
    cookies: list[str]
    requests: Callable[[int], Iterator[Request]]
    status: int = 200


def run(page: Page, server: Server, seconds: float) -> Measured:
    """Ask for the page with BROWSERS browsers for that long and return what was measured."""
    measured, threads = Measured(), []
    used, began = server.processor_seconds(), time.perf_counter()
    for number in range(BROWSERS):
        arguments = (page, number, server.port, began + seconds, measured)
        threads.append(threading.Thread(target=_browse, args=arguments, daemon=True))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(seconds + 60)
    measured.seconds = time.perf_counter() - began
    measured.processor_seconds = server.processor_seconds() - used
    return measured


def _browse(page: Page, number: int, port: int, end: float, measured: Measured) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    token = "a" * 32
    cookies = f"{page.cookies[number]}; csrftoken={token}"
    headers = {"Cookie": cookies, "X-CSRFToken": token, "Accept-Language": "fr"}
    for method, path, form in page.requests(number):
        if time.perf_counter() > end:
            break
        body = urlencode(form) if form is not None else None
        more = {"Content-Type": "application/x-www-form-urlencoded"} if form is not None else {}
        began = time.perf_counter()
        connection.request(method, path, body, headers | more)
        response = connection.getresponse()
        size = len(response.read())
        measured.times.append(time.perf_counter() - began)
        measured.queries.append(int(response.headers["X-Queries"]))
        measured.sizes.append(size)
        measured.failures += response.status != page.status
    connection.close()
