"""Signals of organizations, sent inside the transaction: an exception of a receiver rolls it back."""

from django.dispatch import Signal

#: An organization was closed. Sent with `organization`.
organization_closed = Signal()
#: A membership was suspended, ended or deleted. Sent with `membership`.
membership_ended = Signal()
