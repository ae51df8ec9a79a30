"""Typed requests for views."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from accounts.models import User


class HtmxRequest(HttpRequest):
    """A request with the details of htmx; `htmx` is false for other clients."""

    htmx: HtmxDetails


class PersonRequest(HtmxRequest):
    """A request of a signed-in user."""

    user: User
