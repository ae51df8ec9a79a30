"""Coaching sessions and their steps."""

import secrets
from collections.abc import Mapping
from typing import Final, Self

import pgtrigger
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from audit.models import AuditedModel, LiveManager, SoftDeletableModel, choices_known, deleted_pair
from coaching.errors import TransitionRefused
from coaching.reviews import StoredReview
from coaching.steps import CONTENT_STEPS, PATH
from organizations.models import TenantModel, TenantQuerySet
from reference.models import Country, Sector


class CoachingStepName(models.TextChoices):
    """The names of the six steps, in order."""

    VISION = "vision", _("Vision")
    MISSION = "mission", _("Mission")
    CLIENTELE = "clientele", _("Customers")
    DIFFERENTIATION = "differentiation", _("Difference")
    OFFRE = "offre", _("Offer")
    SYNTHESIS = "synthesis", _("Synthesis")


class SessionStatus(models.TextChoices):
    """The status of a coaching session."""

    INITIALIZED = "initialized", _("Not started")
    IN_PROGRESS = "in_progress", _("In progress")
    COACHING_COMPLETE = "coaching_complete", _("Coaching complete")
    SUB_AGENTS_RUNNING = "sub_agents_running", _("Being enriched")
    BRIEF_READY = "brief_ready", _("Brief ready")
    COMPLETED = "completed", _("Completed")
    FAILED = "failed", _("Failed")


_S = SessionStatus
#: The allowed changes of status. A finished session can be reopened to change an answer.
TRANSITIONS: Final[dict[str, frozenset[str]]] = {
    _S.INITIALIZED: frozenset({_S.IN_PROGRESS, _S.FAILED}),
    _S.IN_PROGRESS: frozenset({_S.COACHING_COMPLETE, _S.FAILED}),
    _S.COACHING_COMPLETE: frozenset({_S.SUB_AGENTS_RUNNING, _S.BRIEF_READY, _S.IN_PROGRESS, _S.FAILED}),
    _S.SUB_AGENTS_RUNNING: frozenset({_S.BRIEF_READY, _S.IN_PROGRESS, _S.FAILED}),
    _S.BRIEF_READY: frozenset({_S.SUB_AGENTS_RUNNING, _S.COMPLETED, _S.IN_PROGRESS, _S.FAILED}),
    _S.COMPLETED: frozenset({_S.IN_PROGRESS}),
    _S.FAILED: frozenset({_S.SUB_AGENTS_RUNNING, _S.IN_PROGRESS}),
}

#: A conversation stores this many latest turns, and of each turn this many characters.
HISTORY_TURNS: Final = 24
TURN_CHARACTERS: Final = 500

#: Long columns that are written at the start, and that neither pages nor reviews read.
_CONTEXT_COLUMNS: Final = ("cultural_context", "sector_context", "coaching_plan")
#: Long columns that pages do not read; a review adds to the conversation.
_LONG_COLUMNS: Final = ("conversation_history", *_CONTEXT_COLUMNS)


def new_session_id() -> str:
    """Return a random id for URLs (128 bits)."""
    return secrets.token_urlsafe(16)


class CoachingSessionQuerySet(TenantQuerySet):
    """Queries on coaching sessions."""

    def visible_to(self, user: User) -> Self:
        """Return the user's own sessions."""
        return self.filter(user=user)

    def for_pages(self) -> Self:
        """Defer the long columns that no page shows."""
        return self.defer(*_LONG_COLUMNS)

    def for_answers(self) -> Self:
        """Join what the coach's comment and the audit trail need, and defer the long columns."""
        return self.select_related("user__profile", "organization").defer(*_CONTEXT_COLUMNS)


