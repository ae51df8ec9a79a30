"""E-mails: their texts as data, rendered with one layout as plain text and as HTML."""

from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple

from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User


class EmailTemplate(NamedTuple):
    """The texts of one kind of e-mail, with %-placeholders that the context fills."""

    subject: Promise
    paragraphs: tuple[Promise, ...]
    button: Promise | None = None
    footnote: Promise | None = None

    def message(
        self,
        context: Mapping[str, Any],
        to: str,
        reply_to: Sequence[str] | None = None,
    ) -> EmailMultiAlternatives:
        """Return the e-mail in the active language; `context` has the button's `url` and all placeholders."""
        filled = {
            "subject": " ".join((str(self.subject) % context).split()),
            "paragraphs": [str(text) % context for text in self.paragraphs],
            "button": self.button,
            "footnote": self.footnote,
            "url": context["url"],
        }
        text = render_to_string("emails/layout.txt", filled).strip() + "\n"
        email = EmailMultiAlternatives(filled["subject"], text, to=[to], reply_to=reply_to)
        email.attach_alternative(render_to_string("emails/layout.html", filled), "text/html")
        return email


_NOT_YOU = _("If it was not you, ignore this mail: nothing changes.")
_NOT_YOU_ACT = _("If it was not you, choose a new password at once: that signs everybody else out.")

EMAILS: Final[Mapping[str, EmailTemplate]] = {
    "email_confirmation": EmailTemplate(
        _("Confirm your address"),
        (
            _("You opened an account on Genesis, or changed its address, with %(email)s."),
            _(
                "Confirm that the address is yours. You need it to publish, to share, and to get back "
                "in if you forget your password."
            ),
        ),
        _("Confirm my address"),
        _("The link works for three days. If it was not you, do not click: nothing happens without you."),
    ),
    "email_confirmation_shared": EmailTemplate(
        _("Confirm your address"),
        (
            _(
                "An account was opened on Genesis with %(email)s on %(opened)s. There is also another "
                "account with this address, not confirmed either."
            ),
            _(
                "If you opened the account of %(opened)s, confirm it: the address will then belong to "
                "that account only. If not, do not click; sign in to the account that you know."
            ),
        ),
        _("Confirm my address"),
        _("The link works for three days."),
    ),
    "account_already_exists": EmailTemplate(
        _("You already have an account"),
        (
            _(
                "Somebody, perhaps you, has just entered %(email)s on Genesis to open an account or to "
                "change to this address."
            ),
            _(
                "You already have an account with it. Sign in there: your work is waiting. If you "
                "forgot the password, the sign-in page lets you choose a new one."
            ),
        ),
        _("Sign in"),
        _NOT_YOU,
    ),
    "unknown_account": EmailTemplate(
        _("No account with this address"),
        (
            _("Somebody, perhaps you, has asked for a new password for %(email)s on Genesis."),
            _(
                "There is no account with this address. You may have signed up with another one; or "
                "open an account now, it takes a minute."
            ),
        ),
        _("Open an account"),
        _NOT_YOU,
    ),
    "password_reset_key": EmailTemplate(
        _("Choose a new password"),
        (
            _("A new password was asked for the account that you opened on %(opened)s with %(email)s."),
            _("Choose it here. The link works once, within a day."),
        ),
        _("Choose my password"),
        _NOT_YOU,
    ),
    "password_reset": EmailTemplate(
        _("Your password has changed"),
        (
            _(
                "The password of your account %(email)s has just been replaced through the link that "
                "we mailed. Every other device is signed out."
            ),
        ),
        _("Go to Genesis"),
        _NOT_YOU_ACT,
    ),
    "password_changed": EmailTemplate(
        _("Your password has changed"),
        (
            _(
                "The password of your account %(email)s has just been changed. Every other device is "
                "signed out."
            ),
        ),
        _("Go to Genesis"),
        _NOT_YOU_ACT,
    ),
    "password_set": EmailTemplate(
        _("Your account has a password now"),
        (_("A password has just been set for your account %(email)s."),),
        _("Go to Genesis"),
        _NOT_YOU_ACT,
    ),
    "email_changed": EmailTemplate(
        _("Your address has changed"),
        (_("Your account on Genesis no longer goes by %(from_email)s but by %(to_email)s."),),
        _("Go to Genesis"),
        _("If it was not you, answer this mail at once."),
    ),
    "email_deleted": EmailTemplate(
        _("A change of address was dropped"),
        (_("Your account on Genesis keeps the address %(email)s."),),
        _("Go to Genesis"),
        _NOT_YOU_ACT,
    ),
}


def account_email(name: str, context: Mapping[str, Any]) -> EmailMultiAlternatives:
    """Return the account e-mail of that name in the active language.

    `context` has `email` (the recipient), `url`, `user` (None when unknown) and the template's placeholders.
    """
    user: User | None = context.get("user")
    opened = date_format(user.created_at, "DATE_FORMAT") if user else ""
    return EMAILS[name].message({**context, "opened": opened}, context["email"])
