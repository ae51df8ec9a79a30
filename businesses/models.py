"""Businesses."""

import pghistory
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from audit.models import AuthoredModel, LiveManager, SoftDeletableModel, choices_known, deleted_pair
from briefs.models import BusinessBrief, NamedQuerySet, search_text_constraint
from organizations.models import TenantModel
from reference.models import Sector


@pghistory.track(exclude=["search_text"])
class Business(AuthoredModel, TenantModel, SoftDeletableModel):
    """A business that a person runs or prepares, made from a brief or on its own."""

    class Status(models.TextChoices):
        """The status of a business."""

        DRAFT = "draft", _("Draft")
        ACTIVE = "active", pgettext_lazy("business", "Active")
        PAUSED = "paused", _("Paused")

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="businesses", verbose_name=_("owner")
    )
    brief = models.OneToOneField(
        BusinessBrief,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="business",
        verbose_name=_("brief"),
    )
    business_name = models.CharField(_("business name"), max_length=120)
    search_text = models.TextField(_("name as searched"), editable=False)
    sector = models.ForeignKey(Sector, on_delete=models.PROTECT, verbose_name=_("sector"))
    vision = models.TextField(_("vision"), blank=True)
    mission = models.TextField(_("mission"), blank=True)
    target_audience = models.TextField(_("customers"), blank=True)
    differentiation = models.TextField(_("difference"), blank=True)
    value_proposition = models.TextField(_("offer"), blank=True)
    location = models.JSONField(_("location"), default=dict, blank=True)
    cultural_context = models.JSONField(_("cultural context"), default=dict, blank=True)
    status = models.CharField(_("status"), max_length=8, choices=Status, default=Status.DRAFT)

    secret_columns = frozenset({"search_text"})

    objects = LiveManager.from_queryset(NamedQuerySet)()
    all_objects = NamedQuerySet.as_manager()

    class Meta(AuthoredModel.Meta):
        verbose_name = _("business")
        verbose_name_plural = _("businesses")
        indexes = [
            models.Index(fields=["organization", "-updated_at"], name="business_by_organization"),
            models.Index(fields=["organization", "sector", "status"], name="business_by_sector"),
            models.Index(fields=["business_name"], name="business_by_name"),
        ]
        constraints = [
            choices_known("status", ["draft", "active", "paused"], name="business_status_known"),
            deleted_pair(name="business_deleted_by_needs_deleted_at"),
            search_text_constraint("business_has_search_text"),
        ]

    def __str__(self) -> str:
        return self.business_name
