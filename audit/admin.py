"""The trail in the admin: readable, searchable, never writable."""

from django.contrib import admin
from django.http import HttpRequest

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


@admin.register(Activity)
class ActivityAdmin(ReadOnlyAdmin):
    """Who did what to which row, newest first."""

    list_display = [
        "occurred_at",
        "action",
        "actor_label",
        "organization_label",
        "target_type",
        "target_label",
    ]
    list_filter = ["action", "target_type"]
    search_fields = ["actor_label", "organization_label", "target_label", "target_id", "request_id"]
    date_hierarchy = "occurred_at"
    ordering = ["-id"]
    show_full_result_count = False