class CoachingSession(AuditedModel, TenantModel, SoftDeletableModel):
    """One person's coaching through the six steps, for one business idea."""

    class Language(models.TextChoices):
        """The languages of the coach."""

        FRENCH = "fr", "Français"
        ENGLISH = "en", "English"

    session_id = models.CharField(_("session id"), max_length=32, default=new_session_id, editable=False)
    # Each answer updates every index of its session, so there are only indexes that queries use.
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="coaching_sessions",
        verbose_name=_("user"),
    )
    business_name = models.CharField(_("business name"), max_length=120)
    sector = models.ForeignKey(Sector, on_delete=models.PROTECT, db_index=False, verbose_name=_("sector"))
    country = models.ForeignKey(Country, on_delete=models.PROTECT, db_index=False, verbose_name=_("country"))
    city = models.CharField(_("city"), max_length=80)
    language = models.CharField(_("language"), max_length=2, choices=Language, default=Language.FRENCH)
    status = models.CharField(
        _("status"), max_length=20, choices=SessionStatus, default=SessionStatus.INITIALIZED
    )
    current_step = models.CharField(
        _("current step"), max_length=16, choices=CoachingStepName, default=CoachingStepName.VISION
    )
    step_completion = models.JSONField(_("completed steps"), default=dict)
    coaching_confidence = models.FloatField(_("confidence"), default=0)
    retry_count = models.PositiveIntegerField(_("retries"), default=0)
    cultural_context = models.JSONField(_("cultural context"), default=dict, blank=True)
    sector_context = models.JSONField(_("sector context"), default=dict, blank=True)
    coaching_plan = models.JSONField(_("plan"), default=list, blank=True)
    conversation_history = models.JSONField(_("conversation"), default=list, blank=True)
    coaching_duration = models.PositiveIntegerField(_("duration in seconds"), default=0)
    completed_at = models.DateTimeField(_("completed"), null=True, blank=True)

    objects = LiveManager.from_queryset(CoachingSessionQuerySet)()
    all_objects = CoachingSessionQuerySet.as_manager()

    class Meta(AuditedModel.Meta):
        verbose_name = _("coaching session")
        verbose_name_plural = _("coaching sessions")
        triggers = [
            *AuditedModel.Meta.triggers,
            pgtrigger.FSM(
                name="transitions",
                field="status",
                transitions=sorted((old, new) for old, targets in TRANSITIONS.items() for new in targets),
                condition=pgtrigger.AnyChange("status"),
            ),
        ]
        indexes = [
            models.Index(fields=["organization", "user", "-updated_at"], name="session_by_organization"),
            models.Index(
                fields=["user", "-updated_at"],
                name="session_live_by_user",
                condition=models.Q(deleted_at__isnull=True),
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["session_id"], name="session_id_once"),
            choices_known("status", SessionStatus.values, name="session_status_known"),
            choices_known("current_step", CoachingStepName.values, name="session_step_known"),
            choices_known("language", ["fr", "en"], name="session_language_known"),
            models.CheckConstraint(
                condition=models.Q(coaching_confidence__range=(0, 1)), name="session_confidence_from_0_to_1"
            ),
            deleted_pair(name="session_deleted_by_needs_deleted_at"),
        ]

    def __str__(self) -> str:
        return self.business_name

    @property
    def steps_done(self) -> int:
        """The number of complete steps."""
        return sum(bool(self.step_completion.get(step.key)) for step in PATH)

    def move_to(self, status: SessionStatus) -> None:
        """Change the status in the database.

        Raises TransitionRefused, with nothing changed, when the stored status does not allow the change.
        """
        allowed = [source for source, targets in TRANSITIONS.items() if status in targets]
        moved = CoachingSession.all_objects.filter(pk=self.pk, status__in=allowed).update(status=status)
        if not moved:
            raise self._refusal(status)
        self.status = status

    def set_status(self, status: SessionStatus) -> None:
        """Change the status of a locked row without saving it.

        Raises TransitionRefused, with nothing changed, when the present status does not allow the change.
        """
        if status not in TRANSITIONS[self.status]:
            raise self._refusal(status)
        self.status = status

    def set_in_progress(self) -> None:
        """Set the status of a locked row to “in progress”, and clear `completed_at`, without saving it."""
        if self.status != SessionStatus.IN_PROGRESS:
            self.set_status(SessionStatus.IN_PROGRESS)
            self.completed_at = None

    def add_turns(self, step: str, *, person: str, coach: str) -> None:
        """Append an answer and the coach's comment to the conversation, without saving it."""
        texts = (("person", person), ("coach", coach))
        turns = [{"role": role, "step": step, "text": text[:TURN_CHARACTERS]} for role, text in texts]
        self.conversation_history = [*self.conversation_history, *turns][-HISTORY_TURNS:]

    def _refusal(self, status: SessionStatus) -> TransitionRefused:
        return TransitionRefused(
            _("This session is “%(status)s” and cannot become “%(wanted)s”.")
            % {"status": self.get_status_display(), "wanted": status.label}
        )


