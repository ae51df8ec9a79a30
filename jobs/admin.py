"""The admin of background jobs."""

from django.apps import apps
from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from procrastinate.contrib.django.models import ProcrastinateJob

from audit.admin import ReadOnlyAdmin

admin.site.unregister(ProcrastinateJob)  # its own pages hold inline styles, which our policy refuses


def name_jobs() -> None:
    """Translate the names of the library's model, which it has in English only.

    Migrations are made from the library's own names.
    """
    apps.get_app_config("procrastinate").verbose_name = _("Background jobs")
    meta = ProcrastinateJob._meta
    meta.verbose_name, meta.verbose_name_plural = _("background job"), _("background jobs")
    names = {
        "task_name": _("job"),
        "status": _("status"),
        "attempts": _("attempts"),
        "queue_name": _("queue"),
        "scheduled_at": _("planned for"),
        "worker": _("worker"),
    }
    for field, name in names.items():
        meta.get_field(field).verbose_name = name  # type: ignore[union-attr]  # these are columns


name_jobs()


@admin.register(ProcrastinateJob)
class JobAdmin(ReadOnlyAdmin):
    """Jobs, read-only."""

    list_display = ["id", "task_name", "status", "attempts", "queue_name", "scheduled_at", "worker"]
    list_filter = ["status", "task_name", "queue_name"]
    list_select_related = ["worker"]
    search_fields = ["task_name"]
    readonly_fields = ["args"]
