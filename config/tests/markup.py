"""What a strict Content-Security-Policy would block, found in a page."""

from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser


class Inline(HTMLParser):
    """Collects inline styles, scripts and handlers in `found`; a style whose hash `policy` has may be."""

    def __init__(self, policy: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.policy = policy
        self.is_style = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at one tag."""
        given = dict(attrs)
        self.is_style = tag == "style"
        if tag == "script" and "src" not in given and "json" not in str(given.get("type")):
            self.found.append(f"<{tag}>")
        for name, value in attrs:
            script = (value or "").strip().lower().startswith("javascript:")
            if name == "style" or name.startswith("on") or script:
                self.found.append(f"<{tag} {name}={value!r}>")

    def handle_data(self, data: str) -> None:
        """Look at the text of a style."""
        digest = b64encode(sha256(data.encode()).digest()).decode()
        if self.is_style and f"'sha256-{digest}'" not in self.policy:
            self.found.append("<style>")

    def handle_endtag(self, tag: str) -> None:
        """Leave a style."""
        self.is_style = False


def inline(page: str, policy: str = "") -> list[str]:
    """Return what the policy would block in that page."""
    parser = Inline(policy)
    parser.feed(page)
    return parser.found
