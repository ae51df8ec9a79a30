"""The photos page: upload photos, show one in a section, describe it, delete it."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Final

from allauth.core import ratelimit
from django.contrib import messages
from django.core.files.base import File
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from accounts.http import PersonRequest
from websites.access import keeps_form, site_of, take_saved_form, version_of
from websites.definition.blocks import NAMES, PICTURED
from websites.definition.operations import sections_showing, show_images
from websites.definition.schema import AnyBlock, Definition, Picture
from websites.errors import ImageRefused, SiteChanged, SiteError, StorageFull
from websites.forms import PhotoForm
from websites.media.images import MOST_BYTES, too_large
from websites.media.services import MOST_IMAGES, add_image, delete_image, describe_image
from websites.models import Site, SiteImage
from websites.services import change, changes_since, definition_of
from websites.views.editor_page import editor_url

PAGE: Final = "websites:images"


@partial(keeps_form, page=PAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def images(request: PersonRequest, site_id: uuid.UUID) -> HttpResponse:
    """List the photos of a site (`?block=` chooses one for a section), or do what a button says."""
    site = site_of(request, site_id)
    if request.method != "POST":
        saved = take_saved_form(request, site.pk, PAGE)
        return _page(request, site, alt=saved.get("alt", "") if saved else "")
    action = _ACTIONS.get(request.POST.get("do", ""))
    if action is None:
        return _page(request, site, status=422, refused=_("This could not be read. Please try again."))
    try:
        return action(request, site)
    except SiteError as error:
        is_stale = isinstance(error, SiteChanged)
        changes = changes_since(site, version_of(request)) if is_stale else []
        now, alt = site_of(request, site_id), request.POST.get("alt", "")
        return _page(
            request, now, status=409 if is_stale else 422, alt=alt, refused=str(error), changes=changes
        )


def _block(request: PersonRequest, definition: Definition) -> AnyBlock | None:
    """Return the section to choose a photo for, or None when it is gone or shows no photos."""
    block = definition.block(request.POST.get("block") or request.GET.get("block", ""))
    return block if block and block.kind in PICTURED else None


def _page(
    request: PersonRequest,
    site: Site,
    *,
    status: int = 200,
    alt: str = "",
    form: PhotoForm | None = None,
    **refusal: Any,
) -> HttpResponse:
    """Return the page; `refusal` is `refused` with its `changes`, or the `files` that were not added."""
    definition = definition_of(site)
    block = _block(request, definition)
    values = block.model_dump() if block else {}
    in_section = {values.get("image"), *(picture["image"] for picture in values.get("pictures", ()))}
    context = {
        "site": site,
        "section": block,
        "section_name": NAMES[block.kind] if block else "",
        "form": form or PhotoForm(initial={"alt": alt}, language=definition.language),
        "photos": [
            {
                "image": image,
                "uses": sections_showing(definition, str(image.pk)),
                "is_here": str(image.pk) in in_section,
                "kilobytes": max(1, round(image.size / 1000)),  # as phones count them
            }
            for image in site.images.order_by("-created_at", "-pk")
        ],
        "back": editor_url(site, opened=block.id if block else ""),
        "most": MOST_IMAGES,
        "is_online": site.status == Site.Status.PUBLISHED,
        **refusal,
    }
    return render(request, "websites/images.html", context, status=status)


def _upload(request: PersonRequest, site: Site) -> HttpResponse:
    """Store the photos and show them in the section; refused ones are listed with the reason.

    Each file is stored by itself, so that one bad file does not affect the others.
    """
    form = PhotoForm(request.POST, request.FILES, language=definition_of(site).language)
    if not form.is_valid():
        return _page(request, site, status=422, form=form)
    by, alt, status = request.user, form.cleaned_data["alt"], 422
    added, refused = [], []
    for file in form.cleaned_data["photos"]:
        try:
            _check_rate(request)
            added.append(add_image(by=by, site=site, content=_content(file), alt=alt))
        except (ImageRefused, StorageFull) as error:
            refused.append((file.name or "", str(error)))
            status = 507 if isinstance(error, StorageFull) else status
    if added:
        _show_in_section(request, site, added)
    if refused:
        return _page(request, site_of(request, site.pk), status=status, form=form, files=refused)
    return _back_to_section(request, site)


def _check_rate(request: PersonRequest) -> None:
    """Count an upload, successful or not, and refuse it above the limit: decoding takes time."""
    if not ratelimit.consume(request, action="photo", key=str(request.user.pk)):
        raise ImageRefused(_("You have sent very many photos within an hour. Send the others later."))


def _content(file: File[bytes]) -> bytes:
    """Return the bytes of a file; a file that is too large is not read."""
    if file.size is None or file.size > MOST_BYTES:
        raise ImageRefused(too_large())
    content: bytes = file.read()
    return content


def _show_in_section(request: PersonRequest, site: Site, images: Sequence[SiteImage]) -> None:
    """Show images in the section that they were chosen for; without a section they are only stored."""
    block_id = request.POST.get("block", "")
    if not block_id:
        message = ngettext("The photo is added.", "%(count)s photos are added.", len(images))
        messages.success(request, message % {"count": len(images)})
        return
    pictures = tuple(Picture(image=str(image.pk), alt=image.alt) for image in images)
    operation = show_images(definition_of(site), block_id, pictures)
    result = change(by=request.user, site=site, version=version_of(request), operation=operation)
    messages.success(request, result.what or _("This section shows the photo already."))


def _back_to_section(request: PersonRequest, site: Site) -> HttpResponse:
    """Redirect to the chosen section, else to the list."""
    block = _block(request, definition_of(site))
    return redirect(editor_url(site, opened=block.id) if block else reverse(PAGE, args=[site.pk]))


def _image(request: PersonRequest, site: Site) -> SiteImage:
    """Return the photo that a button is about, or raise Http404."""
    image = site.images_by_id().get(request.POST.get("image", ""))
    if image is None:
        raise Http404
    return image


def _show(request: PersonRequest, site: Site) -> HttpResponse:
    """Show a stored photo in a section."""
    _show_in_section(request, site, [_image(request, site)])
    return _back_to_section(request, site)


def _describe(request: PersonRequest, site: Site) -> HttpResponse:
    """Set the alternative text of a photo."""
    image = _image(request, site)
    form = PhotoForm(request.POST, language=definition_of(site).language)
    form.is_valid()
    if "alt" in form.errors:
        raise ImageRefused(str(form.errors["alt"][0]))
    alt, version = form.cleaned_data["alt"], version_of(request)
    describe_image(by=request.user, site=site, image=image, version=version, alt=alt)
    return _back_to_list(request, site, _("What the photo shows is saved."))


def _delete(request: PersonRequest, site: Site) -> HttpResponse:
    """Delete a photo."""
    image = _image(request, site)
    delete_image(by=request.user, site=site, image=image, version=version_of(request))
    return _back_to_list(request, site, _("The photo is deleted."))


def _back_to_list(request: PersonRequest, site: Site, message: str) -> HttpResponse:
    """Redirect to the list with a message; the same section stays chosen."""
    messages.success(request, message)
    block, address = _block(request, definition_of(site)), reverse(PAGE, args=[site.pk])
    return redirect(f"{address}?block={block.id}" if block else address)


_ACTIONS: Final[dict[str, Callable[[PersonRequest, Site], HttpResponse]]] = {
    "upload": _upload,
    "show": _show,
    "describe": _describe,
    "delete": _delete,
}
