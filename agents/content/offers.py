"""What customers can buy, taken from the offer: names, descriptions, prices."""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from agents.content.phrases import (
    BLANKS,
    capitalized,
    matches,
    pattern,
    phrases,
    with_full_stop,
    without_full_stop,
)
from agents.content.public_sentences import Answers
from coaching.coach.scoring.facts import prices
from nlp.text import fold

MOST: Final = 12
TITLE_LONGEST: Final = 95
_LIST_AT_LEAST = 3
_OPEN_ADJECTIVE = re.compile(r"\bof [a-z]+ed$")
_TRIM: Final = f"{BLANKS},;:.–—-("
_UNIT = re.compile(
    r"\s(?:(?:et par|par|per|each|every|chaque)\s[^\W\d_]+|apiece|each|(?:la )?pièce|chacune?)(?=[.,;\s]|$)"
)


_BRACKETS = re.compile(r"\s*\([^()]{1,60}\)")


class Offer(NamedTuple):
    """One thing sold; `text` and `price` may be empty."""

    title: str
    text: str
    price: str


class _PricedPart(NamedTuple):
    """A stretch of a sentence up to the end of one price, with what stands before the price."""

    head: str
    price: str


def offers(answers: Answers, language: str, name: str) -> tuple[Offer, ...]:
    """Return what the offer names, with its prices; one entry for the whole offer when it names nothing."""
    ways = (_priced(answers, language), _listed(answers, language), _priced(answers, language, fees=True))
    found = next((made for way in ways if (made := list(way))), None) or list(_whole(answers, language))
    unique = {fold(each.title): each for each in reversed(found)}
    return tuple(each for each in found if unique[fold(each.title)] is each or not each.price)[:MOST]


def _priced(answers: Answers, language: str, *, fees: bool = False) -> Iterator[Offer]:
    """What has a price; `fees` are taken too where nothing else has one: carriers sell the transport."""
    before: list[str] = []
    for line in answers.offre:
        made = list(_priced_in(line.text, before, language, fees=fees)) if "price" in line.kinds else []
        yield from made
        said_elsewhere = line.kinds & {"guarantee", "payment", "order"}
        before = [] if made else before if said_elsewhere else [line.text, *before]


def _priced_in(text: str, before: list[str], language: str, *, fees: bool) -> Iterator[Offer]:
    """The things with a price in one sentence; a title that it lacks is taken from the sentence before."""
    parts, rest = _priced_parts(text, language, fees=fees)
    for index, part in enumerate(parts):
        title, remainder, whole = _title(part, [] if index else before, language, fees=fees)
        if title:
            lost = any(not name_and_rest(other.head, language)[0] for other in parts[index + 1 :])
            is_last = index == len(parts) - 1
            tail = _without_link(rest, language) if is_last else text if lost else ""
            yield Offer(title, _description(remainder, whole, tail), part.price)


def _title(part: _PricedPart, before: list[str], language: str, *, fees: bool) -> tuple[str, str, str]:
    """A part's title, what else is told of it, and its head where the title stood in a sentence before."""
    title, remainder = name_and_rest(part.head, language, fees=fees)
    if title or len(part.head.split()) > 1:
        return title, remainder, ""
    title, remainder = next(
        (got for got in (name_and_rest(one, language) for one in before) if got[0]), ("", "")
    )
    return title, remainder, with_full_stop(capitalized(part.head)) if part.head else ""


def _without_link(text: str, language: str) -> str:
    link = pattern(language, "shape", "join").match(fold(text))
    return text[link.end() :] if link else text


def _description(remainder: str, whole: str, tail: str) -> str:
    if tail and tail[-1] == "." and remainder and fold(remainder[:20]) in fold(tail):
        return tail
    parts = [with_full_stop(capitalized(part)) for part in (remainder, tail) if len(part.split()) > 1]
    return " ".join(dict.fromkeys(parts or ([whole] if whole else [])))


def _priced_parts(text: str, language: str, *, fees: bool) -> tuple[list[_PricedPart], str]:
    """A sentence cut behind each of its prices, and what follows the last one."""
    found: list[_PricedPart] = []
    start = 0
    for price in prices(text, "offre", language):
        if price.role != "price":
            continue
        head = text[start : price.money.span.start]
        back = matches(text[price.money.span.end :], language, "kinds", "given_back")
        if back or not _names_offer(head, bool(found), language, fees=fees):
            continue
        begins = price.money.span.start - _price_prefix(head, language)
        end = price.money.span.end + _price_unit(text[price.money.span.end :])
        found.append(
            _PricedPart(
                _before_price(text[start:begins], language), capitalized(text[begins:end].strip(_TRIM))
            )
        )
        aside = _BRACKETS.match(text, end)
        start = aside.end() if aside else end
    rest = text[start:] if found else ""
    return found, rest.strip(_TRIM)


