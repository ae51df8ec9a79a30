"""The landing page, and the gallery of components."""

from django.conf import settings
from django.contrib.admin.views.decorators import staff_member_required
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from pages.gallery import samples
from pages.landing import picture


@login_not_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Show what Genesis is; a signed-in person goes on to their sessions."""
    if request.user.is_authenticated:
        return redirect("coaching:sessions")
    return render(
        request, "pages/landing.html", {"picture": picture(get_language() or settings.LANGUAGE_CODE)}
    )


@staff_member_required
@require_safe
def gallery(request: HttpRequest) -> HttpResponse:
    """Show every component in every state, for staff and for tests."""
    return render(request, "pages/gallery.html", samples(request))
