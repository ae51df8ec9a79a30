"""Signals of accounts, sent inside the transaction: an exception of a receiver rolls it back."""

from django.dispatch import Signal

#: A user was created, with a profile. Sent with `user`.
person_created = Signal()
#: A user may not sign in any more. Sent with `user`.
person_deactivated = Signal()
