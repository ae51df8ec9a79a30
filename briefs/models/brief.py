"""The brief that a finished session gives."""

from __future__ import annotations

from typing import Final, Self

import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from audit.models import AuthoredModel, choices_known
from briefs.names import has_words, keeps_words, words_of
from coaching.models import CoachingSession
from organizations.models import Organization, TenantModel, TenantQuerySet
from reference.models import Sector

#: What makes a brief complete, in the order of the page.
BRIEF_TEXTS: Final = ("vision", "mission", "target_audience", "differentiation", "value_proposition")


class NamedQuerySet(TenantQuerySet):
    """Rows with a business name, owned by an organization."""

    def visible_to(self, user: User, *, named: str = "") -> Self:
        """Keep what belongs to organizations that the person is an active member of, and is `named` so.

        A search checks the organization of the rows that the words found: `IS TRUE` keeps the planner from
        reading all rows of the organization first.
        """
        mine = models.Q(organization__in=Organization.objects.visible_to(user))
        if not words_of(named):
            return self.filter(mine)
        checked = models.Func(mine, template="(%(expressions)s) IS TRUE", output_field=models.BooleanField())
        return self.named(named).filter(checked)

    def named(self, text: str) -> Self:
        """Keep the rows whose name has every word of the text, whatever accents and case; blank keeps all."""
        starts = words_of(text)
        return self.filter(has_words(self.model._meta.db_table, starts)) if starts else self


#: What the sub-agents made: a history of it would be as large as all runs together.
_RESULTS: Final = [
    "market_research",
    "content_generation",
    "logo_creation",
    "seo_optimization",
    "template_selection",
]


@pghistory.track(exclude=_RESULTS)
class BusinessBrief(AuthoredModel, TenantModel):
    """What a person can show to a bank, a partner or a customer: the path's result, in their own words."""

    coaching_session = models.OneToOneField(
        CoachingSession, on_delete=models.PROTECT, related_name="brief", verbose_name=_("coaching session")
    )
    business_name = models.CharField(_("business name"), max_length=120)
    vision = models.TextField(_("vision"))
    mission = models.TextField(_("mission"))
    target_audience = models.TextField(_("customers"))
    differentiation = models.TextField(_("difference"))
    value_proposition = models.TextField(_("offer"))
    summary = models.TextField(_("summary"), blank=True)
    sector = models.ForeignKey(Sector, on_delete=models.PROTECT, verbose_name=_("sector"))
    location = models.JSONField(_("location"), default=dict)
    language = models.CharField(_("language"), max_length=2, choices=CoachingSession.Language)
    market_research = models.JSONField(_("market research"), default=dict, blank=True)
    content_generation = models.JSONField(_("site texts"), default=dict, blank=True)
    logo_creation = models.JSONField(_("logo"), default=dict, blank=True)
    seo_optimization = models.JSONField(_("search engines"), default=dict, blank=True)
    template_selection = models.JSONField(_("template"), default=dict, blank=True)
    overall_confidence = models.FloatField(_("confidence"), default=0)
    brief_completeness = models.FloatField(_("completeness"), default=0)
    is_ready_for_website = models.BooleanField(_("ready for a website"), default=False)
    dc360_website_id = models.IntegerField(_("partner website id"), null=True, blank=True)
    edited_fields = models.JSONField(_("fields the person edited"), default=list, blank=True, editable=False)
    version = models.PositiveIntegerField(_("version"), default=0, editable=False)

    objects = NamedQuerySet.as_manager()

    class Meta(AuthoredModel.Meta):
        verbose_name = _("business brief")
        verbose_name_plural = _("business briefs")
        triggers = [*AuthoredModel.Meta.triggers, *keeps_words("briefs_businessbrief")]
        indexes = [
            models.Index(fields=["organization", "-updated_at"], name="brief_by_organization"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(overall_confidence__range=(0, 1)), name="brief_confidence_from_0_to_1"
            ),
            models.CheckConstraint(
                condition=models.Q(brief_completeness__range=(0, 1)), name="brief_completeness_from_0_to_1"
            ),
            choices_known("language", ["fr", "en"], name="brief_language_known"),
        ]

    def __str__(self) -> str:
        return self.business_name

    def locked_session(self) -> CoachingSession:
        """Lock the brief's session and return it: whoever locks it first never meets a deadlock."""
        session: CoachingSession = CoachingSession.all_objects.select_for_update().get(
            pk=self.coaching_session_id
        )
        return session
