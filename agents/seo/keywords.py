"""Keywords from the person's own words, found with yake and checked; none is made up."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any, Final

from agents.content.phrases import uncapitalized
from agents.content.public_sentences import public_sentences
from agents.data_files import load
from agents.seo.site import Site
from nlp.lexicon import entry
from nlp.money import amounts
from nlp.text import content_words, fold, stem, tokens
from reference.packs import sector_pack, trades

_LONGEST: Final = 40
#: Sentences on how to buy hold no name of what is bought.
_WAYS: Final = frozenset({"payment", "order", "guarantee", "included"})
_MEASURE = re.compile(
    r"\s(?:de |d’|d'|of )?\d[\d ,.\u00a0\u202f]*(?:g|kg|cl|l|litres?|m²|m2|ml|pi[eè]ces?|items)\b"
    r"|\sd[’']un (?:demi-)?(?:kilo|litre)\b|\sof (?:a|one) (?:kilo|litre|liter|pound)\b"
)
_ARTICLE = re.compile(r"^(?:le |la |les |l[’']|the )", re.IGNORECASE)
_BEFORE = re.compile(r"([^\W\d_][\w’'-]*) $")
_AFTER = re.compile(r"^ ([^\W\d_][\w’'-]*)")


def keywords(site: Site) -> list[tuple[str, bool]]:
    """Return at most ten keywords, the most telling first, and for each whether the town was added.

    The first are the services and the trade, with the town and without; then what yake (statistical, no
    training, the same result every time) finds in the answers. What holds times, money or verbs, or only
    words that any firm writes, is left out.
    """
    offers, city = list(_offers(site)), site.city
    local = [f"{word} {city}" for word in offers[:3] if city and fold(city) not in fold(word)]
    chosen: dict[str, tuple[str, bool]] = {}
    for word in (*local, *offers, *_found(site)):
        if not _is_covered(word, chosen, site.inputs.language):
            chosen[fold(word)] = (word, word in local)
    return list(chosen.values())[:10]


def _is_covered(word: str, chosen: dict[str, tuple[str, bool]], language: str) -> bool:
    """Return whether a keyword has no word that one chosen without the town lacks."""
    stems = _stems(word, language)
    others = (other for other, is_local in chosen.values() if not is_local)
    return fold(word) in chosen or any(stems <= _stems(other, language) for other in others)


def _stems(word: str, language: str) -> set[str]:
    return {stem(token.folded, language) for token in content_words(word, language)}


def _offers(site: Site) -> Iterator[str]:
    """Yield the names of services without their measures, then the trade unless it says too little."""
    yield from filter(None, (without_measure(name, site.inputs.language) for _, name, _ in site.services[:4]))
    is_generic = fold(site.category) in site.phrases["generic"].split()
    if site.category and not (is_generic and site.services):
        yield site.category.lower()


def without_measure(name: str, language: str) -> str:
    """Return the name of a thing without its measure: "bol de riz" of "Bol de 500 g de riz"; "" for none."""
    plain = _ARTICLE.sub("", _MEASURE.sub("", name))
    plain = plain[:1].lower() + plain[1:] if plain[1:2].islower() else plain
    fits = len(plain) <= _LONGEST and re.search(r"[^\W\d_]", plain) and not re.search(r"\d", plain)
    return plain if fits and not _never(language).search(fold(plain)) else ""


def _found(site: Site) -> Iterator[str]:
    """Yield what yake finds in the sentences that visitors may read, as the person wrote it."""
    language = site.inputs.language
    answers = public_sentences(site.inputs.texts, language, site.inputs.business_name)
    offer = (line for line in answers.offre if not line.kinds & _WAYS)
    text = " ".join(line.text for line in (*offer, *answers.mission, *answers.differentiation))
    names = {fold(token.text) for token in tokens(site.name, language)}
    for found in _extracted(re.sub(r"\b[\wÀ-ÿ]{1,2}[’']", " ", text), language):
        word = _as_written(found, text, language)
        if word and _is_good(word, language, names) and (" " in word or _is_specific(word, text, site)):
            yield word


def _is_specific(word: str, text: str, site: Site) -> bool:
    """Return whether a single word is one of the trade, or a name that the person uses twice."""
    language = site.inputs.language
    known = trades().get(site.inputs.trade)
    pack = sector_pack(site.inputs.sector)
    vocabulary = known.get(language).vocabulary() if known else pack.vocabulary.get(language)
    is_name = word[:1].isupper() and fold(text).count(fold(word)) > 1 and len(word) >= 6
    return is_name or stem(fold(word), language) in {stem(fold(known), language) for known in vocabulary}


def _as_written(word: str, text: str, language: str) -> str:
    """Return a keyword as the person wrote it; "" when the words do not stand so, or as a clause."""
    folded = fold(text)
    at = folded.find(fold(word))
    end = at + len(word)
    if at < 0 or _is_clause(folded, at, end, language) or _is_cut_from_name(text, at, end, language):
        return ""
    opens = not text[:at].strip() or text[:at].rstrip()[-1] in ".!?:;"
    return uncapitalized(text[at:end]) if opens else text[at:end]


def _is_clause(folded: str, start: int, end: int, language: str) -> bool:
    """Return whether a stretch has a subject before it or a determiner behind it: it holds a verb."""
    before, after = folded[:start].split(" ")[-2:], folded[end:].lstrip().split(" ")[0]
    has_subject = before[0] in _word_list(language, "speakers")
    return has_subject or after.split("'")[0] in _word_list(language, "determiners")


def _is_cut_from_name(text: str, start: int, end: int, language: str) -> bool:
    """Return whether a stretch is a piece of an amount or a longer name: its neighbour belongs to it."""
    before, after = "".join(_BEFORE.findall(text[:start])), "".join(_AFTER.findall(text[end:]))
    neighbours = [before, after] if language == "fr" else [after]
    return (
        (after[:1].isupper() and not after.isupper())
        or (before[:1].isupper() and text[start].isupper())
        or any(money.span.start < end and start < money.span.end for money in amounts(text))
        or any(_is_name_part(word, language) for word in neighbours if word)
    )


def _is_name_part(word: str, language: str) -> bool:
    """Return whether a word beside a keyword is a part of its name: no link, no verb and no number."""
    edges = _word_list(language, "edges") | _word_list(language, "speakers")
    folded = fold(word)
    return entry(folded, language).content and folded not in edges and not _never(language).search(folded)


def _word_list(language: str, name: str) -> set[str]:
    return set(load(f"seo/data/{language}.toml")[name].split())


@cache
def _never(language: str) -> re.Pattern[str]:
    """Return what no keyword may hold, for folded text."""
    return re.compile(load(f"seo/data/{language}.toml")["never"])


def _is_good(word: str, language: str, names: set[str]) -> bool:
    parts = [token.folded for token in tokens(word, language)]
    is_named = set(parts) <= names
    return _is_well_formed(word, parts, language) and not is_named and _has_meaning(parts, language)


def _has_meaning(parts: list[str], language: str) -> bool:
    """Return whether every word means something or links two that do, and one is not in all firms' texts."""
    links = _word_list(language, "links")
    known = [entry(part, language) for part in parts if part not in links or entry(part, language).content]
    return all(each.content for each in known) and any(each.content and not each.generic for each in known)


def _is_well_formed(word: str, parts: list[str], language: str) -> bool:
    """Return whether a keyword is short, without figures and verbs, and has no link word at its ends."""
    if not parts or len(word) > _LONGEST or len(parts[-1]) < len("riz"):
        return False
    at_edge = _word_list(language, "edges") & {parts[0], parts[-1]}
    return not (at_edge or re.search(r"\d", word) or _never(language).search(fold(word)))


def _extracted(text: str, language: str) -> list[str]:
    """Return what yake finds, best first; equal scores in the order of the alphabet."""
    try:
        found = _extractor(language).extract_keywords(text) if text.strip() else []
    except (ValueError, ZeroDivisionError, IndexError):  # texts without a single word that it can weigh
        return []
    return [word for word, _ in sorted(found, key=lambda pair: (round(float(pair[1]), 9), pair[0]))]


@cache
def _extractor(language: str) -> Any:
    """Return the extractor; the library is read here, as only a worker shall spend its second and 60 MB."""
    import yake

    return yake.KeywordExtractor(lan=language, n=3, top=40, dedup_lim=0.7)
