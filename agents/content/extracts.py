"""All that the texts of one site are written from, read once from the answers."""

import re
from functools import cached_property
from typing import Any, Final

from agents.content.offers import offers
from agents.content.phrases import (
    as_sentence,
    before_match,
    matches,
    pattern,
    phrases,
    uncapitalized,
    uncapitalized_link,
    with_full_stop,
)
from agents.content.public_sentences import Sentence, public_sentences
from agents.contract import Inputs
from coaching.coach.scoring.facts import facts
from nlp.money import amounts
from nlp.quotations import Quotation, trimmed_quotation
from nlp.text import fold
from reference.packs import country_pack, sector_pack, trades

_NAME_LONGEST: Final = 60
_NOT_ALONE = re.compile(
    r"^(?:parce|car|because"
    r"|il|elle|ils|elles|cela|ca|ce|c'|en|y|leur|ensuite|puis|mais|donc|sinon|ne|comme ca|a ce prix"
    r"|pour (?:y|cela|ca|ce)|(?:le|la|les) (?:notre|mien|leur)\w*|un autre|une autre|deux autres"
    r"|it|they|he|she|this|that|these|those|then|but|for this|fee|minimum|so(?! that)|their|one|her|his"
    r"|ours?(?= [a-z]+s\b)|the same)\b|\b(?:ours|theirs|les (?:notres|miennes?))\b"
)
_LOOSE = re.compile(
    r"^(?:\w+ed|\w+ee?s?(?= (?:au|a|en|dans|sous|par|sur)))\b|\b(?:it|ca|celui-ci|celle-ci)\b"
)
_AIM: Final = {
    "fr": re.compile(r"\b(?:pour|afin) qu(?:e |')(?P<what>[^.;:!?\n]{12,130})"),
    "en": re.compile(r"\bso that (?P<what>[^.;:!?\n]{12,130})"),
}
#: A vision that says what the owner wants to be: "I want to...", "become the first...".
_WE_WANT = re.compile(
    r"(?:nous|je|j'|notre|we|our|i|my|devenir|etre|become|to be|to become|ouvrir|open)\b"
    r"|.{0,60}\b(?:nous (?:serons|deviendrons|aurons|voulons)|je veux|points de vente)\b"
    r"|.{0,60}\bveut (?:etre|devenir)\b"
    r"|.{0,60}\b(?:we (?:will be|become|are|want)|i want|wants to)\b"
)
_TOWN = re.compile(r"[A-ZÀ-Ý][\w’'-]+")
_WE_PAY = re.compile(r"\b(?:we pay|i pay|nous payons|je paie|revers\w+)\b")
_VOUS = re.compile(r"\b(?:vous|votre|vos|you|your)\b")


