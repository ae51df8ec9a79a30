"""What customers can buy, taken from the answers on the offer: names, descriptions, prices."""

import re
from collections.abc import Iterator
from itertools import islice
from typing import Final, NamedTuple

from agents.content.phrases import (
    BLANKS,
    after_match,
    as_sentence,
    before_match,
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

_TRIM: Final = f"{BLANKS},;:.–—-("
_OPEN_ADJECTIVE: Final = re.compile(r"\bof [a-z]+ed$")
_UNIT: Final = re.compile(
    r"\s(?:(?:et par|par|per|each|every|chaque)\s[^\W\d_]+|apiece|each|(?:la )?pièce|chacune?)(?=[.,;\s]|$)"
)
_BRACKETS: Final = re.compile(r"\s*\([^()]{1,60}\)")


class Offer(NamedTuple):
    """One thing that customers can buy; `text` and `price` may be empty."""

    title: str
    text: str
    price: str


def offers(answers: Answers, language: str, currency: str) -> tuple[Offer, ...]:
    """Return what the answers offer, with its prices; one entry for the whole offer when it names nothing.

    `currency` is the ISO code of the country's money.
    """
    ways = (
        _priced(answers, language, currency),
        _listed(answers, language),
        _priced(answers, language, currency, fees=True),
    )
    found = next((entries for way in ways if (entries := list(way))), None) or _whole(answers, language)
    unique = {fold(each.title): each for each in reversed(found)}
    fresh = (each for each in found if unique[fold(each.title)] is each or not each.price)
    return tuple(islice(fresh, 12))


def _priced(answers: Answers, language: str, currency: str, *, fees: bool = False) -> Iterator[Offer]:
    """Yield what has a price; with `fees` also what else is a fee, as carriers sell the transport."""
    before: list[str] = []
    for line in answers.offre:
        entries = (
            list(_priced_in(line.text, before, language, currency, fees=fees))
            if "price" in line.kinds
            else []
        )
        yield from entries
        if entries:
            before = []
        elif not line.kinds & {"guarantee", "payment", "order"}:
            before = [line.text, *before]


def _priced_in(text: str, before: list[str], language: str, currency: str, *, fees: bool) -> Iterator[Offer]:
    """Yield what has a price in one sentence; a title that it lacks is taken from the sentence before."""
    parts, rest = _priced_parts(text, language, currency, fees=fees)
    for index, (head, price) in enumerate(parts):
        title, remainder, whole = _title(head, [] if index else before, language, fees=fees)
        if title:
            lost = any(not name_and_rest(other, language)[0] for other, _ in parts[index + 1 :])
            is_last = index == len(parts) - 1
            tail = _without_link(rest, language) if is_last else text if lost else ""
            yield Offer(title, _description(remainder, whole, tail), price)


def _title(head: str, before: list[str], language: str, *, fees: bool) -> tuple[str, str, str]:
    """Return a title, what follows it, and all of the head where the title stood in `before`."""
    title, remainder = name_and_rest(head, language, fees=fees)
    if title or len(head.split()) > 1:
        return title, remainder, ""
    named = (found for text in before if (found := name_and_rest(text, language))[0])
    return *next(named, ("", "")), as_sentence(head)


def _without_link(text: str, language: str) -> str:
    return after_match(pattern(language, "shape", "join").match(fold(text)), text)


def _description(remainder: str, whole: str, tail: str) -> str:
    if tail and tail[-1] == "." and remainder and fold(remainder[:20]) in fold(tail):
        return tail
    parts = (as_sentence(part) for part in (remainder, tail) if len(part.split()) > 1)
    return " ".join(dict.fromkeys(parts)) or whole


def _priced_parts(
    text: str, language: str, currency: str, *, fees: bool
) -> tuple[list[tuple[str, str]], str]:
    """Return what stands before each price of a sentence with the price, and what follows the last one."""
    found: list[tuple[str, str]] = []
    start = 0
    for price in prices(text, "offre", language, currency):
        head, end = text[start : price.money.span.start], price.money.span.end
        if price.role == "price" and _names_offer(head, text[end:], bool(found), language, fees=fees):
            # "from" before a price and a second unit behind it ("la semaine par enfant") belong to the price
            before = before_match(pattern(language, "shape", "price_from").search(fold(head)), head)
            unit = _UNIT.match(text, end)
            end = unit.end() if unit else end
            price_text = capitalized(text[start + len(before) : end].strip(_TRIM))
            found.append((_before_price(before, language), price_text))
            brackets = _BRACKETS.match(text, end)
            start = brackets.end() if brackets else end
    return found, text[start:].strip(_TRIM) if found else ""


def _names_offer(head: str, tail: str, is_further: bool, language: str, *, fees: bool) -> bool:
    """Return whether the words before a price name a thing, not a fee, a refund or the same price again."""
    return not (
        (matches(head, language, "kinds", "fee") and not fees)
        or (is_further and matches(head, language, "kinds", "fee_inside"))
        or matches(tail, language, "kinds", "given_back")
        or matches(head, language, "kinds", "guarantee")
    )


def _before_price(text: str, language: str) -> str:
    """Return what is sold, from the words before its price."""
    text = _without_link(text, language)
    return before_match(pattern(language, "shape", "price_tail").search(fold(text)), text).strip(_TRIM)


def name_and_rest(phrase: str, language: str, *, fees: bool = False) -> tuple[str, str]:
    """Return the name of a thing at the start of a phrase, and what follows it; ("", "") for none."""
    core = phrase = without_full_stop(phrase.strip())
    for name in ("opening", "article"):
        core = after_match(pattern(language, "shape", name).match(fold(core)), core)
    end = _name_end(core, language)
    title, remainder = core[:end], core[end:].strip(f"{BLANKS},;:–—")
    if not _is_name(title, language, fees=fees):
        return "", ""
    if remainder.startswith("("):  # it is left open when the name ends before it
        remainder = remainder[1:].replace(")", "", 1).strip()
    rest = remainder if core[end : end + 1] in ",:;(–—" else with_full_stop(phrase)
    return capitalized(_unquoted(title.strip(_TRIM))), rest


def _name_end(core: str, language: str) -> int:
    """Return where a name ends; not between two adjectives ("a bag of sieved, numbered gari")."""
    folded = fold(core)
    cuts = (cut.start() for cut in pattern(language, "shape", "title_cut").finditer(folded, 3))
    return next((cut for cut in cuts if not _OPEN_ADJECTIVE.search(folded[:cut])), len(core))


def _unquoted(title: str) -> str:
    """Return a name without the quotation marks around all of it; one left open is closed."""
    bare_title = title[1:-1].strip(BLANKS) if title[:1] in '«“"' and title[-1:] in '»”"' else title
    return f"{bare_title}\u00a0»" if bare_title.count("«") > bare_title.count("»") else bare_title


def _is_name(title: str, language: str, *, fees: bool) -> bool:
    return (
        0 < len(title.split()) <= 14
        and 2 < len(title) <= 95
        and any(char.isalpha() for char in title)
        and title[-1] not in "!?…"
        and not matches(title, language, "shape", "not_a_name")
        and (fees or not matches(title, language, "kinds", "fee"))
    )


def _listed(answers: Answers, language: str) -> list[Offer]:
    """Return the entries of a list without prices: three parts and more between semicolons."""
    lists = (re.split(r"\s*;\s*", line.text) for line in answers.offre)
    parts = next((parts for parts in lists if len(parts) >= 3), [])
    named = (name_and_rest(part, language) for part in parts)
    return [Offer(title, as_sentence(remainder), "") for title, remainder in named if title]


def _whole(answers: Answers, language: str) -> list[Offer]:
    """Return the offer as one entry: named by its first words, or just called the offer."""
    free = [line.text for line in answers.offre if not line.kinds & {"payment", "order"}]
    lines = free or [line.text for line in answers.offre]
    if not lines:
        return []
    title, remainder = name_and_rest(lines[0], language)
    text = " ".join([as_sentence(remainder) if title else lines[0], *lines[1:3]]).strip()
    return [Offer(title or str(phrases(language)["texts"]["our_offer"]), text, "")]
