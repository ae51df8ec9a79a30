"""Phones and desks in a real Chromium, and what every page of them must hold to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from django.test import Client
from django.utils.translation import gettext, override
from playwright.sync_api import Browser, ConsoleMessage, Page

from accounts.models import User

AXE: Final = (Path(__file__).parent / "vendor" / "axe-4.14.1.min.js").read_text("utf-8")
PHONE: Final = 360
DESK: Final = 1280
#: Shorter than this, in pixels, a finger misses it.
FINGER: Final = 44
#: The rules of axe that a theme, a width or a language can break on a page that keeps all of them elsewhere.
VARYING: Final = ["color-contrast", "target-size"]
#: A form sent in the page's place that came back with errors or a conflict, as Chromium and htmx tell it.
_REFUSED: Final = re.compile(r"with a status of (409|413|422) |Response Status Error Code")
BACKEND: Final = "accounts.backends.AddressBackend"
_RUN_AXE: Final = """async only => {
    const options = {rules: {"target-size": {enabled: true}}, resultTypes: ["violations"], preload: false};
    if (only) Object.assign(options, {runOnly: {type: "rule", values: only}, rules: {}});
    const found = await axe.run(document, options);
    return found.violations.map(one => `${one.id} (${one.impact}): `
        + one.nodes.slice(0, 3).map(node => node.target.join(" ")).join(" | "));
}"""
_SMALL: Final = """finger => [...document.querySelectorAll(
        `main :is(button, summary, select, .btn, .chip, .back, input:not([type=hidden]))`)]
    .filter(one => one.checkVisibility() && !one.closest("[aria-hidden=true]"))
    .filter(one => !["radio", "checkbox"].includes(one.type))
    .map(one => [one, one.getBoundingClientRect()])
    .filter(([one, box]) => box.width && (box.height < finger - 0.5 || box.width < finger - 0.5))
    .map(([one, box]) => [one.textContent.trim() || one.name, Math.round(box.width), Math.round(box.height)])
    .map(([name, width, height]) => `${name}: ${width} x ${height}`)
"""


@contextmanager
def device(
    chromium: Browser,
    url: str,
    *,
    language: str,
    width: int = PHONE,
    scripts: bool = True,
    by: User | None = None,
) -> Iterator[Person]:
    """Open a browser window of its own; `by` is signed in there."""
    context = chromium.new_context(
        viewport={"width": width, "height": 780}, java_script_enabled=scripts, reduced_motion="reduce"
    )
    context.set_default_timeout(10_000)
    cookies = {"django_language": language} | ({"sessionid": signed_in(by)} if by else {})
    context.add_cookies([{"name": name, "value": value, "url": url} for name, value in cookies.items()])
    try:
        yield Person(context.new_page(), url, language)
    finally:
        context.close()


def signed_in(user: User) -> str:
    """Return the cookie of a new login."""
    client = Client()
    client.force_login(user, backend=BACKEND)
    return str(client.cookies["sessionid"].value)


class Person:
    """Somebody in front of a page, who reads its words and presses what they name."""

    def __init__(self, page: Page, url: str, language: str) -> None:
        self.page, self.url, self.language = page, url, language
        self.complaints: list[str] = []
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.complaints.append(f"script: {error}"))

    def _hear(self, message: ConsoleMessage) -> None:
        """Note errors and warnings of the console; that a refused form has its status is no error."""
        refused = "Failed to load resource" in message.text and message.location.get("url") == self.page.url
        refused = refused or bool(_REFUSED.search(message.text))
        if message.type in {"error", "warning"} and not refused:
            self.complaints.append(f"{message.type}: {message.text}")

    def word(self, text: str) -> str:
        """Return a text of the interface in this person's language."""
        with override(self.language):
            return gettext(text)

    def go(self, path: str) -> None:
        """Open a page of the site."""
        self.page.goto(path if path.startswith("http") else self.url + path)

    def press(self, text: str, inside: str = "main") -> None:
        """Press the button or link that is called so."""
        target = self.page.locator(f"{inside} :is(button, a, summary)")
        target.get_by_text(self.word(text), exact=True).or_(
            target.filter(has_text=self.word(text))
        ).first.click()

    def fill(self, **fields: str) -> None:
        """Type into fields by their names."""
        for name, value in fields.items():
            self.page.fill(f"main [name={name}]", value)

    def sees(self, text: str) -> bool:
        """Wait for a text of the interface to be shown, and say whether it came."""
        self.page.get_by_text(self.word(text)).first.wait_for()
        return True

    def text(self) -> str:
        """Return what can be read on the page."""
        return self.page.inner_text("body")


def axe(page: Page, *, only: list[str] | None = None) -> list[str]:
    """Return what axe finds at fault: by all its rules, or by some where the page was seen with all."""
    page.evaluate("!!window.axe") or page.evaluate(AXE)
    found: Any = page.evaluate(_RUN_AXE, only)
    return list(found)


def too_small(page: Page) -> list[str]:
    """Return the buttons, fields and folds that a finger would miss."""
    found: Any = page.evaluate(_SMALL, FINGER)
    return list(found)


def overflow(page: Page) -> int:
    """Return how many pixels the page is wider than its window."""
    wider: int = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return wider
