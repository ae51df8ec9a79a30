"""The alternatives that the answers name, and what the answers say of each: always exact quotes."""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from agents.research.market_numbers import pattern
from agents.research.phrases import phrases
from coaching.coach.scoring.facts import Facts
from coaching.coach.scoring.sources import SOURCES
from nlp.data_files import word_set
from nlp.money import amounts
from nlp.quotes import Said, cue, flat, quoted, sentence_start
from nlp.text import fold, tokens

#: More columns than that are no comparison on a phone.
MOST_RIVALS: Final = 3
_ENDS: Final = ".!?;\n"
_LONGEST_NAME: Final = 8


class Alternative(NamedTuple):
    """An alternative: its name, and the stretches of the answers that speak of it."""

    name: Said
    mentions: tuple[Said, ...]


def alternatives(found: Facts) -> list[Alternative]:
    """Return the alternatives that the answers name, each once: step 4 first, then where customers go now."""
    kept: list[Said] = []
    for name in (_name(part, found) for said in _candidates(found) for part in _parts(said, found)):
        key = _key(name, found.language)
        if _is_name(name, found.language) and not any(key & _key(one, found.language) for one in kept):
            kept.append(name)
    return [Alternative(name, tuple(_own_mentions(name, kept, found))) for name in kept[:MOST_RIVALS]]


def _own_mentions(name: Said, names: list[Said], found: Facts) -> Iterator[Said]:
    """What is told of an alternative, up to where the same sentence goes on to another one."""
    for told in _mentions(name, found):
        others = [one.span for one in names if one.step == told.step == name.step and one != name]
        after = [span.start for span in others if name.span.end <= span.start < told.span.end]
        before = [span.end for span in others if told.span.start <= span.start < name.span.start]
        start, end = max(before, default=told.span.start), min(after, default=told.span.end)
        links = list(pattern(found.language, "links").finditer(flat(found.texts[told.step]), start, end))
        cut = links[-1].start() if after and links else end
        yield quoted(found.texts[told.step], told.step, start, cut)


def _candidates(found: Facts) -> Iterator[Said]:
    """What is announced as another choice ("unlike X"), or told of others; then where customers go today."""
    finder, steps = SOURCES["alternative"]
    quotes = [
        said
        for step in steps
        if step in found.texts
        for said in finder(found.texts[step], step, found.language)
    ]
    announced = [said for said in quotes if cue(found.language, "alternative").match(fold(said.quote))]
    yield from announced or quotes
    text = found.texts.get("clientele", "")
    for match in pattern(found.language, "turns_to").finditer(flat(text)):
        group = match.lastgroup or "what"
        yield quoted(text, "clientele", *match.span(group))


def _parts(said: Said, found: Facts) -> Iterator[Said]:
    """The parts of "X and the Y": where an article or a capital letter follows the link."""
    text, start = found.texts[said.step], said.span.start
    for link in pattern(found.language, "links").finditer(fold(said.quote)):
        after = said.quote[link.end() : link.end() + 1]
        is_where = "ù" in said.quote[link.start() : link.end()].lower()
        if not is_where and (link["article"] or link["goes"] or after.isupper()):
            yield quoted(text, said.step, start, said.span.start + link.start())
            start = said.span.start + link.end()
    yield quoted(text, said.step, start, said.span.end)


def _name(said: Said, found: Facts) -> Said:
    """The alternative without "unlike" or an article before it, and without what is told of it."""
    text, start, language = found.texts[said.step], said.span.start, found.language
    folded = flat(text)[start : said.span.end]
    lead = pattern(language, "lead_in").match(folded)
    article = pattern(language, "article").match(folded, lead.end() if lead else 0)
    begin = article.end() if article else lead.end() if lead else 0
    ends = [
        match.start()
        for name in ("relative", "verb")
        if (match := _description_start(name, language, folded, begin))
    ]
    ends += [money.span.start for money in amounts(said.quote) if money.span.start > begin]
    whole = text[: start + min(ends, default=len(folded))].rstrip()
    return quoted(text, said.step, start + begin, len(whole))


def _description_start(name: str, language: str, folded: str, begin: int) -> re.Match[str] | None:
    """Where something is told of an alternative, behind the first letters of its name."""
    return pattern(language, name).search(folded, begin + 2)


def _key(said: Said, language: str) -> frozenset[str]:
    """The words of a name that tell it from others, without plural endings and common places."""
    stop = word_set(language, "stop") | set(phrases()["read"][language]["common_places"].split())
    found = (token.folded for token in tokens(said.quote, language))
    kept = frozenset(word.rstrip("sx") for word in found if len(word) > 3 and word not in stop)
    return kept or frozenset(word for word in fold(said.quote).split() if len(word) > 3)


def _is_name(name: Said, language: str) -> bool:
    """Whether a quote names something: it has a word that tells it from others, and is no pronoun or verb."""
    folded = fold(name.quote)
    short = len(name.quote.split()) <= _LONGEST_NAME
    return short and bool(_key(name, language)) and not pattern(language, "no_name").match(folded)


def _mentions(name: Said, found: Facts) -> Iterator[Said]:
    """What the answers say of an alternative: from its name to where the business begins, or the stop."""
    wanted = _key(name, found.language)
    for step in ("differentiation", "clientele"):
        text = found.texts.get(step, "")
        places = [token for token in tokens(text, found.language) if token.folded.rstrip("sx") in wanted]
        seen = -1
        for token in places:
            if token.start < seen or _is_ours(text, token.start, found.language):
                continue
            seen = end_of(text, token.end, found.language)
            start = sentence_start(flat(text), token.start) if step == "clientele" else token.start
            yield quoted(text, step, start, max(seen, token.end))


def _is_ours(text: str, at: int, language: str) -> bool:
    """Whether a name stands in what the business tells of itself: "we buy at X"."""
    folded = flat(text)
    own = cue(language, "own_words").search(folded, sentence_start(folded, at), at)
    return own is not None and not _in_contrast(folded, at, language)


def end_of(text: str, start: int, language: str) -> int:
    """Return where the stretch about an alternative ends.

    Behind "unlike X," the business speaks of itself, unless it goes on with "who" or "where".
    """
    folded = flat(text)
    stop = min((at for mark in _ENDS if (at := folded.find(mark, start)) >= 0), default=len(text))
    ours = cue(language, "own_words").search(folded, start, stop)
    stop = ours.start() if ours else stop
    comma = folded.find(",", start, stop)
    if comma < 0 or not _in_contrast(folded, start, language):
        return stop
    goes_on = pattern(language, "relative").match(folded, comma + 1)
    return stop if goes_on else comma


def _in_contrast(folded: str, at: int, language: str) -> bool:
    """Whether a position stands within "unlike ..."."""
    begin = sentence_start(folded, at)
    found = cue(language, "alternative").finditer(folded, begin)
    return any(match.start() <= at <= match.end() for match in found)
