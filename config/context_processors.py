"""Context for every template."""

from django.http import HttpRequest

from config.views import THEMES


def appearance(request: HttpRequest) -> dict[str, str]:
    """Return the colour theme (light, dark or auto) and the first part of the path, for the menu."""
    theme = request.COOKIES.get("theme", "auto")
    return {
        "appearance": theme if theme in THEMES else "auto",
        "menu_entry": request.path.split("/")[1],  # coaching, briefs, businesses
    }
