"""The claim ledger: where every figure of a brief, its results and its site comes from."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from audit.models import AuthoredModel, choices_known
from briefs.models.brief import BusinessBrief
from organizations.models import TenantModel, TenantQuerySet


class Claim(AuthoredModel, TenantModel):
    """One figure at one place of a text, and its evidence.

    `place` names the text ("brief/vision", "content/about.warm", "site/3fa2c1/entries.0.price"), `position`
    is the figure's number in that text, from 0. A row is written anew whenever its text changes; what a
    person confirmed (`confirmed_source`) stays as long as the figure stands at that place.
    """

    class Kind(models.TextChoices):
        """Where a figure comes from; what is still to be verified may not be published."""

        SAID = "said", _("Said by the person")
        COMPUTED = "computed", _("Computed")
        TABLE = "table", _("From a table")
        TO_VERIFY = "to_verify", _("To verify")

    brief = models.ForeignKey(
        BusinessBrief,
        on_delete=models.CASCADE,
        db_index=False,
        related_name="claims",
        verbose_name=_("brief"),
    )
    place = models.CharField(_("place"), max_length=120)
    position = models.PositiveSmallIntegerField(_("position in the text"))
    numeral = models.CharField(_("figure as written"), max_length=60)
    kind = models.CharField(_("kind"), max_length=9, choices=Kind)
    step = models.CharField(_("step"), max_length=16, blank=True)
    quote = models.CharField(_("words"), max_length=300, blank=True)
    formula = models.CharField(_("formula"), max_length=300, blank=True)
    source = models.CharField(_("source"), max_length=300, blank=True)
    year = models.PositiveSmallIntegerField(_("year"), null=True, blank=True)
    confirmed_source = models.CharField(_("source given by the person"), max_length=300, blank=True)

    objects = TenantQuerySet.as_manager()

    class Meta(AuthoredModel.Meta):
        verbose_name = _("claim")
        verbose_name_plural = _("claims")
        indexes = [
            models.Index(fields=["organization", "brief"], name="claim_by_organization"),
            models.Index(fields=["brief"], name="open_claims_by_brief", condition=models.Q(kind="to_verify")),
        ]
        constraints = [
            models.UniqueConstraint(fields=["brief", "place", "position"], name="one_claim_a_figure"),
            choices_known("kind", ["said", "computed", "table", "to_verify"], name="claim_kind_known"),
            models.CheckConstraint(
                condition=~models.Q(kind="computed") | ~models.Q(formula=""),
                name="computed_claim_has_formula",
            ),
            models.CheckConstraint(
                condition=~models.Q(kind="table") | ~models.Q(source=""), name="table_claim_has_source"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.place}: {self.numeral}"
