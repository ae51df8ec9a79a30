"""Services of others, played on this machine: they answer as promised, or as a test wishes."""

from __future__ import annotations

import contextlib
import json
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, TypeVar


class Service(ThreadingHTTPServer):
    """A service: plays `script` (one entry a request), then replies as promised; `asked` is what it got."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Door)
        self.script: list[Callable[[Door], None]] = []
        self.asked: list[dict[str, Any]] = []

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def reply(self, door: Door) -> None:
        raise NotImplementedError


class Door(BaseHTTPRequestHandler):
    """One request to a service."""

    server: Service

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked.append({"path": self.path, "body": body, "headers": dict(self.headers)})
        if self.server.script:
            self.server.script.pop(0)(self)
        else:
            self.server.reply(self)

    def answer(self, status: int, body: bytes, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        """Stay silent."""


Played = TypeVar("Played", bound=Service)


def listening(service: Played) -> Iterator[Played]:
    """Let a service listen on loopback while a test has it."""
    threading.Thread(target=service.serve_forever, daemon=True).start()
    yield service
    service.shutdown()
    service.server_close()


def drips(begin: bytes) -> Callable[[Door], None]:
    """Answer a byte at a time, without end: each part comes in time, the whole never."""

    def answer(door: Door) -> None:
        with contextlib.suppress(OSError):
            door.wfile.write(begin)
            for _ in range(200):
                door.wfile.write(b"a")
                door.wfile.flush()
                time.sleep(0.05)

    return answer
