"""The request that a signed-in person makes."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from accounts.models import User


class PersonRequest(HttpRequest):
    """A request behind the login, with htmx's details."""

    user: User
    htmx: HtmxDetails
