"""Admin of sessions and steps for support staff; changes go through the services."""

from collections.abc import Callable
from typing import Final, cast

from django.contrib import admin
from django.contrib.admin.options import BaseModelAdmin
from django.db.models import Model, QuerySet
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils.formats import localize
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from audit.admin import DeletedFilter, SupportAdmin, json_text, percent, run_action
from coaching.errors import CoachingError
from coaching.models import CoachingSession, CoachingStep
from coaching.services import correct_session, delete_session, mark_failed, reopen_session, restore_session
from coaching.steps import PATH

_POINTS: Final = ("○○", "●○", "●●")


class ReadOnlyAnswers(BaseModelAdmin):
    """Answers and their reviews, which only the person changes."""

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Return False: only the person changes an answer."""
        return False

    @admin.display(description=_("criteria"))
    def criteria(self, step: CoachingStep) -> SafeString | str:
        """Return one line for each criterion, with its points, weight and quotes."""
        lines = (
            (_POINTS[row.points], localize(row.weight), capfirst(row.label), " … ".join(row.quotes))
            for row in (step.review.criteria if step.review else ())
        )
        return format_html_join("", "<div>{} ×{} {} <q>{}</q></div>", lines) or "-"


class StepInline(ReadOnlyAnswers, admin.StackedInline):
    """The steps of a session, read-only; a session always has the same six."""

    model = CoachingStep
    extra = 0
    can_delete = False
    classes = ["collapse"]
    show_change_link = True
    readonly_fields = ["criteria"]
    ordering = ["step_order"]
    fields = [
        ("name", "score", "is_complete", "is_unknown", "overridden", "attempts"),
        "user_response",
        "draft",
        "coach_message",
        "criteria",
    ]

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Return False: a session always has the same six steps."""
        return False


@admin.register(CoachingSession)
class CoachingSessionAdmin(SupportAdmin):
    """Admin of sessions, including deleted ones."""

    correctable = ("business_name", "city", "sector", "country")
    list_display = [
        "business_name",
        "user",
        "status",
        "done",
        "updated_at",
        "sector",
        "deleted_at",
    ]
    list_filter = ["status", "current_step", "language", DeletedFilter, "sector"]
    list_select_related = ["user", "sector", "country"]
    search_fields = ["business_name", "=session_id", "user__email", "user__name", "city"]
    autocomplete_fields = ["sector", "country"]
    readonly_fields = ["done", "confidence", "conversation", "contexts"]
    inlines = [StepInline]
    actions = ["restore", "hide", "reopen", "fail"]
    fieldsets = [
        (
            None,
            {"fields": ["business_name", ("sector", "country", "city"), "language", "user", "organization"]},
        ),
        (
            _("Progress"),
            {
                "fields": [
                    "status",
                    "current_step",
                    "done",
                    "confidence",
                    "coaching_duration",
                    "completed_at",
                ]
            },
        ),
        (_("What was said"), {"fields": ["conversation"], "classes": ["collapse"]}),
        (_("What the coach was given"), {"fields": ["contexts"], "classes": ["collapse"]}),
        (
            _("Record"),
            {"fields": ["session_id", "id", ("created_at", "updated_at"), ("deleted_at", "deleted_by")]},
        ),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[CoachingSession]:
        """Return all sessions, including deleted ones, latest first."""
        return CoachingSession.all_objects.order_by("-id")

    def save_model(self, request: HttpRequest, obj: CoachingSession, form: ModelForm, change: bool) -> None:
        """Save corrected details, and record the change in the audit trail."""
        old = CoachingSession.all_objects.filter(pk=obj.pk).values(*form.changed_data).get()
        correct_session(by=cast(User, request.user), session=obj, old=old if form.changed_data else {})

    @admin.display(description=_("steps done"))
    def done(self, session: CoachingSession) -> str:
        """Return how many steps are complete."""
        return f"{session.steps_done} / {len(PATH)}"

    @admin.display(description=_("confidence"))
    def confidence(self, session: CoachingSession) -> str:
        """Return the confidence as a percentage."""
        return percent(session.coaching_confidence)

    @admin.display(description=_("conversation"))
    def conversation(self, session: CoachingSession) -> SafeString:
        """Return the turns of the conversation, each with its step and role."""
        rows = ((turn["step"], turn["role"], turn["text"]) for turn in session.conversation_history)
        return format_html_join("", "<p><strong>{} · {}</strong><br>{}</p>", rows)

    @admin.display(description=_("contexts"))
    def contexts(self, session: CoachingSession) -> SafeString:
        """Return the cultural and sector context as JSON."""
        return json_text({"cultural": session.cultural_context, "sector": session.sector_context})

    @admin.action(description=_("Restore the selected sessions"), permissions=["change"])
    def restore(self, request: HttpRequest, queryset: QuerySet[CoachingSession]) -> None:
        """Restore the deleted sessions among the selected ones."""
        self._each(request, queryset.filter(deleted_at__isnull=False), restore_session)

    @admin.action(
        description=_("Delete the selected sessions (they can be restored)"), permissions=["change"]
    )
    def hide(self, request: HttpRequest, queryset: QuerySet[CoachingSession]) -> None:
        """Delete the selected sessions softly."""
        self._each(request, queryset.filter(deleted_at__isnull=True), delete_session)

    @admin.action(description=_("Put the selected sessions back in progress"), permissions=["change"])
    def reopen(self, request: HttpRequest, queryset: QuerySet[CoachingSession]) -> None:
        """Reopen the selected sessions."""
        self._each(request, queryset, reopen_session)

    @admin.action(description=_("Mark the selected sessions as failed"), permissions=["change"])
    def fail(self, request: HttpRequest, queryset: QuerySet[CoachingSession]) -> None:
        """Mark the selected sessions as failed."""
        self._each(request, queryset, mark_failed)

    def _each(
        self, request: HttpRequest, rows: QuerySet[CoachingSession], service: Callable[..., object]
    ) -> None:
        """Call a service for each session on behalf of the staff member."""
        run_action(self, request, rows, lambda row: service(by=request.user, session=row), CoachingError)


@admin.register(CoachingStep)
class CoachingStepAdmin(ReadOnlyAnswers, SupportAdmin):
    """Read-only admin of steps, to search for answers and low scores."""

    list_display = [
        "session",
        "name",
        "score",
        "is_complete",
        "is_unknown",
        "overridden",
        "attempts",
        "updated_at",
    ]
    list_filter = ["name", "is_complete", "is_unknown", "overridden"]
    list_select_related = ["session"]
    search_fields = ["session__business_name", "=session__session_id", "session__user__email"]
    readonly_fields = ["criteria", "raw"]
    fieldsets = [
        (None, {"fields": [("session", "name"), "user_response", "draft", "coach_message", "criteria"]}),
        (_("Progress"), {"fields": [("score", "is_complete", "is_unknown", "overridden", "attempts")]}),
        (
            _("Record"),
            {"fields": ["id", ("created_at", "updated_at"), "version", "raw"], "classes": ["collapse"]},
        ),
    ]

    @admin.display(description=_("review as stored"))
    def raw(self, step: CoachingStep) -> SafeString:
        """Return the stored review as JSON."""
        return json_text(step.validation_criteria)
