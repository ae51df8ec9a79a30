"""The admin of businesses."""

from collections.abc import Callable
from functools import partial

from django.contrib import admin
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.http import PersonRequest
from audit.admin import DeletedFilter, SupportAdmin, run_action
from briefs.admin import place_of
from briefs.errors import BriefError
from briefs.models import BRIEF_TEXTS
from businesses.models import Business
from businesses.services import change_business, delete_business, restore_business


@admin.register(Business)
class BusinessAdmin(SupportAdmin):
    """Businesses, deleted ones included."""

    correctable = ("business_name", "sector", "status")
    list_display = ["business_name", "owner", "organization", "sector", "status", "updated_at", "deleted_at"]
    list_filter = ["status", DeletedFilter, "sector"]
    list_select_related = ["owner", "organization", "sector"]
    search_fields = ["business_name", "owner__email", "owner__name", "organization__name"]
    autocomplete_fields = ["sector"]
    readonly_fields = ["place"]
    actions = ["restore", "hide", "pause"]
    fieldsets = [
        (
            None,
            {"fields": ["business_name", ("sector", "status"), "owner", "organization", "brief", "place"]},
        ),
        (_("Texts"), {"fields": [*BRIEF_TEXTS], "classes": ["collapse"]}),
        (_("Record"), {"fields": ["id", ("created_at", "updated_at"), ("deleted_at", "deleted_by")]}),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Business]:
        """Return the deleted businesses too."""
        return Business.all_objects.order_by("-id")

    def save_model(  # type: ignore[override]  # the admin asks for a login
        self, request: PersonRequest, obj: Business, form: ModelForm, change: bool
    ) -> None:
        """Save the corrected values by the service, which records them."""
        values = {name: form.cleaned_data[name] for name in form.changed_data}
        stored = Business.all_objects.get(pk=obj.pk)
        change_business(by=request.user, business=stored, values=values)

    @admin.display(description=_("location"))
    def place(self, business: Business) -> str:
        """Return the place of the business."""
        return place_of(business.location)

    @admin.action(description=_("Restore the selected businesses"), permissions=["change"])
    def restore(self, request: PersonRequest, queryset: QuerySet[Business]) -> None:
        """Restore the deleted businesses among the selected ones."""
        self._each(request, queryset.filter(deleted_at__isnull=False), restore_business)

    @admin.action(
        description=_("Delete the selected businesses (they can be restored)"), permissions=["change"]
    )
    def hide(self, request: PersonRequest, queryset: QuerySet[Business]) -> None:
        """Delete the selected businesses softly."""
        self._each(request, queryset.filter(deleted_at__isnull=True), delete_business)

    @admin.action(description=_("Pause the selected businesses"), permissions=["change"])
    def pause(self, request: PersonRequest, queryset: QuerySet[Business]) -> None:
        """Pause the selected businesses."""
        self._each(request, queryset, partial(change_business, values={"status": Business.Status.PAUSED}))

    def _each(self, request: PersonRequest, rows: QuerySet[Business], service: Callable[..., object]) -> None:
        """Call a service for each business on behalf of the staff member."""
        run_action(self, request, rows, lambda row: service(by=request.user, business=row), BriefError)
