"""The owners of e-mail addresses.

Anybody can sign up with any address, and no page reveals whether it is taken. An address has at most
one holder (`User.email`) and any number of claimants: accounts with an unconfirmed `EmailAddress`. Whoever
confirms the address becomes its holder; a former holder without confirmation becomes a claimant.
"""

from typing import Final

from allauth.account.models import EmailAddress
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction

from accounts.canonical import canonical
from accounts.models import User

#: The most accounts with one address: each costs a login one hash, and a password reset one e-mail.
MAX_ACCOUNTS: Final = 6


def users_of(email: str) -> list[User]:
    """Return the accounts of an address: who confirmed it, its holder, then the newest claimants.

    Returns MAX_ACCOUNTS at most; an older claimant has to confirm the address. A new address that replaces
    another one counts once it is confirmed.
    """
    email = canonical(email)
    addresses = EmailAddress.objects.filter(email=email, primary=True).select_related("user")
    people = [address.user for address in addresses.order_by("-verified", "-pk")]
    people += User.objects.filter(email=email, emailaddress=None)  # made by staff, never signed in
    confirmed = {address.user_id for address in addresses if address.verified}
    return sorted(people, key=lambda user: (user.pk not in confirmed, not user.email))[:MAX_ACCOUNTS]


def primary_address(user: User) -> EmailAddress | None:
    """Return the user's primary address; create it for an account that staff made."""
    address = EmailAddress.objects.filter(user=user, primary=True).first()
    if address is None and user.email:
        address = EmailAddress.objects.create(user=user, email=user.email, primary=True)
    return address


def email_verified(user: User | AnonymousUser) -> bool:
    """Return whether the user has a confirmed e-mail address (one query)."""
    return bool(EmailAddress.objects.filter(user_id=user.pk, verified=True).exists())


def confirmed_by_another(address: EmailAddress) -> bool:
    """Return whether another user has confirmed this address."""
    others = EmailAddress.objects.filter(email=address.email, verified=True)
    return bool(others.exclude(user_id=address.user_id).exists())


def claimed_by_another(address: EmailAddress) -> bool:
    """Return whether another account has this address, confirmed or not."""
    claimants = EmailAddress.objects.filter(email=address.email).exclude(user_id=address.user_id)
    holders = User.objects.filter(email=address.email).exclude(pk=address.user_id)
    return bool(claimants.exists() or holders.exists())


def hold_if_free(user: User, email: str) -> bool:
    """Make the user the holder of a free address; return False when another user holds it.

    The unique index decides between simultaneous sign-ups.
    """
    columns = None if user._state.adding else ["email"]
    try:
        with transaction.atomic():
            user.email = email
            user.save(update_fields=columns)
    except IntegrityError:
        user.email = None
        user.save(update_fields=columns)
    return user.email is not None
