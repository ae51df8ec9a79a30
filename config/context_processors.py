"""Context for every template."""

from django.http import HttpRequest

from config.views import THEMES


def appearance(request: HttpRequest) -> dict[str, str]:
    """Return light, dark or `auto` (as on the device), as the person chose, and this page's menu entry."""
    theme = request.COOKIES.get("theme", "auto")
    return {
        "appearance": theme if theme in THEMES else "auto",
        "menu_entry": request.path.split("/")[1],  # coaching, briefs, businesses
    }
