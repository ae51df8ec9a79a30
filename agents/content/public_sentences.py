"""The person's sentences as a site may show them: without talk of the plan, without rivals, as "we"."""

import re
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from agents.content.phrases import (
    BLANKS,
    after_match,
    as_we,
    capitalized,
    matches,
    pattern,
    phrases,
    with_full_stop,
)
from coaching.coach.drafting.reformulation import reformulate
from nlp.money import amounts, with_written_amounts
from nlp.text import fold, sentences
from nlp.typography import spaced

_LONGEST: Final = 260
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
    kinds: frozenset[str]


class Answers(NamedTuple):
    """The sentences that a site may use of the answers, by step."""

    vision: tuple[Sentence, ...]
    mission: tuple[Sentence, ...]
    differentiation: tuple[Sentence, ...]
    offre: tuple[Sentence, ...]


def public_sentences(texts: Mapping[str, str], language: str, name: str, currency: str) -> Answers:
    """Return the sentences of the answers that visitors may read, with amounts of money written one way.

    `currency` is the ISO code of the country's money.

    They speak as "we" when the mission can be put so without a slip, and as the person did otherwise; with
    "we", a sentence that cannot be turned is left out.
    """
    written = {step: with_written_amounts(text, currency, language) for step, text in texts.items()}
    own = [list(_usable(written.get(step, ""), step, language, name)) for step in Answers._fields]
    turned = [[as_we(text, language) for text in step] for step in own]
    mission = zip(own[1], turned[1], strict=True)
    stays_i = any(we is None and not matches(text, language, "shape", "family") for text, we in mission)
    chosen = own if stays_i else [[text for text in step if text is not None] for step in turned]
    return Answers(*(tuple(classified(text, language, currency) for text in step) for step in chosen))


def _raw_sentences(text: str, language: str, name: str) -> Iterator[str]:
    """Yield the sentences of an answer, spaced, without bullets and not all in capitals."""
    letters = [char for char in text if char.isalpha()]
    shouted = len(letters) > 20 and sum(char.isupper() for char in letters) > 0.6 * len(letters)
    whole = reformulate(text, language, "", (name,)).text if shouted else spaced(text, language)
    pending = ""
    for span in sentences(whole):
        piece = whole[span.start : span.end]
        pending = f"{pending} {piece}" if pending else _BULLET.sub("", piece)
        # a short form ("St.") ends no sentence
        if not _SHORT_FORM.search(fold(pending)):
            yield pending
            pending = ""
    if pending:
        yield pending


def _usable(text: str, step: str, language: str, name: str) -> Iterator[str]:
    for sentence in _raw_sentences(text, language, name):
        part = capitalized(_for_visitors(sentence, step, language))
        if part and len(part) <= _LONGEST and len(part.split()) >= 3:
            yield with_full_stop(_UNACCENTED_A.sub("À ", part) if language == "fr" else part)


def _for_visitors(sentence: str, step: str, language: str) -> str:
    """Return a sentence, or the part of it, that customers may read; "" for none."""
    whole = _without_plan(_unquoted(after_match(_LABEL.match(fold(sentence)), sentence)), language)
    own = _without_others(whole, language)
    if (step == "vision" and own != whole) or own.endswith("?"):
        return ""
    if step == "differentiation":
        # the main clause behind "unlike X, " is of the business
        contrast = pattern(language, "never", "others").match(fold(whole))
        follows = contrast and own != whole and whole.endswith(own)
        own = own if follows else _ours_first(own, language)
    return own.partition(";")[0] if len(own) > _LONGEST else own


def _unquoted(sentence: str) -> str:
    whole = _OUTER_QUOTES.match(sentence)
    return whole[1] + whole[2] if whole and not re.search("[«»“”]", whole[1]) else sentence


def _without_plan(sentence: str, language: str) -> str:
    """Return a sentence, or its clause before the one on the plan when a strong sign parts them."""
    found = pattern(language, "never", "plan").search(fold(sentence))
    if found is None:
        return sentence
    before = sentence[: max(0, *(sentence.rfind(mark, 0, found.start()) for mark in (";", ":")))]
    return before if len(before.split()) > 5 else ""


def _without_others(sentence: str, language: str) -> str:
    """Return the part of a sentence that speaks of the business and not of its rivals."""
    others = pattern(language, "never", "others")
    found = others.search(fold(sentence))
    if found is None:
        return sentence
    behind = _main_clause(sentence) if found.start() == 0 else ""
    parts = (_after(sentence, found.end(), language), behind, _before(sentence, found, language))
    return next((part for part in parts if part and not others.search(fold(part))), "")


def _after(sentence: str, at: int, language: str) -> str:
    """Return what follows the first comma or colon after a rival, when it begins with the business itself."""
    opens_ours = pattern(language, "never", "opens_ours")
    rests = (sentence[at + mark.end() :] for mark in re.finditer(r"[,;:]\s", sentence[at:]))
    return next((rest for rest in rests if opens_ours.match(fold(rest)) and len(rest.split()) > 3), "")


def _main_clause(sentence: str) -> str:
    """Return what follows the first comma of "unlike X, ...", unless it still tells of X."""
    rest = sentence.partition(", ")[2]
    return rest if len(rest.split()) > 3 and not _RELATIVE.match(fold(rest)) else ""


def _before(sentence: str, found: re.Match[str], language: str) -> str:
    """Return what stands before a rival is named, up to the last comma or the word that names the rival."""
    head = sentence[: found.start()]
    if not _CONTRAST.match(found[0]):
        head = head[: max(head.rfind(mark) for mark in (",", ";", ":")) + 1]
    enough = len(head.split()) > 4 and matches(head, language, "never", "ours")
    return head.rstrip(f"{BLANKS},;:(–—") if enough else ""


def _ours_first(sentence: str, language: str) -> str:
    """Return a sentence that begins with the business, or its part from where it does; "" for none."""
    found = pattern(language, "never", "ours").search(fold(sentence))
    if (found and found.start() <= 45) or matches(sentence, language, "kinds", "guarantee"):
        return sentence
    return _DOUBLED_SUBJECT.sub(r"\1", _after(sentence, 0, language)) if found else ""


def classified(text: str, language: str, currency: str) -> Sentence:
    """Return a sentence with the kinds of what it tells."""
    kinds = {kind for kind in phrases(language)["kinds"] if matches(text, language, "kinds", kind)}
    return Sentence(text, frozenset(kinds | ({"price"} if amounts(text, currency) else set())))
