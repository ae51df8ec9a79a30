"""Events of businesses, sent inside the transaction: what a receiver raises undoes them."""

from django.dispatch import Signal

#: A business was deleted: `business`, and `by` whom.
business_deleted = Signal()
