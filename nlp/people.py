"""Groups of people that a text names, each with its class of customers."""

from functools import lru_cache
from typing import NamedTuple

from nlp.currencies import is_currency_sign
from nlp.data_files import known_language, load
from nlp.quotations import (
    Quotation,
    fold_cached,
    in_contrast,
    phrase_pattern,
    phrase_words,
    statement_start,
    tokens_cached,
    trimmed_quotation,
)
from nlp.text import Token


class Group(NamedTuple):
    """A group of people as quoted, its class, and whether the text says that it is served."""

    quotation: Quotation
    kind: str
    served: bool


@lru_cache(maxsize=2)
def _heads(language: str) -> dict[str, str]:
    """Return the class of each head word of a language."""
    return {word: kind for kind, words in load("people")[language].items() for word in words.split()}


def are_incompatible(one: str, other: str) -> bool:
    """Return whether two classes can hardly be the same customer."""
    return sorted((one, other)) in [sorted(pair) for pair in load("people")["apart"]]


@lru_cache(maxsize=256)
def groups(text: str, step: str, language: str) -> tuple[Group, ...]:
    """Return the groups of people named in the answer to a step, in order, each with its qualifiers."""
    language = known_language(language)
    tokens, heads = tokens_cached(text, language), _heads(language)
    found: list[Group] = []
    last_end = -1
    for index, word in enumerate(tokens):
        head = _head(tokens, index, heads, language)
        if head and word.start > last_end:
            left, right = (
                _group_start(tokens, index, text, language),
                _group_end(tokens, index, text, language),
            )
            quotation = trimmed_quotation(text, step, tokens[left].start, tokens[right].end)
            if quotation.span.start < last_end:
                found.pop()
            last_end = quotation.span.end
            found.append(Group(quotation, heads[head], _is_served(text, quotation.span.start, language)))
    return tuple(found)


def _head(tokens: tuple[Token, ...], index: int, heads: dict[str, str], language: str) -> str:
    """Return the listed word for people that a word is or stands for ("les femme"); "" for another word."""
    word = tokens[index].folded
    is_plural = language == "fr" and tokens[index - 1].folded in ("les", "des", "nos", "mes", "aux", "ces")
    if index and is_plural and word not in heads:
        word += "s"
    return word if word in heads else ""


def _joined(text: str, one: Token, other: Token) -> bool:
    """Return whether only a blank, a hyphen or an apostrophe stands between two neighbouring words."""
    return text[one.end : other.start] in {"", " ", "-", "'", "’", "\u00a0", "\u202f"}


def _group_start(tokens: tuple[Token, ...], index: int, text: str, language: str) -> int:
    """Return the index of the first word of a group, including adjectives ("busy working mothers")."""
    start = index
    before = phrase_words(language, "group_adjective_before")
    refused = phrase_words(language, "group_adjective_not")
    while start > 0 and index - start < 3 and _joined(text, tokens[start - 1], tokens[start]):
        word = tokens[start - 1].folded
        may_qualify = word not in refused and word.isalpha() and not word.endswith("ing")
        if not (word in before if before else may_qualify):
            break
        start -= 1
    return start


def _group_end(tokens: tuple[Token, ...], index: int, text: str, language: str) -> int:
    """Return the index of the last word of a group: what qualifies it, up to a verb or a new clause."""
    links = phrase_words(language, "group_link")
    end, since_link = index, 9 if language == "en" else 0
    last = min(len(tokens) - 1, index + 11)
    while end < last and _joined(text, tokens[end], tokens[end + 1]):
        if _ends_group(tokens, end, since_link, language):
            break
        end += 1
        word = tokens[end].folded
        is_link = word in links or (language == "en" and word.endswith("ing"))
        since_link = 0 if is_link else since_link + 1
    return end


def _ends_group(tokens: tuple[Token, ...], end: int, since_link: int, language: str) -> bool:
    """Return whether the group ends before the word after `end`; "20 to 30" is not split."""
    before, word, after = [*(token.folded for token in tokens[end : end + 3]), ""][:3]
    if word in ("l'", "le", "la", "les", "the") and before not in phrase_words(language, "group_link"):
        return True
    if before[0].isdigit() and after[:1].isdigit():
        return False
    return _is_group_end(word, since_link, language) or _link_leads_out(word, after, language)


def _is_group_end(word: str, since_link: int, language: str) -> bool:
    """Return whether a word cannot belong to the group before it."""
    if word in phrase_words(language, "group_end"):
        return True
    if language == "fr":
        return len(word) > 4 and word.endswith(("ent", "ons", "ez")) and not word.endswith("ement")
    return since_link > 3 and word not in phrase_words("en", "group_link") and not word.endswith("ing")


def _link_leads_out(word: str, after: str, language: str) -> bool:
    """Return whether a link word leads out of the group: to a price or, in French, to an infinitive."""
    if word in {"at", "a"} and (after[:1].isdigit() or is_currency_sign(after)):
        return True
    infinitive = after.endswith(("er", "ir", "ire", "dre", "tre", "vre"))
    return language == "fr" and word in {"de", "d'", "a"} and infinitive


def _is_served(text: str, at: int, language: str) -> bool:
    """Return whether the words before a group say that it is served ("pour les", "we help")."""
    folded = fold_cached(text)
    before = folded[max(statement_start(folded, at), at - 60) : at]
    return not in_contrast(folded, at, language) and bool(phrase_pattern(language, "target").search(before))
