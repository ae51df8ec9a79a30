"""Headline, tagline, about and call to action in three tones; each tone looks for its own sentences first."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Final, NamedTuple

from agents.content.extracts import Extracts, stands_alone
from agents.content.phrases import before_match, matches, uncapitalized, without_full_stop
from agents.content.public_sentences import Sentence
from agents.contract import TONES, Tone
from nlp.text import content_words, fold

#: Signs that no headline holds: it is two sentences, or a note.
_JOINED: Final = re.compile(r"[=;]|\.\s")
_REASON: Final = re.compile(r",? (?:pour qu|afin|parce qu|so that|because|so [a-z]+ (?:can|has|have))")
_WISH: Final = re.compile(r"\b(?:aimeri|voudri|souhait|aims? to|want|would like)")


class Text(NamedTuple):
    """A text and the key of the sentence that says why it is proposed."""

    text: str
    why: str


def voices(extracts: Extracts) -> dict[str, dict[Tone, Text]]:
    """Return headline, tagline, about and call of each tone; no two share a text while there are enough."""
    taken: set[str] = set()
    headlines = _by_tone(extracts, _HEADLINES, 95, taken)
    taglines = _by_tone(extracts, _TAGLINES, 120, taken)
    abouts: dict[Tone, Text] = {}
    for tone in TONES:
        abouts[tone] = _paragraph(extracts, tone, [text.text for text in abouts.values()])
    calls = {tone: _call(extracts, tone) for tone in TONES}
    return {"headline": headlines, "tagline": taglines, "about": abouts, "call": calls}


def _by_tone(
    extracts: Extracts, wanted: dict[Tone, tuple[str, ...]], longest: int, taken: set[str]
) -> dict[Tone, Text]:
    """Return for each tone the first text of its kinds that is short enough, and add it to those `taken`."""
    chosen: dict[Tone, Text] = {}
    for tone in TONES:
        fitting = (
            Text(text, why)
            for why in wanted[tone]
            for text in _CANDIDATES[why](extracts)
            if text and len(text) <= longest and fold(text) not in taken and not _JOINED.search(text)
        )
        chosen[tone] = next(fitting, None) or _fallback(extracts, tone, taken)
        taken.add(fold(chosen[tone].text))
    return chosen


def _fallback(extracts: Extracts, tone: Tone, taken: set[str]) -> Text:
    """Return where the business is, or a neutral phrase, for a tone that the answers give nothing for."""
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


def _mission(extracts: Extracts) -> list[str]:
    """Return the main clause of what the business does, when it can be read alone."""
    text = extracts.missions[0].text if extracts.missions else ""
    folded, name = fold(text), re.escape(fold(extracts.name)) or "$^"
    ours = re.search(rf"^(?!chez nous).{{0,30}}\b(?:nous|je|we|i)\b|^{name}|^\w+ (?:mission|metier)", folded)
    if not ours or not stands_alone(text) or _WISH.search(folded):
        return []
    return [without_full_stop(before_match(_REASON.search(folded), text))]


def _gains(extracts: Extracts) -> list[str]:
    """Return the sentences that say what the customer gains, without a figure that asks for its context."""
    texts = (line.text for line in extracts.benefits if not re.search(r"\d", line.text))
    return [text for text in texts if matches(text, extracts.language, "shape", "gain")]


def _product(extracts: Extracts) -> str:
    """Return the first thing sold, or the first three when all names are short; "" when nothing is named."""
    first, *others = extracts.offer_titles or [""]
    are_short = all(len(content_words(title, extracts.language)) <= 2 for title in extracts.offer_titles)
    return ", ".join([first, *map(uncapitalized, others[:2])]) if others[1:] and are_short else first


def _addresses_reader(text: str) -> bool:
    return bool({"vous", "votre", "vos", "you", "your"} & set(fold(text).replace(",", " ").split()))


def _strengths(lines: Iterable[Sentence]) -> list[str]:
    """Return the sentences that stand alone and speak of no money."""
    free = (line.text for line in lines if not line.kinds & {"payment", "price"})
    return [without_full_stop(text) for text in free if stands_alone(text)]


def _differences(extracts: Extracts) -> list[str]:
    """Return the differences that are more than a proof."""
    return _strengths(line for line in extracts.differences if "proof" not in line.kinds)


def _welcome(extracts: Extracts) -> str:
    name = extracts.name
    if fold(name).startswith("chez "):
        return extracts.frame("welcome_chez", name=uncapitalized(name))
    if matches(name, extracts.language, "shape", "common_name"):
        many = matches(name, extracts.language, "shape", "many_name")
        return extracts.frame("welcome_by_many" if many else "welcome_by", name=name)
    return extracts.frame("welcome", name=name) if name else extracts.frame("welcome_bare")


def _with_city(extracts: Extracts, what: str) -> str:
    if what and extracts.city:
        return extracts.frame("in_city", what=what, city=extracts.city)
    return what or extracts.city


#: The texts of each kind that a headline or tagline is chosen from, in the order of the answers.
_CANDIDATES: Final[Mapping[str, Callable[[Extracts], Iterable[str]]]] = {
    "you": lambda extracts: map(without_full_stop, filter(_addresses_reader, _gains(extracts))),
    "benefit": lambda extracts: map(without_full_stop, _gains(extracts)),
    "guarantee": lambda extracts: _strengths(extracts.guarantees),
    "difference": _differences,
    "proof": lambda extracts: _strengths(extracts.differences),
    "mission": _mission,
    "aim": lambda extracts: [without_full_stop(extracts.aim)],
    "ambition": lambda extracts: [without_full_stop(extracts.ambition)],
    "group": lambda extracts: [extracts.frame("for", group=extracts.group)] if extracts.group else [],
    "welcome": lambda extracts: [_welcome(extracts)],
    "product": lambda extracts: [_product(extracts)],
    "category": lambda extracts: [_with_city(extracts, extracts.category)],
    "named": lambda extracts: [_with_city(extracts, extracts.name)],
    "name": lambda extracts: [extracts.name],
}


def _paragraph(extracts: Extracts, tone: Tone, taken: list[str]) -> Text:
    """Return the paragraph of a tone: its own sentences, then the mission, then where the business is."""
    chosen: list[str] = []
    for kind in (*_PARAGRAPHS[tone], "rest"):
        if _is_unneeded(kind, " ".join(chosen), taken):
            continue
        for sentence in _SENTENCES[kind](extracts):
            if sentence and sentence not in chosen and len(" ".join([*chosen, sentence])) <= 620:
                chosen.append(sentence)
    if not chosen or " ".join(chosen) in taken:
        chosen.append(extracts.here(tone))
    return Text(" ".join(chosen), "about")


def _is_unneeded(kind: str, paragraph: str, taken: list[str]) -> bool:
    """Return whether a paragraph needs no more: "rest" only fills an empty one, "values" a short one."""
    is_filled = bool(paragraph) and paragraph not in taken
    return is_filled if kind == "rest" else kind == "values" and len(paragraph) > 110


_PARAGRAPHS: Final[dict[Tone, tuple[str, ...]]] = {
    "warm": ("missions", "benefits"),
    "plain": ("mission", "practical", "visit"),
    "proud": ("differences", "guarantees", "ambition", "values"),
}


def _texts_of(lines: Iterable[Sentence]) -> list[str]:
    return [line.text for line in lines]


def _rest(extracts: Extracts) -> list[str]:
    """Return what else the answers say, without payment, order and what is listed as an offer."""
    lines = (*extracts.missions, *extracts.benefits, *extracts.differences, *extracts.answers.offre)
    fresh = (line.text for line in lines if not line.kinds & {"payment", "order"})
    return [text for text in fresh if not extracts.is_offered(text)][:3] or _offer_list(extracts)


def _offer_list(extracts: Extracts) -> list[str]:
    titles = [uncapitalized(title) for title in extracts.offer_titles]
    return [extracts.frame("sold", list=", ".join(titles[:6]))] if len(titles) > 1 else []


def priced_offers(extracts: Extracts) -> list[str]:
    """Return a sentence for each offer that has a price."""
    return [
        extracts.frame("price_line", title=each.title, price=price_in_sentence(each.price))
        for each in extracts.offers
        if each.price
    ]


#: The sentences of each kind that a paragraph is made of; "practical" are prices, then how to pay.
_SENTENCES: Final[Mapping[str, Callable[[Extracts], list[str]]]] = {
    "missions": lambda extracts: _texts_of(extracts.missions[:3]),
    "values": lambda extracts: _texts_of(extracts.missions[1:2]),
    "mission": lambda extracts: _texts_of(extracts.missions[:1]),
    "benefits": lambda extracts: _texts_of(extracts.benefits[:2]),
    "differences": lambda extracts: _texts_of(extracts.differences[:3]),
    "guarantees": lambda extracts: list(filter(stands_alone, _texts_of(extracts.guarantees[:1]))),
    "ambition": lambda extracts: [extracts.ambition],
    "visit": lambda extracts: [extracts.frame("visit", city=extracts.city)] if extracts.city else [],
    "practical": lambda extracts: (
        [*priced_offers(extracts)[:3], *_texts_of(extracts.payments[:1])] or _offer_list(extracts)
    ),
    "rest": _rest,
}


def price_in_sentence(price: str) -> str:
    """Return a price as it stands inside a sentence: "From $5" begins small, "GHS 25" does not."""
    opens_with_word = price.startswith(("From ", "Starting", "About", "À partir"))
    return price[0].lower() + price[1:] if opens_with_word else price


def _call(extracts: Extracts, tone: Tone) -> Text:
    """Return the button: what the person asked customers to do, else to write."""
    known = (*extracts.answers.offre, *extracts.answers.mission)
    lines = _texts_of((*(line for line in known if "order" in line.kinds), *extracts.payments))
    act = requested_act(lines[:2], extracts)
    by = "_whatsapp" if _asks_for(lines, extracts, "whatsapp") else ""
    text = str(extracts.phrases["call"][(act or "write") + by][tone])
    return Text(text, "call_said" if act or by else "call")


def requested_act(lines: list[str], extracts: Extracts) -> str:
    """Return what sentences ask customers to do, "order", "book", "join" or "phone"; "" for none of them."""
    return next((act for act in ("order", "book", "join", "phone") if _asks_for(lines, extracts, act)), "")


def _asks_for(lines: list[str], extracts: Extracts, act: str) -> bool:
    return any(matches(line, extracts.language, "acts", act) for line in lines)
