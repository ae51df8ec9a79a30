"""What every template may use."""

from django.http import HttpRequest

from config.views import THEMES


def appearance(request: HttpRequest) -> dict[str, str]:
    """Return the colour theme that the person chose (`light`, `dark`, or `auto` for the device's own)."""
    theme = request.COOKIES.get("theme", "auto")
    return {"theme": theme if theme in THEMES else "auto"}
