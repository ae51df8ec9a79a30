"""Headline, tagline, about and call to action in three tones; each tone looks for its own sentences first."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final, NamedTuple

from agents.content.extracts import Extracts, stands_alone
from agents.content.phrases import matches, uncapitalized, without_full_stop
from agents.content.public_sentences import Sentence
from agents.contract import TONES, Tone
from nlp.text import fold

HEADLINE_LONGEST: Final = 95
TAGLINE_LONGEST: Final = 120
ABOUT_LONGEST: Final = 620
_SHORT_PARAGRAPH: Final = 110


#: Signs that no headline holds: it is two sentences, or a note.
_JOINED: Final = re.compile(r"[=;]|\.\s")
_REASON: Final = re.compile(r",? (?:pour qu|afin|parce qu|so that|because|so [a-z]+ (?:can|has|have))")
_WISH: Final = re.compile(r"\b(?:aimeri|voudri|souhait|aims? to|want|would like)")


class Text(NamedTuple):
    """A text and the key of the sentence that says why it is proposed."""

    text: str
    why: str


class ToneTexts(NamedTuple):
    """What one tone says."""

    headline: Text
    tagline: Text
    about: Text
    call: Text


def voices(extracts: Extracts) -> dict[Tone, ToneTexts]:
    """Return the three tones; no text of one is that of another while the answers give enough."""
    headlines = _by_tone(extracts, _HEADLINES, HEADLINE_LONGEST, ())
    used = tuple(text.text for text in headlines.values())
    taglines = _by_tone(extracts, _TAGLINES, TAGLINE_LONGEST, used)
    abouts: dict[Tone, Text] = {}
    for tone in TONES:
        abouts[tone] = _paragraph(extracts, tone, [text.text for text in abouts.values()])
    return {
        tone: ToneTexts(headlines[tone], taglines[tone], abouts[tone], _call(extracts, tone))
        for tone in TONES
    }


def _by_tone(
    extracts: Extracts, wanted: dict[Tone, tuple[str, ...]], longest: int, used: tuple[str, ...]
) -> dict[Tone, Text]:
    """For each tone the first text of its list that is short enough and that no other tone has taken."""
    taken = {fold(text) for text in used}
    chosen: dict[Tone, Text] = {}
    for tone in TONES:
        chosen[tone] = next(
            (
                Text(text, why)
                for why in wanted[tone]
                for text in _candidates(extracts, why, tone)
                if text and len(text) <= longest and fold(text) not in taken and not _JOINED.search(text)
            ),
            _fallback(extracts, tone, taken),
        )
        taken.add(fold(chosen[tone].text))
    return chosen


def _fallback(extracts: Extracts, tone: Tone, taken: set[str]) -> Text:
    """What is left when the answers give nothing: where the business is, else a neutral phrase."""
    if tone == "warm" and extracts.city and fold(_welcome(extracts)) in taken:
        return Text(without_full_stop(extracts.frame("here_bare", city=extracts.city)), "frame")
    return Text(str(extracts.phrases["tagline"][tone]), "frame")


_HEADLINES: Final[dict[Tone, tuple[str, ...]]] = {
    "warm": ("you", "aim", "benefit", "welcome", "group"),
    "plain": ("product", "mission", "category", "name", "group"),
    "proud": ("guarantee", "difference", "proof", "ambition", "benefit", "named", "mission"),
}
_TAGLINES: Final[dict[Tone, tuple[str, ...]]] = {
    "warm": ("group", "aim", "you", "benefit", "welcome"),
    "plain": ("category", "name"),
    "proud": ("difference", "guarantee", "proof", "benefit", "ambition", "mission", "named"),
}


def _candidates(extracts: Extracts, why: str, tone: Tone) -> Iterator[str]:
    """The texts of one sort, in the order in which the person said them."""
    if why in {"you", "benefit"}:
        lines = [line.text for line in extracts.benefits]
        lines = [text for text in lines if _is_gain(text, extracts)]
        yield from (without_full_stop(text) for text in lines if why == "benefit" or _addresses(text))
    elif why in {"guarantee", "difference", "proof"}:
        yield from (without_full_stop(text) for text in _strengths(extracts, why))
    elif why == "mission":
        yield from _mission(extracts)
    else:
        yield from _phrase(extracts, why)


def _mission(extracts: Extracts) -> Iterator[str]:
    """The main clause of what the business does."""
    for line in extracts.missions[:1]:
        found = _REASON.search(fold(line.text))
        name = re.escape(fold(extracts.name)) or "$^"
        ours = re.search(
            rf"^(?!chez nous).{{0,30}}\b(?:nous|je|we|i)\b|^{name}|^\w+ (?:mission|metier)", fold(line.text)
        )
        if ours and stands_alone(line.text) and not _WISH.search(fold(line.text)):
            yield without_full_stop(line.text[: found.start()] if found else line.text)


def _is_gain(text: str, extracts: Extracts) -> bool:
    """Whether a sentence says what the customer gains, without a figure that asks for its context."""
    return not re.search(r"\d", text) and matches(text, extracts.language, "shape", "gain")


def _addresses(text: str) -> bool:
    return bool({"vous", "votre", "vos", "you", "your"} & set(fold(text).replace(",", " ").split()))


def _strengths(extracts: Extracts, why: str) -> Iterator[str]:
    lines = extracts.guarantees if why == "guarantee" else extracts.differences
    for line in lines:
        proven = matches(line.text, extracts.language, "kinds", "proof")
        told = line.kinds & {"payment", "price"}
        if stands_alone(line.text) and not told and (why != "difference" or not proven):
            yield line.text


def _phrase(extracts: Extracts, why: str) -> Iterator[str]:
    made: dict[str, Callable[[Extracts], str]] = {
        "aim": lambda extracts: without_full_stop(extracts.aim),
        "ambition": lambda extracts: without_full_stop(extracts.ambition),
        "group": lambda extracts: extracts.frame("for", group=extracts.group) if extracts.group else "",
        "welcome": _welcome,
        "product": lambda extracts: extracts.product,
        "category": lambda extracts: _with_city(extracts, extracts.category, extracts.city),
        "named": lambda extracts: _with_city(extracts, extracts.name, extracts.city),
        "name": lambda extracts: extracts.name,
    }
    yield made[why](extracts)


def _welcome(extracts: Extracts) -> str:
    name = extracts.name
    if fold(name).startswith("chez "):
        return extracts.frame("welcome_chez", name=uncapitalized(name))
    if matches(name, extracts.language, "shape", "common_name"):
        many = matches(name, extracts.language, "shape", "many_name")
        return extracts.frame("welcome_by_many" if many else "welcome_by", name=name)
    return extracts.frame("welcome", name=name) if name else extracts.frame("welcome_bare")


def _with_city(extracts: Extracts, what: str, city: str) -> str:
    return extracts.frame("in_city", what=what, city=city) if what and city else what or city


def _paragraph(extracts: Extracts, tone: Tone, taken: list[str]) -> Text:
    """The paragraph of a tone: its own sentences, then the mission, then where the business is."""
    chosen: list[str] = []
    for sort in (*_PARAGRAPHS[tone], "rest"):
        if _is_unneeded(sort, " ".join(chosen), taken):
            continue
        for sentence in _SENTENCES[sort](extracts):
            fits = len(" ".join([*chosen, sentence])) <= ABOUT_LONGEST
            if sentence and sentence not in chosen and fits:
                chosen.append(sentence)
    if not chosen or " ".join(chosen) in taken:
        chosen.append(extracts.here(tone))
    return Text(" ".join(chosen), "about")


def _is_unneeded(sort: str, told: str, taken: list[str]) -> bool:
    """Whether a paragraph does without a sort: "rest" only fills an empty one, "values" a short one."""
    if sort == "rest":
        return bool(told) and told not in taken
    return sort == "values" and len(told) > _SHORT_PARAGRAPH


_PARAGRAPHS: Final[dict[Tone, tuple[str, ...]]] = {
    "warm": ("missions", "benefits"),
    "plain": ("mission", "practical", "visit"),
    "proud": ("differences", "guarantees", "ambition", "values"),
}


def _texts_of(lines: Iterable[Sentence]) -> list[str]:
    return [line.text for line in lines]


def _guarantees(extracts: Extracts) -> list[str]:
    return [line.text for line in extracts.guarantees[:1] if stands_alone(line.text)]


def _visit(extracts: Extracts) -> list[str]:
    return [extracts.frame("visit", city=extracts.city)] if extracts.city else []


def _rest(extracts: Extracts) -> list[str]:
    """Whatever else was said, without payment, order and what is listed as sold."""
    lines = (*extracts.missions, *extracts.benefits, *extracts.differences, *extracts.answers.offre)
    fresh = (line for line in lines if not line.kinds & {"payment", "order"})
    return [line.text for line in fresh if not extracts.is_offered(line.text)][:3] or _offer_list(extracts)


def _offer_list(extracts: Extracts) -> list[str]:
    named = [
        uncapitalized(each.title) for each in extracts.offers if each.title != extracts.frame("our_offer")
    ]
    return [extracts.frame("sold", list=", ".join(named[:6]))] if len(named) > 1 else []


def _practical(extracts: Extracts) -> list[str]:
    """Prices, then how to pay and to order."""
    priced = [each for each in extracts.offers if each.price]
    prices = [
        extracts.frame("price_line", title=each.title, price=price_in_sentence(each.price))
        for each in priced[:3]
    ]
    ways = [line.text for line in extracts.payments][:1]
    return [*prices, *ways]


#: The sentences of each sort that a paragraph is made of.
_SENTENCES: Final[Mapping[str, Callable[[Extracts], list[str]]]] = {
    "missions": lambda extracts: _texts_of(extracts.missions[:3]),
    "values": lambda extracts: _texts_of(extracts.missions[1:2]),
    "mission": lambda extracts: _texts_of(extracts.missions[:1]),
    "benefits": lambda extracts: _texts_of(extracts.benefits[:2]),
    "differences": lambda extracts: _texts_of(extracts.differences[:3]),
    "guarantees": _guarantees,
    "ambition": lambda extracts: [extracts.ambition] if extracts.ambition else [],
    "visit": _visit,
    "practical": lambda extracts: _practical(extracts) or _offer_list(extracts),
    "rest": _rest,
}


def price_in_sentence(price: str) -> str:
    """A price inside a sentence: "From $5" begins small, "GHS 25" does not."""
    return (
        price[0].lower() + price[1:]
        if price.startswith(("From ", "Starting", "About", "À partir"))
        else price
    )


def _call(extracts: Extracts, tone: Tone) -> Text:
    """The button: what the person asked customers to do, else to write."""
    lines = [line.text for line in (*extracts.of_kinds("order"), *extracts.payments)]
    acts = [act for act in ("order", "book", "join", "phone") if _asks_for(lines[:2], extracts, act)]
    act = acts[0] if acts else "write"
    by = "_whatsapp" if _asks_for(lines, extracts, "whatsapp") else ""
    return Text(str(extracts.phrases["call"][act + by][tone]), "call_said" if acts or by else "call")


def _asks_for(lines: list[str], extracts: Extracts, act: str) -> bool:
    return any(matches(line, extracts.language, "acts", act) for line in lines)
