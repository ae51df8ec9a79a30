"""The one trade that a business is in, read from its name and its answers, or none when that is not sure."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final, NamedTuple

from nlp.data_files import LANGUAGES, known_language, load, word_set
from nlp.text import Token, sentences, tokens

#: What an answer counts: the offer says what is done, the others speak of other people and things too.
_WEIGHTS: Final = {"offre": 1.0, "mission": 0.6, "vision": 0.2}
#: What a term of a trade counts and what a word that only goes with it counts.
_TERM: Final = 3.0
_WORD: Final = 1.0
#: What each further word of a phrase adds.
_LONGER: Final = 0.5
#: The points that a trade needs, and its lead over the next; in a long text, where one word slips in easily,
#: more points and a second witness.
_ENOUGH: Final = 2.0
_ENOUGH_IN_LONG: Final = 2.6
_WITNESS: Final = 0.5
_LONG_TEXT: Final = 40
_AHEAD: Final = 1.25
_AHEAD_IN_SECTOR: Final = 1.08
#: What the sentences of an answer count, one after the other: the first says what is done.
_SENTENCES: Final = (1.0, 0.5, 0.3)
#: What a trade of another sector than the named one counts.
_OTHER_SECTOR: Final = 0.7
#: A word of the other language, and one that tells of customers or rivals, counts less.
_FOREIGN: Final = 0.6
_ABOUT_OTHERS: Final = 0.35
_REACH: Final = 5
_REACH_PAID: Final = 3
_LONGEST: Final = 5
_FOREIGN_LEAST: Final = 5
#: Shorter words lose no plural "s" and no mute "e".
_SHORT: Final = 3
_LONG: Final = 5
#: The language library's stop words would take "sur mesure" apart; only these stand in no term.
_LINKS: Final = frozenset(
    ["de", "du", "des", "d'", "l'", "la", "le", "les", "a", "au", "of", "the", "and", "et", "en"]
)
_DOUBLED: Final = re.compile(r"([b-df-hj-np-tv-z])\1+")


class Term(NamedTuple):
    """A word or phrase of a trade and what it counts."""

    trade: str
    points: float


def read_trade(name: str, texts: Mapping[str, str], language: str, sector: str = "") -> str:
    """Return the key of the trade that a name and the answers, by step, speak of; "" when that is not sure.

    Each term counts once, the longest first. The best trade needs enough points and must be well ahead of the
    next. A trade of another sector than the one that the person named counts less.
    """
    language, points = known_language(language), dict[str, dict[tuple[str, ...], float]]()
    for text, weight in ((name, 1.0), *((texts.get(step, ""), each) for step, each in _WEIGHTS.items())):
        for words, terms, share in _found(text, language):
            for term in terms:
                known = points.setdefault(term.trade, {})
                counted = term.points * weight * share * _agreement(term.trade, sector)
                known[words] = max(known.get(words, 0.0), counted)
    ranked = sorted(points, key=lambda trade: (-sum(points[trade].values()), trade))
    is_long = sum(len(texts.get(step, "").split()) for step in _WEIGHTS) > _LONG_TEXT
    return ranked[0] if ranked and _is_sure({trade: points[trade] for trade in ranked}, is_long) else ""


def _agreement(trade: str, sector: str) -> float:
    """Return what a trade counts beside the sector that the person named."""
    is_named = sector not in ("", "other", "default")
    return _OTHER_SECTOR if is_named and load("trades")[trade]["sector"] != sector else 1.0


def _is_sure(ranked: Mapping[str, Mapping[tuple[str, ...], float]], is_long: bool) -> bool:
    """Return whether the first of the ranked trades has points enough and is well ahead of the second."""
    first, *others = (list(words.values()) for words in ranked.values())
    best, second = sum(first), sum(others[0]) if others else 0.0
    if best < (_ENOUGH_IN_LONG if is_long else _ENOUGH) or (is_long and best - max(first) < _WITNESS):
        return False
    sectors = {load("trades")[trade]["sector"] for trade in list(ranked)[:2]}
    return best >= second * (_AHEAD if len(sectors) > 1 else _AHEAD_IN_SECTOR)


def _found(text: str, language: str) -> list[tuple[tuple[str, ...], tuple[Term, ...], float]]:
    """Return the terms in a text, each with the share of its points that its place leaves it."""
    index, found = _index(language), []
    for number, span in enumerate(sentences(text)):
        words = [token for token in tokens(text[span.start : span.end], language) if _counts(token)]
        folded, keys = [word.folded for word in words], [spelling(word.folded) for word in words]
        at = 0
        while at < len(words):
            length = next(
                (size for size in range(_LONGEST, 0, -1) if tuple(keys[at : at + size]) in index), 0
            )
            if length:
                phrase = tuple(keys[at : at + length])
                share = _SENTENCES[min(number, len(_SENTENCES) - 1)]
                share *= _ABOUT_OTHERS if _is_about_others(folded, at, at + length, language) else 1.0
                found.append((phrase, index[phrase], share))
            at += length or 1
    return found


def _is_about_others(words: list[str], start: int, end: int, language: str) -> bool:
    """Return whether a word before or behind a term says that the business itself does something else."""
    others, paid_by, heads = (_rule(language, name) for name in ("others", "paid_by", "heads"))
    return (
        not others.isdisjoint(words[max(0, start - _REACH) : start])
        or not paid_by.isdisjoint(words[max(0, start - _REACH_PAID) : start])
        or not heads.isdisjoint(words[:start])
        or (language == "en" and not heads.isdisjoint(words[end : end + 1]))
    )


@lru_cache(maxsize=8)
def _rule(language: str, name: str) -> frozenset[str]:
    return frozenset(load("trade_rules")[language][name].split())


def _counts(token: Token) -> bool:
    return token.folded not in _LINKS


@lru_cache(maxsize=16384)
def spelling(folded: str) -> str:
    """Return a word without its ending, spelt as it is heard: "coifures" is "coiffure", "fone" is "phone"."""
    word = f"{folded[:-3]}y" if folded.endswith("ies") else folded
    if len(word) > _SHORT and word[-1] in "sx" and word[-2] != "s":
        word = word[:-1]
    return _DOUBLED.sub(r"\1", word[:-1] if len(word) > _LONG and word[-1] == "e" else word).replace(
        "ph", "f"
    )


@lru_cache(maxsize=2)
def _index(language: str) -> dict[tuple[str, ...], tuple[Term, ...]]:
    """Return the trades of each term, with its points; a term of several trades counts less for each."""
    terms, words = (_trades_by_phrase(language, kind) for kind in ("terms", "words"))
    index: dict[tuple[str, ...], dict[str, float]] = {}
    for points, phrases in ((_WORD, words), (_TERM, terms)):
        for phrase, trades in phrases.items():
            known = index.setdefault(phrase, {})
            for trade, share in trades.items():
                known[trade] = (points + _LONGER * (len(phrase) - 1)) * share / len(trades)
    return {key: tuple(Term(*row) for row in trades.items()) for key, trades in index.items()}


def _trades_by_phrase(language: str, kind: str) -> dict[tuple[str, ...], dict[str, float]]:
    """Return the trades that list each phrase, with its share: less when only the other language has it."""
    stop = {(spelling(word),) for word in word_set(language, "stop")}
    found: dict[tuple[str, ...], dict[str, float]] = {}
    for trade, data in load("trades").items():
        for spoken in sorted(LANGUAGES, key=lambda each: each == language):
            for written in data[spoken][kind].split(","):
                words = (token.folded for token in tokens(written, spoken) if _counts(token))
                phrase = tuple(map(spelling, words))
                is_short = spoken != language and len(" ".join(phrase)) < _FOREIGN_LEAST
                if phrase and phrase not in stop and not is_short:
                    found.setdefault(phrase, {})[trade] = 1.0 if spoken == language else _FOREIGN
    return found