class CoachingStepQuerySet(models.QuerySet["CoachingStep"]):
    """Queries on coaching steps."""

    def of_session(self, user: User, session_id: str) -> Self:
        """Return the steps of the user's own session, unless it is deleted."""
        return self.filter(
            session__session_id=session_id, session__user=user, session__deleted_at__isnull=True
        )

    def with_session(self) -> Self:
        """Join the session, and defer its long columns."""
        return self.select_related("session").defer(*(f"session__{column}" for column in _LONG_COLUMNS))

    def by_name(self) -> dict[str, "CoachingStep"]:
        """Return the steps by name, in the order of the path."""
        return {step.name: step for step in self.order_by("step_order")}


class CoachingStep(AuditedModel):
    """One step of a session: the answer, the draft, and the review."""

    session = models.ForeignKey(
        CoachingSession,
        on_delete=models.CASCADE,
        related_name="steps",
        db_index=False,  # `step_once_per_session` begins with it
        verbose_name=_("session"),
    )
    name = models.CharField(_("step"), max_length=16, choices=CoachingStepName)
    step_order = models.PositiveSmallIntegerField(_("order"))
    user_response = models.TextField(_("answer"), blank=True)
    draft = models.TextField(_("draft"), blank=True)
    has_draft = models.BooleanField(_("has a draft"), default=False)
    version = models.PositiveIntegerField(_("version"), default=0, editable=False)
    editor = models.CharField(_("page that saved last"), max_length=16, blank=True, editable=False)
    coach_message = models.TextField(_("coach's message"), blank=True)
    examples_provided = models.JSONField(_("examples shown"), default=list, blank=True)
    is_complete = models.BooleanField(_("complete"), default=False)
    is_unknown = models.BooleanField(_("“I do not know yet”"), default=False)
    overridden = models.BooleanField(_("went on against advice"), default=False)
    score = models.PositiveSmallIntegerField(_("score"), null=True, blank=True)
    confidence_score = models.FloatField(_("confidence"), default=0)
    validation_criteria = models.JSONField(_("criteria"), default=dict, blank=True)
    step_duration = models.PositiveIntegerField(_("duration in seconds"), default=0)
    attempts = models.PositiveIntegerField(_("attempts"), default=0)

    objects = CoachingStepQuerySet.as_manager()

    class Meta(AuditedModel.Meta):
        verbose_name = _("coaching step")
        verbose_name_plural = _("coaching steps")
        constraints = [
            models.UniqueConstraint(fields=["session", "name"], name="step_once_per_session"),
            choices_known("name", CoachingStepName.values, name="step_name_known"),
            models.CheckConstraint(
                condition=models.Q(confidence_score__range=(0, 1)), name="step_confidence_from_0_to_1"
            ),
            models.CheckConstraint(
                condition=models.Q(score__isnull=True) | models.Q(score__range=(0, 100)),
                name="step_score_from_0_to_100",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.session_id} · {self.name}"

    @property
    def text(self) -> str:
        """The draft when there is one, otherwise the answer."""
        return self.draft if self.has_draft else self.user_response

    @property
    def review(self) -> StoredReview | None:
        """The review of the answer, or None before the first review."""
        return StoredReview(**self.validation_criteria) if self.validation_criteria else None

    def is_reached(self, completion: Mapping[str, bool]) -> bool:
        """Return whether the step can be answered: it was answered before, or all earlier steps are complete.

        `completion` says by name which steps of the session are complete.
        """
        earlier = CONTENT_STEPS[: self.step_order - 1]
        return self.is_complete or self.attempts > 0 or all(completion.get(name) for name in earlier)

    def set_confidence(self) -> None:
        """Set the confidence, from 0 to 1, without saving it.

        It is 0.5 for “I do not know yet”, 0 without a review, otherwise score / 100, or 0.8 of that when the
        person went on against advice (`overridden`).
        """
        factor = 0.8 if self.overridden else 1
        self.confidence_score = 0.5 if self.is_unknown else round((self.score or 0) / 100 * factor, 4)
