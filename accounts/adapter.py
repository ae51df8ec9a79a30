"""The adapter of allauth: redirects, e-mails, and the rules against revealing which addresses are taken."""

import logging
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy, override
from django.utils.translation import gettext as _

from accounts import services
from accounts.actions import AccountAction
from accounts.addresses import (
    claimed_by_another,
    confirmed_by_another,
    hold_if_free,
    primary_address,
    users_of,
)
from accounts.emails import account_email
from accounts.models import SESSION_TIMEZONE, User
from audit.services import record

_log = logging.getLogger(__name__)


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """Customizes allauth for Genesis."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": gettext_lazy("This account is closed."),
        "duplicate_email": gettext_lazy("This is already your address."),
        "email_password_mismatch": gettext_lazy("This address and this password do not go together."),
        "enter_current_password": gettext_lazy("This is not your current password."),
        "incorrect_password": gettext_lazy("This is not your password."),
        "invalid_password_reset": gettext_lazy("This link is used up or too old."),
        "rate_limited": gettext_lazy("That was a lot of tries. Wait a few minutes, then go on."),
        "too_many_login_attempts": gettext_lazy(
            "That was a lot of tries. Wait five minutes, or choose a new password."
        ),
    }

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Return the URL of the profile."""
        return reverse("accounts:profile")

    def save_user(self, request: HttpRequest, user: User, form: Any, commit: bool = True) -> User:
        """Save a new user; the address becomes their login unless another user holds it already.

        The name is the local part of the address in both cases, so that no page reveals a taken address.
        """
        email = form.cleaned_data["email"]
        user.name = email.split("@")[0][:120]
        user.set_password(form.cleaned_data["password1"])
        hold_if_free(user, email)
        user.profile.preferred_language = language_of(None)
        user.profile.save(update_fields=["preferred_language"])
        record(AccountAction.SIGNED_UP, by=user, target=user)
        return user

    def confirm_email(self, request: HttpRequest, email_address: EmailAddress) -> bool:
        """Confirm the address, show a message, and return whether it worked."""
        user = email_address.user
        before = EmailAddress.objects.filter(user=user, verified=True).exclude(pk=email_address.pk).first()
        if not services.confirm_address(email_address):
            messages.error(
                request, _("This address is already confirmed by another account. Sign in to that one.")
            )
            return False
        if before:
            context = {"user": user, "from_email": before.email, "to_email": email_address.email}
            self.send_mail("email_changed", before.email, context)
        messages.success(request, _("Your address is confirmed."))
        return True

    def send_confirmation_mail(self, request: HttpRequest, emailconfirmation: Any, signup: bool) -> None:
        """Send the confirmation link; an address that another user has confirmed gets a link to the login."""
        address = emailconfirmation.email_address
        if confirmed_by_another(address):
            login = request.build_absolute_uri(reverse("account_login"))
            self.send_mail("account_already_exists", address.email, {"url": login})
            return
        name = "email_confirmation_shared" if claimed_by_another(address) else "email_confirmation"
        url = self.get_email_confirmation_url(request, emailconfirmation)
        self.send_mail(name, address.email, {"user": address.user, "url": url})

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send one of `accounts.emails.EMAILS` in the recipient's language.

        A failure of the mail server is logged and shown as a message; it raises nothing.
        """
        name = template_prefix.rsplit("/", 1)[-1]
        user = context.get("user") or next(iter(users_of(email)), None)
        home = self.request.build_absolute_uri(reverse("home"))
        url = context.get("password_reset_url") or context.get("signup_url") or home
        with override(language_of(user)):
            message = account_email(name, {"url": url, **context, "email": email, "user": user})
        try:
            message.send()
        except OSError as error:  # SMTP's errors too; their texts may name the address
            _log.error("A mail (%s) could not be sent: %s", name, type(error).__name__)
            messages.error(self.request, _("The mail could not be sent. Ask for it again in a few minutes."))

    def send_password_reset_mail(self, user: User, email: str, context: dict[str, Any]) -> None:
        """Send the link to the address as it is stored, never as it was typed."""
        if address := primary_address(user):
            super().send_password_reset_mail(user, address.email, context)

    def send_notification_mail(
        self,
        template_prefix: str,
        user: User,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """Notify the user of a change, unless the address may belong to somebody else."""
        address = primary_address(user)
        if address and (address.verified or not claimed_by_another(address)):
            self.send_mail(template_prefix, email or address.email, {**(context or {}), "user": user})

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        """Store the user's time zone in the session and their language in a cookie unless it is set."""
        response: HttpResponse = super().post_login(request, user, **kwargs)
        request.session[SESSION_TIMEZONE] = user.profile.timezone_id
        if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
            set_language_cookie(response, language_of(user))
        if kwargs["signup"]:
            messages.success(
                request,
                _("Your account is open. We have sent you a mail to confirm your address; that can wait."),
            )
        return response

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """Drop allauth's messages: some of them reveal whether an address is taken."""

    def reauthenticate(self, user: User, password: str) -> bool:
        """Return whether the password is this user's; attempts count against the login's rate limit."""
        self.pre_authenticate(self.request, email=str(user.pk))
        if not user.check_password(password):
            return False
        self._rollback_login_failed_rl_usage()
        return True


def language_of(user: User | None) -> str:
    """Return the two-letter code of the user's language, or of the active language without a user."""
    return user.profile.preferred_language if user else (get_language() or settings.LANGUAGE_CODE)[:2]


def set_language_cookie(response: HttpResponse, language: str) -> None:
    """Set the language cookie."""
    response.set_cookie(settings.LANGUAGE_COOKIE_NAME, language, max_age=365 * 24 * 3600, samesite="Lax")
