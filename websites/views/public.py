"""What visitors of published sites get: bytes made at publishing, without session, cookie or login.

`config.middleware.PublishedMiddleware` calls these views before anything else looks at the request. They read
public tables only, as NOBODY; what else a visitor might need is in `websites.messages.services`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urlsplit

from django.contrib.auth.decorators import login_not_required
from django.db.models import BinaryField, Case, F, Value, When
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import parse_etags
from django.utils.translation import get_language_from_request, override
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from websites.messages.forms import TRAP, ContactForm
from websites.messages.services import MOST_FORM_BYTES, is_within_limits, receive
from websites.models import FormerSlug, Publication, PublishedFile

#: A page that was just published anew is seen by all within a minute; meanwhile the old one is shown at once.
PAGE_CACHE: Final = "public, max-age=10, stale-while-revalidate=50"
FILE_CACHE: Final = "public, max-age=300, stale-while-revalidate=3600"
#: The name holds the content's hash: it never changes.
IMAGE_CACHE: Final = "public, max-age=31536000, immutable"
#: Of the few pages that are written anew for each visitor.
PLAIN_POLICY: Final = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'self'; form-action 'self'; "
    "frame-ancestors 'none'"
)
#: An SVG opened by itself is a document: it may do nothing at all.
FILE_POLICY: Final = "default-src 'none'; sandbox"
#: As pages have them; whatever else a browser names is no page of ours.
_ETAG: Final = re.compile(r"[0-9a-f]{64}")
_MOST_ETAGS: Final = 8
_REFUSED: Final = re.compile(r"q=0(\.0*)?")
_ENCODINGS: Final = (("br", "brotli"), ("gzip", "gzipped"))


@login_not_required
@require_safe
def page(request: HttpRequest, address: str) -> HttpResponseBase:
    """Send a published page as the browser takes it: Brotli, gzip or plain; 304 when it has it already."""
    encoding, column = _encoding(request)
    known = [
        etag
        for etag in map(_opaque_tag, parse_etags(request.headers.get("If-None-Match", "")))
        if _ETAG.fullmatch(etag)
    ][:_MOST_ETAGS]
    body = Case(
        When(etag__in=known, then=Value(None)), default=F(column), output_field=BinaryField()
    )  # the page itself stays in the database when the browser has it
    row = Publication.objects.filter(slug=address).annotate(body=body).values_list("etag", "policy", "body")
    found = row.first()
    if found is None:
        return _redirect_or_gone(request, address)
    etag, policy, content = found
    response = _bytes(request, content, "text/html; charset=utf-8")
    if content is not None and encoding:
        response["Content-Encoding"] = encoding
    return _with_headers(response, PAGE_CACHE, policy, {"ETag": f'W/"{etag}"', "Vary": "Accept-Encoding"})


def _opaque_tag(etag: str) -> str:
    return etag.removeprefix("W/").strip('"')


def _encoding(request: HttpRequest) -> tuple[str, str]:
    """Return the encoding to send and the column that holds it; one refused with q=0 is not sent."""
    parts = (part.partition(";") for part in request.META.get("HTTP_ACCEPT_ENCODING", "").lower().split(","))
    accepted = {
        name.strip() for name, _, quality in parts if not _REFUSED.fullmatch(quality.replace(" ", ""))
    }
    return next(((name, column) for name, column in _ENCODINGS if name in accepted), ("", "html"))


def _with_headers(
    response: HttpResponse, caching: str, policy: str = PLAIN_POLICY, more: Mapping[str, str] | None = None
) -> HttpResponse:
    """Say who may keep the answer, and what a browser may do with it."""
    for name, value in {**(more or {}), "Cache-Control": caching, "Content-Security-Policy": policy}.items():
        response.headers[name] = value
    return response


def _bytes(request: HttpRequest, content: bytes | memoryview | None, media_type: str) -> HttpResponse:
    """Answer with bytes; a HEAD with their length only; 304 for None."""
    if content is None:
        return HttpResponse(status=304, content_type=media_type)
    body = bytes(content)
    response = HttpResponse(b"" if request.method == "HEAD" else body, content_type=media_type)
    response["Content-Length"] = str(len(body))
    return response


def _redirect_or_gone(request: HttpRequest, address: str) -> HttpResponseBase:
    """Send on to where the site is now; say that it is offline, or that there never was one."""
    former = FormerSlug.objects.filter(slug=address).values_list("site_id", flat=True).first()
    if former is None:
        return nowhere(request)
    current = Publication.objects.filter(site_id=former).values_list("slug", flat=True).first()
    if current is None:
        return _visitor_page(request, "offline", {}, status=410)
    return _with_headers(
        HttpResponsePermanentRedirect(reverse("websites_public:page", args=[current])), PAGE_CACHE
    )


@login_not_required
def nowhere(request: HttpRequest) -> HttpResponse:
    """Say that there is no site at this address."""
    return _visitor_page(request, "nowhere", {}, status=404)


@login_not_required
@require_safe
def asset(request: HttpRequest, address: str, file: str) -> HttpResponseBase:
    """Send the logo, the favicon or an image of a published page."""
    rows = PublishedFile.objects.filter(publication__slug=address, name=file)
    found = rows.values_list("content", "media_type").first()
    if found is None:
        return nowhere(request)
    return _with_headers(
        _bytes(request, *found), IMAGE_CACHE if file.startswith("images/") else FILE_CACHE, FILE_POLICY
    )


@csrf_exempt  # no cookie is looked at and nobody is signed in here: a forged form gains nothing (see contact)
@login_not_required
@require_POST
def write(request: HttpRequest, address: str) -> HttpResponseBase:
    """Take a visitor's message; what was typed comes back with what to mend when something is wrong."""
    publication = Publication.objects.defer("html", "gzipped", "brotli").filter(slug=address).first()
    if publication is None:
        return _redirect_or_gone(request, address)
    if not publication.takes_messages:
        return nowhere(request)
    if not _is_same_origin(request):
        return _site_page(request, publication, "refused", 403)
    if int(request.META.get("CONTENT_LENGTH") or 0) > MOST_FORM_BYTES:
        return _site_page(request, publication, "too_long", 413)
    form = ContactForm(request.POST)
    with override(publication.language):
        is_good = form.is_valid()
    if form.is_trapped:
        return _site_page(request, publication, "thanks", 200)
    if not is_good:
        return _site_page(request, publication, "form", 422, form=form)
    if not is_within_limits(request, publication):
        return _site_page(request, publication, "form", 429, form=form, is_too_often=True)
    del form.cleaned_data[TRAP]
    receive(publication, root=request.build_absolute_uri("/"), **form.cleaned_data)
    return _site_page(request, publication, "thanks", 200)


