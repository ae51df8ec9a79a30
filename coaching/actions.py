"""What is noted in the trail of a coaching session."""

from django.utils.translation import gettext_lazy as _

from audit.actions import Action


class CoachingAction(Action):
    """What people and the system do to a coaching session."""

    CHANGED = "coaching.session.changed", _("Coaching details changed")
    COMPLETED = "coaching.session.completed", _("Coaching finished")
    CORRECTED = "coaching.session.corrected", _("Coaching details corrected by staff")
    DELETED = "coaching.session.deleted", _("Coaching deleted")
    FAILED = "coaching.session.failed", _("Coaching marked as failed")
    REOPENED = "coaching.session.reopened", _("Coaching reopened")
    RESTORED = "coaching.session.restored", _("Coaching restored")
    STARTED = "coaching.session.started", _("Coaching started")
    STEP_OVERRIDDEN = "coaching.step.overridden", _("Went on against advice")
