"""Signing in by e-mail and password, when several accounts may go by one address."""

from __future__ import annotations

from typing import Final

from allauth.account.auth_backends import AuthenticationBackend

from accounts.addresses import users_of
from accounts.models import User

#: Passwords hashed for any attempt: an unknown address takes as long as one with a holder and a claimant.
#: Three accounts on one address would take longer; each of them mailed its owner when it was opened.
HASHES_PER_ATTEMPT: Final = 2


class AddressBackend(AuthenticationBackend):  # type: ignore[misc]  # allauth ships no types
    """Tries the password on every account of the address, without stopping early.

    allauth's own backend leaves out claimants once somebody has confirmed the address; then a failing sign-in
    would tell a claimant that the address has an owner.
    """

    def _authenticate_by_email(self, email: str, password: str) -> User | None:
        """Return the account that the password fits, the one who confirmed the address first."""
        people = users_of(email) if email else []
        fitting = [user for user in people if self._check_password(user, password)]
        for _ in range(HASHES_PER_ATTEMPT - len(people)):
            self._mitigate_timing_attack(password)
        self._did_check_password = True
        return fitting[0] if fitting else None
