"""What the search agent reads: the site's texts that hold now, and what the person said."""

import re
from typing import Final

from agents.content.extracts import town, trade
from agents.content.generate import NUMERAL, figures, generate
from agents.content.phrases import phrases as content_words
from agents.contract import TONES, FactKey, Figure, Inputs, Item
from agents.data_files import load
from nlp.text import fold, sentence_at
from nlp.typography import without_controls

_SERVICE: Final = re.compile(r"service\.(\d+)\.(title|price)")
_BLANKS: Final = re.compile(r"[ \t\r\n\f\v]+")


def _ignore(percent: int, key: str) -> None:
    """Take a report of progress that nobody reads."""


class Site:
    """The texts of a site; without any, those that the content agent would make."""

    def __init__(self, inputs: Inputs) -> None:
        self.inputs = inputs
        self.phrases = load(f"seo/data/{inputs.language}.toml")
        given = {key: _BLANKS.sub(" ", text).strip() for key, text in inputs.site_texts.items()}
        self.texts = {key: text for key, text in given.items() if text} or {
            item.key: item.text for item in generate(inputs, _ignore).items() if item.text
        }
        #: The name of the business, its town and its trade, each "" when unknown.
        self.name = " ".join(without_controls(inputs.business_name).split())
        self.city, self.category = town(inputs.city), trade(inputs)
        #: Key of the name, name and price ("" for none) of what is sold, in the site's order.
        self.services = self._services()

    def _services(self) -> tuple[tuple[str, str, str], ...]:
        numbers = {int(match[1]) for key in self.texts if (match := _SERVICE.fullmatch(key))}
        ours = content_words(self.inputs.language)["texts"]["our_offer"]
        rows = ((f"service.{number}.title", f"service.{number}.price") for number in sorted(numbers))
        found = ((title, self.texts.get(title, ""), self.texts.get(price, "")) for title, price in rows)
        return tuple(row for row in found if row[1] and row[1] != ours)

    def toned(self, part: str) -> tuple[str, str]:
        """Return the key and text of a part ("about") in the tone that the person chose, else in another."""
        keys = [f"{part}.{tone}" for tone in (self.inputs.tone, *TONES)]
        return next(((key, self.texts[key]) for key in keys if key in self.texts), ("", ""))

    def item(self, key: str, label: str, text: str, why: str, from_texts: tuple[str, ...] = ()) -> Item:
        """Return an item with the source of each of its numbers and the facts that stand in it."""
        return Item(
            key=key,
            label=label,
            text=text,
            figures=tuple(map(self._figure, dict.fromkeys(NUMERAL.findall(text)))),
            uses=self._uses(text),
            from_texts=tuple(dict.fromkeys(from_texts)),
            why=why,
        )

    def _figure(self, numeral: str) -> Figure:
        """Return where a number comes from; one that only a site text has was written there by the person."""
        if known := figures(numeral, self.inputs):
            return known[0]
        for text in self.texts.values():
            if found := next((match for match in NUMERAL.finditer(text) if match[0] == numeral), None):
                quote = text[slice(*sentence_at(text, found.start()))]
                return Figure(numeral=numeral, kind="said", step="edited", quote=quote)
        return Figure(numeral=numeral, kind="to_verify")

    def _uses(self, text: str) -> tuple[FactKey, ...]:
        folded = fold(text)
        known: dict[FactKey, list[str]] = {
            "name": [self.name],
            "price": [price for _, _, price in self.services],
            "place": [self.city],
        }
        return tuple(key for key in known if any(each and fold(each) in folded for each in known[key]))
