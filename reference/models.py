"""Code lists. A code that is no longer in use is deprecated (`active` is off), never deleted."""

from typing import Any

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from nlp.letters import plain


class CodeListQuerySet(models.QuerySet[Any]):
    """Queries on code lists."""

    def choices(self) -> list[tuple[str, str]]:
        """Return code and name of the active codes, sorted by name in the interface's language.

        They are not sorted by the database, whose order of accents depends on how it was installed.
        """
        column = "name_fr" if (get_language() or "fr").startswith("fr") else "name_en"
        return sorted(self.filter(active=True).values_list("pk", column), key=lambda row: plain(row[1]))


class CodeList(models.Model):
    """A code with its names in both languages."""

    name_en = models.CharField(_("English name"), max_length=120)
    name_fr = models.CharField(_("French name"), max_length=120)
    active = models.BooleanField(_("active"), default=True)

    objects = CodeListQuerySet.as_manager()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name in the interface's language."""
        return self.name_fr if (get_language() or "fr").startswith("fr") else self.name_en


class Currency(CodeList):
    """An ISO 4217 currency."""

    code = models.CharField(_("code"), max_length=3, primary_key=True)
    symbol = models.CharField(_("symbol"), max_length=12)
    decimals = models.PositiveSmallIntegerField(_("decimals"), default=2)

    class Meta:
        verbose_name = _("currency")
        verbose_name_plural = _("currencies")
        ordering = ["code"]


class Country(CodeList):
    """An ISO 3166-1 country, by its two-letter code."""

    code = models.CharField(_("code"), max_length=2, primary_key=True)
    calling_code = models.CharField(_("calling code"), max_length=6, blank=True)
    currency = models.ForeignKey(
        Currency, on_delete=models.PROTECT, null=True, blank=True, verbose_name=_("currency")
    )

    class Meta:
        verbose_name = _("country")
        verbose_name_plural = _("countries")
        ordering = ["code"]


class Language(CodeList):
    """A language by its BCP 47 code."""

    code = models.CharField(_("code"), max_length=12, primary_key=True)

    class Meta:
        verbose_name = _("language")
        verbose_name_plural = _("languages")
        ordering = ["code"]


class Timezone(CodeList):
    """An IANA time zone."""

    code = models.CharField(_("code"), max_length=64, primary_key=True)

    class Meta:
        verbose_name = _("time zone")
        verbose_name_plural = _("time zones")
        ordering = ["code"]


class Sector(CodeList):
    """A line of business. The data files under `reference/data/sectors` say what is known of it."""

    slug = models.SlugField(_("slug"), max_length=40, primary_key=True)
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("parent"),
    )

    class Meta:
        verbose_name = _("sector")
        verbose_name_plural = _("sectors")
        ordering = ["slug"]
