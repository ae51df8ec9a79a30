"""Businesses as support staff need them."""

from collections.abc import Callable
from typing import cast

from django.contrib import admin
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts.models import User
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
        """Show deleted businesses too."""
        return Business.all_objects.order_by("-id")

    def save_model(self, request: HttpRequest, obj: Business, form: ModelForm, change: bool) -> None:
        """Correct a business, on the record."""
        values = {name: form.cleaned_data[name] for name in form.changed_data}
        stored = Business.all_objects.get(pk=obj.pk)
        change_business(by=cast(User, request.user), business=stored, values=values)

    @admin.display(description=_("location"))
    def place(self, business: Business) -> str:
        """Show where the business is."""
        return place_of(business.location)

    @admin.action(description=_("Restore the selected businesses"), permissions=["change"])
    def restore(self, request: HttpRequest, queryset: QuerySet[Business]) -> None:
        """Bring deleted businesses back."""
        self._each(request, queryset.filter(deleted_at__isnull=False), restore_business)

    @admin.action(
        description=_("Delete the selected businesses (they can be restored)"), permissions=["change"]
    )
    def hide(self, request: HttpRequest, queryset: QuerySet[Business]) -> None:
        """Delete businesses softly."""
        self._each(request, queryset.filter(deleted_at__isnull=True), delete_business)

    @admin.action(description=_("Pause the selected businesses"), permissions=["change"])
    def pause(self, request: HttpRequest, queryset: QuerySet[Business]) -> None:
        """Set businesses to rest."""
        values = {"status": Business.Status.PAUSED}
        self._each(
            request, queryset, lambda by, business: change_business(by=by, business=business, values=values)
        )

    def _each(self, request: HttpRequest, rows: QuerySet[Business], verb: Callable[..., object]) -> None:
        """Do one use case to each business, as the staff member."""
        run_action(self, request, rows, lambda row: verb(by=request.user, business=row), BriefError)
