"""The one trade that a business is in, read from its name and its answers, or none when they leave it open."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final, NamedTuple

from nlp.data_files import LANGUAGES, known_language, load, word_set
from nlp.text import Token, sentences, tokens

#: What an answer counts: the offer and the mission say what is done, the others speak of other people too.
_WEIGHTS: Final = {"offre": 1.0, "mission": 1.0, "vision": 0.3}
#: What a term of a trade counts and what a word that only goes with it counts.
_TERM: Final = 3.0
_WORD: Final = 1.0
#: The points that a trade needs: more in a longer text, where a word slips in; and its lead over the next.
_ENOUGH: Final = 2.0
_ENOUGH_AT_MOST: Final = 4.0
_WORDS_A_POINT: Final = 30
_AHEAD: Final = 1.25
#: What the sentences of an answer count, one after the other: the first says what is done.
_SENTENCES: Final = (1.0, 0.5, 0.3)
#: A word of the other language, and one that tells of customers or rivals, counts less.
_FOREIGN: Final = 0.6
_ABOUT_OTHERS: Final = 0.35
_REACH: Final = 5
_FOREIGN_LEAST: Final = 5
#: Shorter words lose no plural "s" and no mute "e".
_SHORT: Final = 3
_LONG: Final = 5
#: The language library's stop words would take "sur mesure" apart; only these stand in no term.
_LINKS: Final = frozenset("de du des d' l' la le les a au of the and et en".split())
_DOUBLED: Final = re.compile(r"([b-df-hj-np-tv-z])\1+")


class Term(NamedTuple):
    """A word or phrase of a trade and what it counts."""

    trade: str
    points: float


def read_trade(name: str, texts: Mapping[str, str], language: str) -> str:
    """Return the key of the trade that a name and the answers, by step, speak of; "" when that is not sure.

    Each term counts once, the longest first. The best trade needs enough points and must be well ahead of the
    next.
    """
    language = known_language(language)
    points: dict[tuple[str, tuple[str, ...]], float] = {}
    for text, weight in ((name, 1.0), *((texts.get(step, ""), each) for step, each in _WEIGHTS.items())):
        for words, terms, share in _found(text, language):
            for term in terms:
                counted = term.points * weight * share
                points[term.trade, words] = max(points.get((term.trade, words), 0.0), counted)
    totals = dict.fromkeys((trade for trade, _ in points), 0.0)
    for (trade, _), counted in points.items():
        totals[trade] += counted
    best, second, *_ = (*sorted(totals.items(), key=lambda total: (-total[1], total[0])), ("", 0.0), ("", 0.0))
    length = sum(len(texts.get(step, "").split()) for step in _WEIGHTS)
    enough = min(_ENOUGH + length / _WORDS_A_POINT, _ENOUGH_AT_MOST)
    return best[0] if best[1] >= max(enough, _AHEAD * second[1]) else ""


def _found(text: str, language: str) -> list[tuple[tuple[str, ...], tuple[Term, ...], float]]:
    """Return the terms in a text, each with the share of its points that its place leaves it."""
    index, others = _index(language), load("trade_rules")[language]["others"].split()
    found = []
    for number, span in enumerate(sentences(text)):
        words = [token for token in tokens(text[span.start : span.end], language) if _counts(token)]
        keys = [spelling(word.folded) for word in words]
        at, turned = 0, -_REACH - 1
        while at < len(words):
            if words[at].folded in others:
                turned = at
            length = next((size for size in range(5, 0, -1) if tuple(keys[at : at + size]) in index), 0)
            if length:
                phrase = tuple(keys[at : at + length])
                share = _SENTENCES[min(number, len(_SENTENCES) - 1)]
                share *= _ABOUT_OTHERS if at - turned <= _REACH else 1.0
                found.append((phrase, index[phrase], share))
            at += length or 1
    return found


def _counts(token: Token) -> bool:
    return token.folded not in _LINKS


@lru_cache(maxsize=16384)
def spelling(folded: str) -> str:
    """Return a word without its ending, spelt as people hear it: "coifures" is "coiffure", "fone" is "phone"."""
    word = f"{folded[:-3]}y" if folded.endswith("ies") else folded
    if len(word) > _SHORT and word[-1] in "sx" and word[-2] != "s":
        word = word[:-1]
    return _DOUBLED.sub(r"\1", word[:-1] if len(word) > _LONG and word[-1] == "e" else word).replace("ph", "f")


@lru_cache(maxsize=2)
def _index(language: str) -> dict[tuple[str, ...], tuple[Term, ...]]:
    """Return the trades of each term, with its points; a term of several trades counts less for each."""
    stop = {(spelling(word),) for word in word_set(language, "stop")}
    best: dict[tuple[str, ...], dict[str, float]] = {}
    for trade, data in load("trades").items():
        for spoken in LANGUAGES:
            share = 1.0 if spoken == language else _FOREIGN
            for kind, points in (("terms", _TERM), ("words", _WORD)):
                for written in data[spoken][kind].split(","):
                    key = tuple(
                        spelling(token.folded) for token in tokens(written, spoken) if _counts(token)
                    )
                    is_foreign = spoken != language and len(" ".join(key)) < _FOREIGN_LEAST
                    if is_foreign or key in stop:
                        continue
                    known = best.setdefault(key, {})
                    known[trade] = max(known.get(trade, 0.0), points * share + 0.5 * (len(key) - 1))
    return {
        key: tuple(Term(trade, points / len(trades)) for trade, points in trades.items())
        for key, trades in best.items()
        if key
    }
