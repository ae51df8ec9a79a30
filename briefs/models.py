"""Briefs, the runs of the agents, decisions on their results, and the claim ledger."""

from typing import Final, Self

import pghistory
from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from audit.models import AuthoredModel, choices_known
from coaching.models import CoachingSession
from nlp.letters import words
from organizations.models import TenantModel, TenantQuerySet
from reference.models import Sector

#: The five texts of a brief, in the order of the page.
BRIEF_TEXTS: Final = ("vision", "mission", "target_audience", "differentiation", "value_proposition")
#: The texts that the person edits, in the order of the page.
TEXT_FIELDS: Final = ("business_name", "summary", *BRIEF_TEXTS)
#: The most words of a search.
MOST_WORDS: Final = 8


def search_text(name: str) -> str:
    """Return the value of `search_text` for a name: its words in plain letters, each after a space.

    A search for " cre" finds the names with a word that begins with "cre": see decision 0015. Services write
    the column together with the name.
    """
    return " " + " ".join(words(name))


class NamedQuerySet(TenantQuerySet):
    """Rows with a business name, owned by an organization."""

    def named(self, text: str) -> Self:
        """Keep the rows whose name has, for each word of the text, a word that begins with it."""
        wanted = models.Q()
        for word in words(text)[:MOST_WORDS]:
            wanted &= models.Q(search_text__contains=f" {word}")
        return self.filter(wanted)


def search_text_constraint(name: str) -> models.CheckConstraint:
    """Return the constraint that `search_text` is filled."""
    return models.CheckConstraint(condition=models.Q(search_text__startswith=" "), name=name)


#: Columns without history: the results of the agents are large, and `search_text` follows from the name.
_UNTRACKED: Final = [
    "search_text",
    "market_research",
    "content_generation",
    "logo_creation",
    "seo_optimization",
    "template_selection",
]


@pghistory.track(exclude=_UNTRACKED)
class BusinessBrief(AuthoredModel, TenantModel):
    """The brief of a finished session: a document for banks, partners and customers."""

    coaching_session = models.OneToOneField(
        CoachingSession, on_delete=models.PROTECT, related_name="brief", verbose_name=_("coaching session")
    )
    business_name = models.CharField(_("business name"), max_length=120)
    search_text = models.TextField(_("name as searched"), editable=False)
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
    template_selection = models.JSONField(_("theme"), default=dict, blank=True)
    overall_confidence = models.FloatField(_("confidence"), default=0)
    brief_completeness = models.FloatField(_("completeness"), default=0)
    is_ready_for_website = models.BooleanField(_("ready for a website"), default=False)
    dc360_website_id = models.IntegerField(_("partner website id"), null=True, blank=True)
    edited_fields = models.JSONField(_("fields the person edited"), default=list, blank=True, editable=False)
    version = models.PositiveIntegerField(_("version"), default=0, editable=False)

    secret_columns = frozenset({"search_text"})

    objects = NamedQuerySet.as_manager()

    class Meta(AuthoredModel.Meta):
        verbose_name = _("business brief")
        verbose_name_plural = _("business briefs")
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
            search_text_constraint("brief_has_search_text"),
        ]

    def __str__(self) -> str:
        return self.business_name

    def lock(self) -> bool:
        """Lock the row until the transaction ends; return False when it is gone.

        Services lock in one order: the brief, its business, the site, the other rows, the session last.
        """
        rows = BusinessBrief.objects.select_for_update(no_key=True).filter(pk=self.pk)
        return rows.values_list("pk", flat=True).first() is not None

    def lock_session(self) -> CoachingSession:
        """Lock the brief's session, after the brief itself, and return it."""
        rows = CoachingSession.all_objects.select_for_update(no_key=True)
        session: CoachingSession = rows.get(pk=self.coaching_session_id)
        return session


class AgentName(models.TextChoices):
    """The five agents by key (`agents.contract.AgentKey`), with the names that people read."""

    RESEARCH = "research", _("Research")
    CONTENT = "content", _("Site texts")
    LOGO = "logo", _("Logo")
    SEO = "seo", _("Search engines")
    TEMPLATE = "template", _("Theme")


class AgentRunQuerySet(TenantQuerySet):
    """Runs of the agents."""

    def open(self) -> Self:
        """Keep the runs that are queued or running."""
        return self.filter(status__in=AgentRun.OPEN)


class AgentRun(AuthoredModel, TenantModel):
    """The last run of one agent for one brief; there is one row for each brief and agent."""

    class Status(models.TextChoices):
        """The status of a run; a skipped one had nothing to do, as its inputs had not changed."""

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
            choices_known("agent", AgentName.values, name="agent_run_agent_known"),
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
    """A person's decision on one item of a result, or a choice that they made for the whole site.

    A later run changes no row. `text` is the person's own wording when the state is "edited", which holds for
    any later text too; else it is the text that they accepted or rejected, and no other. `facts` are the
    hashes of the facts at that time, by key: when a fact of the item has changed since, the item is to be
    reviewed. A choice of tone, mark, theme or palette has one of `briefs.choices.CHOICE_KEYS` as its key, and
    the chosen option as its text.
    """

    class State(models.TextChoices):
        """The decision."""

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
            choices_known("agent", AgentName.values, name="item_choice_agent_known"),
            choices_known("state", ["accepted", "edited", "rejected"], name="item_choice_state_known"),
        ]

    def __str__(self) -> str:
        return f"{self.key}: {self.get_state_display()}"


class Claim(AuthoredModel, TenantModel):
    """A figure of a text, and its evidence: a row of the claim ledger.

    `place` names the text ("brief/vision", "content/about.warm", "site/3fa2c1/entries.0.price"); `position`
    counts the figures of that text, from 0. A row is written again whenever its text changes; the source that
    a person gave (`confirmed_source`) stays as long as the figure stands at that place.
    """

    class Kind(models.TextChoices):
        """The kind of evidence; a figure to verify may not be published."""

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
