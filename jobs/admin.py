"""The admin of background jobs."""

from django.apps import apps
from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from procrastinate.contrib.django.models import ProcrastinateJob

from audit.admin import ReadOnlyAdmin

admin.site.unregister(ProcrastinateJob)  # its own pages hold inline styles, which our policy refuses


# The library's model has its names in English only. Migrations are made from those, not from these.
apps.get_app_config("procrastinate").verbose_name = _("Background jobs")
_meta = ProcrastinateJob._meta
_meta.verbose_name, _meta.verbose_name_plural = _("background job"), _("background jobs")
for _field, _name in {
    "task_name": _("job"),
    "status": _("status"),
    "attempts": _("attempts"),
    "queue_name": _("queue"),
    "scheduled_at": _("planned for"),
    "worker": _("worker"),
}.items():
    _meta.get_field(_field).verbose_name = _name  # type: ignore[union-attr]  # these are columns


@admin.register(ProcrastinateJob)
class JobAdmin(ReadOnlyAdmin):
    """Jobs, read-only."""

    list_display = ["id", "task_name", "status", "attempts", "queue_name", "scheduled_at", "worker"]
    list_filter = ["status", "task_name", "queue_name"]
    list_select_related = ["worker"]
    search_fields = ["task_name"]
    readonly_fields = ["args"]
