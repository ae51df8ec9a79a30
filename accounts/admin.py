"""People as support staff need them: found by address or name, with profile, addresses and a way to help."""

from __future__ import annotations

from typing import Any

import allauth.account.admin  # noqa: F401 - registers its own page for addresses, taken off below
from allauth.account.decorators import secure_admin_login
from allauth.account.models import EmailAddress
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts import services
from accounts.addresses import primary_address
from accounts.http import PersonRequest
from accounts.models import User, UserProfile

admin.site.unregister(EmailAddress)  # confirming there would leave `User.email` behind
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]  # one sign-in, one limit


class ProfileInline(admin.StackedInline):
    """What the coach knows about the person."""

    model = UserProfile
    can_delete = False
    autocomplete_fields = ["country", "timezone"]
    readonly_fields = ["business_context", "cultural_context"]


class EmailAddressInline(admin.TabularInline):
    """The person's addresses; they change through the site, or by the action that confirms one."""

    model = EmailAddress
    fields = ["email", "verified", "primary"]
    readonly_fields = ["email", "verified", "primary"]
    extra = 0
    can_delete = False

    def has_add_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """Refuse: an address belongs to who can read its mail."""
        return False


@admin.register(User)
class UserAdmin(admin.ModelAdmin):
    """Support's view of a person. No password is shown or typed: people choose theirs by mail."""

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
    add_fieldsets = [(None, {"fields": ["email", "name"]})]

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """Refuse to filter by password: which rows a prefix finds would spell the hash out."""
        return not lookup.startswith("password") and super().lookup_allowed(lookup, value, request)

    @admin.display(description=_("language"), ordering="profile__preferred_language")
    def language(self, user: User) -> str:
        """Return the person's language by its own name."""
        return user.profile.get_preferred_language_display()

    @admin.display(description=_("country"), ordering="profile__country")
    def country(self, user: User) -> str:
        """Return the person's country in the interface's language."""
        return str(user.profile.country or "")

    def get_fieldsets(self, request: HttpRequest, obj: User | None = None) -> Any:
        """Ask for address and name only when a person is added."""
        return super().get_fieldsets(request, obj) if obj else self.add_fieldsets

    def get_inlines(self, request: HttpRequest, obj: User | None) -> Any:
        """Show profile and addresses once the person exists."""
        return self.inlines if obj else []

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> list[str]:
        """Keep the login with its owner, and rights with superusers."""
        fixed = list(self.readonly_fields) + (["email"] if obj else [])
        if not request.user.is_superuser:
            fixed += ["is_staff", "is_superuser", "groups", "user_permissions"]
        return fixed

    def save_model(self, request: HttpRequest, obj: User, form: ModelForm, change: bool) -> None:
        """Save; a new person has no password until they ask for one by mail, and only active ones sign in."""
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
        """End every session of the people chosen."""
        for user in people:
            services.sign_out_everywhere(user=user, by=request.user)
        done = ngettext("%(n)d person signed out.", "%(n)d people signed out.", len(people))
        self.message_user(request, done % {"n": len(people)})

    @admin.action(description=_("Confirm the address for them"), permissions=["change"])
    def confirm_addresses(self, request: HttpRequest, people: QuerySet[User]) -> None:
        """Confirm the addresses of the people chosen, where nobody else has done so already."""
        for user in people:
            address = primary_address(user)
            if address is None or not services.confirm_address(address):
                text = _("%(user)s: another account has confirmed this address.") % {"user": user}
                self.message_user(request, text, messages.ERROR)
            else:
                self.message_user(request, _("%(email)s is confirmed.") % {"email": address.email})
