"""A corrected version of an answer, with every change and its reason."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any, NamedTuple

from coaching.coach.data_files import load
from coaching.coach.steps import readable
from nlp.data_files import known_language, word_set
from nlp.text import Span, fold, sentences
from nlp.towns import towns
from nlp.typography import looks_identical, spaced

_MAX_SENTENCE_WORDS = 28
_MIN_PART_WORDS = 6
_MAX_PASSES = 6
_QUOTED = re.compile(
    r"«[^»\n]{0,400}»|“[^”\n]{0,400}”|\"[^\"\n]{0,400}\"|https?://\S+|www\.\S+|(?<!\S)[^\s@]{1,80}@\S+|#\w+"
)
_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_DOUBLED = re.compile(r"\b([^\W\d_]{2,})( \1)+\b(?!['’-])", re.IGNORECASE)
_START = re.compile(
    r"(?:\A|\n|(?<=[^\W\d_]{3}[.!?])\s|(?<=[.!?][\u202f\u00a0 ])|(?<=\u202f[!?])\s)(?:[-•*]\s)?([^\W\d_]\S*)"
)
_STRIP_PUNCTUATION = str.maketrans("", "", "'’.,;:!?")
_VOWELS = "aeiouyh"


class Change(NamedTuple):
    """One change: `kind` is its rule, `before` and `after` the words concerned, `reason` an explanation."""

    kind: str
    before: str
    after: str
    reason: str


class Reformulation(NamedTuple):
    """An answer with its corrected version; `text == original` if there is nothing to correct."""

    original: str
    text: str
    changes: tuple[Change, ...]


def reformulate(text: str, language: str, step: str, names: Iterable[str] = ()) -> Reformulation:
    """Return a corrected version of an answer, with the same content.

    Spacing, capitals, doubled words and sentences, fillers, uppercase words and long sentences are corrected;
    buzzwords are only pointed out. Figures, names and quoted words are not changed. A second call changes
    nothing more. `names` are names whose spelling is preserved, such as the business's. `step` may be any.
    """
    draft = _Draft(readable({step: text}).get(step, text), known_language(language), tuple(names))
    for _ in range(_MAX_PASSES):
        before = draft.text
        for rule in _RULES:
            rule(draft)
        if draft.text == before:
            break
    if looks_identical(draft.text, text):
        draft = _Draft(text, draft.language, draft.names)
    _flag_buzzwords(draft)
    return Reformulation(text, draft.text, tuple(dict.fromkeys(draft.changes)))


class _Draft:
    """The text being corrected, with the changes so far."""

    def __init__(self, text: str, language: str, names: tuple[str, ...]) -> None:
        self.text = text
        self.language = language
        self.names = names
        self.changes: list[Change] = []
        self._quoted_spans: tuple[str, list[tuple[int, int]]] = ("", [])

    def note(self, kind: str, before: str, after: str) -> None:
        """Record a change with the reason for its kind."""
        reason = load(f"{self.language}/reformulation")["reasons"][kind]
        self.changes.append(Change(kind, before.strip()[:160], after.strip()[:160], reason))

    def rewrite(self, kind: str, text: str) -> None:
        """Replace the text, and record its first difference if there is one."""
        if text != self.text:
            self.note(kind, *_first_difference(self.text, text))
            self.text = text

    def is_quoted(self, at: int) -> bool:
        """Return whether a position is inside quotation marks, an address or a link."""
        if self._quoted_spans[0] != self.text:
            self._quoted_spans = (self.text, [match.span() for match in _QUOTED.finditer(self.text)])
        before = bisect_left(self._quoted_spans[1], (at + 1, 0))
        return before > 0 and at < self._quoted_spans[1][before - 1][1]


@lru_cache(maxsize=16)
def _rule(language: str, name: str) -> re.Pattern[str]:
    """Return a pattern of the reformulation file, for whole words."""
    return re.compile(rf"(?<![\w-])(?:{load(f'{language}/reformulation')[name]})(?![\w-])", re.IGNORECASE)


@lru_cache(maxsize=16)
def _word_set(language: str, name: str) -> frozenset[str]:
    """Return a folded word set of the reformulation file."""
    return frozenset(fold(load(f"{language}/reformulation")[name]).split())


def _unquoted(pattern: re.Pattern[str], draft: _Draft) -> list[re.Match[str]]:
    """Return the matches of a pattern outside quotations, the last first.

    It is a list, because `is_quoted` scans the text again after each change.
    """
    found = [match for match in pattern.finditer(draft.text) if not draft.is_quoted(match.start())]
    return found[::-1]


def _replace(draft: _Draft, start: int, end: int, new: str) -> None:
    """Replace a part of the draft."""
    draft.text = draft.text[:start] + new + draft.text[end:]


def _fix_spacing(draft: _Draft) -> None:
    """Set spaces and punctuation as the language does."""
    draft.rewrite("typography", spaced(draft.text, draft.language))


def _first_difference(before: str, after: str) -> tuple[str, str]:
    """Return the words around the first difference of two texts."""
    limit = min(len(before), len(after))
    at = next((index for index in range(limit) if before[index] != after[index]), limit)
    start = before.rfind(" ", 0, max(0, at - 12)) + 1
    return _whole_words(before, start, at), _whole_words(after, start, at)


def _whole_words(text: str, start: int, at: int) -> str:
    """Return the text from `start` to the end of the word some characters after `at`."""
    end = text.find(" ", at + 12)
    return text[start : end if end > 0 else len(text)]


def _drop_repeated_sentences(draft: _Draft) -> None:
    """Remove sentences that repeat an earlier one word for word."""
    for start, end in reversed(_repeats(draft.text)):
        draft.note("sentence", draft.text[start:end], "")
        draft.text = (draft.text[:start].rstrip(" ") + draft.text[end:]).rstrip()


def _repeats(text: str) -> list[Span]:
    """Return the spans of repeated sentences of at least four words."""
    seen: set[str] = set()
    spans = []
    for span in sentences(text):
        key = " ".join(_WORD.findall(fold(text[span.start : span.end])))
        if key in seen and len(key.split()) >= 4 and not re.search(r"\d", text[span.start : span.end]):
            spans.append(span)
        seen.add(key)
    return spans


def _drop_doubled_words(draft: _Draft) -> None:
    """Write a doubled function word once: "le le" becomes "le"; "moi moi" and "Bora Bora" stay."""
    for match in _unquoted(_DOUBLED, draft):
        last = match[0].split(" ")[-1]
        linking = fold(last) in word_set(draft.language, "stop")
        is_exempt = not (linking and last.islower()) or fold(last) in _word_set(
            draft.language, "doubles_kept"
        )
        if not is_exempt:
            draft.note("repeat", match[0], match[1])
            _replace(draft, *match.span(), match[1])


def _drop_fillers(draft: _Draft) -> None:
    """Remove filler words where the sentence stays correct without them."""
    for match in _unquoted(_rule(draft.language, "fillers"), draft):
        end = match.end()
        follows = re.match(r" ([^\W\d_]+)", draft.text[end:])
        if follows and _is_droppable(draft, match, fold(follows[1])):
            draft.note("filler", match[0] + follows[0], follows[0])
            capital = match[0][0].isupper()
            first = follows[1][0].upper() if capital else follows[1][0]
            _replace(draft, match.start(), end + 2, first)


def _is_droppable(draft: _Draft, match: re.Match[str], follows: str) -> bool:
    """Return whether a filler can go: no negation, elision or article depends on it."""
    before = _WORD.findall(fold(draft.text[max(0, match.start() - 40) : match.start()]))[-3:]
    pieces = [piece for word in before for piece in re.split(r"['-]", word)][-3:]
    is_negated = bool(set(pieces) & {"pas", "jamais", "not", "never", "t", "no", "ni", "sans", "without"})
    is_negation = bool(pieces[-1:]) and pieces[-1] in _word_set(draft.language, "negations")
    is_attached = draft.text[max(0, match.start() - 1) : match.start()] not in {"", " ", "\n", "\u00a0", "("}
    is_exempt = follows in _word_set(draft.language, "keep_after")
    return not (is_negated or is_negation or is_attached or is_exempt)


def _lower_shouting(draft: _Draft) -> None:
    """Write uppercase words in lower case: all in a text of capitals, else only common words."""
    words = [match for match in _WORD.finditer(draft.text) if not draft.is_quoted(match.start())]
    uppercase = [match for match in words if match[0].isupper()]
    mostly_uppercase = len(uppercase) >= 4 and len(uppercase) >= 0.7 * len(words)
    text = draft.text
    for match in uppercase:
        if _may_lower(match[0], draft, mostly_uppercase):
            text = text[: match.start()] + _lowered(match, draft.text, draft) + text[match.end() :]
    draft.rewrite("shouting", text)


def _may_lower(word: str, draft: _Draft, mostly_uppercase: bool) -> bool:
    """Return whether an uppercase word is a common word, or is no acronym in a text of capitals."""
    if word in load(f"{draft.language}/reformulation")["acronyms"].split() or len(word.lower()) != len(word):
        return False
    return (mostly_uppercase and word != "I") or (
        len(word) > 3 and fold(word) in _word_set(draft.language, "common")
    )


def _lowered(match: re.Match[str], text: str, draft: _Draft) -> str:
    """Return a word in lower case, with the capitals of known names."""
    word = match[0]
    known = {fold(part): part for name in draft.names for part in name.split()}
    if fold(word) in known:
        return known[fold(word)]
    town = bool(towns(word.title(), "")) or word in {"I"}
    first = not text[: match.start()].strip() or text[: match.start()].rstrip()[-1] in ".!?\n"
    return word.capitalize() if town or first else word.lower()


def _split_long(draft: _Draft) -> None:
    """Split each long sentence in two where a new subject begins."""
    for span in reversed(sentences(draft.text)):
        sentence = draft.text[span.start : span.end]
        if len(sentence.split()) > _MAX_SENTENCE_WORDS:
            _split_one(draft, span.start, sentence)


def _split_one(draft: _Draft, start: int, sentence: str) -> None:
    """Split one sentence at the first match that leaves two parts of some length."""
    pattern = re.compile(load(f"{draft.language}/reformulation")["split"], re.IGNORECASE)
    for match in pattern.finditer(sentence):
        first, rest = sentence[: match.start()], sentence[match.end() :]
        fits = min(len(first.split()), len(rest.split())) >= _MIN_PART_WORDS
        if fits and not draft.is_quoted(start + match.start()):
            but = load(f"{draft.language}/reformulation")["but"]
            contrast = fold(match[0]).strip(" ,;") == fold(but)
            opening = f"{but} {rest}" if contrast else rest[0].upper() + rest[1:]
            draft.note("split", sentence, f"{first}. {opening}")
            _replace(draft, start, start + len(sentence), f"{first}. {opening}")
            return


def _fix_capitals(draft: _Draft) -> None:
    """Set a capital at the start of each sentence and a full stop at the end."""
    text = draft.text
    for match in _START.finditer(draft.text):
        start = match.start(1)
        if _is_ordinary_lowercase(match[1]) and not draft.is_quoted(start):
            text = text[:start] + text[start].upper() + text[start + 1 :]
    if text[-1:].isalnum() and not draft.is_quoted(len(text) - 1) and len(text.split()) > 3:
        text += "."
    draft.rewrite("capital", text)


def _is_ordinary_lowercase(word: str) -> bool:
    """Return whether a word has only lower-case letters, unlike "iPhone"."""
    ordinary = word.translate(_STRIP_PUNCTUATION).isalpha() and word[1:] == word[1:].lower()
    return ordinary and word[0].islower() and len(word[0].upper()) == 1


def _flag_buzzwords(draft: _Draft) -> None:
    """Record the buzzwords, without changing them."""
    for match in _rule(draft.language, "buzz").finditer(draft.text):
        if not draft.is_quoted(match.start()):
            draft.note("buzz", match[0], match[0])


_RULES: tuple[Callable[[_Draft], Any], ...] = (
    _fix_spacing,
    _lower_shouting,
    _drop_repeated_sentences,
    _drop_doubled_words,
    _drop_fillers,
    _split_long,
    _fix_capitals,
)
