"""The admin of briefs, with the history of their texts, and of the rows that belong to a brief."""

from django.contrib import admin
from django.utils.formats import localize
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from audit.admin import ReadOnlyAdmin, percent
from briefs.documents.page import changes_of
from briefs.models import BRIEF_TEXTS, AgentRun, BusinessBrief, Claim, ItemChoice


def place_of(location: dict[str, str]) -> str:
    """Return city and country code of a location."""
    return ", ".join(str(location[key]) for key in ("city", "country") if location.get(key)) or "-"


class BriefPartAdmin(ReadOnlyAdmin):
    """The base for the rows that belong to a brief; staff read them."""

    list_select_related = ["brief", "organization"]
    search_fields = ["brief__business_name", "organization__name"]


@admin.register(BusinessBrief)
class BusinessBriefAdmin(ReadOnlyAdmin):
    """Briefs with the history of their texts; people edit them, staff read them."""

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

    @admin.display(description=_("completeness"), ordering="brief_completeness")
    def completeness(self, brief: BusinessBrief) -> str:
        """Return the completeness in per cent."""
        return percent(brief.brief_completeness)

    @admin.display(description=_("confidence"), ordering="overall_confidence")
    def confidence(self, brief: BusinessBrief) -> str:
        """Return the coach's confidence in per cent."""
        return percent(brief.overall_confidence)

    @admin.display(description=_("changes"))
    def history(self, brief: BusinessBrief) -> SafeString | str:
        """Return the changes of the texts, newest first."""
        rows = ((localize(one.at), one.label, one.old or "-", one.new or "-") for one in changes_of(brief))
        block = "<div><p><strong>{} · {}</strong></p><p><del>{}</del></p><p><ins>{}</ins></p></div>"
        return format_html_join("", block, rows) or "-"

    @admin.display(description=_("location"))
    def place(self, brief: BusinessBrief) -> str:
        """Return the place of the business."""
        return place_of(brief.location)


@admin.register(AgentRun)
class AgentRunAdmin(BriefPartAdmin):
    """Runs of the agents, with status, error and number of attempts."""

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
class ItemChoiceAdmin(BriefPartAdmin):
    """People's decisions on items of results."""

    list_display = ["brief", "agent", "key", "state", "updated_by", "updated_at"]
    list_filter = ["state", "agent"]
    list_select_related = ["brief", "updated_by"]


@admin.register(Claim)
class ClaimAdmin(BriefPartAdmin):
    """The claim ledger."""

    list_display = ["brief", "place", "numeral", "kind", "source", "confirmed_source"]
    list_filter = ["kind"]
