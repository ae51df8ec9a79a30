"""The surroundings of tests are hostile: missing variables, warnings and the network fail."""

import socket
import warnings

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template import engines
from django.template.loader import get_template, render_to_string
from django.test import RequestFactory
from pytest_socket import SocketConnectBlockedError

from config.tests.strict import UndefinedVariableError


def _render(source: str, **context: object) -> str:
    return engines["django"].from_string(source).render(context)


@pytest.mark.parametrize(
    "source",
    [
        "{{ nowhere }}",
        "{{ person.nowhere }}",
        "{{ nowhere|upper }}",
        "{% with a=nowhere %}{{ a }}{% endwith %}",
        "{% include 'components/badge.html' with label=nowhere only %}",
    ],
)
def test_a_missing_variable_fails(source: str) -> None:
    with pytest.raises(UndefinedVariableError, match="nowhere"):
        _render(source, person={"name": "Awa"})


def test_the_failure_names_the_file() -> None:
    with pytest.raises(UndefinedVariableError, match=r"components/link_button\.html"):
        render_to_string("components/link_button.html", {})


def test_a_variable_with_a_default_may_be_missing() -> None:
    assert _render("{{ nowhere|default:'nothing' }}") == "nothing"


def test_a_condition_may_ask_for_a_missing_variable() -> None:
    assert _render("{% if nowhere %}yes{% else %}no{% endif %}") == "no"


@pytest.mark.django_db
def test_templates_of_libraries_may_rely_on_emptiness() -> None:
    request = RequestFactory().get("/admin/")
    request.user = AnonymousUser()
    assert "<html" in get_template("admin/login.html").render({"title": "", "user": request.user}, request)


@pytest.mark.parametrize("host", ["192.0.2.1", "93.184.216.34"])
def test_sockets_beyond_this_machine_are_blocked(host: str) -> None:
    with pytest.raises((SocketConnectBlockedError, UserWarning), match=host):  # its warning comes first
        socket.create_connection((host, 443), timeout=1)


def test_sockets_to_this_machine_are_open() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        socket.create_connection(server.getsockname(), timeout=1).close()


def test_a_warning_is_an_error() -> None:
    with pytest.raises(DeprecationWarning):
        warnings.warn("old", DeprecationWarning, stacklevel=1)
