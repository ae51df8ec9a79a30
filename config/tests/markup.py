"""What a strict Content-Security-Policy would block, found in a page."""

from html.parser import HTMLParser


class Inline(HTMLParser):
    """Collects inline styles, scripts and handlers of a page in `found`."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at one tag."""
        given = dict(attrs)
        if tag == "style" or (
            tag == "script" and "src" not in given and "json" not in str(given.get("type"))
        ):
            self.found.append(f"<{tag}>")
        for name, value in attrs:
            script = (value or "").strip().lower().startswith("javascript:")
            if name == "style" or name.startswith("on") or script:
                self.found.append(f"<{tag} {name}={value!r}>")


def inline(page: str) -> list[str]:
    """Return what the policy would block in that page."""
    parser = Inline()
    parser.feed(page)
    return parser.found
