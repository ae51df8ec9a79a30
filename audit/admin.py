"""The trail in the admin: readable, searchable, never writable."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import Any, ClassVar

from django import forms
from django.apps import apps
from django.contrib import admin, messages
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.db import models
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext_lazy as _

from audit.actions import action_label
from audit.models import Activity


class ReadOnlyAdmin(admin.ModelAdmin):
    """Rows that staff may read and nobody may change."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Refuse: only the application writes here."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """Refuse: the trail is append-only."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """Refuse: the trail is append-only."""
        return False


class DeletedFilter(admin.SimpleListFilter):
    """Rows that somebody deleted, or those that are live."""

    title = _("deleted")
    parameter_name = "deleted"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, Any]]:
        """Offer both kinds."""
        return [("no", _("Live")), ("yes", _("Deleted"))]

    def queryset(self, request: HttpRequest, queryset: models.QuerySet[Any]) -> models.QuerySet[Any]:
        """Keep the chosen kind."""
        if self.value() not in ("yes", "no"):
            return queryset
        return queryset.filter(deleted_at__isnull=self.value() == "no")


class SupportAdmin(admin.ModelAdmin):
    """Rows of people's work: staff read everything, act through actions, and type into `correctable` only."""

    correctable: ClassVar[tuple[str, ...]] = ()
    ordering = ["-id"]  # newest first: ids are sorted by time
    show_full_result_count = False  # a second count of a large table helps nobody

    def get_readonly_fields(self, request: HttpRequest, obj: models.Model | None = None) -> list[str]:
        """Return the declared ones and every column that staff may not correct."""
        columns = [field.name for field in self.model._meta.fields if field.name not in self.correctable]
        return [*self.readonly_fields, *columns]

    def formfield_for_dbfield(
        self, db_field: models.Field[Any, Any], request: HttpRequest, **kwargs: Any
    ) -> forms.Field | None:
        """Offer codes to choose from, without buttons that change the code list itself."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget.can_add_related = field.widget.can_change_related = False
        return field

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Refuse: these rows come from people's own work."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        """Refuse: rows are hidden by an action and removed by retention."""
        return False


def act(
    admin_of: admin.ModelAdmin,
    request: HttpRequest,
    rows: Iterable[models.Model],
    verb: Callable[[Any], object],
    refusal: type[Exception],
) -> None:
    """Do `verb` to each row and tell staff how many it was; a refusal is told with its reason, row by row."""
    done = 0
    for row in rows:
        try:
            verb(row)
        except refusal as error:
            admin_of.message_user(request, f"{row}: {error}", messages.ERROR)
        else:
            done += 1
    told = ngettext("%(count)d row was changed.", "%(count)d rows were changed.", done) % {"count": done}
    admin_of.message_user(request, told, messages.SUCCESS if done else messages.WARNING)


def percent(share: float) -> str:
    """Return a share (0..1) in whole percent, with the no-break space that French asks for."""
    return f"{share * 100:.0f}\u00a0%" if (get_language() or "fr").startswith("fr") else f"{share * 100:.0f}%"


def json_text(value: Any) -> SafeString:
    """Return JSON as an indented block that people can read, every character as it was written."""
    return format_html("<pre>{}</pre>", json.dumps(value, ensure_ascii=False, indent=2))


class _WordsFilter(admin.SimpleListFilter):
    """The codes that the trail holds, in words. Subclasses: `parameter_name` (the column), `say`."""

    def say(self, code: str) -> str:
        """Return the words of a code."""
        raise NotImplementedError

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        """Offer every code that occurs, sorted by its words."""
        column = str(self.parameter_name)
        codes = Activity.objects.order_by(column).values_list(column, flat=True).distinct()
        return sorted(((code, self.say(code)) for code in codes), key=lambda row: row[1])

    def queryset(self, request: HttpRequest, queryset: models.QuerySet[Any]) -> models.QuerySet[Any]:
        """Keep the chosen code."""
        return queryset.filter(**{str(self.parameter_name): self.value()}) if self.value() else queryset


class ActionFilter(_WordsFilter):
    """By what was done."""

    title = _("action")
    parameter_name = "action"

    def say(self, code: str) -> str:
        """Return the words of a code."""
        return action_label(code)


class KindFilter(_WordsFilter):
    """By what it was done to."""

    title = _("kind")
    parameter_name = "target_type"

    def say(self, code: str) -> str:
        """Return the words of a code."""
        return kind_label(code)


def kind_label(target_type: str) -> str:
    """Return what kind of thing “app.model” is, in the interface's language."""
    try:
        return capfirst(str(apps.get_model(target_type)._meta.verbose_name))
    except (LookupError, ValueError):
        return target_type


@admin.register(Activity)
class ActivityAdmin(ReadOnlyAdmin):
    """Who did what to which row, newest first."""

    list_display = [
        "occurred_at",
        "what",
        "actor_label",
        "target_label",
        "kind",
        "organization_label",
    ]
    list_filter = [ActionFilter, KindFilter]
    search_fields = ["actor_label", "organization_label", "target_label", "target_id", "request_id"]
    date_hierarchy = "occurred_at"
    ordering = ["-id"]
    show_full_result_count = False

    @admin.display(description=_("action"), ordering="action")
    def what(self, row: Activity) -> str:
        """Say what was done."""
        return action_label(row.action)

    @admin.display(description=_("kind"), ordering="target_type")
    def kind(self, row: Activity) -> str:
        """Say what it was done to."""
        return kind_label(row.target_type)
