"""The trades that texts speak of; a baker and a carrier are not one business."""

from collections.abc import Mapping
from functools import lru_cache

from nlp.data_files import load
from nlp.quotations import Quotation, tokens_cached
from nlp.text import Span, Token, content_words, stem


def different_trades(
    texts: Mapping[str, str], one: str, other: str, language: str
) -> tuple[Quotation, Quotation] | None:
    """Return a trade of each of two texts that share no content word and no trade, or None.

    Trades that combine with any other (`crossing` in the data) make two texts different only if another trade
    is named.
    """
    words, others = content_words(texts[one], language), content_words(texts[other], language)
    if _stems(words, language) & _stems(others, language):
        return None
    first = _trades(texts[one], one, language, len(words))
    second = _trades(texts[other], other, language, len(others))
    named = first.keys() | second.keys()
    if first.keys() & second.keys() or named <= {*load(f"{language}/trades")["crossing"].split()}:
        return None
    return (next(iter(first.values())), next(iter(second.values()))) if first and second else None


def _trades(text: str, step: str, language: str, words: int) -> dict[str, Quotation]:
    """Return the trades of a text, each with its first word; none if too few of its words name trades."""
    found: dict[str, list[Quotation]] = {}
    for token in tokens_cached(text, language):
        if trade := _trade_words(language).get(token.folded):
            found.setdefault(trade, []).append(Quotation(token.text, step, Span(token.start, token.end)))
    if sum(map(len, found.values())) * 14 < words:
        return {}
    crossing = load(f"{language}/trades")["crossing"].split()
    return {trade: quotes[0] for trade, quotes in found.items() if len(quotes) > 1 or trade not in crossing}


@lru_cache(maxsize=2)
def _trade_words(language: str) -> dict[str, str]:
    """Return the trade of each word that names one."""
    return {
        word: trade for trade, words in load(f"{language}/trades")["words"].items() for word in words.split()
    }


def _stems(words: list[Token], language: str) -> set[str]:
    """Return the stems of the words, without those that every business uses."""
    generic = load(f"{language}/trades")["generic"].split()
    return {stem(word.folded, language) for word in words if word.folded not in generic}
