"""The admin of organizations, roles and memberships."""

from typing import Any

from django.contrib import admin
from django.db import models
from django.db.models import QuerySet
from django.forms import BaseModelFormSet, ModelForm
from django.http import HttpRequest

from organizations import services
from organizations.models import Membership, Organization, Role


class MembershipInline(admin.TabularInline):
    """Who belongs to an organization."""

    model = Membership
    fk_name = "organization"
    extra = 0
    autocomplete_fields = ["user", "role"]
    fields = ["user", "role", "status", "is_default", "joined_via"]


class _RecordAdmin(admin.ModelAdmin):
    """The base for rows that can be deleted softly: deleted ones are listed too."""

    readonly_fields = ["id", "created_at", "updated_at", "deleted_at", "deleted_by"]

    def get_readonly_fields(self, request: HttpRequest, obj: models.Model | None = None) -> list[str]:
        """Return the columns that the database or an action writes; a row that is added has none yet."""
        return list(self.readonly_fields) if obj else []

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Return the deleted rows too."""
        rows: QuerySet[Any] = self.model.all_objects.all()
        return rows


@admin.register(Organization)
class OrganizationAdmin(_RecordAdmin):
    """Tenants, deleted ones included, with their people."""

    list_display = ["name", "kind", "country", "is_active", "deleted_at", "created_at"]
    list_filter = ["kind", "is_active"]
    list_select_related = ["country"]
    search_fields = ["name", "slug", "contact_email"]
    autocomplete_fields = ["country"]
    inlines = [MembershipInline]
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}

    def save_model(self, request: HttpRequest, obj: Organization, form: ModelForm, change: bool) -> None:
        """Save; a deactivated organization is closed by its service."""
        super().save_model(request, obj, form, change)
        if change and "is_active" in form.changed_data and not obj.is_active:
            services.close_organization(organization=obj)

    def save_formset(
        self, request: HttpRequest, form: ModelForm, formset: BaseModelFormSet, change: bool
    ) -> None:
        """Save and delete the memberships by their services."""
        for membership in formset.save(commit=False):
            services.save_membership(membership=membership)
        for membership in formset.deleted_objects:
            services.remove_membership(membership=membership)


@admin.register(Role)
class RoleAdmin(admin.ModelAdmin):
    """Built-in roles and those of one organization."""

    list_display = ["name", "organization", "description"]
    list_select_related = ["organization"]
    search_fields = ["name"]
    filter_horizontal = ["permissions"]


@admin.register(Membership)
class MembershipAdmin(_RecordAdmin):
    """People in organizations, deleted memberships included."""

    list_display = ["user", "organization", "role", "status", "is_default", "joined_via", "deleted_at"]
    list_filter = ["status", "joined_via", "role"]
    list_select_related = ["user", "organization", "role"]
    search_fields = ["user__email", "user__name", "organization__name"]
    autocomplete_fields = ["user", "organization", "role", "invited_by"]

    def save_model(self, request: HttpRequest, obj: Membership, form: ModelForm, change: bool) -> None:
        """Save the membership."""
        services.save_membership(membership=obj)

    def delete_model(self, request: HttpRequest, obj: Membership) -> None:
        """Delete the membership by its service."""
        services.remove_membership(membership=obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Membership]) -> None:
        """Delete the memberships by their service."""
        for membership in queryset:
            self.delete_model(request, membership)
