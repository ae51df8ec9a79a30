"""What a request may carry: text in UTF-8. Looked at where granian hands requests over."""

from io import BytesIO
from typing import Any
from wsgiref.util import setup_testing_defaults

import pytest

from config.wsgi import application

FORM = b'--BB\r\nContent-Disposition: form-data; name="login"\r\n\r\nabc\r\n--BB--\r\n'
#: Codecs that Python knows and that fail on plain text, or read it as another one.
FOREIGN = ["hex", "base64", "rot13", "idna", "punycode", "undefined", "utf-7", "latin-1", "a\0b", '"hex"']


def status(path: str, content_type: str, body: bytes = b"") -> str:
    """Ask as granian does."""
    told: list[str] = []
    environ: dict[str, Any] = {"CONTENT_TYPE": content_type, "CONTENT_LENGTH": str(len(body))}
    environ |= {"PATH_INFO": path, "QUERY_STRING": "q=%C3%A9", "REQUEST_METHOD": "POST" if body else "GET"}
    environ |= {"wsgi.input": BytesIO(body), "HTTP_HOST": "testserver"}
    setup_testing_defaults(environ)
    answer = application(environ, lambda line, headers: told.append(line))
    b"".join(answer)
    getattr(answer, "close", lambda: None)()  # ends the request: the thread is nobody's again
    return told[0][:3]


@pytest.mark.parametrize("charset", FOREIGN)
def test_text_in_another_encoding_is_refused_by_any_page(charset: str) -> None:
    asked = [status(path, f"text/plain; charset={charset}") for path in ("/", "/s/nothing/")]
    sent = status("/s/nothing/contact/", f"multipart/form-data; boundary=BB; charset={charset}", FORM)
    assert [*asked, sent] == ["415"] * 3


@pytest.mark.django_db(transaction=True)  # what follows a request closes its connection
@pytest.mark.parametrize("named", ["", "; charset=utf-8", "; Charset=UTF8", "; charset=no-such-thing"])
def test_utf_8_is_taken_by_all_its_names_and_what_names_nothing_is_read_as_it(named: str) -> None:
    assert status("/healthz", f"text/plain{named}") == "200"
