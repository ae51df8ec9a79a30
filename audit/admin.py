"""The admin of the audit trail, and base classes for other admins."""

import json
from collections.abc import Callable, Iterable
from operator import itemgetter
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


class DeletedFilter(admin.SimpleListFilter):
    """Filters by deleted or live rows."""

    title = _("deleted")
    parameter_name = "deleted"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, Any]]:
        """Return both choices."""
        return [("no", _("Live")), ("yes", _("Deleted"))]

    def queryset(self, request: HttpRequest, queryset: models.QuerySet[Any]) -> models.QuerySet[Any]:
        """Filter by the chosen kind."""
        if self.value() not in ("yes", "no"):
            return queryset
        return queryset.filter(deleted_at__isnull=self.value() == "no")


class SupportAdmin(admin.ModelAdmin):
    """The base for rows of people's work: read-only but for `correctable` columns and actions."""

    correctable: ClassVar[tuple[str, ...]] = ()
    ordering = ["-id"]  # newest first: ids are sorted by time
    show_full_result_count = False  # avoids a second count of a large table

    def get_readonly_fields(self, request: HttpRequest, obj: models.Model | None = None) -> list[str]:
        """Return the declared fields and all columns that are not correctable."""
        columns = [field.name for field in self.model._meta.fields if field.name not in self.correctable]
        return [*self.readonly_fields, *columns]

    def formfield_for_dbfield(
        self, db_field: "models.Field[Any, Any]", request: HttpRequest, **kwargs: Any
    ) -> forms.Field | None:
        """Return the form field, without buttons to add or change related rows."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget.can_add_related = field.widget.can_change_related = False
        return field

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """Allow filters by columns that the list shows: by others, staff could guess a private text."""
        if lookup in {getattr(one, "parameter_name", None) for one in self.list_filter}:
            return True
        name = lookup.partition("__")[0]
        shown = {*self.list_display, *self.list_filter, self.date_hierarchy}
        is_private = name not in shown and any(field.name == name for field in self.model._meta.fields)
        return not is_private and super().lookup_allowed(lookup, value, request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Return False: people add these rows."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        """Return False: rows are deleted softly by an action."""
        return False


class ReadOnlyAdmin(SupportAdmin):
    """The base for rows that staff can only read."""

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        """Return False: only the application writes these rows."""
        return False


def run_action(
    model_admin: admin.ModelAdmin,
    request: HttpRequest,
    rows: Iterable[models.Model],
    use_case: Callable[[Any], object],
    refusal: type[Exception],
) -> None:
    """Call `use_case` with each row; show the number of successes and each `refusal` as messages."""
    done = 0
    for row in rows:
        try:
            use_case(row)
        except refusal as error:
            model_admin.message_user(request, f"{row}: {error}", messages.ERROR)
        else:
            done += 1
    message = ngettext("%(count)d row was changed.", "%(count)d rows were changed.", done) % {"count": done}
    model_admin.message_user(request, message, messages.SUCCESS if done else messages.WARNING)


def percent(share: float) -> str:
    """Return a share (0..1) as whole percent in the active language."""
    return f"{share * 100:.0f}\u00a0%" if (get_language() or "fr").startswith("fr") else f"{share * 100:.0f}%"


def json_text(value: Any) -> SafeString:
    """Return a value as indented JSON in a <pre> element."""
    return format_html("<pre>{}</pre>", json.dumps(value, ensure_ascii=False, indent=2))


class _CodeFilter(admin.SimpleListFilter):
    """Filters by the codes of the column `parameter_name`; `label_of` returns the label of a code."""

    label_of: Callable[[str], str]

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        """Return all codes that occur, sorted by label."""
        codes = Activity.objects.values_list(str(self.parameter_name), flat=True).distinct()
        return sorted(((code, self.label_of(code)) for code in codes), key=itemgetter(1))

    def queryset(self, request: HttpRequest, queryset: models.QuerySet[Any]) -> models.QuerySet[Any]:
        """Filter by the chosen code."""
        return queryset.filter(**{str(self.parameter_name): self.value()}) if self.value() else queryset


class ActionFilter(_CodeFilter):
    """Filters by action."""

    title = _("action")
    parameter_name = "action"
    label_of = staticmethod(action_label)


def kind_label(target_type: str) -> str:
    """Return the translated name of the model “app.model”, or the code when there is no such model."""
    try:
        return capfirst(str(apps.get_model(target_type)._meta.verbose_name))
    except (LookupError, ValueError):
        return target_type


class KindFilter(_CodeFilter):
    """Filters by the kind of target."""

    title = _("kind")
    parameter_name = "target_type"
    label_of = staticmethod(kind_label)


@admin.register(Activity)
class ActivityAdmin(ReadOnlyAdmin):
    """The activities, newest first."""

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
    fields = [
        "occurred_at",
        "action",
        "actor_id",
        "actor_label",
        "organization_id",
        "organization_label",
        "target_type",
        "target_id",
        "target_label",
        "changes",
        "request_id",
        "masked_ip",
    ]

    @admin.display(description=_("action"), ordering="action")
    def what(self, row: Activity) -> str:
        """Return the label of the action."""
        return action_label(row.action)

    @admin.display(description=_("kind"), ordering="target_type")
    def kind(self, row: Activity) -> str:
        """Return the kind of the target."""
        return kind_label(row.target_type)
