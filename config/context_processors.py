"""What every template may use."""

from django.http import HttpRequest

from config.views import THEMES


def appearance(request: HttpRequest) -> dict[str, str]:
    """Return what the person chose (light, dark, or `auto` for as on the device) and the menu's entry of this page."""
    theme = request.COOKIES.get("theme", "auto")
    return {
        "appearance": theme if theme in THEMES else "auto",
        "menu_entry": request.path.split("/")[1],  # coaching, briefs, businesses
    }
