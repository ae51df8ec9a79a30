"""Who an e-mail address belongs to.

Anybody may sign up with any address, and nobody can tell from outside whether it is taken. So an address
has at most one holder (`User.email`) and any number of claimants: accounts whose unconfirmed `EmailAddress`
carries it. Whoever confirms the address becomes its holder; a holder who never did becomes a claimant.
"""

from __future__ import annotations

from typing import Final

from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction

from accounts.models import User

#: The accounts that go by one address: each costs a sign-in one hash and a new password one mail.
MOST_ACCOUNTS: Final = 6


def users_of(email: str) -> list[User]:
    """Return the accounts that the address signs in to: who confirmed it, its holder, the newest claimants.

    MOST_ACCOUNTS at most; a claimant pushed out by newer ones comes back in by confirming the address. An
    address that somebody only wants to change to does not count until it is confirmed.
    """
    addresses = EmailAddress.objects.filter(email=email.lower(), primary=True).select_related("user")
    people = [address.user for address in addresses.order_by("-verified", "-pk")]
    people += User.objects.filter(email=email.lower(), emailaddress=None)  # made by staff, never signed in
    confirmed = {address.user_id for address in addresses if address.verified}
    return sorted(people, key=lambda user: (user.pk not in confirmed, not user.email))[:MOST_ACCOUNTS]


def primary_address(user: User) -> EmailAddress | None:
    """Return the address that the person signs in with; accounts made by staff get theirs here."""
    address = EmailAddress.objects.filter(user=user, primary=True).first()
    if address is None and user.email:
        address = EmailAddress.objects.create(user=user, email=user.email, primary=True)
    return address


def confirmed_by_another(address: EmailAddress) -> bool:
    """Say whether somebody else has confirmed this very address."""
    others = EmailAddress.objects.filter(email=address.email, verified=True)
    return bool(others.exclude(user_id=address.user_id).exists())


def claimed_by_another(address: EmailAddress) -> bool:
    """Say whether another account goes by this address, confirmed or not."""
    others = EmailAddress.objects.filter(email=address.email).exclude(user_id=address.user_id)
    return (
        bool(others.exists()) or User.objects.filter(email=address.email).exclude(pk=address.user_id).exists()
    )


def hold_if_free(user: User, email: str) -> bool:
    """Make the person the holder of the address unless somebody is already; say whether they are now.

    The unique index decides, so that two sign-ups at once cannot both hold it.
    """
    columns = None if user._state.adding else ["email"]
    try:
        with transaction.atomic():
            user.email = email.lower()
            user.save(update_fields=columns)
    except IntegrityError:
        user.email = None
        user.save(update_fields=columns)
    return user.email is not None


def lock_address(email: str) -> list[EmailAddress]:
    """Lock the rows that carry the address until the transaction ends: of two confirmations one waits."""
    return list(
        EmailAddress.objects.select_for_update(no_key=True).filter(email=email.lower()).order_by("pk")
    )


def make_holder(user: User, email: str) -> None:
    """Move `User.email` to the person who has confirmed the address; call it in a transaction."""
    User.objects.filter(email=email.lower()).exclude(pk=user.pk).update(email=None)
    user.email = email.lower()
    user.save(update_fields=["email"])
