"""Headline, tagline, about and call to action in three tones; each tone looks for its own sentences first."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final, NamedTuple

from agents.content.lines import Line
from agents.content.material import Material, stands_alone
from agents.content.words import bare, says, small
from agents.contract import TONES, Tone
from nlp.text import fold

HEADLINE_LONGEST: Final = 95
TAGLINE_LONGEST: Final = 120
ABOUT_LONGEST: Final = 620
_ABOUT_SHORT: Final = 110


#: Signs that no headline holds: it is two sentences, or a note.
_JOINED: Final = re.compile(r"[=;]|\.\s")
_REASON: Final = re.compile(r",? (?:pour qu|afin|parce qu|so that|because|so [a-z]+ (?:can|has|have))")
_WISH: Final = re.compile(r"\b(?:aimeri|voudri|souhait|aims? to|want|would like)")


class Text(NamedTuple):
    """A text and the key of the sentence that says why it is proposed."""

    text: str
    why: str


class Spoken(NamedTuple):
    """What one tone says."""

    headline: Text
    tagline: Text
    about: Text
    call: Text


def voices(material: Material) -> dict[Tone, Spoken]:
    """Return the three tones; no text of one is that of another while the answers give enough."""
    headlines = _chosen(material, _HEADLINES, HEADLINE_LONGEST, ())
    used = tuple(text.text for text in headlines.values())
    taglines = _chosen(material, _TAGLINES, TAGLINE_LONGEST, used)
    abouts: dict[Tone, Text] = {}
    for tone in TONES:
        abouts[tone] = _about(material, tone, [text.text for text in abouts.values()])
    return {
        tone: Spoken(headlines[tone], taglines[tone], abouts[tone], _call(material, tone)) for tone in TONES
    }


def _chosen(
    material: Material, wanted: dict[Tone, tuple[str, ...]], longest: int, used: tuple[str, ...]
) -> dict[Tone, Text]:
    """For each tone the first text of its list that is short enough and that no other tone has taken."""
    taken = {fold(text) for text in used}
    chosen: dict[Tone, Text] = {}
    for tone in TONES:
        chosen[tone] = next(
            (
                Text(text, why)
                for why in wanted[tone]
                for text in _texts(material, why, tone)
                if text and len(text) <= longest and fold(text) not in taken and not _JOINED.search(text)
            ),
            _least(material, tone, taken),
        )
        taken.add(fold(chosen[tone].text))
    return chosen


def _least(material: Material, tone: Tone, taken: set[str]) -> Text:
    """What is left when the answers give nothing: where the business is, else a neutral phrase."""
    if tone == "warm" and material.city and fold(_welcome(material)) in taken:
        return Text(bare(material.frame("here_bare", city=material.city)), "frame")
    return Text(str(material.words["tagline"][tone]), "frame")


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


def _texts(material: Material, why: str, tone: Tone) -> Iterator[str]:
    """The texts of one sort, in the order in which the person said them."""
    if why in {"you", "benefit"}:
        lines = [line.text for line in material.benefits]
        lines = [text for text in lines if _is_gain(text, material)]
        yield from (bare(text) for text in lines if why == "benefit" or _addresses(text))
    elif why in {"guarantee", "difference", "proof"}:
        yield from (bare(text) for text in _strong(material, why))
    elif why == "mission":
        yield from _mission(material)
    else:
        yield from _short(material, why)


def _mission(material: Material) -> Iterator[str]:
    """The main clause of what the business does."""
    for line in material.missions[:1]:
        found = _REASON.search(fold(line.text))
        name = re.escape(fold(material.name)) or "$^"
        ours = re.search(
            rf"^(?!chez nous).{{0,30}}\b(?:nous|je|we|i)\b|^{name}|^\w+ (?:mission|metier)", fold(line.text)
        )
        if ours and stands_alone(line.text) and not _WISH.search(fold(line.text)):
            yield bare(line.text[: found.start()] if found else line.text)


def _is_gain(text: str, material: Material) -> bool:
    """Whether a sentence says what the customer gains, without a figure that asks for its context."""
    return not re.search(r"\d", text) and says(text, material.language, "shape", "gain")


def _addresses(text: str) -> bool:
    return bool({"vous", "votre", "vos", "you", "your"} & set(fold(text).replace(",", " ").split()))


def _strong(material: Material, why: str) -> Iterator[str]:
    lines = material.guarantees if why == "guarantee" else material.differences
    for line in lines:
        proven = says(line.text, material.language, "kinds", "proof")
        told = line.kinds & {"payment", "price"}
        if stands_alone(line.text) and not told and (why != "difference" or not proven):
            yield line.text


def _short(material: Material, why: str) -> Iterator[str]:
    made: dict[str, Callable[[Material], str]] = {
        "aim": lambda material: bare(material.aim),
        "ambition": lambda material: bare(material.ambition),
        "group": lambda material: material.frame("for", group=material.group) if material.group else "",
        "welcome": _welcome,
        "product": lambda material: material.product,
        "category": lambda material: _placed(material, material.category, material.city),
        "named": lambda material: _placed(material, material.name, material.city),
        "name": lambda material: material.name,
    }
    yield made[why](material)


def _welcome(material: Material) -> str:
    name = material.name
    if fold(name).startswith("chez "):
        return material.frame("welcome_chez", name=small(name))
    if says(name, material.language, "shape", "common_name"):
        many = says(name, material.language, "shape", "many_name")
        return material.frame("welcome_by_many" if many else "welcome_by", name=name)
    return material.frame("welcome", name=name) if name else material.frame("welcome_bare")


def _placed(material: Material, what: str, city: str) -> str:
    return material.frame("in_city", what=what, city=city) if what and city else what or city


def _about(material: Material, tone: Tone, taken: list[str]) -> Text:
    """The paragraph of a tone: its own sentences, then the mission, then where the business is."""
    chosen: list[str] = []
    for sort in (*_ABOUT[tone], "rest"):
        if _is_spare(sort, " ".join(chosen), taken):
            continue
        for sentence in _SENTENCES[sort](material):
            fits = len(" ".join([*chosen, sentence])) <= ABOUT_LONGEST
            if sentence and sentence not in chosen and fits:
                chosen.append(sentence)
    if not chosen or " ".join(chosen) in taken:
        chosen.append(material.here(tone))
    return Text(" ".join(chosen), "about")


def _is_spare(sort: str, told: str, taken: list[str]) -> bool:
    """Whether a paragraph does without a sort: "rest" only fills an empty one, "values" a short one."""
    if sort == "rest":
        return bool(told) and told not in taken
    return sort == "values" and len(told) > _ABOUT_SHORT


_ABOUT: Final[dict[Tone, tuple[str, ...]]] = {
    "warm": ("missions", "benefits"),
    "plain": ("mission", "practical", "visit"),
    "proud": ("differences", "guarantees", "ambition", "values"),
}


def _told(lines: Iterable[Line]) -> list[str]:
    return [line.text for line in lines]


def _guarantees(material: Material) -> list[str]:
    return [line.text for line in material.guarantees[:1] if stands_alone(line.text)]


def _visit(material: Material) -> list[str]:
    return [material.frame("visit", city=material.city)] if material.city else []


def _rest(material: Material) -> list[str]:
    """Whatever else was said, without payment, order and what is listed as sold."""
    lines = (*material.missions, *material.benefits, *material.differences, *material.said.offre)
    fresh = (line for line in lines if not line.kinds & {"payment", "order"})
    return [line.text for line in fresh if not material.is_sold(line.text)][:3] or _what(material)


def _what(material: Material) -> list[str]:
    named = [small(each.title) for each in material.sold if each.title != material.frame("our_offer")]
    return [material.frame("sold", list=", ".join(named[:6]))] if len(named) > 1 else []


def _practical(material: Material) -> list[str]:
    """Prices, then how to pay and to order."""
    priced = [each for each in material.sold if each.price]
    prices = [material.frame("price_line", title=each.title, price=inner(each.price)) for each in priced[:3]]
    ways = [line.text for line in material.payments][:1]
    return [*prices, *ways]


#: The sentences of each sort that a paragraph is made of.
_SENTENCES: Final[Mapping[str, Callable[[Material], list[str]]]] = {
    "missions": lambda material: _told(material.missions[:3]),
    "values": lambda material: _told(material.missions[1:2]),
    "mission": lambda material: _told(material.missions[:1]),
    "benefits": lambda material: _told(material.benefits[:2]),
    "differences": lambda material: _told(material.differences[:3]),
    "guarantees": _guarantees,
    "ambition": lambda material: [material.ambition] if material.ambition else [],
    "visit": _visit,
    "practical": lambda material: _practical(material) or _what(material),
    "rest": _rest,
}


def inner(price: str) -> str:
    """A price inside a sentence: "From $5" begins small, "GHS 25" does not."""
    return (
        price[0].lower() + price[1:]
        if price.startswith(("From ", "Starting", "About", "À partir"))
        else price
    )


def _call(material: Material, tone: Tone) -> Text:
    """The button: what the person asked customers to do, else to write."""
    lines = [line.text for line in (*material.told("order"), *material.payments)]
    acts = [act for act in ("order", "book", "join", "phone") if _says_act(lines[:2], material, act)]
    act = acts[0] if acts else "write"
    by = "_whatsapp" if _says_act(lines, material, "whatsapp") else ""
    return Text(str(material.words["call"][act + by][tone]), "call_said" if acts or by else "call")


def _says_act(lines: list[str], material: Material, act: str) -> bool:
    return any(says(line, material.language, "acts", act) for line in lines)
