"""The authentication backend for addresses with several accounts."""

from typing import Final

from allauth.account.auth_backends import AuthenticationBackend

from accounts.addresses import users_of
from accounts.models import User

#: The least number of hashes of an attempt: an unknown address takes as long as one with two accounts. Three
#: take longer, but each of them sent an e-mail to the owner when it was opened.
HASHES_PER_ATTEMPT: Final = 2


class AddressBackend(AuthenticationBackend):  # type: ignore[misc]  # allauth ships no types
    """Checks the password against all accounts of an address.

    allauth's backend ignores claimants once the address is confirmed, so that a failing login would reveal to
    a claimant that it has an owner.
    """

    def _authenticate_by_email(self, email: str, password: str) -> User | None:
        """Return the account with this password, preferably the one that confirmed the address."""
        people = users_of(email) if email else []
        fitting = [user for user in people if self._check_password(user, password)]
        for _ in range(HASHES_PER_ATTEMPT - len(people)):
            self._mitigate_timing_attack(password)
        self._did_check_password = True
        return fitting[0] if fitting else None