def _names_offer(head: str, is_further: bool, language: str, *, fees: bool) -> bool:
    """Whether the words before a price name a thing, and not a fee, a refund or the same price once more."""
    if (matches(head, language, "kinds", "fee") and not fees) or matches(
        head, language, "kinds", "guarantee"
    ):
        return False
    return not is_further or not matches(head, language, "kinds", "fee_inside")


def _price_prefix(head: str, language: str) -> int:
    """How long "from" or "à partir de" before a price is: it belongs to the price."""
    lead = pattern(language, "shape", "price_from").search(fold(head))
    return len(head) - lead.start() if lead else 0


def _price_unit(rest: str) -> int:
    """How long a second unit behind a price is: "la semaine par enfant"."""
    unit = _UNIT.match(rest)
    return unit.end() if unit else 0


def _before_price(text: str, language: str) -> str:
    """What is sold, from the words before its price."""
    opened = _without_link(text, language)
    tail = pattern(language, "shape", "price_tail").search(fold(opened))
    return (opened[: tail.start()] if tail else opened).strip(_TRIM)


def name_and_rest(phrase: str, language: str, *, fees: bool = False) -> tuple[str, str]:
    """Return the name of a thing at the start of a phrase, and what follows it; ("", "") for none."""
    phrase = without_full_stop(phrase.strip())
    opening = pattern(language, "shape", "opening").match(fold(phrase))
    core = phrase[opening.end() if opening else 0 :]
    article = pattern(language, "shape", "article").match(fold(core))
    core = core[article.end() if article else 0 :]
    cut = _cut(core, language)
    title = core[: cut.start()] if cut else core
    if not _is_name(title, language, fees=fees):
        return "", ""
    remainder = core[cut.start() :] if cut else ""
    signed = remainder[:1] in ",:;(–—"
    return capitalized(_unquoted(title.strip(_TRIM))), _rest(remainder) if signed else (
        with_full_stop(phrase) if remainder else ""
    )


def _cut(core: str, language: str) -> re.Match[str] | None:
    """Where a name ends; not between two adjectives ("a bag of sieved, numbered gari")."""
    cuts = pattern(language, "shape", "title_cut").finditer(fold(core), 3)
    return next((cut for cut in cuts if not _OPEN_ADJECTIVE.search(fold(core[: cut.start()]))), None)


def _unquoted(title: str) -> str:
    """A name without the quotation marks around all of it; one left open is closed."""
    bare_title = title[1:-1].strip(BLANKS) if title[:1] in '«“"' and title[-1:] in '»”"' else title
    return f"{bare_title}\u00a0»" if bare_title.count("«") > bare_title.count("»") else bare_title


def _rest(remainder: str) -> str:
    """What follows a name behind a sign: without the sign, and without a bracket that it leaves open."""
    text = remainder.strip(f"{BLANKS},;:–—")
    return text[1:].replace(")", "", 1).strip() if text.startswith("(") else text


def _is_name(title: str, language: str, *, fees: bool) -> bool:
    words = title.split()
    fits = (
        0 < len(words) <= 14
        and 2 < len(title) <= TITLE_LONGEST
        and any(char.isalpha() for char in title)
        and title[-1] not in "!?…"
    )
    return (
        fits
        and not matches(title, language, "shape", "not_a_name")
        and (fees or not matches(title, language, "kinds", "fee"))
    )


def _listed(answers: Answers, language: str) -> Iterator[Offer]:
    """The entries of a list without prices: three parts and more between semicolons."""
    lists = (re.split(r"\s*;\s*", line.text) for line in answers.offre)
    parts = next((parts for parts in lists if len(parts) >= _LIST_AT_LEAST), [])
    for part in parts:
        title, remainder = name_and_rest(part, language)
        if title:
            yield Offer(title, with_full_stop(capitalized(remainder)) if remainder else "", "")


def _whole(answers: Answers, language: str) -> Iterator[Offer]:
    """The offer as one entry: named by its first words, or just called the offer."""
    lines = [line.text for line in answers.offre if not line.kinds & {"payment", "order"}]
    lines = lines or [line.text for line in answers.offre]
    if not lines:
        return
    title, remainder = name_and_rest(lines[0], language)
    rest = " ".join(lines[1:3])
    if title:
        yield Offer(
            title,
            f"{with_full_stop(capitalized(remainder)) if remainder else ''} {rest}".strip(),
            "",
        )
    else:
        yield Offer(str(phrases(language)["texts"]["our_offer"]), f"{lines[0]} {rest}".strip(), "")
