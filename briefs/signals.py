"""What the ledger asks the apps above of a brief; each receiver returns its answer."""

from django.dispatch import Signal

#: Which texts do you show of the `brief`? The answer is an iterable of `ledger.claims.Written`.
texts_asked = Signal()
#: Where are your texts of the `brief` changed? The answer maps the first part of their places to an address.
addresses_asked = Signal()
