"""What the trail's codes mean, in words that staff read; a code without words is shown as it is."""

from __future__ import annotations

from typing import Final

from django.apps import apps
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

ACTIONS: Final[dict[str, Promise]] = {
    "accounts.email.confirmed": _("Address confirmed"),
    "accounts.signed_out_everywhere": _("Signed out everywhere"),
    "accounts.signed_up": _("Account opened"),
    "agents.failed": _("Sub-agents failed"),
    "agents.queued": _("Sub-agents set to work"),
    "agents.ready": _("Sub-agents done"),
    "briefs.brief.deleted": _("Brief deleted"),
    "briefs.brief.edited": _("Brief edited"),
    "briefs.brief.made": _("Brief made"),
    "businesses.business.changed": _("Business changed"),
    "businesses.business.created": _("Business created"),
    "businesses.business.deleted": _("Business deleted"),
    "businesses.business.restored": _("Business restored"),
    "hosting.website.failed": _("Partner website failed"),
    "hosting.website.ordered": _("Partner website asked for"),
    "hosting.website.placed": _("Partner website online"),
    "hosting.website.read": _("Brief read by the partner"),
    "briefs.claim.confirmed": _("Source of a figure given"),
    "briefs.item.chosen": _("Voice, logo, theme or colours chosen"),
    "briefs.item.decided": _("Result accepted, edited or rejected"),
    "coaching.session.changed": _("Coaching details changed"),
    "coaching.session.completed": _("Coaching finished"),
    "coaching.session.corrected": _("Coaching details corrected by staff"),
    "coaching.session.deleted": _("Coaching deleted"),
    "coaching.session.failed": _("Coaching marked as failed"),
    "coaching.session.reopened": _("Coaching reopened"),
    "coaching.session.restored": _("Coaching restored"),
    "coaching.session.started": _("Coaching started"),
    "coaching.step.overridden": _("Went on against advice"),
    "organizations.renamed": _("Organization renamed"),
    "websites.image.added": _("Photo added"),
    "websites.image.deleted": _("Photo deleted"),
    "websites.site.changed": _("Site changed"),
    "websites.site.made": _("Site made"),
    "websites.site.moved": _("Site given another address"),
    "websites.site.published": _("Site published"),
    "websites.site.undone": _("Change of a site taken back"),
    "websites.site.unpublished": _("Site taken off line"),
}


def action_words(code: str) -> str:
    """Return what was done, in the interface's language."""
    return str(ACTIONS.get(code, code))


def kind_words(target_type: str) -> str:
    """Return what kind of thing “app.model” is, in the interface's language."""
    try:
        return capfirst(str(apps.get_model(target_type)._meta.verbose_name))
    except (LookupError, ValueError):
        return target_type
