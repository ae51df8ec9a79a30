"""Audit actions of briefs, agents and results."""

from django.utils.translation import gettext_lazy as _

from audit.actions import Action


class BriefAction(Action):
    """The audit actions of this app."""

    AGENTS_FAILED = "agents.failed", _("Agents failed")
    AGENTS_QUEUED = "agents.queued", _("Agents set to work")
    AGENTS_READY = "agents.ready", _("Agents done")
    DELETED = "briefs.brief.deleted", _("Brief deleted")
    EDITED = "briefs.brief.edited", _("Brief edited")
    MADE = "briefs.brief.made", _("Brief made")
    CLAIM_CONFIRMED = "briefs.claim.confirmed", _("Source of a figure given")
    ITEM_CHOSEN = "briefs.item.chosen", _("Voice, logo, theme or colours chosen")
    ITEM_DECIDED = "briefs.item.decided", _("Result accepted, edited or rejected")
