"""Runs of the sub-agents, and what a person decided of their results."""

from __future__ import annotations

from typing import Final, Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from audit.models import AuthoredModel, choices_known
from briefs.models.brief import BusinessBrief
from organizations.models import TenantModel, TenantQuerySet


class AgentName(models.TextChoices):
    """The five sub-agents."""

    RESEARCH = "research", _("Research")
    CONTENT = "content", _("Site texts")
    LOGO = "logo", _("Logo")
    SEO = "seo", _("Search engines")
    TEMPLATE = "template", _("Theme")


class AgentRunQuerySet(TenantQuerySet):
    """Runs of the sub-agents."""

    def open(self) -> Self:
        """Keep the runs that wait or work."""
        return self.filter(status__in=AgentRun.OPEN)


class AgentRun(AuthoredModel, TenantModel):
    """How the last run of one sub-agent on one brief went; there is one row a brief and agent."""

    class Status(models.TextChoices):
        """Where the run stands; `skipped` did not run, as nothing that it reads had changed."""

        QUEUED = "queued", _("Waiting")
        RUNNING = "running", _("At work")
        SUCCEEDED = "succeeded", _("Done")
        FAILED = "failed", _("Failed")
        SKIPPED = "skipped", _("Unchanged")

    OPEN: Final = (Status.QUEUED, Status.RUNNING)

    brief = models.ForeignKey(
        BusinessBrief, on_delete=models.CASCADE, db_index=False, related_name="runs", verbose_name=_("brief")
    )
    agent = models.CharField(_("agent"), max_length=8, choices=AgentName)
    status = models.CharField(_("status"), max_length=9, choices=Status, default=Status.QUEUED)
    progress = models.PositiveSmallIntegerField(_("progress in percent"), default=0)
    doing = models.CharField(_("what it does now"), max_length=32, blank=True)
    queued_at = models.DateTimeField(_("queued"), null=True, blank=True)
    started_at = models.DateTimeField(_("started"), null=True, blank=True)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    error = models.CharField(_("error"), max_length=32, blank=True)
    provider = models.CharField(_("provider"), max_length=32, default="built-in")
    inputs_hash = models.CharField(_("hash of the inputs"), max_length=64, blank=True)
    mail_to = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        db_index=False,
        related_name="+",
        verbose_name=_("who gets a mail when all is done"),
    )

    objects = AgentRunQuerySet.as_manager()

    class Meta(AuthoredModel.Meta):
        verbose_name = _("agent run")
        verbose_name_plural = _("agent runs")
        indexes = [models.Index(fields=["organization", "brief"], name="run_by_organization")]
        constraints = [
            models.UniqueConstraint(fields=["brief", "agent"], name="one_run_a_brief_and_agent"),
            choices_known(
                "agent", ["research", "content", "logo", "seo", "template"], name="agent_run_agent_known"
            ),
            choices_known(
                "status",
                ["queued", "running", "succeeded", "failed", "skipped"],
                name="agent_run_status_known",
            ),
            models.CheckConstraint(
                condition=models.Q(progress__range=(0, 100)), name="agent_run_progress_from_0_to_100"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_agent_display()}: {self.get_status_display()}"


class ItemChoice(AuthoredModel, TenantModel):
    """What a person decided of one item of a result; no rerun ever touches it.

    `text` is their own wording when edited, otherwise the text that they decided on: of another text, which
    a later run makes, nothing is decided. `facts` are the facts (hashes by key) that the item rested on when
    they decided: when one of them has changed since, the item is to be reviewed.
    """

    class State(models.TextChoices):
        """What was decided."""

        ACCEPTED = "accepted", _("Accepted")
        EDITED = "edited", _("Edited")
        REJECTED = "rejected", _("Rejected")

    brief = models.ForeignKey(
        BusinessBrief,
        on_delete=models.CASCADE,
        db_index=False,
        related_name="choices",
        verbose_name=_("brief"),
    )
    agent = models.CharField(_("agent"), max_length=8, choices=AgentName)
    key = models.CharField(_("item"), max_length=64)
    state = models.CharField(_("decision"), max_length=8, choices=State)
    text = models.TextField(_("own wording"), blank=True)
    facts = models.JSONField(_("facts at that time"), default=dict, blank=True)
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)

    objects = TenantQuerySet.as_manager()

    class Meta(AuthoredModel.Meta):
        verbose_name = _("decision on an item")
        verbose_name_plural = _("decisions on items")
        indexes = [models.Index(fields=["organization", "brief"], name="choice_by_organization")]
        constraints = [
            models.UniqueConstraint(fields=["brief", "agent", "key"], name="one_decision_an_item"),
            choices_known(
                "agent", ["research", "content", "logo", "seo", "template"], name="item_choice_agent_known"
            ),
            choices_known("state", ["accepted", "edited", "rejected"], name="item_choice_state_known"),
        ]

    def __str__(self) -> str:
        return f"{self.key}: {self.get_state_display()}"
