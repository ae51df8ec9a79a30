"""Views of the logo: its page and its files."""

import hashlib
import uuid
from collections.abc import Callable
from functools import wraps
from typing import Final

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
from agents.logo.symbols import symbols
from agents.palettes import palettes_by_fit
from briefs.access import brief_of
from briefs.choices import ChoiceKind, chosen, picked_option, trade_shown
from briefs.documents.logo import HOME_SIDE, TAB_SIDE, Logo, all_logos, archive, logo_of
from briefs.errors import NoSuchItem
from briefs.forms import TradeForm
from briefs.models import BusinessBrief
from briefs.services.decisions import choose

#: What the page of the logo lets a person choose.
LOGO_CHOICES: Final[tuple[ChoiceKind, ...]] = ("trade", "symbol", "mark", "palette")
GROUNDS: Final[dict[str, Ground]] = {"dark": "dark", "brand": "brand", "paper": "paper"}


@require_http_methods(["GET", "HEAD", "POST"])
def logo(request: PersonRequest, brief_id: uuid.UUID) -> HttpResponse:
    """Show all marks in the chosen colours, and store the choice of a trade, sign, mark or colours."""
    brief = brief_of(request, brief_id)
    if request.method == "POST":
        _choose(request, brief)
        return redirect("briefs:logo", brief.pk)
    choices = list(brief.choices.all())
    current = chosen(brief, choices)
    logos = all_logos(brief, current.palette)
    context = {
        "brief": brief,
        "logos": logos,
        "current": next((one for one in logos if one.mark.item.key == current.mark), None),
        "palettes": palettes_by_fit(brief.sector_id),
        "palette": current.palette,
        "is_chosen": "mark" in current.by_person,
        "form": TradeForm(initial={"trade": trade_shown(brief, choices)}),
        "signs": symbols().values(),
        "sign": picked_option(brief, "symbol", choices),
    }
    return render(request, "briefs/logo.html", context)


def _choose(request: PersonRequest, brief: BusinessBrief) -> None:
    try:
        for what in LOGO_CHOICES:
            if value := request.POST.get(what, "").strip():
                key = f"mark.{value}" if what == "mark" else value
                choose(by=request.user, brief=brief, what=what, value=key)
    except NoSuchItem as error:
        messages.error(request, str(error))
    else:
        is_logo = not {"trade", "symbol"} & request.POST.keys()
        said = _("Your logo is chosen.") if is_logo else _("Saved. What depends on it is prepared anew.")
        messages.success(request, said)


def _with_mark(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Call the view with the mark of the URL: 404 without it, a redirect when the brief has no logo yet."""

    @wraps(view)
    def wrapper(request: PersonRequest, brief_id: uuid.UUID, style: str, **kwargs: int) -> HttpResponseBase:
        brief = brief_of(request, brief_id)
        if not brief.logo_creation:
            return redirect("briefs:logo", brief.pk)
        found = logo_of(brief, style)
        if found is None:
            raise Http404
        return view(request, found, **kwargs)

    return wrapper


@require_safe
@_with_mark
def logo_svg(request: PersonRequest, found: Logo) -> HttpResponseBase:
    """Return a mark as SVG, on the background that `?on=` names."""
    ground = GROUNDS.get(request.GET.get("on", ""))
    return _file(request, found.svg(ground).encode(), "image/svg+xml", f"{found.style}.svg")


@require_safe
@_with_mark
def logo_png(request: PersonRequest, found: Logo) -> HttpResponseBase:
    """Return a mark as PNG of 1024 pixels, on the background that `?on=` names."""
    ground = GROUNDS.get(request.GET.get("on", ""))
    return _file(request, found.png(ground), "image/png", f"{found.style}.png")


@require_safe
@_with_mark
def logo_icon(request: PersonRequest, found: Logo, side: int) -> HttpResponseBase:
    """Return a mark's icon as PNG of 32 (browser tab) or 180 pixels (home screen)."""
    if side not in (TAB_SIDE, HOME_SIDE):
        raise Http404
    return _file(request, found.icon(side), "image/png", f"icon-{side}.png")


@require_safe
@_with_mark
def logo_favicon(request: PersonRequest, found: Logo) -> HttpResponseBase:
    """Return a mark's favicon.ico."""
    return _file(request, found.favicon(), "image/x-icon", "favicon.ico")


@require_safe
@_with_mark
def logo_zip(request: PersonRequest, found: Logo) -> HttpResponseBase:
    """Return all files of a mark as one ZIP."""
    name = slugify(found.name) or "logo"
    return _file(request, archive(found), "application/zip", f"logo-{name}.zip")


def _file(request: PersonRequest, content: bytes, kind: str, name: str) -> HttpResponseBase:
    """Return a file as attachment; with `?v=` in its URL browsers may cache it for a year, as immutable."""
    etag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "ETag": etag,
    }
    response = HttpResponse(content, content_type=kind, headers=headers)
    caching = {"max_age": 365 * 24 * 3600, "immutable": True} if "v" in request.GET else {"no_cache": True}
    patch_cache_control(response, private=True, **caching)
    return get_conditional_response(request, etag=etag, response=response) or response
