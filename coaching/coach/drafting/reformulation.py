"""A corrected version of an answer, with every change and its reason."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from coaching.coach.data_files import load
from coaching.coach.steps import readable
from nlp.data_files import known_language, word_set
from nlp.text import fold, sentences
from nlp.towns import towns
from nlp.typography import looks_identical, spaced

_QUOTED = re.compile(
    r"«[^»\n]{0,400}»|“[^”\n]{0,400}”|\"[^\"\n]{0,400}\"|https?://\S+|www\.\S+|(?<!\S)[^\s@]{1,80}@\S+|#\w+"
)
_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_DOUBLED = re.compile(r"\b([^\W\d_]{2,})( \1)+\b(?!['’-])", re.IGNORECASE)
_SENTENCE_START = re.compile(
    r"(?:\A|\n|(?<=[^\W\d_]{3}[.!?])\s|(?<=[.!?][\u202f\u00a0 ])|(?<=\u202f[!?])\s)(?:[-•*]\s)?([^\W\d_]\S*)"
)


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
    for _ in range(6):
        before = draft.text
        for rule in _RULES:
            rule(draft)
        if draft.text == before:
            break
    if looks_identical(draft.text, text):
        draft = _Draft(text, draft.language, draft.names)
    for match in reversed(_unquoted(draft.pattern("buzz"), draft)):
        draft.note("buzz", match[0], match[0])
    return Reformulation(text, draft.text, tuple(dict.fromkeys(draft.changes)))


class _Draft:
    """The text being corrected, with the changes so far."""

    def __init__(self, text: str, language: str, names: tuple[str, ...]) -> None:
        self.text = text
        self.language = language
        self.names = names
        self.changes: list[Change] = []
        self.data = load(f"{language}/reformulation")
        self._quoted_spans: tuple[str, list[tuple[int, int]]] = ("", [])

    def pattern(self, name: str) -> re.Pattern[str]:
        """Return a pattern of the reformulation file, for whole words."""
        return re.compile(rf"(?<![\w-])(?:{self.data[name]})(?![\w-])", re.IGNORECASE)

    def word_set(self, name: str) -> set[str]:
        """Return a folded word set of the reformulation file."""
        return set(fold(self.data[name]).split())

    def note(self, kind: str, before: str, after: str) -> None:
        """Record a change with the reason for its kind."""
        reason = self.data["reasons"][kind]
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
    """Remove sentences of four words or more that repeat an earlier one word for word, without figures."""
    spans = sentences(draft.text)
    keys = [" ".join(_WORD.findall(fold(draft.text[start:end]))) for start, end in spans]
    for rank in reversed(range(len(spans))):
        start, end = spans[rank]
        is_repeated = keys[rank].count(" ") > 2 and keys[rank] in keys[:rank]
        if is_repeated and not re.search(r"\d", draft.text[start:end]):
            draft.note("sentence", draft.text[start:end], "")
            draft.text = (draft.text[:start].rstrip(" ") + draft.text[end:]).rstrip()


def _drop_doubled_words(draft: _Draft) -> None:
    """Write a doubled function word once: "le le" becomes "le"; "moi moi" and "Bora Bora" stay."""
    linking = word_set(draft.language, "stop") - draft.word_set("doubles_kept")
    for match in _unquoted(_DOUBLED, draft):
        last = match[0].split(" ")[-1]
        if last.islower() and fold(last) in linking:
            draft.note("repeat", match[0], match[1])
            _replace(draft, *match.span(), match[1])


def _drop_fillers(draft: _Draft) -> None:
    """Remove filler words where the sentence stays correct without them."""
    keep_after = draft.word_set("keep_after")
    for match in _unquoted(draft.pattern("fillers"), draft):
        start, end = match.span()
        follows = re.compile(r" ([^\W\d_]+)").match(draft.text, end)
        if follows and fold(follows[1]) not in keep_after and _is_droppable(draft, draft.text[:start]):
            draft.note("filler", match[0] + follows[0], follows[0])
            first = follows[1][0]
            _replace(draft, start, end + 2, first.upper() if match[0][0].isupper() else first)


def _is_droppable(draft: _Draft, before: str) -> bool:
    """Return whether the text before a filler lets it go: no negation or elision depends on it."""
    words = _WORD.findall(fold(before[-40:]))[-3:]
    pieces = [piece for word in words for piece in re.split(r"['-]", word)][-3:]
    negations = {"pas", "jamais", "not", "never", "t", "no", "ni", "sans", "without"}
    is_negated = not negations.isdisjoint(pieces) or not draft.word_set("negations").isdisjoint(pieces[-1:])
    return before[-1:] in {"", " ", "\n", "\u00a0", "("} and not is_negated


def _lower_shouting(draft: _Draft) -> None:
    """Write uppercase words in lower case: all in a text of capitals, else only common words."""
    words = [match for match in _WORD.finditer(draft.text) if not draft.is_quoted(match.start())]
    uppercase = [match for match in words if match[0].isupper()]
    is_shouted = len(uppercase) >= 4 and len(uppercase) >= 0.7 * len(words)
    text, common = draft.text, draft.word_set("common")
    for match in uppercase:
        is_common = len(match[0]) > 3 and fold(match[0]) in common
        if (is_common or is_shouted) and _may_lower(match[0], draft):
            text = text[: match.start()] + _lowered(match, draft.text, draft) + text[match.end() :]
    draft.rewrite("shouting", text)


def _may_lower(word: str, draft: _Draft) -> bool:
    """Return whether an uppercase word is neither an acronym nor "I"; its length must stay the same."""
    return word not in ("I", *draft.data["acronyms"].split()) and len(word.lower()) == len(word)


def _lowered(match: re.Match[str], text: str, draft: _Draft) -> str:
    """Return a word in lower case, with the capitals of known names."""
    word, before = match[0], text[: match.start()].rstrip()
    is_first = not before or before[-1] in ".!?"
    is_name = word == "I" or towns(word.title(), "")
    known = {fold(part): part for name in draft.names for part in name.split()}
    return known.get(fold(word)) or (word.capitalize() if is_name or is_first else word.lower())


def _split_long(draft: _Draft) -> None:
    """Split each long sentence in two where a new subject begins."""
    for span in reversed(sentences(draft.text)):
        sentence = draft.text[span.start : span.end]
        if len(sentence.split()) > 28:
            _split_one(draft, span.start, sentence)


def _split_one(draft: _Draft, start: int, sentence: str) -> None:
    """Split one sentence at the first match that leaves two parts of at least six words."""
    but = draft.data["but"]
    for match in re.finditer(draft.data["split"], sentence, re.IGNORECASE):
        first, rest = sentence[: match.start()], sentence[match.end() :]
        fits = min(len(first.split()), len(rest.split())) > 5
        if fits and not draft.is_quoted(start + match.start()):
            is_contrast = fold(match[0]).strip(" ,;") == fold(but)
            new = f"{first}. {but} {rest}" if is_contrast else f"{first}. {rest[0].upper()}{rest[1:]}"
            draft.note("split", sentence, new)
            _replace(draft, start, start + len(sentence), new)
            return


def _fix_capitals(draft: _Draft) -> None:
    """Set a capital at the start of each sentence and a full stop at the end."""
    text = draft.text
    for match in _SENTENCE_START.finditer(draft.text):
        start = match.start(1)
        if _is_ordinary_lowercase(match[1]) and not draft.is_quoted(start):
            text = text[:start] + text[start].upper() + text[start + 1 :]
    if text[-1:].isalnum() and not draft.is_quoted(len(text) - 1) and len(text.split()) > 3:
        text += "."
    draft.rewrite("capital", text)


def _is_ordinary_lowercase(word: str) -> bool:
    """Return whether a word has only lower-case letters, unlike "iPhone"."""
    is_ordinary = re.sub("['’.,;:!?]", "", word).isalpha() and word[1:] == word[1:].lower()
    return is_ordinary and word[0].islower() and len(word[0].upper()) == 1


_RULES: tuple[Callable[[_Draft], Any], ...] = (
    _fix_spacing,
    _lower_shouting,
    _drop_repeated_sentences,
    _drop_doubled_words,
    _drop_fillers,
    _split_long,
    _fix_capitals,
)
