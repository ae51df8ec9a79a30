"""Views of published sites: stored bytes, without session, cookie or login.

`config.middleware.PublicMiddleware` calls these views before other middleware. They read public tables
only, as NOBODY; what else a visitor needs is in `websites.messages.services`.
"""

import re
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urljoin, urlsplit

from django.contrib.auth.decorators import login_not_required
from django.db.models import BinaryField, Case, F, Value, When
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language_from_request, override
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from websites.messages.forms import TRAP, ContactForm
from websites.messages.services import MOST_FORM_BYTES, is_within_limits, receive
from websites.models import FormerSlug, Publication, PublishedFile
from websites.publishing.addresses import normalize, site_url

#: Visitors see a new publication within a minute; until then browsers may show the old page.
PAGE_CACHE: Final = "public, max-age=10, stale-while-revalidate=50"
FILE_CACHE: Final = "public, max-age=300, stale-while-revalidate=3600"
#: The name contains the hash of the content.
IMAGE_CACHE: Final = "public, max-age=31536000, immutable"
#: The policy of pages that are rendered for each visitor.
PLAIN_POLICY: Final = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'self'; form-action 'self'; "
    "frame-ancestors 'none'"
)
#: An SVG that is opened directly is a document, so nothing is allowed.
FILE_POLICY: Final = "default-src 'none'; sandbox"
#: The form of our ETags; others are ignored.
_ETAG: Final = re.compile(r'"([0-9a-f]{64})"')
_MOST_ETAGS: Final = 8
_REFUSED: Final = re.compile(r"q=0(\.0*)?")
_ENCODINGS: Final = (("br", "brotli"), ("gzip", "gzipped"))


@login_not_required
@require_safe
def page(request: HttpRequest, address: str) -> HttpResponseBase:
    """Send a published page in the encoding that the browser accepts, or 304 when the browser has it."""
    encoding, column = _encoding(request)
    known = _ETAG.findall(request.headers.get("If-None-Match", ""))[:_MOST_ETAGS]
    body = Case(
        When(etag__in=known, then=Value(None)), default=F(column), output_field=BinaryField()
    )  # the body is not read when the browser has it
    row = Publication.objects.filter(slug=address).annotate(body=body).values_list("etag", "policy", "body")
    found = row.first()
    if found is None:
        return _redirect_or_gone(request, address)
    etag, policy, content = found
    response = _bytes(request, content, "text/html; charset=utf-8")
    if content is not None and encoding:
        response["Content-Encoding"] = encoding
    return _with_headers(response, PAGE_CACHE, policy, {"ETag": f'W/"{etag}"', "Vary": "Accept-Encoding"})


def _encoding(request: HttpRequest) -> tuple[str, str]:
    """Return the encoding and the column that holds it; encodings with q=0 are skipped."""
    parts = (part.partition(";") for part in request.META.get("HTTP_ACCEPT_ENCODING", "").lower().split(","))
    accepted = {
        name.strip() for name, _, quality in parts if not _REFUSED.fullmatch(quality.replace(" ", ""))
    }
    return next(((name, column) for name, column in _ENCODINGS if name in accepted), ("", "html"))


def _with_headers(
    response: HttpResponse, caching: str, policy: str = PLAIN_POLICY, more: Mapping[str, str] | None = None
) -> HttpResponse:
    """Add caching and the content security policy to a response."""
    for name, value in {**(more or {}), "Cache-Control": caching, "Content-Security-Policy": policy}.items():
        response.headers[name] = value
    return response


def _bytes(request: HttpRequest, content: bytes | memoryview | None, media_type: str) -> HttpResponse:
    """Return a response with these bytes; for HEAD only their length, for None status 304."""
    if content is None:
        return HttpResponse(status=304, content_type=media_type)
    length = {"Content-Length": str(len(content))}
    shown = b"" if request.method == "HEAD" else bytes(content)
    return HttpResponse(shown, content_type=media_type, headers=length)


def _redirect_or_gone(request: HttpRequest, address: str) -> HttpResponseBase:
    """Redirect from a former address; 410 for a site that is off line, 404 for an unknown address."""
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
    """Redirect to the site that a mistyped address means, or show that there is none."""
    meant = _meant(request.path_info) if request.method in ("GET", "HEAD") else ""
    if meant and meant != request.path_info:
        return _with_headers(HttpResponsePermanentRedirect(meant), PAGE_CACHE)
    return _visitor_page(request, "nowhere", {}, status=404)


def _meant(path: str) -> str:
    """Return the path of a site, or of its file, for one with capitals, accents or signs; "" for no site."""
    _s, address, file = [*path.lstrip("/").split("/", 2), "", ""][:3]
    slug = normalize(address)
    if not any(model.objects.filter(slug=slug).exists() for model in (Publication, FormerSlug)):
        return ""
    return reverse("websites_public:page", args=[slug]) + (file if any(map(str.isalnum, file)) else "")


@login_not_required
@require_safe
def asset(request: HttpRequest, address: str, file: str) -> HttpResponseBase:
    """Send a file of a published page: logo, icon or image."""
    rows = PublishedFile.objects.filter(publication__slug=address, name=file)
    found = rows.values_list("content", "media_type").first()
    if found is None:
        return nowhere(request)
    return _with_headers(
        _bytes(request, *found), IMAGE_CACHE if file.startswith("images/") else FILE_CACHE, FILE_POLICY
    )


@csrf_exempt  # no cookie is read: a forged form gains nothing (see messages.forms)
@login_not_required
@require_POST
def write(request: HttpRequest, address: str) -> HttpResponseBase:
    """Save a visitor’s message; an invalid form is shown again with the errors."""
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
    receive(publication, **form.cleaned_data)
    return _site_page(request, publication, "thanks", 200)


def _is_same_origin(request: HttpRequest) -> bool:
    """Say whether the form was sent from our own host; a request without these headers is accepted."""
    sent_from = request.META.get("HTTP_ORIGIN") or request.META.get("HTTP_REFERER")
    try:
        return sent_from is None or urlsplit(sent_from).netloc.lower() == request.get_host().lower()
    except ValueError:  # not a URL
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
    """Return a page for a visitor of the site, in its language, with a link back."""
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
    entries = [{"url": site_url(slug), "at": at} for slug, at in rows]
    text = render_to_string("websites/visitor/sitemap.xml", {"entries": entries})
    return _with_headers(HttpResponse(text, content_type="application/xml; charset=utf-8"), FILE_CACHE)


@login_not_required
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Tell robots what is public: the landing page and published sites."""
    where = urljoin(site_url(), reverse("websites_public:sitemap"))
    text = f"User-agent: *\nAllow: /s/\nAllow: /$\nAllow: /static/\nDisallow: /\n\nSitemap: {where}\n"
    return _with_headers(HttpResponse(text, content_type="text/plain; charset=utf-8"), FILE_CACHE)
