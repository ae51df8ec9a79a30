"""The template filter for amounts of money."""

from decimal import Decimal

from django import template
from django.utils.translation import get_language

from nlp.data_files import known_language
from nlp.money import written_amount

register = template.Library()


@register.filter
def amount(value: float, currency: str) -> str:
    """Return an amount in a currency (an ISO code) as it is written everywhere, in the page's language."""
    return written_amount(Decimal(str(value)), currency, known_language(get_language() or ""))
