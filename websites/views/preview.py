"""Previews of a site: the page itself, in frames of two sizes, and in every theme."""

import uuid
from typing import Final

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from accounts.http import PersonRequest
from agents.schemas import TemplateResult
from agents.template.themes import themes
from briefs.access import brief_of
from briefs.models import BusinessBrief
from briefs.results import result
from websites.access import site_of, version_of
from websites.definition.blocks import interface_language
from websites.definition.operations import Batch, SetSite
from websites.errors import SiteError
from websites.forms import palette_names, theme_names
from websites.generation.preview import definition_from_brief, preview_definition
from websites.rendering.assets import logo_svg
from websites.rendering.page import Links, Page
from websites.rendering.page import render as render_site
from websites.rendering.sections import PageImage
from websites.services import change, definition_of

_MISSING_IMAGE: Final = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 3 2"><path fill="#888" d="M0 0h3v2H0z"/></svg>'
)
_SIZES: Final = ("full", "small")
_TONES: Final = (("warm", _("Warm")), ("plain", _("Plain")), ("proud", _("Proud")))


@require_safe
def page(request: PersonRequest, site_id: uuid.UUID) -> HttpResponse:
    """Show the page of a site; `theme`, `palette` and `tone` of the query are not saved."""
    site = site_of(request, site_id)
    brief = site.business.brief
    definition = preview_definition(definition_of(site), request.GET.dict(), brief)
    images = site.images_by_id()

    def find_image(image_id: str) -> PageImage | None:
        image = images.get(image_id)
        if image is None:
            return None
        address, small = (
            reverse("websites:preview_image", args=[site.pk, image.pk, size]) for size in _SIZES
        )
        return PageImage(address, image.width, image.height, small if image.small else "")

    links = Links(image=find_image, logo=logo_svg(brief, definition), country=site.country)
    return _framed_response(render_site(definition, links=links, is_preview=True))


@require_safe
def brief_page(request: PersonRequest, brief_id: uuid.UUID) -> HttpResponse:
    """Show the site that a brief would give; `theme`, `palette` and `tone` of the query are not saved."""
    brief = brief_of(request, brief_id)
    definition = preview_definition(definition_from_brief(brief), request.GET.dict(), brief)
    links = Links(logo=logo_svg(brief, definition), country=str(brief.location.get("country") or ""))
    return _framed_response(render_site(definition, links=links, is_preview=True))


def _framed_response(page: Page) -> HttpResponse:
    """Return a response that Genesis itself may frame."""
    headers = {"Content-Security-Policy": page.policy, "X-Frame-Options": "SAMEORIGIN"}
    return HttpResponse(page.html, headers=headers)


@require_safe
def image(request: PersonRequest, site_id: uuid.UUID, image_id: uuid.UUID, size: str) -> HttpResponseBase:
    """Send an image of the site, `size` full or small; a grey area when its file is lost."""
    row = get_object_or_404(site_of(request, site_id).images, pk=image_id)
    if size not in _SIZES:
        raise Http404
    try:
        opened = (row.small if size == "small" and row.small else row.file).open("rb")
    except OSError:
        return HttpResponse(_MISSING_IMAGE, content_type="image/svg+xml")
    # an image never changes; the browser deletes it when the person signs out (config.middleware)
    caching = {"Cache-Control": "private, max-age=86400, immutable"}
    return FileResponse(opened, content_type="image/webp", headers=caching)


@require_safe
def frames(request: PersonRequest, site_id: uuid.UUID) -> HttpResponse:
    """Show the site on a phone and on a computer, with the options to try."""
    site = site_of(request, site_id)
    options = {name: request.GET[name] for name in ("theme", "palette", "tone") if request.GET.get(name)}
    definition = definition_of(site)
    preview = preview_definition(definition, options, None)
    context = {
        "site": site,
        "business": site.business,
        "address": reverse("websites:preview_page", args=[site.pk], query=options),
        "theme": preview.theme,
        "palette": preview.palette,
        "tone": options.get("tone", ""),
        "themes": theme_names(),
        "palettes": palette_names(),
        "is_new": (preview.theme, preview.palette) != (definition.theme, definition.palette),
        "tones": _TONES if site.business.brief_id else (),
    }
    return render(request, "websites/preview.html", context)


@require_POST
def keep(request: PersonRequest, site_id: uuid.UUID) -> HttpResponse:
    """Save the theme and the colours of the preview."""
    site = site_of(request, site_id)
    theme, palette = request.POST.get("theme", ""), request.POST.get("palette", "")
    operation = Batch(
        operations=(SetSite(aspect="theme", value=theme), SetSite(aspect="palette", value=palette))
    )
    try:
        result = change(by=request.user, site=site, version=version_of(request), operation=operation)
    except SiteError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, result.what or _("The site has this look already."))
    return redirect("websites:editor", site.pk)


@require_safe
def chooser(request: PersonRequest, site_id: uuid.UUID) -> HttpResponse:
    """Show the site in every theme, the recommended ones first."""
    site = site_of(request, site_id)
    definition = definition_of(site)
    reasons, order = _advice(site.business.brief)
    cards = [
        {
            "key": key,
            "name": themes()[key].name.get(interface_language()),
            "about": themes()[key].about.get(interface_language()),
            "why": reasons.get(key, ""),
            "frame": reverse("websites:preview_page", args=[site.pk], query={"theme": key}),
            "try": reverse("websites:preview", args=[site.pk], query={"theme": key}),
            "is_current": key == definition.theme,
        }
        for key in order
    ]
    context = {"site": site, "business": site.business, "cards": cards, "language": definition.language}
    return render(request, "websites/themes.html", context)


def _advice(brief: BusinessBrief | None) -> tuple[dict[str, str], list[str]]:
    """Return the reasons of the agent by theme, and all themes in its order."""
    template = result(brief, "template") if brief else None
    suggestions = template.themes if isinstance(template, TemplateResult) else ()
    reasons = {one.theme: one.item.why for one in suggestions if one.theme in themes()}
    return reasons, [*reasons, *(key for key in themes() if key not in reasons)]
