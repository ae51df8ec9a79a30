"""The person's sentences as a site may show them: without talk of the plan, without rivals, as "we"."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Final, NamedTuple

from agents.content.first_person import as_we
from agents.content.phrases import BLANKS, capitalized, matches, pattern, phrases, with_full_stop
from coaching.coach.drafting.reformulate import reformulate
from nlp.money import amounts
from nlp.text import fold, sentences
from nlp.typography import spaced

LONGEST: Final = 260
_LEAST_WORDS = 3
_NEAR_START = 45
_DOUBLED_SUBJECT = re.compile(r"^(nous|moi|we), (?:nous|je|we)\b", re.IGNORECASE)
_BULLET = re.compile(r"^(?:[-–—•*·▪]+|\d{1,2}[.)])\s+")
_LABEL = re.compile(
    r"^(?:bonjour|bonsoir|salut|hello|hi|good (?:morning|day))\b[ ,.!]*|^(?:la |notre |the |our )?"
    r"(?:preuve|resultat|exemple|proof|result|evidence|mission|vision|offre|offer)s? ?: "
    r"|^(?:chez nous|nous|with us|us|we|me|moi) ?[:=] "
)
_SHORT_FORM = re.compile(r"(?:^|\s)(?:st|ste|dr|mr|mrs|ms|mme|mlle|m|pr|no|av)\.$")
_OUTER_QUOTES = re.compile(r"^[«“\"\s]+(.*?)[»”\"\s]+([.!?]?)$")
_RELATIVE = re.compile(r"(?:ou|qui|que|dont|et|mais|who|which|where|whose|and|but)\b")
_UNACCENTED_A = re.compile(r"^A (?=[A-ZÀ-Ý]|la |l[’']|partir |domicile )")
_CONTRAST = re.compile(
    r"au lieu|plutot|alors|tandis|contrairement|par rapport|face a"
    r"|instead|rather|whereas|unlike|compared|which"
)


class Sentence(NamedTuple):
    """One sentence for the site; `kinds` say what it tells (payment, order, guarantee, price...)."""

    text: str
    step: str
    kinds: frozenset[str]


class Answers(NamedTuple):
    """What a site may use of the answers, by step; `plural` is false where the person stays "I"."""

    vision: tuple[Sentence, ...]
    mission: tuple[Sentence, ...]
    differentiation: tuple[Sentence, ...]
    offre: tuple[Sentence, ...]
    plural: bool


def public_sentences(texts: Mapping[str, str], language: str, name: str) -> Answers:
    """Return the sentences of the answers that visitors may read.

    They speak as "we" when the mission can be put so without a slip, and as the person did otherwise; with
    "we", a sentence that cannot be turned is left out.
    """
    turned = {step: _with_we(texts.get(step, ""), step, language, name) for step in Answers._fields[:4]}
    plural = not any(
        ours is None and not matches(own, language, "shape", "family") for own, ours in turned["mission"]
    )
    lines = {
        step: tuple(classified(text, step, language) for text in _in_person(both, plural))
        for step, both in turned.items()
    }
    return Answers(**lines, plural=plural)


def _with_we(text: str, step: str, language: str, name: str) -> list[tuple[str, str | None]]:
    """The usable sentences of an answer, each with itself as "we", None where that cannot be."""
    return [(own, as_we(own, language)) for own in _usable(text, step, language, name)]


def _in_person(turned: Iterable[tuple[str, str | None]], plural: bool) -> list[str]:
    if not plural:
        return [own for own, _ours in turned]
    return [ours or own for own, ours in turned if ours is not None]


@lru_cache(maxsize=64)
def raw_sentences(text: str, language: str, name: str) -> tuple[str, ...]:
    """The sentences of an answer, spaced, without bullets; a shouted answer is calmed."""
    letters = [char for char in text if char.isalpha()]
    shouted = len(letters) > 20 and sum(char.isupper() for char in letters) > 0.6 * len(letters)
    whole = reformulate(text, language, "", (name,)).text if shouted else spaced(text, language)
    return tuple(_rejoined([whole[span.start : span.end] for span in sentences(whole)]))


def _rejoined(pieces: list[str]) -> Iterator[str]:
    """Sentences that a short form ("St.") had torn are whole again."""
    pending = ""
    for piece in pieces:
        pending = f"{pending} {piece}" if pending else _BULLET.sub("", piece)
        if not _SHORT_FORM.search(fold(pending)):
            yield pending
            pending = ""
    if pending:
        yield pending


def _usable(text: str, step: str, language: str, name: str) -> Iterator[str]:
    for sentence in raw_sentences(text, language, name):
        part = _for_visitors(sentence, step, language)
        if part and len(part) <= LONGEST and len(part.split()) >= _LEAST_WORDS:
            yield with_full_stop(_accented(capitalized(part)) if language == "fr" else capitalized(part))


def _accented(text: str) -> str:
    """A sentence that begins with the preposition "A", as keyboards without capital accents write it."""
    return _UNACCENTED_A.sub("À ", text)


def _for_visitors(sentence: str, step: str, language: str) -> str:
    """A sentence, or the part of it, that customers may read; "" for none."""
    whole = _unquoted(_LABEL.sub("", fold(sentence)) and sentence[_label_end(sentence) :])
    if matches(whole, language, "never", "plan"):
        whole = _before_plan(whole, language)
    own = _without_others(whole, language)
    if (step == "vision" and own != whole) or own.endswith("?"):
        return ""
    follows = _ends_contrast(whole, own, language)
    return _short_enough(own if step != "differentiation" or follows else _ours_first(own, language))


def _ends_contrast(whole: str, own: str, language: str) -> bool:
    """Whether a part is the main clause behind "unlike X, ": it is of the business, whatever its subject."""
    found = pattern(language, "never", "others").match(fold(whole))
    return bool(found) and own != "" and own != whole and whole.endswith(own)


def _label_end(sentence: str) -> int:
    label = _LABEL.match(fold(sentence))
    return label.end() if label else 0


def _unquoted(sentence: str) -> str:
    whole = _OUTER_QUOTES.match(sentence)
    return whole[1] + whole[2] if whole and not re.search("[«»“”]", whole[1]) else sentence


def _before_plan(sentence: str, language: str) -> str:
    """The clause before the one that talks of the plan, when a strong sign parts them."""
    found = pattern(language, "never", "plan").search(fold(sentence))
    cut = max(sentence.rfind(mark, 0, found.start()) for mark in (";", ":")) if found else -1
    return sentence[:cut] if cut > 0 and len(sentence[:cut].split()) > 5 else ""


def _without_others(sentence: str, language: str) -> str:
    """The part of a sentence that speaks of the business and not of its rivals."""
    others = pattern(language, "never", "others")
    found = others.search(fold(sentence))
    if found is None:
        return sentence
    behind = _main_clause(sentence) if found.start() == 0 else ""
    for part in (_after(sentence, found.end(), language), behind, _before(sentence, found, language)):
        if part and not others.search(fold(part)):
            return part
    return ""


def _after(sentence: str, at: int, language: str) -> str:
    """What follows the first comma or colon after a rival, when it begins with the business itself."""
    for mark in re.finditer(r"[,;:]\s", sentence[at:]):
        rest = sentence[at + mark.end() :]
        if pattern(language, "never", "opens_ours").match(fold(rest)) and len(rest.split()) > 3:
            return rest
    return ""


def _main_clause(sentence: str) -> str:
    """What follows the first comma of "unlike X, ...", unless it still tells of X."""
    rest = sentence.partition(", ")[2]
    return rest if len(rest.split()) > 3 and not _RELATIVE.match(fold(rest)) else ""


def _before(sentence: str, found: re.Match[str], language: str) -> str:
    """What stands before a rival is named: up to the last sign, or to the word that brings the rival in."""
    head = sentence[: found.start()]
    if not _CONTRAST.match(found[0]):
        head = head[: max(head.rfind(mark) for mark in (",", ";", ":")) + 1]
    enough = len(head.split()) > 4 and matches(head, language, "never", "ours")
    return head.rstrip(f"{BLANKS},;:(–—") if enough else ""


def _ours_first(sentence: str, language: str) -> str:
    """A sentence that begins with the business, or its part from where it does; "" for none."""
    found = pattern(language, "never", "ours").search(fold(sentence))
    if (found and found.start() <= _NEAR_START) or matches(sentence, language, "kinds", "guarantee"):
        return sentence
    return _DOUBLED_SUBJECT.sub(r"\1", _after(sentence, 0, language)) if found else ""


def _short_enough(sentence: str) -> str:
    """A very long sentence up to its first semicolon."""
    if len(sentence) <= LONGEST or ";" not in sentence:
        return sentence
    return sentence[: sentence.index(";")]


def classified(text: str, step: str, language: str) -> Sentence:
    """A sentence with what it tells."""
    kinds = {kind for kind in phrases(language)["kinds"] if matches(text, language, "kinds", kind)}
    return Sentence(text, step, frozenset(kinds | ({"price"} if amounts(text) else set())))
