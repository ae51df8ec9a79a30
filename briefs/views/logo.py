"""The logo's page and its files."""

import hashlib
import uuid
from collections.abc import Callable
from functools import wraps
from typing import Final

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.http import PersonRequest
from agents.logo.colours import Ground
from agents.palettes import palettes_by_fit
from briefs.access import brief_of
from briefs.choices import chosen
from briefs.documents.logo import HOME_SIDE, TAB_SIDE, Logo, all_logos, archive, logo_of
from briefs.errors import NoSuchItem
from briefs.models import BusinessBrief
from briefs.services import decisions

GROUNDS: Final[dict[str, Ground]] = {"dark": "dark", "brand": "brand", "paper": "paper"}
#: How long a browser may keep a file whose address holds its version, in seconds.
KEPT_FOR: Final = 365 * 24 * 3600


class LogoForm(forms.Form):
    """What was chosen on the logo's page: a mark, colours, or both."""

    mark = forms.SlugField(required=False)
    palette = forms.SlugField(required=False)


@require_http_methods(["GET", "HEAD", "POST"])
def logo(request: PersonRequest, brief_id: uuid.UUID) -> HttpResponse:
    """Show all marks in the chosen colours, and take the choice of a mark or of colours."""
    shown = brief_of(request, brief_id)
    if request.method == "POST":
        _choose(request, shown)
        return redirect("briefs:logo", shown.pk)
    holds = chosen(shown, list(shown.choices.all()))
    logos = all_logos(shown, holds.palette)
    context = {
        "brief": shown,
        "logos": logos,
        "current": next((one for one in logos if one.mark.item.key == holds.mark), None),
        "palettes": palettes_by_fit(shown.sector_id),
        "palette": holds.palette,
        "is_chosen": "mark" in holds.by_person,
    }
    return render(request, "briefs/logo.html", context)


def _choose(request: PersonRequest, shown: BusinessBrief) -> None:
    form = LogoForm(request.POST)
    wanted = form.cleaned_data if form.is_valid() else {"mark": "-", "palette": ""}
    try:
        if wanted["mark"]:
            decisions.choose(by=request.user, brief=shown, what="mark", value=f"mark.{wanted['mark']}")
        if wanted["palette"]:
            decisions.choose(by=request.user, brief=shown, what="palette", value=wanted["palette"])
    except NoSuchItem as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Your logo is chosen."))


def _of_a_mark(give: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Find the mark that an address names: 404 without it; a brief without a logo yet leads to its page."""

    @wraps(give)
    def view(request: PersonRequest, brief_id: uuid.UUID, style: str, **more: int) -> HttpResponseBase:
        shown = brief_of(request, brief_id)
        if not shown.logo_creation:
            return redirect("briefs:logo", shown.pk)
        found = logo_of(shown, style)
        if found is None:
            raise Http404
        return give(request, found, **more)

    return view


@require_safe
@_of_a_mark
def logo_svg(request: PersonRequest, found: Logo) -> HttpResponseBase:
    """Give a mark as SVG; `?on=dark` or `?on=brand` gives it on that ground."""
    ground = GROUNDS.get(request.GET.get("on", ""))
    return _file(request, found.svg(ground).encode(), "image/svg+xml", f"{found.style}.svg")


@require_safe
@_of_a_mark
def logo_png(request: PersonRequest, found: Logo) -> HttpResponseBase:
    """Give a mark as PNG of 1024 pixels, transparent, or on the ground that `?on=` names."""
    ground = GROUNDS.get(request.GET.get("on", ""))
    return _file(request, found.png(ground), "image/png", f"{found.style}.png")


@require_safe
@_of_a_mark
def logo_icon(request: PersonRequest, found: Logo, side: int) -> HttpResponseBase:
    """Give a mark's icon as PNG: 32 pixels for a browser's tab, 180 for a phone's home screen."""
    if side not in (TAB_SIDE, HOME_SIDE):
        raise Http404
    return _file(request, found.icon(side), "image/png", f"icon-{side}.png")


@require_safe
@_of_a_mark
def logo_favicon(request: PersonRequest, found: Logo) -> HttpResponseBase:
    """Give a mark's favicon.ico."""
    return _file(request, found.favicon(), "image/x-icon", "favicon.ico")


@require_safe
@_of_a_mark
def logo_zip(request: PersonRequest, found: Logo) -> HttpResponseBase:
    """Give a mark in all its forms, as one ZIP."""
    name = slugify(found.name) or "logo"
    return _file(request, archive(found), "application/zip", f"logo-{name}.zip")


def _file(request: PersonRequest, content: bytes, kind: str, name: str) -> HttpResponseBase:
    """Return a file to take away; `?v=` in its address means that it never changes."""
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["ETag"] = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    kept = {"max_age": KEPT_FOR, "immutable": True} if "v" in request.GET else {"no_cache": True}
    patch_cache_control(response, private=True, **kept)
    return get_conditional_response(request, etag=response["ETag"], response=response) or response
