"""Context for every template."""

from django.http import HttpRequest

from config.views import THEMES


def appearance(request: HttpRequest) -> dict[str, str]:
    """Return the chosen colour theme (`auto` follows the device) and the menu entry of this page."""
    theme = request.COOKIES.get("theme", "auto")
    return {
        "appearance": theme if theme in THEMES else "auto",
        "menu_entry": request.path.split("/")[1],  # coaching, briefs, businesses
    }
