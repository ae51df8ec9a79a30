"""The yardstick: what a Django page costs that does next to nothing."""

from collections.abc import Callable
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


class BareForm(forms.Form):
    """One field, laid out by crispy."""

    answer = forms.CharField(widget=forms.Textarea)

    @property
    def helper(self) -> FormHelper:
        """Return crispy's default layout."""
        return FormHelper()


def bare(request: HttpRequest) -> HttpResponse:
    """Load session and user, do one SELECT and one INSERT, render one crispy form; GET and POST alike."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT name_en FROM reference_country WHERE code = %s", ["SN"])
        cursor.execute("INSERT INTO bench_bare (name, who) VALUES (%s, %s)", ["SN", str(request.user.pk)])
    return render(request, "bench/bare.html", {"form": BareForm()})


def count_queries(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[..., HttpResponse]:
    """Return the middleware that says in `X-Queries` how many queries an answer took."""

    def middleware(request: HttpRequest) -> HttpResponse:
        queries = 0

        def count(execute: Callable[..., Any], *call: Any) -> Any:
            nonlocal queries
            queries += 1
            return execute(*call)

        with connection.execute_wrapper(count):
            response = get_response(request)
        response["X-Queries"] = str(queries)
        return response

    return middleware
