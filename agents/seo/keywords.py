"""Keywords from the person's own words, found with yake and checked; none is made up."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, Final

from agents.content.phrases import uncapitalized
from agents.content.public_sentences import public_sentences
from agents.seo.phrases import never, phrases
from agents.seo.site import Site
from nlp.lexicon import entry
from nlp.money import amounts
from nlp.text import content_words, fold, stem, tokens
from reference.packs import sector_pack

MOST: Final = 10
_WITH_PLACE: Final = 3
_LONGEST: Final = 40
_FOUND: Final = 40
#: Sentences that tell how to buy hold no name of what is bought.
_WAYS: Final = frozenset({"payment", "order", "guarantee", "included"})
_LONG: Final = 6
_MEASURE = re.compile(
    r"\s(?:de |d’|d'|of )?\d[\d ,.\u00a0\u202f]*(?:g|kg|cl|l|litres?|m²|m2|ml|pi[eè]ces?|items)\b"
    r"|\sd[’']un (?:demi-)?(?:kilo|litre)\b|\sof (?:a|one) (?:kilo|litre|liter|pound)\b"
)
_ARTICLE = re.compile(r"^(?:le |la |les |l[’']|the )", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]")
_BEFORE = re.compile(r"([^\W\d_][\w’'-]*) $")
_AFTER = re.compile(r" ([^\W\d_][\w’'-]*)")


def keywords(site: Site) -> list[tuple[str, bool]]:
    """Return at most ten keywords, the most telling first, and for each whether the town was added.

    The first are things sold and the trade, with the town and without; then what yake (statistical, no
    training, the same result every time) finds in the answers. What holds times, money or verbs, or only
    words that any firm writes, is left out.
    """
    sold, found = list(_offers(site)), _found(site)
    placed = [f"{word} {site.city}" for word in sold[:_WITH_PLACE] if site.city and _lacks_town(word, site)]
    chosen: dict[str, tuple[str, bool]] = {}
    for word, is_placed in (*((each, True) for each in placed), *((each, False) for each in (*sold, *found))):
        if not _is_covered(word, chosen, site.inputs.language):
            chosen[fold(word)] = (word, is_placed)
    return list(chosen.values())[:MOST]


def _lacks_town(word: str, site: Site) -> bool:
    return fold(site.city) not in fold(word)


def _is_covered(word: str, chosen: dict[str, tuple[str, bool]], language: str) -> bool:
    """Whether a keyword has no word that one chosen without the town lacks."""
    folded = fold(word)
    stems = _stems(word, language)
    others = [(other, placed) for other, placed in chosen.values() if fold(other) != folded]
    return folded in chosen or any(stems <= _stems(other, language) for other, placed in others if not placed)


def _stems(word: str, language: str) -> set[str]:
    return {stem(token.folded, language) for token in content_words(word, language)}


def _offers(site: Site) -> Iterator[str]:
    language = site.inputs.language
    for _, name, _ in site.services[:4]:
        short = without_measure(name, language)
        if short:
            yield short
    generic = str(phrases(language)["generic"]).split()
    if site.category and (fold(site.category) not in generic or not site.services):
        yield site.category.lower()


def without_measure(name: str, language: str) -> str:
    """Return the name of a thing without its measure: "bol de riz" of "Bol de 500 g de riz"; "" for none."""
    plain = _ARTICLE.sub("", _MEASURE.sub("", name))
    small = plain[:1].lower() + plain[1:] if plain[1:2].islower() else plain
    fits = len(small) <= _LONGEST and _WORD.search(small) and not re.search(r"\d", small)
    return small if fits and not never(language).search(fold(small)) else ""


def _found(site: Site) -> list[str]:
    inputs = site.inputs
    lines = public_sentences(inputs.texts, inputs.language, inputs.business_name)
    offer = (line for line in lines.offre if not line.kinds & _WAYS)
    text = " ".join(line.text for line in (*offer, *lines.mission, *lines.differentiation))
    plain = re.sub(r"\b[\wÀ-ÿ]{1,2}[’']", " ", text)
    named = {fold(token.text) for token in tokens(site.name, inputs.language)}
    kept = [_as_written(word, text, inputs.language) for word in _extracted(plain, inputs.language)]
    good = [word for word in kept if word and _is_good(word, inputs.language, named)]
    return [word for word in good if " " in word or _is_specific(word, text, site)]


def _is_specific(word: str, text: str, site: Site) -> bool:
    """Whether a single word tells enough: a word of the trade, or a name that the person says twice."""
    language = site.inputs.language
    vocabulary = sector_pack(site.inputs.sector).vocabulary.get(language)
    trade = {stem(fold(known), language) for known in vocabulary}
    name = word[:1].isupper() and fold(text).count(fold(word)) > 1 and len(word) >= _LONG
    return stem(fold(word), language) in trade or name


def _as_written(word: str, text: str, language: str) -> str:
    """A keyword as the person wrote it, "" when the words do not stand so, or as a clause with its verb."""
    folded = fold(text)
    at = folded.find(fold(word))
    if at < 0:
        return ""
    before = folded[:at].split(" ")[-2:]
    after = folded[at + len(word) :].lstrip().split(" ")[:1]
    spoken, named = _word_list(language, "speakers"), _word_list(language, "determiners")
    is_clause = set(before[:1]) & spoken or " ".join(after).split("'")[0] in named
    if is_clause or _is_cut_from_name(text, at, at + len(word), language):
        return ""
    found, opens = text[at : at + len(word)], not text[:at].strip() or text[:at].rstrip()[-1] in ".!?:;"
    return uncapitalized(found) if opens else found


def _is_cut_from_name(text: str, start: int, end: int, language: str) -> bool:
    """Whether a keyword is a piece of a longer name: a word that belongs to it stands right beside it."""
    before, after = _word(_BEFORE.search(text[:start])), _word(_AFTER.match(text[end:]))
    if after[:1].isupper() and not after.isupper():
        return True
    if before[:1].isupper() and text[start].isupper():
        return True
    beside = [before, after] if language == "fr" else [after]
    return _is_priced(text, start, end) or any(_is_name_part(word, language) for word in beside if word)


def _word(found: re.Match[str] | None) -> str:
    return found[1] if found else ""


def _is_priced(text: str, start: int, end: int) -> bool:
    """Whether a stretch of a text is a part of an amount of money."""
    return any(money.span.start < end and start < money.span.end for money in amounts(text))


def _is_name_part(word: str, language: str) -> bool:
    """Whether a word beside a keyword is a part of its name: no link, no verb and no number."""
    edges = _word_list(language, "edges") | _word_list(language, "speakers")
    folded = fold(word)
    return entry(folded, language).content and folded not in edges and not never(language).search(folded)


def _word_list(language: str, name: str) -> set[str]:
    """The words of a list in the agent's data."""
    return set(str(phrases(language)[name]).split())


