"""Events of people's accounts, sent inside the transaction: what a receiver raises undoes them."""

from django.dispatch import Signal

#: A person was saved for the first time, with their profile: `user`.
person_created = Signal()
#: A person may not sign in any more: `user`.
person_deactivated = Signal()
