"""Organizations, the roles they give, and who belongs to them."""

from typing import Any, Self

import pghistory
from django.conf import settings
from django.contrib.auth.models import Permission
from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from audit.models import AuthoredModel, LiveManager, SoftDeletableModel, choices_known, deleted_pair
from reference.models import Country


class OrganizationQuerySet(models.QuerySet["Organization"]):
    """Organizations."""

    def visible_to(self, user: User) -> Self:
        """Keep the organizations that the person is an active member of."""
        active = Membership.objects.active().filter(user=user)
        return self.filter(pk__in=active.values("organization_id"))


@pghistory.track()
class Organization(AuthoredModel, SoftDeletableModel):
    """A tenant: a person's own organization, or a team's."""

    class Kind(models.TextChoices):
        """The kind of an organization."""

        PERSONAL = "personal", _("Personal")
        TEAM = "team", _("Team")

    name = models.CharField(_("name"), max_length=120)
    slug = models.SlugField(_("slug"), max_length=60, unique=True)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.PERSONAL)
    description = models.TextField(_("description"), blank=True)
    contact_email = models.EmailField(_("contact e-mail"), blank=True)
    contact_phone = models.CharField(_("contact phone"), max_length=16, blank=True)
    website = models.URLField(_("website"), blank=True)
    country = models.ForeignKey(
        Country, on_delete=models.PROTECT, null=True, blank=True, verbose_name=_("country")
    )
    is_active = models.BooleanField(_("active"), default=True)

    objects = LiveManager.from_queryset(OrganizationQuerySet)()
    all_objects = OrganizationQuerySet.as_manager()

    class Meta(AuthoredModel.Meta):
        verbose_name = _("organization")
        verbose_name_plural = _("organizations")
        constraints = [
            choices_known("kind", ["personal", "team"], name="organization_kind_known"),
            deleted_pair(name="organization_deleted_by_needs_deleted_at"),
        ]

    def __str__(self) -> str:
        return self.name


class TenantQuerySet(models.QuerySet[Any]):
    """Rows that belong to an organization."""

    def visible_to(self, user: User) -> Self:
        """Keep what belongs to organizations that the person is an active member of."""
        return self.filter(organization__in=Organization.objects.visible_to(user))

    def for_organization(self, organization: Organization) -> Self:
        """Keep one organization's rows."""
        return self.filter(organization=organization)


class TenantModel(models.Model):
    """A row that belongs to an organization; an index of its table begins with it."""

    organization = models.ForeignKey(
        Organization, on_delete=models.PROTECT, db_index=False, verbose_name=_("organization")
    )

    class Meta:
        abstract = True


@pghistory.track()
class Role(AuthoredModel):
    """A named set of Django permissions; built in when it belongs to no organization."""

    organization = models.ForeignKey(
        Organization, on_delete=models.CASCADE, null=True, blank=True, verbose_name=_("organization")
    )
    name = models.CharField(_("name"), max_length=60)
    description = models.CharField(_("description"), max_length=200, blank=True)
    permissions = models.ManyToManyField(Permission, blank=True, verbose_name=_("permissions"))

    class Meta(AuthoredModel.Meta):
        verbose_name = _("role")
        verbose_name_plural = _("roles")
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "name"], name="role_name_unique", nulls_distinct=False
            )
        ]

    def __str__(self) -> str:
        return self.name


class MembershipQuerySet(models.QuerySet["Membership"]):
    """Memberships."""

    def active(self) -> Self:
        """Keep the active memberships that are not deleted."""
        return self.filter(status=Membership.Status.ACTIVE, deleted_at__isnull=True)


@pghistory.track()
class Membership(AuthoredModel, SoftDeletableModel):
    """A person in an organization, in one role."""

    class Status(models.TextChoices):
        """The status of a membership."""

        ACTIVE = "active", _("Active")
        SUSPENDED = "suspended", _("Suspended")
        LEFT = "left", _("Left")

    class JoinedVia(models.TextChoices):
        """How the user became a member."""

        SIGNUP = "signup", _("Sign-up")
        INVITATION = "invitation", _("Invitation")
        TRANSFER = "transfer", _("Transfer")
        STAFF = "staff", _("Staff")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships", verbose_name=_("user")
    )
    organization = models.ForeignKey(
        Organization, on_delete=models.CASCADE, related_name="memberships", verbose_name=_("organization")
    )
    role = models.ForeignKey(Role, on_delete=models.PROTECT, verbose_name=_("role"))
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.ACTIVE)
    is_default = models.BooleanField(_("default"), default=False)
    joined_via = models.CharField(_("joined via"), max_length=12, choices=JoinedVia, default=JoinedVia.SIGNUP)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("invited by"),
    )

    objects = LiveManager.from_queryset(MembershipQuerySet)()
    all_objects = MembershipQuerySet.as_manager()

    class Meta(AuthoredModel.Meta):
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "organization"],
                condition=models.Q(deleted_at__isnull=True),
                name="membership_once_while_live",
            ),
            models.UniqueConstraint(
                fields=["user"],
                condition=models.Q(is_default=True, deleted_at__isnull=True),
                name="membership_one_default_per_user",
            ),
            choices_known("status", ["active", "suspended", "left"], name="membership_status_known"),
            choices_known(
                "joined_via",
                ["signup", "invitation", "transfer", "staff"],
                name="membership_joined_via_known",
            ),
            deleted_pair(name="membership_deleted_by_needs_deleted_at"),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.organization}"
