"""Events of organizations, sent inside the transaction: what a receiver raises undoes them."""

from django.dispatch import Signal

#: An organization was closed or deleted: `organization`.
organization_closed = Signal()
#: A person was suspended in an organization, left it or was taken out of it: `membership`.
membership_ended = Signal()
