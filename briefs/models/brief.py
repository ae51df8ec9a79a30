"""The brief of a finished session, and the search by business name."""

from __future__ import annotations

from typing import Final, Self

import pghistory
from django.db import models
from django.utils.translation import gettext_lazy as _

from audit.models import AuthoredModel, choices_known
from coaching.models import CoachingSession
from organizations.models import TenantModel, TenantQuerySet
from reference.models import Sector, fold

#: The five texts of a brief, in the order of the page.
BRIEF_TEXTS: Final = ("vision", "mission", "target_audience", "differentiation", "value_proposition")


#: The most words of a search.
MOST_WORDS: Final = 8


def _words(text: str) -> list[str]:
    """Return the folded words of a text: its runs of letters and digits."""
    return "".join(char if char.isalnum() else " " for char in fold(text)).split()


def search_text(name: str) -> str:
    """Return the value of `search_text` for a name: its folded words, each after a space.

    A search for " cre" finds the names with a word that begins with "cre": see decision 0015. Services write
    the column together with the name.
    """
    return " " + " ".join(_words(name))


class NamedQuerySet(TenantQuerySet):
    """Rows with a business name, owned by an organization."""

    def named(self, text: str) -> Self:
        """Keep the rows whose name has, for each word of the text, a word that begins with it."""
        wanted = models.Q()
        for word in _words(text)[:MOST_WORDS]:
            wanted &= models.Q(search_text__contains=f" {word}")
        return self.filter(wanted)


def has_search_text(name: str) -> models.CheckConstraint:
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
    template_selection = models.JSONField(_("template"), default=dict, blank=True)
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
            has_search_text("brief_has_search_text"),
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
        sessions = CoachingSession.all_objects.select_for_update(no_key=True)
        session: CoachingSession = sessions.get(pk=self.coaching_session_id)
        return session
