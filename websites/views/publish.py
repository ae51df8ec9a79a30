"""The publishing page: publish a site, share it, change its address."""

import io
import uuid
from typing import Any
from urllib.parse import quote

import segno
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.addresses import email_verified, primary_address
from accounts.http import PersonRequest, verified_email_required
from websites.access import site_of, version_of
from websites.definition.schema import Contact, Definition
from websites.errors import AddressRefused, PublishingRefused
from websites.forms import unreachable_note
from websites.generation.review import to_review
from websites.models import Site
from websites.publishing import addresses, archive
from websites.publishing import services as publishing
from websites.rendering.contact_links import unreachable
from websites.rendering.line_breaks import WIDE, non_breaking
from websites.views.editor_page import editor_url


@require_safe
def state(request: PersonRequest, site_id: uuid.UUID) -> HttpResponse:
    """Show what prevents publishing, or the address of the published site."""
    return _page(request, site_of(request, site_id))


def _page(request: PersonRequest, site: Site, *, status: int = 200, **more: Any) -> HttpResponse:
    """Return the page; `more` overrides the context after a refused address."""
    is_online = site.status == Site.Status.PUBLISHED
    definition = Definition.model_validate(site.definition)
    url = addresses.site_url(site.slug)
    invitation = _("%(name)s is online: %(url)s") % {"name": site.business.business_name, "url": url}
    context = {
        "site": site,
        "parts": _parts(definition),
        "is_online": is_online,
        "is_changed": is_online and site.version != site.published_version,
        "before": url.removesuffix(f"{site.slug}/"),
        "host": url.split("://")[1].removesuffix(f"{site.slug}/"),
        "fresh": f"{url}?v={site.published_version}",
        "share": f"https://wa.me/?text={quote(invitation)}",
        "claims": _figures(site, definition),
        "outdated": len(to_review(site, definition)),
        "no_number": _section_without_number(definition),
        "unreachable": _unreachable(site, definition),
        "bad_address": addresses.refusal(site.slug),
        "is_verified": email_verified(request.user),
        "email": primary_address(request.user),
        "check": None,
        "typed": site.slug,
    }
    return render(request, "websites/publish.html", {**context, **more}, status=status)


def _parts(definition: Definition) -> list[str]:
    """Return a summary of what visitors read: the beginning of each block and all contact details."""
    summaries = (
        [*block.written_texts().values()][: None if isinstance(block, Contact) else 4]
        for block in definition.visible_blocks()
    )
    return list(
        dict.fromkeys(non_breaking(f"{WIDE}· ".join(summary), definition.language) for summary in summaries)
    )


def _section_without_number(definition: Definition) -> str:
    """Return the id of a contact section without a number when the site mentions WhatsApp, else ""."""
    text = " ".join(text for block in definition.visible_blocks() for text in block.texts().values())
    contact = next((block for block in definition.visible_blocks() if isinstance(block, Contact)), None)
    has_number = contact is not None and bool(contact.whatsapp or contact.phone)
    return contact.id if contact and not has_number and "whatsapp" in text.lower() else ""


def _unreachable(site: Site, definition: Definition) -> list[dict[str, str]]:
    """Return what visitors cannot dial or mail to, each with the page that mends it."""
    contact = next((block for block in definition.visible_blocks() if isinstance(block, Contact)), None)
    found = unreachable(contact, site.country) if contact else {}
    edit = editor_url(site, next_to=contact.id) if contact else ""
    return [{"note": unreachable_note(name, parts), "edit": edit} for name, parts in found.items()]


def _figures(site: Site, definition: Definition) -> list[dict[str, str]]:
    """Return the unverified figures, each with its text and the page that settles it."""
    texts_by_place = {placed.place: placed.text for placed in publishing.placed_texts(definition)}
    ledger = reverse("briefs:claims", args=[site.business.brief_id]) if site.business.brief_id else ""
    return [
        {
            "numeral": claim.numeral,
            "text": non_breaking(texts_by_place.get(claim.place, ""), definition.language),
            "settle": ledger,
            "edit": editor_url(site, next_to=claim.place.split("/")[1]),
        }
        for claim in publishing.open_claims(site)
    ]


@require_POST
@verified_email_required
def publish(request: PersonRequest, site_id: uuid.UUID) -> HttpResponse:
    """Publish the version that the person saw; a refusal is shown as a message."""
    site = site_of(request, site_id)
    try:
        publishing.publish(
            by=request.user,
            site=site,
            version=version_of(request),
        )
    except PublishingRefused as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Your site is online."))
    return redirect("websites:publish", site.pk)


@require_POST
def unpublish(request: PersonRequest, site_id: uuid.UUID) -> HttpResponse:
    """Take the site off line."""
    site = site_of(request, site_id)
    publishing.unpublish(by=request.user, site=site)
    messages.success(request, _("Your site is no longer online. Its address stays yours."))
    return redirect("websites:publish", site.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def address(request: PersonRequest, site_id: uuid.UUID) -> HttpResponse:
    """Check an address while it is typed (GET), or change the address (POST)."""
    site = site_of(request, site_id)
    if request.method != "POST":
        return _address_check(request, site)
    text = request.POST.get("address", "")[:200]
    try:
        publishing.change_address(by=request.user, site=site, text=text)
    except AddressRefused as error:
        check = {"wrong": str(error), "suggestions": error.suggestions, "is_free": False}
        return _page(request, site, status=422, typed=text, check=check | {"address": text})
    except PublishingRefused as error:
        messages.error(request, str(error))
        return redirect("websites:publish", site.pk)
    messages.success(request, _("The address of your site is saved."))
    return redirect("websites:publish", site.pk)


def _address_check(request: PersonRequest, site: Site) -> HttpResponse:
    """Return the check of an address: a fragment for htmx, else the whole page."""
    text = request.GET.get("address", "")[:200]
    slug = addresses.normalize(text)
    wrong = addresses.refusal_for(site, slug)
    check = {
        "address": slug,
        "wrong": wrong,
        "is_mine": slug == site.slug,
        "suggestions": addresses.suggestions(site) if wrong else [],
    }
    if request.htmx:
        return render(request, "websites/_address_check.html", {"check": check, "site": site})
    return _page(request, site, typed=text, check=check)


@require_safe
def qr(request: PersonRequest, site_id: uuid.UUID) -> HttpResponse:
    """Send the public address as a QR code to print."""
    site = site_of(request, site_id)
    code = segno.make(addresses.site_url(site.slug), error="m", micro=False)
    svg = io.BytesIO()
    code.save(svg, kind="svg", scale=8, border=4, light="#fff", dark="#000")
    return HttpResponse(svg.getvalue(), content_type="image/svg+xml")


@require_safe
def download(request: PersonRequest, site_id: uuid.UUID) -> HttpResponse:
    """Send the site as a ZIP file, unless publishing would be refused."""
    site = site_of(request, site_id)
    try:
        content = archive.build_archive(site)
    except PublishingRefused as error:
        messages.error(request, str(error))
        return redirect("websites:publish", site.pk)
    name = {"Content-Disposition": f'attachment; filename="{site.slug}.zip"'}
    return HttpResponse(content, content_type="application/zip", headers=name)
