"""Every route of the site, found in the URLconf, and an address of it that leads to a real object."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from django.apps import apps
from django.db import models
from django.urls import URLPattern, URLResolver, get_resolver

from config.tests.ours import MODELS, make

_PARAMETER: Final = re.compile(r"<(?:(?P<kind>\w+):)?(?P<name>\w+)>")
#: Parameters that name no row: what to put there.
WORDS: Final = {
    "step": "vision",
    "name": "vision",
    "file": "logo.svg",
    "agent": "content",
    "step_name": "vision",
    "style": "sign",
    "side": "32",
    "size": "full",
    "app_label": "coaching",
    "uidb36": "1",
    "key": "set-password",
    "url": "nowhere/",
    "content_type_id": "0",
    "object_id": "1",  # of the admin, whose own test opens real rows
}
#: What a row hangs on, when it is not a person.
ABOVE: Final = {
    "site": "websites.Site",
    "business": "businesses.Business",
    "brief": "briefs.BusinessBrief",
}


@dataclass(frozen=True)
class Route:
    """One leaf of the URLconf: its full name, its path with `<kind:name>` parameters, its view."""

    name: str
    path: str
    view: Any

    def __str__(self) -> str:
        return self.name or self.path

    @property
    def parameters(self) -> list[str]:
        """The names of the path's parameters."""
        return [match["name"] for match in _PARAMETER.finditer(self.path)]

    @property
    def is_admin(self) -> bool:
        """Say whether the route belongs to the admin, which lets staff only in."""
        return self.path.startswith("admin/")

    @property
    def names_a_row(self) -> bool:
        """Say whether a parameter is the id of something in the database."""
        return any(parameter not in WORDS for parameter in self.parameters)


def routes() -> list[Route]:
    """Return every route of the site."""
    return list(_walk(get_resolver(), "", ""))


def _walk(resolver: URLResolver, path: str, namespace: str) -> Iterator[Route]:
    for entry in resolver.url_patterns:
        here = path + _readable(str(entry.pattern))
        if isinstance(entry, URLPattern):
            yield Route(f"{namespace}{entry.name or ''}" if entry.name else "", here, entry.callback)
        else:
            yield from _walk(entry, here, namespace + (f"{entry.namespace}:" if entry.namespace else ""))


def _readable(pattern: str) -> str:
    """Turn a regular expression of a route into the same form as `path()` has."""
    named = re.sub(r"\(\?P<(\w+)>(?:[^()]|\([^)]*\))*\)", r"<\1>", pattern)
    return named.replace("^", "").replace("$", "").replace("\\Z", "")


class Things:
    """One row of every model, all of them one person's, to put into addresses."""

    def __init__(self, owner: Any) -> None:
        """Remember whose they are; rows are made when an address asks for one."""
        self.owner = owner
        self._made: dict[type[models.Model], Any] = {}

    def address(self, route: Route) -> str:
        """Return the route's address with this person's rows in it."""
        return "/" + _PARAMETER.sub(lambda match: str(self._value(route, match["name"])), route.path)

    def _value(self, route: Route, parameter: str) -> object:
        if parameter in WORDS:
            return WORDS[parameter]
        model, field = _target(route, parameter)
        return getattr(self.row(model), field)

    def row(self, model: type[models.Model]) -> Any:
        """Return this person's row of that model, made once."""
        if model not in self._made:
            self._made[model] = make(model, **self._ties(model))
        return self._made[model]

    def _ties(self, model: type[models.Model]) -> dict[str, Any]:
        """Return what makes a new row this person's."""
        names = {field.name for field in model._meta.concrete_fields if not field.null}
        for name, label in ABOVE.items():
            if name in names:
                return {name: self.row(apps.get_model(label))}
        if "owner" in names:
            return {"owner": self.owner}
        if "coaching_session" in names:
            return {"coaching_session__user": self.owner}
        if "session" in names:
            return {"session__user": self.owner}
        return {"user": self.owner} if "user" in names and model._meta.app_label == "coaching" else {}


def _target(route: Route, parameter: str) -> tuple[type[models.Model], str]:
    """Return the model and the field that a parameter means, by our naming habits.

    `session_id` is CoachingSession's own column; `brief_id` the key of the model whose name ends with Brief;
    a bare `pk` or `id` the key of the model that the route's path names.
    """
    if parameter == "address":  # of a published site
        return apps.get_model("websites.Publication"), "slug"
    for model in MODELS:
        if parameter in _unique(model) - {"id"}:
            return model, parameter
    wanted = parameter.removesuffix("_id") if parameter not in {"pk", "id"} else route.path
    for model in sorted(MODELS, key=lambda one: (one._meta.model_name != wanted, -len(one.__name__))):
        name = str(model._meta.model_name)
        if name.endswith(wanted) or (parameter in {"pk", "id"} and _words(model) & set(wanted.split("/"))):
            return model, "pk"
    raise AssertionError(f"{route}: config/tests/routes.py cannot tell what <{parameter}> names; teach it.")


def _unique(model: type[models.Model]) -> set[str]:
    """Return the columns each of which finds one row, whether the column says so or a constraint."""
    constrained = [rule.fields for rule in model._meta.total_unique_constraints if len(rule.fields) == 1]
    return {field.name for field in model._meta.concrete_fields if field.unique}.union(*constrained)


def _words(model: type[models.Model]) -> set[str]:
    name = str(model._meta.model_name)
    return {name, f"{name}s", str(model._meta.verbose_name_plural), name.removeprefix("business") + "s"}
