"""What every template may use."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.html import format_html
from django.utils.safestring import SafeString

from config.views import THEMES
from moulds import Mould, cast, kept

_VISITOR = AnonymousUser()
HTMX = "vendor/htmx-2.0.11.min.js"


def appearance(request: HttpRequest) -> dict[str, object]:
    """Return the theme that the person chose (`auto`: as on the device) and the frame of the page.

    The token against forged requests is masked once a page, for all its forms.
    """
    theme = request.COOKIES.get("theme", "auto")
    theme = theme if theme in THEMES else "auto"
    token = SimpleLazyObject(lambda: get_token(request))
    return {"theme": theme, "csrf_token": token, "frame": Frame(request, theme, token)}


class Frame:
    """What surrounds every page: rendered once per process and language, a person's own put in."""

    def __init__(self, request: HttpRequest, theme: str, token: object) -> None:
        self.request, self.theme, self.token = request, theme, token
        self.links = _links()

    def header(self) -> SafeString:
        """Return the bar at the top: menu, language and account."""
        user = getattr(self.request, "user", _VISITOR)  # a refused host is answered before anybody is known
        name = getattr(user, "name", "")
        mould = _header(user.is_authenticated, bool(name), getattr(user, "is_staff", False), self._place())
        return mould.fill(csrf_token=self.token, path=self.request.get_full_path(), name=name)

    def theme_switch(self) -> SafeString:
        """Return the switch between light and dark."""
        return _theme_switch(self.theme).fill(csrf_token=self.token, path=self.request.get_full_path())

    def _place(self) -> str:
        """Return the menu's address that the page lies under, or nothing."""
        path = self.request.path
        return next((place for place in _places() if path.startswith(place)), "")


@kept
def _places() -> tuple[str, ...]:
    return tuple(reverse(name) for name in ("coaching:sessions", "briefs:briefs", "businesses:list"))


@kept
def _links() -> dict[str, SafeString]:
    return {
        "head": render_to_string("layouts/_frame_head.html"),
        "tail": render_to_string("layouts/_frame_tail.html"),
        "htmx": format_html('<script src="{}" defer></script>', static(HTMX)),
        "script": format_html('<script src="{}" defer></script>', static("js/app.js")),
    }


@kept
def _header(is_signed_in: bool, has_name: bool, is_staff: bool, place: str) -> Mould:
    return cast(
        "layouts/_header.html",
        "csrf_token",
        "path",
        "name",
        is_signed_in=is_signed_in,
        has_name=has_name,
        is_staff=is_staff,
        place=place,
    )


@kept
def _theme_switch(theme: str) -> Mould:
    return cast("components/switches.html", "csrf_token", "path", part="theme", theme=theme)
