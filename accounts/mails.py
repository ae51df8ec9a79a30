"""The letters that the account sends, as data; one layout writes them as text and as HTML."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.template.loader import render_to_string
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User


@dataclass(frozen=True)
class Mail:
    """One kind of letter. Texts may name `%(email)s`, `%(from_email)s`, `%(to_email)s` and `%(opened)s`."""

    subject: Promise
    paragraphs: tuple[Promise, ...]
    button: Promise | None = None
    footnote: Promise | None = None


@dataclass(frozen=True)
class Letter:
    """A letter ready to be sent."""

    subject: str
    text: str
    html: str


_NOT_YOU = _("If it was not you, ignore this mail: nothing changes.")
_NOT_YOU_ACT = _("If it was not you, choose a new password at once: that signs everybody else out.")

MAILS: Final[Mapping[str, Mail]] = {
    "email_confirmation": Mail(
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
    "email_confirmation_shared": Mail(
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
    "account_already_exists": Mail(
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
    "unknown_account": Mail(
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
    "password_reset_key": Mail(
        _("Choose a new password"),
        (
            _("A new password was asked for the account that you opened on %(opened)s with %(email)s."),
            _("Choose it here. The link works once, within a day."),
        ),
        _("Choose my password"),
        _NOT_YOU,
    ),
    "password_reset": Mail(
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
    "password_changed": Mail(
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
    "password_set": Mail(
        _("Your account has a password now"),
        (_("A password has just been set for your account %(email)s."),),
        _("Go to Genesis"),
        _NOT_YOU_ACT,
    ),
    "email_changed": Mail(
        _("Your address has changed"),
        (_("Your account on Genesis no longer goes by %(from_email)s but by %(to_email)s."),),
        _("Go to Genesis"),
        _("If it was not you, answer this mail at once."),
    ),
    "email_deleted": Mail(
        _("A change of address was dropped"),
        (_("Your account on Genesis keeps the address %(email)s."),),
        _("Go to Genesis"),
        _NOT_YOU_ACT,
    ),
}


def letter(name: str, context: Mapping[str, Any]) -> Letter:
    """Write the mail of that name in the active language.

    `context` has email, url, user (None when nobody is known) and what else the texts name.
    """
    user: User | None = context.get("user")
    return written(MAILS[name], {**context, "opened": _day(user)})


def written(mail: Mail, words: Mapping[str, Any]) -> Letter:
    """Write a mail in the active language; `words` has its url and what its texts name."""
    filled = {
        "subject": " ".join((str(mail.subject) % words).split()),
        "paragraphs": [str(text) % words for text in mail.paragraphs],
        "button": mail.button,
        "footnote": mail.footnote,
        "url": words["url"],
    }
    text = render_to_string("emails/letter.txt", filled).strip() + "\n"
    return Letter(filled["subject"], text, render_to_string("emails/letter.html", filled))


def _day(user: User | None) -> str:
    """Return the day on which the account was opened, as people write it."""
    return date_format(user.created_at, "DATE_FORMAT") if user else ""
