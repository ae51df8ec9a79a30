"""Briefs and businesses as support staff need them, with what was changed in a brief and when."""

from collections.abc import Callable
from typing import cast

from django.apps import apps
from django.contrib import admin
from django.db.models import Model, QuerySet
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils.formats import localize
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from procrastinate.contrib.django.models import ProcrastinateJob

from accounts.models import User
from audit.admin import DeletedFilter, SupportAdmin, act, percent
from businesses.errors import BriefError
from businesses.history import changes_of
from businesses.models import (
    BRIEF_TEXTS,
    AgentRun,
    Business,
    BusinessBrief,
    Claim,
    ItemChoice,
    PartnerWebsite,
)
from businesses.services import change_business, delete_business, restore_business


def place_of(row: BusinessBrief | Business) -> str:
    """Return city and country code."""
    return ", ".join(str(row.location[key]) for key in ("city", "country") if row.location.get(key)) or "-"


@admin.register(BusinessBrief)
class BusinessBriefAdmin(SupportAdmin):
    """Briefs with the history of their texts; the person edits them, staff read them."""

    list_display = [
        "business_name",
        "organization",
        "sector",
        "language",
        "completeness",
        "confidence",
        "is_ready_for_website",
        "updated_at",
    ]
    list_filter = ["is_ready_for_website", "language", "sector"]
    list_select_related = ["organization", "sector"]
    search_fields = ["business_name", "organization__name"]
    readonly_fields = ["history", "place", "completeness", "confidence"]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    "business_name",
                    ("organization", "sector", "language"),
                    "place",
                    "coaching_session",
                ]
            },
        ),
        (_("Texts"), {"fields": ["summary", *BRIEF_TEXTS]}),
        (
            _("Measures"),
            {
                "fields": [
                    "completeness",
                    "confidence",
                    "is_ready_for_website",
                    "dc360_website_id",
                ]
            },
        ),
        (_("What was changed"), {"fields": ["history"]}),
        (_("Record"), {"fields": ["id", ("created_at", "updated_at"), "version"], "classes": ["collapse"]}),
    ]

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Refuse: a brief is in the person's own words."""
        return False

    @admin.display(description=_("completeness"), ordering="brief_completeness")
    def completeness(self, brief: BusinessBrief) -> str:
        """Show how complete the brief is."""
        return percent(brief.brief_completeness)

    @admin.display(description=_("confidence"), ordering="overall_confidence")
    def confidence(self, brief: BusinessBrief) -> str:
        """Show how sure the coach is of it."""
        return percent(brief.overall_confidence)

    @admin.display(description=_("changes"))
    def history(self, brief: BusinessBrief) -> SafeString | str:
        """Show each change of a text, newest first."""
        rows = ((localize(one.at), one.label, one.old or "-", one.new or "-") for one in changes_of(brief))
        block = "<div><p><strong>{} · {}</strong></p><p><del>{}</del></p><p><ins>{}</ins></p></div>"
        return format_html_join("", block, rows) or "-"

    @admin.display(description=_("location"))
    def place(self, brief: BusinessBrief) -> str:
        """Show where the business is."""
        return place_of(brief)


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
        return place_of(business)

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
        act(self, request, rows, lambda row: verb(by=request.user, business=row), BriefError)


class RunAdmin(SupportAdmin):
    """Rows around a brief; staff read them."""

    list_select_related = ["brief", "organization"]
    search_fields = ["brief__business_name", "organization__name"]

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Refuse: jobs and people write these rows."""
        return False


@admin.register(AgentRun)
class AgentRunAdmin(RunAdmin):
    """Runs of the sub-agents: what waits, what failed, how often it was tried."""

    list_display = [
        "brief",
        "agent",
        "status",
        "progress",
        "attempts",
        "error",
        "started_at",
        "finished_at",
        "organization",
    ]
    list_filter = ["status", "agent", "provider"]


@admin.register(ItemChoice)
class ItemChoiceAdmin(RunAdmin):
    """What people decided of results."""

    list_display = ["brief", "agent", "key", "state", "updated_by", "updated_at"]
    list_filter = ["state", "agent"]
    list_select_related = ["brief", "updated_by"]


@admin.register(Claim)
class ClaimAdmin(RunAdmin):
    """The claim ledger."""

    list_display = ["brief", "place", "numeral", "kind", "source", "confirmed_source"]
    list_filter = ["kind"]


@admin.register(PartnerWebsite)
class PartnerWebsiteAdmin(RunAdmin):
    """Websites at the hosting partner."""

    list_display = ["brief", "status", "error", "attempts", "url", "placed_at", "organization"]
    list_filter = ["status", "error"]


admin.site.unregister(ProcrastinateJob)  # its own pages hold inline styles, which our policy refuses


def name_jobs() -> None:
    """Name the library's jobs in the staff's language: it has English names only, and no setting for others.

    Migrations never see this: they are made from the names that the library declares.
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
class JobAdmin(SupportAdmin):
    """Background jobs: what waits, what runs, what failed."""

    list_display = ["id", "task_name", "status", "attempts", "queue_name", "scheduled_at", "worker"]
    list_filter = ["status", "task_name", "queue_name"]
    list_select_related = ["worker"]
    search_fields = ["task_name"]
    readonly_fields = ["args"]

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Refuse: workers write these rows."""
        return False
