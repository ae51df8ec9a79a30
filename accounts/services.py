"""Use cases of a user's own account."""

from allauth.account.models import EmailAddress
from django.db import transaction
from django.db.models import F

from accounts.actions import AccountAction
from accounts.addresses import confirmed_by_another, hold_if_free
from accounts.canonical import canonical
from accounts.models import User, UserProfile
from accounts.signals import person_deactivated
from audit.services import record


@transaction.atomic
def confirm_address(address: EmailAddress) -> bool:
    """Mark the address as confirmed, make it the user's login and delete their other addresses.

    Returns False, with nothing written, when the address is gone or another user has confirmed it.
    """
    user, email = address.user, address.email
    same_address = EmailAddress.objects.select_for_update(no_key=True).filter(email=email).order_by("pk")
    if address not in list(same_address) or confirmed_by_another(address):
        return False
    User.objects.filter(email=email).exclude(pk=user.pk).update(email=None)
    user.email = email
    user.save(update_fields=["email"])
    EmailAddress.objects.filter(user=user).exclude(pk=address.pk).delete()
    address.verified = address.primary = True
    address.save()
    record(AccountAction.EMAIL_CONFIRMED, by=user, target=user)
    return True


@transaction.atomic
def change_address(*, user: User, email: str) -> EmailAddress:
    """Store the address that the user wants, and return it, to be confirmed by e-mail.

    A confirmed address stays in use until the new one is confirmed too. An address that was never confirmed
    is replaced at once: it may have been mistyped.
    """
    addresses = EmailAddress.objects.filter(user=user)
    addresses.exclude(primary=True, verified=True).delete()
    replaces_at_once = not addresses.exists()
    if replaces_at_once:
        hold_if_free(user, email)
    return EmailAddress.objects.create(user=user, email=canonical(email), primary=replaces_at_once)


def cancel_address_changes(user: User) -> None:
    """Delete new addresses that are not confirmed, which makes their links invalid.

    Whoever knew the former password may have asked for such a link, and would get the account back by it.
    """
    EmailAddress.objects.filter(user=user, primary=False, verified=False).delete()


def fill_profile_location(*, user: User, country: str, city: str) -> None:
    """Store country and city in the user's profile unless it has one of them."""
    UserProfile.objects.filter(user=user, country=None, city="").update(country_id=country, city=city)


@transaction.atomic
def change_status(*, user: User, status: str) -> None:
    """Set the account's status. Sends `person_deactivated` when the user may not sign in any more."""
    user.status, user.is_active = status, status == User.Status.ACTIVE
    user.save(update_fields=["status", "is_active"])
    if not user.is_active:
        person_deactivated.send(sender=User, user=user)


@transaction.atomic
def sign_out_everywhere(*, user: User, by: User) -> None:
    """End all sessions of the user; `update_session_auth_hash()` keeps the caller's own."""
    User.objects.filter(pk=user.pk).update(session_epoch=F("session_epoch") + 1)
    user.refresh_from_db(fields=["session_epoch"])
    record(AccountAction.SIGNED_OUT_EVERYWHERE, by=by, target=user)
