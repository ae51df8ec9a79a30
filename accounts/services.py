"""Use cases of a person's own account."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from django.db import transaction
from django.db.models import F

from accounts.actions import AccountAction
from accounts.addresses import confirmed_by_another, hold_if_free, lock_address, make_holder
from accounts.models import User, UserProfile
from accounts.signals import person_deactivated
from audit.services import record


@transaction.atomic
def confirm_address(address: EmailAddress) -> bool:
    """Mark the address as confirmed and move the login to its owner; False when somebody else was first
    or the address was given up meanwhile.

    A change of address ends here: what the person had before is dropped.
    """
    still_there = address in lock_address(address.email)
    if not still_there or confirmed_by_another(address):
        return False
    user = address.user
    make_holder(user, address.email)
    EmailAddress.objects.filter(user=user).exclude(pk=address.pk).delete()
    address.verified = address.primary = True
    address.save()
    record(AccountAction.EMAIL_CONFIRMED, by=user, target=user)
    return True


@transaction.atomic
def change_address(*, user: User, email: str) -> EmailAddress:
    """Note the address that the person wants; return it, to be confirmed by mail.

    A confirmed address stays in use until the new one is confirmed too. An address that was never confirmed
    is replaced at once: it may have been mistyped.
    """
    EmailAddress.objects.filter(user=user, primary=False).delete()
    current = EmailAddress.objects.filter(user=user, primary=True).first()
    if current and current.verified:
        return EmailAddress.objects.create(user=user, email=email.lower())
    EmailAddress.objects.filter(user=user).delete()
    hold_if_free(user, email)
    return EmailAddress.objects.create(user=user, email=email.lower(), primary=True)


def drop_changes_under_way(user: User) -> None:
    """Void the links of changes of address that were asked for and not confirmed.

    Who knew the old password may have asked for one: the link would give them the account back.
    """
    EmailAddress.objects.filter(user=user, primary=False, verified=False).delete()


def note_place(*, user: User, country: str, city: str) -> None:
    """Keep the place that the person gave elsewhere in their profile, while that names none itself."""
    UserProfile.objects.filter(user=user, country=None, city="").update(country_id=country, city=city)


@transaction.atomic
def change_status(*, user: User, status: str) -> None:
    """Give the account another status: only an active person may sign in. Sends `person_deactivated`."""
    user.status, user.is_active = status, status == User.Status.ACTIVE
    user.save(update_fields=["status", "is_active"])
    if not user.is_active:
        person_deactivated.send(sender=User, user=user)


@transaction.atomic
def sign_out_everywhere(*, user: User, by: User) -> None:
    """End every session of the person; the caller keeps their own by `update_session_auth_hash()`."""
    User.objects.filter(pk=user.pk).update(session_epoch=F("session_epoch") + 1)
    user.refresh_from_db(fields=["session_epoch"])
    record(AccountAction.SIGNED_OUT_EVERYWHERE, by=by, target=user)
