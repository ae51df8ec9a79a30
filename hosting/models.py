"""A brief's website at the hosting partner."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from audit.models import AuthoredModel, choices_known
from briefs.models import BusinessBrief
from organizations.models import TenantModel, TenantQuerySet


class PartnerWebsite(AuthoredModel, TenantModel):
    """A person's order of a website at the partner, with its status.

    `content` is the brief as it was ordered, the only content that the partner can read. `fingerprint` is its
    hash: the same content keeps its `idempotency_key`, so that a second order creates no second website.
    """

    class Status(models.TextChoices):
        """The status of an order."""

        QUEUED = "queued", _("Waiting")
        PLACED = "placed", _("Online with the partner")
        FAILED = "failed", _("Failed")

    class Error(models.TextChoices):
        """The reason of a failure, as a message for the person."""

        UNAVAILABLE = "unavailable", _("The partner does not answer. Try again in a few minutes.")
        REFUSED = "refused", _("The partner refused this brief. Complete it, then try again.")
        LOCKED = "locked", _("The partner does not let Genesis in. Tell whoever runs this server.")

    brief = models.OneToOneField(
        BusinessBrief, on_delete=models.CASCADE, related_name="partner_website", verbose_name=_("brief")
    )
    status = models.CharField(_("status"), max_length=8, choices=Status, default=Status.QUEUED)
    error = models.CharField(_("error"), max_length=16, choices=Error, blank=True)
    idempotency_key = models.UUIDField(_("idempotency key"), default=uuid.uuid4)
    content = models.JSONField(_("what was handed over"), default=dict)
    fingerprint = models.CharField(_("fingerprint of the content"), max_length=64)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    url = models.URLField(_("address"), max_length=500, blank=True)
    placed_at = models.DateTimeField(_("placed"), null=True, blank=True)

    objects = TenantQuerySet.as_manager()

    class Meta(AuthoredModel.Meta):
        verbose_name = _("website at the partner")
        verbose_name_plural = _("websites at the partner")
        indexes = [models.Index(fields=["organization", "brief"], name="partner_site_by_organization")]
        constraints = [
            choices_known("status", ["queued", "placed", "failed"], name="partner_status_known"),
            choices_known("error", ["", "unavailable", "refused", "locked"], name="partner_error_known"),
        ]

    def __str__(self) -> str:
        return f"{self.brief_id}: {self.get_status_display()}"
