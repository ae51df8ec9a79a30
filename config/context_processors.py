"""What every template may use."""

from functools import cache

from django.conf import settings
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from config.views import THEMES

HTMX = "vendor/htmx-2.0.11.min.js"


def appearance(request: HttpRequest) -> dict[str, object]:
    """Return the theme that the person chose (`auto`: as on the device) and the frame of the page."""
    theme = request.COOKIES.get("theme", "auto")
    make = _render_frame if settings.DEBUG else _frame
    return {"theme": theme if theme in THEMES else "auto", "frame": make(get_language() or "")}


def _render_frame(language: str) -> dict[str, SafeString]:
    """Render the parts of a page that are the same for all who read that language, the active one."""
    return {
        "head": render_to_string("layouts/_frame_head.html"),
        "tail": render_to_string("layouts/_frame_tail.html"),
        "htmx": format_html('<script src="{}" defer></script>', static(HTMX)),
        "script": format_html('<script src="{}" defer></script>', static("js/app.js")),
    }


#: Rendered once per process and language: a third of the cost of a page's frame.
_frame = cache(_render_frame)
