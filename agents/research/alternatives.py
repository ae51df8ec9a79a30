"""The alternatives that the answers name, and what the answers say of each: always exact quotes."""

from collections.abc import Iterator
from typing import NamedTuple

from agents.research.items import phrases
from agents.research.market_numbers import pattern
from coaching.coach.scoring.extractors import EXTRACTORS
from coaching.coach.scoring.facts import Facts
from nlp.data_files import word_set
from nlp.money import amounts
from nlp.quotations import Quotation, fold_cached, phrase_pattern, statement_start, trimmed_quotation
from nlp.text import fold, tokens


class Alternative(NamedTuple):
    """An alternative: its name, and the stretches of the answers that speak of it."""

    name: Quotation
    mentions: tuple[Quotation, ...]


def alternatives(facts: Facts) -> list[Alternative]:
    """Return the alternatives that the answers name, each once: step 4 first, then where customers go now."""
    names: list[Quotation] = []
    for name in (_name(part, facts) for said in _candidates(facts) for part in _parts(said, facts)):
        key = _key(name, facts.language)
        if _is_name(name, facts.language) and not any(key & _key(one, facts.language) for one in names):
            names.append(name)
    return [Alternative(name, tuple(_own_mentions(name, names, facts))) for name in names[:3]]


def _own_mentions(name: Quotation, names: list[Quotation], facts: Facts) -> Iterator[Quotation]:
    """Yield what is said of an alternative, up to where the same sentence goes on to another one."""
    for said in _mentions(name, facts):
        text, (start, end) = facts.texts[said.step], said.span
        others = [one.span for one in names if one.step == said.step == name.step and one != name]
        after = [span.start for span in others if name.span.end <= span.start < end]
        before = [span.end for span in others if start <= span.start < name.span.start]
        start, end = max(before, default=start), min(after, default=end)
        links = list(pattern(facts.language, "links").finditer(fold_cached(text), start, end))
        yield trimmed_quotation(text, said.step, start, links[-1].start() if after and links else end)


def _candidates(facts: Facts) -> Iterator[Quotation]:
    """Yield what is announced as another choice ("unlike X"), or said of others; then where customers go."""
    finder, steps = EXTRACTORS["alternative"]
    known = [step for step in steps if step in facts.texts]
    quotes = [said for step in known for said in finder(facts.texts[step], step, facts.language)]
    unlike = phrase_pattern(facts.language, "alternative")
    yield from [said for said in quotes if unlike.match(fold(said.quote))] or quotes
    text = facts.texts.get("clientele", "")
    for match in pattern(facts.language, "turns_to").finditer(fold_cached(text)):
        yield trimmed_quotation(text, "clientele", *match.span(match.lastgroup or "what"))


def _parts(said: Quotation, facts: Facts) -> Iterator[Quotation]:
    """Yield the parts of "X and the Y": where an article or a capital letter follows the link."""
    text, start = facts.texts[said.step], said.span.start
    for link in pattern(facts.language, "links").finditer(fold(said.quote)):
        after = said.quote[link.end() : link.end() + 1]
        is_where = "ù" in said.quote[link.start() : link.end()].lower()
        if not is_where and (link["article"] or link["goes"] or after.isupper()):
            yield trimmed_quotation(text, said.step, start, said.span.start + link.start())
            start = said.span.start + link.end()
    yield trimmed_quotation(text, said.step, start, said.span.end)


def _name(said: Quotation, facts: Facts) -> Quotation:
    """Return the alternative without "unlike" or an article before it, and without what is said of it."""
    text, start, language = facts.texts[said.step], said.span.start, facts.language
    folded = fold_cached(text)[start : said.span.end]
    begin = 0
    for shape in ("lead_in", "article"):
        opening = pattern(language, shape).match(folded, begin)
        begin = opening.end() if opening else begin
    # what is said of an alternative comes behind the first letters of its name
    found = [pattern(language, shape).search(folded, begin + 2) for shape in ("relative", "verb")]
    ends = [match.start() for match in found if match]
    ends += [money.span.start for money in amounts(said.quote) if money.span.start > begin]
    name = text[: start + min(ends, default=len(folded))].rstrip()
    return trimmed_quotation(text, said.step, start + begin, len(name))


def _key(said: Quotation, language: str) -> frozenset[str]:
    """Return the words of a name that tell it from others, without plural endings and common places."""
    stop = word_set(language, "stop") | set(phrases()["read"][language]["common_places"].split())
    own = frozenset(
        token.folded.rstrip("sx")
        for token in tokens(said.quote, language)
        if len(token.folded) > 3 and token.folded not in stop
    )
    return own or frozenset(word for word in fold(said.quote).split() if len(word) > 3)


def _is_name(name: Quotation, language: str) -> bool:
    """Return whether a quote names something: it has a word of its own, and is no pronoun or verb."""
    short = len(name.quote.split()) <= 8
    return short and bool(_key(name, language)) and not pattern(language, "no_name").match(fold(name.quote))


def _mentions(name: Quotation, facts: Facts) -> Iterator[Quotation]:
    """Yield what the answers say of an alternative, from its name to where the business or a stop begins."""
    key, language = _key(name, facts.language), facts.language
    for step in ("differentiation", "clientele"):
        text, end = facts.texts.get(step, ""), -1
        for token in tokens(text, language):
            is_name = token.folded.rstrip("sx") in key and token.start >= end
            if is_name and not _is_ours(text, token.start, language):
                end = end_of(text, token.end, language)
                begin = (
                    statement_start(fold_cached(text), token.start) if step == "clientele" else token.start
                )
                yield trimmed_quotation(text, step, begin, max(end, token.end))


def _is_ours(text: str, at: int, language: str) -> bool:
    """Return whether a name stands in what the business tells of itself: "we buy at X"."""
    folded = fold_cached(text)
    own = phrase_pattern(language, "own_words").search(folded, statement_start(folded, at), at)
    return own is not None and not _in_contrast(folded, at, language)


def end_of(text: str, start: int, language: str) -> int:
    """Return where the stretch about an alternative ends.

    Behind "unlike X," the business speaks of itself, unless it goes on with "who" or "where".
    """
    folded = fold_cached(text)
    stop = min((at for mark in ".!?;\n" if (at := folded.find(mark, start)) >= 0), default=len(text))
    ours = phrase_pattern(language, "own_words").search(folded, start, stop)
    stop = ours.start() if ours else stop
    comma = folded.find(",", start, stop)
    if comma < 0 or not _in_contrast(folded, start, language):
        return stop
    return stop if pattern(language, "relative").match(folded, comma + 1) else comma


def _in_contrast(folded: str, at: int, language: str) -> bool:
    """Return whether a position stands within "unlike ..."."""
    begin = statement_start(folded, at)
    found = phrase_pattern(language, "alternative").finditer(folded, begin)
    return any(match.start() <= at <= match.end() for match in found)
