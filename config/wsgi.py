"""The WSGI application that granian serves: Django, behind a check of the encoding of the request's text."""

import codecs
import os
from collections.abc import Callable, Iterable
from typing import Any, Final

from django.core.wsgi import get_wsgi_application
from django.utils.http import parse_header_parameters

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
_ANSWER: Final = b"Send text as UTF-8.\n"
_HEADERS: Final = [
    ("Content-Type", "text/plain; charset=utf-8"),
    ("Content-Length", str(len(_ANSWER))),
    ("Content-Security-Policy", "default-src 'none'"),
    ("X-Content-Type-Options", "nosniff"),
]
_django = get_wsgi_application()


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Serve a request whose text is UTF-8, as browsers send it; answer others with 415.

    Django decodes address and form with any codec that a request names, before a middleware runs. Some of
    Python's ("hex", "idna") raise errors on plain text, which would be a 500 on every page.
    """
    if _is_utf_8(environ.get("CONTENT_TYPE", "")):
        return _django(environ, start_response)
    start_response("415 Unsupported Media Type", _HEADERS)
    return [_ANSWER]


def _is_utf_8(content_type: str) -> bool:
    """Return whether the header names UTF-8, or no or an unknown encoding, which Django reads as UTF-8."""
    if "charset" not in content_type.lower():
        return True
    try:
        return codecs.lookup(parse_header_parameters(content_type)[1].get("charset", "utf-8")).name == "utf-8"
    except LookupError:
        return True
    except ValueError:  # no header at all
        return False
