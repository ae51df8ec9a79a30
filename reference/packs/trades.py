"""The trades of the sectors: what a business does more exactly than its sector says."""

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from nlp.data_files import DATA, load
from reference.packs.files import Frozen, Line, Text, checked


class TradeWords(Frozen):
    """The name of a trade in one language, the terms that name it, and the words that go with it."""

    name: Line
    terms: Line
    words: Line

    def vocabulary(self) -> tuple[str, ...]:
        """Return the terms and the words of the trade."""
        return tuple(word.strip() for word in f"{self.terms},{self.words}".split(","))


class Trade(Frozen):
    """A trade, the sector that it belongs to, the sign of its logo, and its type for search engines."""

    key: str
    sector: str
    symbol: str
    schema_type: str = ""
    fr: TradeWords
    en: TradeWords

    @property
    def name(self) -> Text:
        """The name of the trade in both languages."""
        return Text(fr=self.fr.name, en=self.en.name)

    def get(self, language: str) -> TradeWords:
        """Return the words in French, or in English for every other language."""
        return self.fr if language == "fr" else self.en


@cache
def trades() -> Mapping[str, Trade]:
    """Return all trades by key, those of one sector together; raises PackError for the first error."""
    path = DATA / "trades.toml"
    return MappingProxyType(
        {key: checked(Trade, {"key": key, **values}, path) for key, values in load("trades").items()}
    )