def _is_same_origin(request: HttpRequest) -> bool:
    """Say whether the form was sent from our own host, as far as the browser tells; silence is no proof."""
    sent_from = request.META.get("HTTP_ORIGIN") or request.META.get("HTTP_REFERER")
    try:
        return sent_from is None or urlsplit(sent_from).netloc.lower() == request.get_host().lower()
    except ValueError:  # no address at all
        return False


def _site_page(
    request: HttpRequest,
    publication: Publication,
    name: str,
    status: int,
    *,
    form: ContactForm | None = None,
    is_too_often: bool = False,
) -> HttpResponse:
    """Write a page for one visitor, in the site's language, with the way back to the site."""
    home = reverse("websites_public:page", args=[publication.slug])
    context = {"name": publication.name, "home": home, "form": form, "is_too_often": is_too_often}
    return _visitor_page(request, name, context, status=status, language=publication.language)


def _visitor_page(
    request: HttpRequest, name: str, context: Mapping[str, Any], *, status: int, language: str = ""
) -> HttpResponse:
    language = language or get_language_from_request(request)
    with override(language):
        html = render_to_string(f"websites/visitor/{name}.html", {"language": language, **context})
    return _with_headers(HttpResponse(html, status=status), "no-store")


@login_not_required
@require_safe
def sitemap(request: HttpRequest) -> HttpResponse:
    """List every published site for search engines."""
    rows = Publication.objects.order_by("-updated_at").values_list("slug", "updated_at")[:50_000]
    entries = [
        {"url": request.build_absolute_uri(reverse("websites_public:page", args=[slug])), "at": at}
        for slug, at in rows
    ]
    text = render_to_string("websites/visitor/sitemap.xml", {"entries": entries})
    return _with_headers(HttpResponse(text, content_type="application/xml; charset=utf-8"), FILE_CACHE)


@login_not_required
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Tell robots what is public: the landing page and published sites."""
    where = request.build_absolute_uri(reverse("websites_public:sitemap"))
    text = f"User-agent: *\nAllow: /s/\nAllow: /$\nAllow: /static/\nDisallow: /\n\nSitemap: {where}\n"
    return _with_headers(HttpResponse(text, content_type="text/plain; charset=utf-8"), FILE_CACHE)