def _is_good(word: str, language: str, named: set[str]) -> bool:
    parts = [token.folded for token in tokens(word, language)]
    return (
        _is_well_formed(word, parts, language) and not set(parts) <= named and _has_meaning(parts, language)
    )


def _has_meaning(parts: list[str], language: str) -> bool:
    """Whether every word means something or links two that do, and one is not what any firm says."""
    links, known = _word_list(language, "links"), [entry(part, language) for part in parts]
    if not all(each.content or part in links for each, part in zip(known, parts, strict=True)):
        return False
    return any(each.content and not each.stock for each in known)


def _is_well_formed(word: str, parts: list[str], language: str) -> bool:
    """Whether a keyword is short, without figures and verbs, and begins and ends with words that tell."""
    if not parts or len(word) > _LONGEST or len(parts[-1]) < len("riz"):
        return False
    at_edge = _word_list(language, "edges") & {parts[0], parts[-1]}
    return not (at_edge or re.search(r"\d", word) or never(language).search(fold(word)))


def _extracted(text: str, language: str) -> list[str]:
    """What yake finds, best first; equal scores in the order of the alphabet."""
    try:
        found = _extractor(language).extract_keywords(text) if text.strip() else []
    except (ValueError, ZeroDivisionError, IndexError):  # texts without a single word that it can weigh
        return []
    return [word for word, _ in sorted(found, key=lambda pair: (round(float(pair[1]), 9), pair[0]))]


@lru_cache(maxsize=2)
def _extractor(language: str) -> Any:
    """The library is read here, as it takes a second and 60 MB that only a worker shall spend."""
    import yake

    return yake.KeywordExtractor(lan=language, n=3, top=_FOUND, dedup_lim=0.7)
