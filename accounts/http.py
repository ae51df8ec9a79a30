"""The request as our middlewares hand it to views."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from accounts.models import User


class HtmxRequest(HttpRequest):
    """A request of anybody; `htmx` is true where htmx asks, and then says how."""

    htmx: HtmxDetails


class PersonRequest(HtmxRequest):
    """A request behind the login."""

    user: User
