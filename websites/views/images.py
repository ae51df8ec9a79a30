"""The photos page: upload photos, show one in a section, describe it, delete it."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final, NamedTuple

from allauth.core import ratelimit
from django.contrib import messages
from django.core.files.base import File
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from accounts.http import PersonRequest
from websites.access import keeps_form_for, site_of, take_saved_form, version_of
from websites.definition.blocks import NAMES, PICTURED
from websites.definition.operations import sections_showing, show_images
from websites.definition.schema import AnyBlock, Picture
from websites.errors import ImageRefused, SiteChanged, SiteError, StorageFull
from websites.forms import PhotoForm
from websites.media.images import MOST_BYTES, too_large
from websites.media.services import MOST_IMAGES, add_image, delete_image, describe_image
from websites.models import Site, SiteImage
from websites.services import change, changes_since, definition_of

PAGE: Final = "websites:images"


@dataclass(frozen=True)
class ListedImage:
    """An image in the list: the sections that show it, and whether the chosen section does."""

    image: SiteImage
    uses: Sequence[str]
    is_here: bool

    @property
    def kilobytes(self) -> int:
        """Return its size in thousands of bytes, as phones count them."""
        return max(1, round(self.image.size / 1000))


@dataclass(frozen=True)
class Feedback:
    """The result of a request: the reason of a refusal, per file when there are several."""

    refused: str = ""
    files: Sequence[tuple[str, str]] = ()
    since: int | None = None
    form: PhotoForm | None = None
    status: int = 200


class UploadResult(NamedTuple):
    """The images that were stored, and name and reason of the others."""

    images: list[SiteImage]
    refused: list[tuple[str, str]]
    status: int


@partial(keeps_form_for, PAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def images(request: PersonRequest, site_id: uuid.UUID) -> HttpResponse:
    """List the photos of a site (`?block=` chooses one for a section), or do what a button says."""
    site = site_of(request, site_id)
    if request.method != "POST":
        return _page(request, site, Feedback(form=_restored_form(request, site)))
    action = _ACTIONS.get(request.POST.get("do", ""))
    if action is None:
        return _page(request, site, Feedback(_("This could not be read. Please try again."), status=422))
    try:
        return action(request, site)
    except SiteChanged as error:
        feedback = Feedback(str(error), since=version_of(request), form=_form(request, site), status=409)
    except SiteError as error:
        feedback = Feedback(str(error), form=_form(request, site), status=422)
    return _page(request, site_of(request, site_id), feedback)


def _restored_form(request: PersonRequest, site: Site) -> PhotoForm | None:
    """Return the form that was saved when the login expired, or None."""
    saved = take_saved_form(request, site.pk, PAGE)
    return PhotoForm(initial={"alt": saved.get("alt", "")}, language=_language(site)) if saved else None


def _form(request: PersonRequest, site: Site) -> PhotoForm:
    return PhotoForm(initial={"alt": request.POST.get("alt", "")}, language=_language(site))


def _language(site: Site) -> str:
    return definition_of(site).language


def _block(request: PersonRequest, site: Site) -> AnyBlock | None:
    """Return the section to choose a photo for, or None when it is gone or shows no photos."""
    block_id = request.POST.get("block") or request.GET.get("block", "")
    block = definition_of(site).block(block_id)
    return block if block and (block.kind in PICTURED or block.kind == "gallery") else None


def _page(request: PersonRequest, site: Site, feedback: Feedback) -> HttpResponse:
    definition, block = definition_of(site), _block(request, site)
    values = block.model_dump() if block else {}
    in_section = {values.get("image"), *(picture["image"] for picture in values.get("pictures", ()))}
    rows = site.images.order_by("-created_at", "-pk")
    editor = reverse("websites:editor", args=[site.pk])
    context = {
        "site": site,
        "feedback": feedback,
        "section": block,
        "section_name": NAMES[block.kind] if block else "",
        "form": feedback.form or PhotoForm(language=definition.language),
        "photos": [
            ListedImage(row, sections_showing(definition, str(row.pk)), str(row.pk) in in_section)
            for row in rows
        ],
        "changes": changes_since(site, feedback.since) if feedback.since is not None else [],
        "back": f"{editor}?open={block.id}#block-{block.id}" if block else editor,
        "most": MOST_IMAGES,
        "is_online": site.status == Site.Status.PUBLISHED,
    }
    return render(request, "websites/images.html", context, status=feedback.status)


def _upload(request: PersonRequest, site: Site) -> HttpResponse:
    """Store the photos and show them in the section; refused ones are listed with the reason."""
    form = PhotoForm(request.POST, request.FILES, language=_language(site))
    if not form.is_valid():
        return _page(request, site, Feedback(form=form, status=422))
    uploaded = _add_images(request, site, form)
    if uploaded.images:
        _show_in_section(request, site, uploaded.images)
    if uploaded.refused:
        return _page(
            request,
            site_of(request, site.pk),
            Feedback(files=uploaded.refused, form=form, status=uploaded.status),
        )
    return _back_to_section(request, site)


def _add_images(request: PersonRequest, site: Site, form: PhotoForm) -> UploadResult:
    """Store each file by itself, so that one bad file does not affect the others."""
    uploaded = UploadResult([], [], 422)
    by, alt = request.user, form.cleaned_data["alt"]
    for file in form.cleaned_data["photos"]:
        try:
            _check_rate(request)
            uploaded.images.append(add_image(by=by, site=site, content=_content(file), alt=alt))
        except (ImageRefused, StorageFull) as error:
            uploaded.refused.append((file.name or "", str(error)))
            uploaded = uploaded._replace(status=507 if isinstance(error, StorageFull) else uploaded.status)
    return uploaded


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
    block = _block(request, site)
    if block is None:
        return redirect(PAGE, site.pk)
    editor = reverse("websites:editor", args=[site.pk])
    return redirect(f"{editor}?open={block.id}#block-{block.id}")


def _image(request: PersonRequest, site: Site) -> SiteImage:
    """Return the photo that a button is about, or raise Http404."""
    image_id = request.POST.get("image", "")
    key = image_id if _is_uuid(image_id) else None
    found: SiteImage = get_object_or_404(site.images.all(), pk=key)
    return found


def _is_uuid(text: str) -> bool:
    try:
        uuid.UUID(text)
    except ValueError:
        return False
    return True


def _show(request: PersonRequest, site: Site) -> HttpResponse:
    """Show a stored photo in a section."""
    _show_in_section(request, site, [_image(request, site)])
    return _back_to_section(request, site)


def _describe(request: PersonRequest, site: Site) -> HttpResponse:
    """Set the alternative text of a photo."""
    image, form = _image(request, site), PhotoForm(request.POST, language=_language(site))
    form.is_valid()
    if "alt" in form.errors:
        raise ImageRefused(str(form.errors["alt"][0]))
    alt, by = form.cleaned_data["alt"], request.user
    describe_image(by=by, site=site, image=image, version=version_of(request), alt=alt)
    messages.success(request, _("What the photo shows is saved."))
    return _back_to_list(request, site)


def _delete(request: PersonRequest, site: Site) -> HttpResponse:
    """Delete a photo."""
    image = _image(request, site)
    delete_image(by=request.user, site=site, image=image, version=version_of(request))
    messages.success(request, _("The photo is deleted."))
    return _back_to_list(request, site)


def _back_to_list(request: PersonRequest, site: Site) -> HttpResponse:
    """Redirect to the list, with the same section chosen."""
    block, address = _block(request, site), reverse(PAGE, args=[site.pk])
    return redirect(f"{address}?block={block.id}" if block else address)


_ACTIONS: Final[dict[str, Callable[[PersonRequest, Site], HttpResponse]]] = {
    "upload": _upload,
    "show": _show,
    "describe": _describe,
    "delete": _delete,
}
