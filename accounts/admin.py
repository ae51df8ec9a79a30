"""The admin of users, with their profiles and addresses."""

from typing import Any

import allauth.account.admin  # noqa: F401 - registers its own page for addresses, taken off below
from allauth.account.decorators import secure_admin_login
from allauth.account.models import EmailAddress
from django.contrib import admin, messages
from django.db import models
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts import services
from accounts.addresses import primary_address
from accounts.canonical import AddressField
from accounts.http import PersonRequest
from accounts.models import User, UserProfile

admin.site.unregister(EmailAddress)  # confirming there would leave `User.email` behind
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]  # one sign-in, one limit


class ProfileInline(admin.StackedInline):
    """The user's profile."""

    model = UserProfile
    can_delete = False
    autocomplete_fields = ["country", "timezone"]
    readonly_fields = ["business_context", "cultural_context"]


class EmailAddressInline(admin.TabularInline):
    """The user's addresses, read-only; an action confirms one."""

    model = EmailAddress
    fields = ["email", "verified", "primary"]
    readonly_fields = ["email", "verified", "primary"]
    extra = 0
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """Return False: only users add addresses."""
        return False


@admin.register(User)
class UserAdmin(admin.ModelAdmin):
    """Users. Staff cannot set passwords: users choose theirs by e-mail."""

    list_display = ["__str__", "email", "language", "country", "status", "is_staff", "last_login"]
    list_filter = [
        "status",
        "is_staff",
        "profile__preferred_language",
        ("profile__country", admin.RelatedOnlyFieldListFilter),
    ]
    list_select_related = ["profile__country"]
    search_fields = ["email", "name", "phone", "emailaddress__email"]
    ordering = ["-created_at"]
    show_full_result_count = False
    filter_horizontal = ["groups", "user_permissions"]
    formfield_overrides = {models.EmailField: {"form_class": AddressField}}
    readonly_fields = [
        "id",
        "last_login",
        "session_epoch",
        "created_at",
        "updated_at",
        "onboarding_completed_at",
    ]
    inlines = [ProfileInline, EmailAddressInline]
    actions = ["sign_out_everywhere", "confirm_addresses"]
    fieldsets = [
        (None, {"fields": ["email", "name", "phone", "job_title", "status"]}),
        (_("Rights"), {"fields": ["is_staff", "is_superuser", "groups", "user_permissions"]}),
        (
            _("Record"),
            {
                "fields": [
                    "id",
                    "last_login",
                    "session_epoch",
                    "onboarding_completed_at",
                    "created_at",
                    "updated_at",
                ]
            },
        ),
    ]

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """Refuse lookups by password, which would reveal the hash prefix by prefix."""
        return not lookup.startswith("password") and super().lookup_allowed(lookup, value, request)

    @admin.display(description=_("language"), ordering="profile__preferred_language")
    def language(self, user: User) -> str:
        """Return the name of the user's language."""
        return user.profile.get_preferred_language_display()

    @admin.display(description=_("country"), ordering="profile__country")
    def country(self, user: User) -> str:
        """Return the user's country."""
        return str(user.profile.country or "")

    def get_fieldsets(self, request: HttpRequest, obj: User | None = None) -> Any:
        """Return only address and name for a new user."""
        return self.fieldsets if obj else [(None, {"fields": ["email", "name"]})]

    def get_inlines(self, request: HttpRequest, obj: User | None) -> Any:
        """Return profile and addresses for an existing user."""
        return self.inlines if obj else []

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> list[str]:
        """Make the login read-only, and for all but superusers the rights."""
        fixed = list(self.readonly_fields) + (["email"] if obj else [])
        if not request.user.is_superuser:
            fixed += ["is_staff", "is_superuser", "groups", "user_permissions"]
        return fixed

    def save_model(self, request: HttpRequest, obj: User, form: ModelForm, change: bool) -> None:
        """Save; a new user has no password, and a changed status is set by its service."""
        obj.is_active = obj.status == User.Status.ACTIVE
        if not change:
            obj.set_unusable_password()
        super().save_model(request, obj, form, change)
        if not change:
            primary_address(obj)
        elif "status" in form.changed_data:
            services.change_status(user=obj, status=obj.status)

    @admin.action(description=_("Sign out everywhere"), permissions=["change"])
    def sign_out_everywhere(self, request: PersonRequest, people: QuerySet[User]) -> None:
        """End all sessions of the selected users."""
        for user in people:
            services.sign_out_everywhere(user=user, by=request.user)
        done = ngettext("%(n)d person signed out.", "%(n)d people signed out.", len(people))
        self.message_user(request, done % {"n": len(people)})

    @admin.action(description=_("Confirm the address for them"), permissions=["change"])
    def confirm_addresses(self, request: HttpRequest, people: QuerySet[User]) -> None:
        """Confirm the primary addresses of the selected users; show an error for one that is taken."""
        for user in people:
            address = primary_address(user)
            if address is None or not services.confirm_address(address):
                text = _("%(user)s: another account has confirmed this address.") % {"user": user}
                self.message_user(request, text, messages.ERROR)
            else:
                self.message_user(request, _("%(email)s is confirmed.") % {"email": address.email})