class Extracts:
    """The person's sentences, sorted by what they can do on a site; every part may be empty."""

    def __init__(self, inputs: Inputs) -> None:
        language = inputs.language
        self.inputs = inputs
        self.language = language
        self.phrases: dict[str, Any] = phrases(language)
        #: The sentences that visitors may read, and the coach's reading of the answers.
        self.answers = public_sentences(inputs.texts, language, inputs.business_name)
        self.facts = facts(inputs.texts, language)
        #: What customers can buy, and the titles of what the answers name.
        self.offers = offers(self.answers, language, inputs.currency)
        self.offer_titles = [each.title for each in self.offers if each.title != self.frame("our_offer")]
        #: The business's name and its town, "" when too long to stand in a sentence; the trade, "" for none.
        self.name, self.city = _short(inputs.business_name), _short(town(inputs.city))
        self.category = trade(inputs)

    def frame(self, sort: str, **slots: str) -> str:
        """Return a sentence frame of the data file, filled."""
        return str(self.phrases["texts"][sort]).format(**slots)

    def here(self, tone: str) -> str:
        """Return the least that can be said of a business: its name and town, as a sentence."""
        frames: dict[str, str] = self.phrases["texts"]["here"]
        if self.name and self.city:
            return with_full_stop(frames[tone].format(name=self.name, city=self.city))
        if self.city:
            return self.frame("here_bare", city=self.city)
        return with_full_stop(self.name or self.category or self.frame("welcome_bare"))

    @cached_property
    def missions(self) -> tuple[Sentence, ...]:
        """The mission's sentences; an infinitive stands behind "Our mission:"."""
        return tuple(
            self._as_statement(line)
            for line in self.answers.mission
            if not matches(line.text, self.language, "shape", "self_praise")
        )

    @cached_property
    def ambition(self) -> str:
        """The vision's first sentence without numbers to reach, behind "Our ambition:"; "" for none."""
        for line in self.answers.vision:
            counted = re.search(r"\d", re.sub(r"\b(?:20\d\d|\d{1,2} (?:ans|years))\b", "", line.text))
            aims = matches(line.text, self.language, "shape", "goal") and opens_alone(line.text)
            if aims and not counted and not _WE_WANT.match(fold(line.text)):
                small = uncapitalized_link(line.text, self.language)
                is_aim = self._opens_with(line.text, "infinitive")
                return self.frame("ambition", what=uncapitalized(line.text) if is_aim else small)
        return ""

    def _opens_with(self, text: str, shape: str) -> bool:
        return pattern(self.language, "shape", shape).match(fold(text)) is not None

    def _as_statement(self, line: Sentence) -> Sentence:
        if not self._opens_with(line.text, "infinitive") or self._opens_with(line.text, "not_infinitive"):
            return line
        return line._replace(text=self.frame("mission", what=uncapitalized(line.text)))

    @cached_property
    def aim(self) -> str:
        """The purpose, as the person said it, with a subject of its own: "Pour que personne..."."""
        for step in ("mission", "vision", "offre"):
            for match in _AIM[self.language].finditer(fold(self.inputs.texts.get(step, ""))):
                what = self.inputs.texts[step][slice(*match.span("what"))].strip()
                if self._is_whole(what) and len(what) <= 95:
                    lead = self.inputs.texts[step][match.start() : match.start("what")]
                    return as_sentence(re.sub("afin", "pour", f"{lead}{what}", count=1, flags=re.IGNORECASE))
        return ""

    def _is_whole(self, what: str) -> bool:
        unfit = (("shape", "own_aim"), ("never", "plan"), ("never", "others"))
        return not (re.search(r"\d", what) or any(matches(what, self.language, *key) for key in unfit))

    @cached_property
    def benefits(self) -> tuple[Sentence, ...]:
        """Sentences of the offer that say what the customer gets out of it; those that say "you" first."""
        other = {"payment", "order", "price", "guarantee", "included"}
        free = [line for line in self.answers.offre if not line.kinds & other and stands_alone(line.text)]
        fresh = [line for line in free if not self.is_offered(line.text)]
        addressed = [line for line in fresh if _VOUS.search(fold(line.text))]
        return (*addressed, *(line for line in fresh if line not in addressed and "delay" not in line.kinds))

    def is_offered(self, text: str) -> bool:
        """Return whether a sentence of the offer stands among the services already."""
        named = (each for each in self.offers if each.title in self.offer_titles)
        return any(fold(each.title) in fold(text) or text in each.text for each in named)

    @cached_property
    def guarantees(self) -> tuple[Sentence, ...]:
        """Sentences that promise something back when a promise is not kept."""
        return tuple(
            line
            for line in (*self.answers.offre, *self.answers.differentiation)
            if "guarantee" in line.kinds
            and not line.kinds & {"payment", "included"}
            and opens_alone(line.text)
            and not any(money.span.start < len("or ") for money in amounts(line.text))
        )

    @cached_property
    def differences(self) -> tuple[Sentence, ...]:
        """Sentences that say what the business does in its own way."""
        free = (line for line in self.answers.differentiation if "guarantee" not in line.kinds)
        return tuple(line for line in free if opens_alone(line.text))

    @cached_property
    def payments(self) -> tuple[Sentence, ...]:
        """How to pay; a sentence that begins with it goes before one that only mentions it."""
        lines = [
            line._replace(text=_branded(line.text, self.inputs.country, self.language))
            for line in self.answers.offre
            if "payment" in line.kinds and not line.kinds & {"price", "guarantee"}
            if opens_alone(line.text) and not _WE_PAY.search(fold(line.text))
        ]
        return tuple(line for line in lines if "payment_first" in line.kinds) or tuple(lines)

    @cached_property
    def group(self) -> str:
        """For whom it is, as a phrase that can follow "For"; "" when unknown or unkind to say."""
        customer = self.facts.customer()
        if customer is None or self._ends_list(customer):
            return ""
        group = " ".join(self._with_places(customer).split())
        group = before_match(pattern(self.language, "shape", "group_cut").search(fold(group)), group)
        if ages := pattern(self.language, "shape", "ages").search(fold(group)):
            group = f"{group[: ages.start()]}{group[ages.end() :]}"
        whole = trimmed_quotation(group, "", 0, len(group)).quote
        return self._group_phrase(whole) if whole.split()[-1:] == group.split()[-1:] else ""

    def _ends_list(self, customer: Quotation) -> bool:
        """Return whether the group is the last of several: "restaurants, shops and families"."""
        said = self.inputs.texts.get(customer.step, "")
        return matches(said[: customer.span.start], self.language, "shape", "list_before")

    def _with_places(self, customer: Quotation) -> str:
        """Return the group with a second town behind the first: "schools of Lomé and of Kpalimé"."""
        rest = self.inputs.texts.get(customer.step, "")[customer.span.end :]
        link = pattern(self.language, "shape", "next_place").match(fold(rest))
        town = _TOWN.match(rest, link.end()) if link else None
        return customer.quote + (rest[: town.end()] if town else "")

    def _group_phrase(self, group: str) -> str:
        unkind = matches(group, self.language, "never", "belittling") or re.search(r"\d", group)
        head = group.split(" ")[0]
        plural = head.lower().endswith(("s", "x", "men", "women", "people", "children", "folk"))
        if head.isupper() or unkind or not plural or not 2 <= len(group.split()) <= 12:
            return ""
        return f"{self.phrases['shape']['plural_article']} {uncapitalized(group)}".strip()


def town(city: str) -> str:
    """Return a town without what follows a comma."""
    return " ".join(city.split(",")[0].split())


def trade(inputs: Inputs) -> str:
    """Return the trade of a business, or of its sector, in a word or two; "" when it is in none."""
    known = trades().get(inputs.trade)
    named = known.name if known else sector_pack(inputs.sector).trade
    return named.get(inputs.language) if named else ""


def _short(name: str) -> str:
    """Return a name that can stand in a sentence, "" for a longer one."""
    name = " ".join(name.split())
    return name if len(name) <= _NAME_LONGEST else ""


def _branded(text: str, country: str, language: str) -> str:
    """Return a text with the country's means of payment by their proper names: "wave" becomes "Wave"."""
    for means in country_pack(country).payment_means:
        name = means.get(language)
        if name != name.lower():
            text = re.sub(rf"\b{re.escape(name.lower())}\b", name, text)
    return text


def opens_alone(text: str) -> bool:
    """Return whether a sentence can be read without the one before it, as far as its beginning tells."""
    return _NOT_ALONE.search(fold(text)) is None


def stands_alone(text: str) -> bool:
    """Return whether a sentence can stand as a headline: a subject of its own and no loose "it"."""
    return opens_alone(text) and _LOOSE.search(fold(text)) is None
