"""Users and their profiles."""

from typing import Any, ClassVar, Final

import pghistory
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.core.validators import RegexValidator
from django.db import models, transaction
from django.db.models.functions import Lower
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from accounts.canonical import canonical
from accounts.signals import person_created
from audit.models import AuditedModel, choices_known
from reference.models import Country, Timezone

#: The session key of the user's time zone, an IANA name.
SESSION_TIMEZONE: Final = "timezone"


class UserManager(BaseUserManager["User"]):
    """Creates users by e-mail address."""

    def create_user(self, email: str | None, password: str | None = None, **fields: Any) -> "User":
        """Create a user; without a password they cannot sign in."""
        user = self.model(email=email, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Create a superuser."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> "User":
        """Return the user with that e-mail address, however it is spelled."""
        return self.get(email=canonical(username or ""))


@pghistory.track(exclude=["password", "last_login"])
class User(AuditedModel, AbstractBaseUser, PermissionsMixin):
    """A user. The e-mail address is the login; it is NULL while another account holds that address."""

    class Status(models.TextChoices):
        """The status of an account."""

        ACTIVE = "active", _("Active")
        SUSPENDED = "suspended", _("Suspended")
        LOCKED = "locked", _("Locked")
        ANONYMIZED = "anonymized", _("Anonymized")

    email = models.EmailField(_("e-mail address"), null=True, blank=True, unique=True)
    name = models.CharField(_("name"), max_length=120, blank=True)
    phone = models.CharField(
        _("phone"), max_length=16, blank=True, validators=[RegexValidator(r"^\+[1-9]\d{6,14}$")]
    )
    job_title = models.CharField(_("job title"), max_length=120, blank=True)
    is_active = models.BooleanField(_("active"), default=True)
    is_staff = models.BooleanField(_("staff"), default=False)
    status = models.CharField(_("status"), max_length=12, choices=Status, default=Status.ACTIVE)
    onboarding_completed_at = models.DateTimeField(_("onboarding completed"), null=True, blank=True)
    session_epoch = models.PositiveIntegerField(_("session epoch"), default=0, editable=False)

    objects = UserManager()

    secret_columns = frozenset({"password"})
    EMAIL_FIELD = "email"
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta(AuditedModel.Meta):
        verbose_name = _("user")
        verbose_name_plural = _("users")
        constraints = [
            models.CheckConstraint(  # so that `unique` holds for every spelling
                condition=models.Q(email=Lower("email"), email__regex="^[!#-~]+$"),
                name="user_email_is_canonical",
            ),
            choices_known(
                "status", ["active", "suspended", "locked", "anonymized"], name="user_status_known"
            ),
            models.CheckConstraint(
                condition=models.Q(status="active", is_active=True)
                | (~models.Q(status="active") & models.Q(is_active=False)),
                name="user_signs_in_only_while_active",
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.email or str(self.pk)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save with the canonical address; create the profile of a new user and send `person_created`."""
        self.email = canonical(self.email) if self.email else None
        with transaction.atomic():
            is_new = self._state.adding
            super().save(*args, **kwargs)
            if is_new:
                UserProfile.objects.create(user=self)
                person_created.send(sender=User, user=self)

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        """Return the hash of password and `session_epoch`, so that a new epoch ends all sessions.

        Overrides the method behind `get_session_auth_hash()`, also for former secrets.
        """
        salt = f"accounts.User.session.{self.session_epoch}"
        return salted_hmac(salt, self.password, secret=secret, algorithm="sha256").hexdigest()

    def get_short_name(self) -> str:
        """Return the first word of the name, "" without a name.

        It does not fall back to the address, whose absence would reveal that another account holds it.
        """
        return self.name.split(" ")[0]


class UserProfile(AuditedModel):
    """A user's country, language, time zone, coaching style and context."""

    class PreferredLanguage(models.TextChoices):
        """The interface languages."""

        FRENCH = "fr", "Français"
        ENGLISH = "en", "English"

    class CoachingStyle(models.TextChoices):
        """The coach's style."""

        GENTLE = "gentle", _("Gentle")
        DIRECT = "direct", _("Direct")
        CHALLENGING = "challenging", _("Challenging")

    user = models.OneToOneField(
        User, on_delete=models.CASCADE, related_name="profile", verbose_name=_("user")
    )
    country = models.ForeignKey(
        Country, on_delete=models.PROTECT, null=True, blank=True, verbose_name=_("country")
    )
    city = models.CharField(_("city"), max_length=80, blank=True)
    region = models.CharField(_("region"), max_length=80, blank=True)
    preferred_language = models.CharField(
        _("language"), max_length=2, choices=PreferredLanguage, default=PreferredLanguage.FRENCH
    )
    timezone = models.ForeignKey(
        Timezone, on_delete=models.PROTECT, null=True, blank=True, verbose_name=_("time zone")
    )
    coaching_style = models.CharField(
        _("coaching style"), max_length=12, choices=CoachingStyle, default=CoachingStyle.GENTLE
    )
    business_context = models.JSONField(_("business context"), default=dict, blank=True)
    cultural_context = models.JSONField(_("cultural context"), default=dict, blank=True)

    class Meta(AuditedModel.Meta):
        verbose_name = _("profile")
        verbose_name_plural = _("profiles")
        constraints = [
            choices_known("preferred_language", ["fr", "en"], name="profile_language_known"),
            choices_known("coaching_style", ["gentle", "direct", "challenging"], name="profile_style_known"),
        ]

    def __str__(self) -> str:
        return str(self.user)
