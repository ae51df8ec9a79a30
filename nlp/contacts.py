"""How to reach a business, as its owner wrote it into a text: only what is said of the business itself."""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from phonenumbers import Leniency, PhoneNumberMatcher

from nlp.text import fold, sentence_at, sentences

#: The most characters of an address or of opening hours; a longer text says more than that.
_LONGEST: Final = 120
#: Before a number: how far back the words stand that say whose it is.
_NEAR: Final = 60
_OTHERS: Final = re.compile(
    r"\b(?:fourniss|grossist|concurren|banque|voisin|transporteur|supplier|wholesale|competitor|bank\b"
    r"|neighbour|autres? |other )"
)
_CALL: Final = re.compile(
    r"\b(?:tel|phone|mobile|call|ring|appel|joindre|joign|contact|numero|number|whats ?app|sms|command|order"
    r"|ecri|write)"
)
_VOICE: Final = re.compile(r"\b(?:tel|phone|mobile|call|ring|appel)")
_CHAT: Final = re.compile(r"\bwhats ?app\b")
_MAIL: Final = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")

_OWN: Final = r"\b(?:nous|on|je|notre|mon|ma|we|our|my|i)\b"
_OPEN: Final = re.compile(
    rf"^\W*(?:ouvert|open|horaire|hours|heures d'ouverture)|(?:{_OWN}|\bj').{{0,60}}\b(?:ouvr|ouvert|open)"
)
_TIME: Final = r"\d{1,2}(?: ?(?:h(?:eures?)?|am|pm)(?: ?[0-5]\d\b)?|[:.][0-5]\d ?(?:h|am|pm)?)(?!\w)"
_TIMES: Final = rf"(?:de |from )?(?:{_TIME}|\d{{1,2}}) ?(?:a|-|–|to|until|till|jusqu'a) ?{_TIME}"
_DAY: Final = (
    r"(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|lun|mar|mer|jeu|ven|sam|dim|monday|tuesday"
    r"|wednesday|thursday|friday|saturday|sunday|mon|tue|wed|thu|fri|sat|sun)s?\b\.?"
)
_DAYS: Final = (
    rf"(?:(?:du|le|les|from|on) )?{_DAY}(?: ?(?:au|a|-|–|to|et|and|,) ?{_DAY})*"
    r"|tous les jours|every ?day|daily|7 ?j(?:ours)? ?(?:/|sur) ?7|7 days a week|24 ?h? ?/ ?24|24/7"
)
_HOURS: Final = re.compile(rf"(?:{_DAYS}|{_TIMES})(?:[ ,;:]*(?:(?:et|and|puis) )?(?:{_DAYS}|{_TIMES}))*")
#: Hours, without which the days alone say nothing.
_WHOLE: Final = re.compile(rf"{_TIMES}|24 ?h? ?/ ?24|24/7")
#: The most characters between the word "open" and the days or hours.
_GAP: Final = 20

_SITE: Final = re.compile(
    r"(?:^|(?<=[.!?\n] ))(?:(?:notre|mon|our|my) )?(?:adresse|address) ?(?::|est|is) *"
    rf"|{_OWN}[^,.;:\n]{{0,40}}\b(?:situee?s?|installee?s?|se trouve|located|based) +"
    r"|\b(?:re)?trouvez[- ](?:nous|moi) +|\b(?:find|visit) (?:us|me) +",
    re.M,
)
_STREET: Final = re.compile(
    r"\b(?:rue|avenue|av\.|boulevard|bd|allees?|route|quartier|marche|carrefour|rond-point|villa|lot|immeuble"
    r"|cite|en face|derriere|pres d|a cote|street|st\.|road|rd\b|junction|opposite|behind|near|plot|market"
    r"|estate|house)"
)
_SHORT: Final = r"(?:av|bd|st|rd|no|n)"
_PLACE: Final = re.compile(rf"(?:\b{_SHORT}\.|[^.!?;\n])*", re.I)
_PLACE_END: Final = re.compile(
    r"[ ,(:–-]*\b(?:(?:et|and) )?(?:ouvert|open|tel|whats ?app|du lundi|de \d+ ?h|from \d|depuis|since|pour"
    r"|to buy|nous|we|je)\b"
)
_PREPOSITION: Final = re.compile(r"(?:a l'|(?:a la|au|aux|a|sur|at|on|in) )(?=\w)")


class Contacts(NamedTuple):
    """What a text says; each "" when it says nothing, or when it may be somebody else's."""

    phone: str = ""
    whatsapp: str = ""
    email: str = ""
    address: str = ""
    hours: str = ""


def contacts(text: str, country: str) -> Contacts:
    """Return how to reach the business of a text; `country` is that of numbers without calling code."""
    folded = fold(text)
    chats: list[str] = []
    calls: list[str] = []
    for number, is_chat, is_call in _numbers(text, folded, country):
        chats += [number] if is_chat else []
        calls += [number] if is_call else []
    return Contacts(
        phone=" / ".join(dict.fromkeys(calls)),
        whatsapp=" / ".join(dict.fromkeys(chats)),
        email=next((match[0] for match in _MAIL.finditer(text) if not _is_others(text, match.start())), ""),
        address=_address(text, folded),
        hours=_hours(text, folded),
    )


def _is_others(text: str, at: int) -> bool:
    span = sentence_at(text, at)
    return _OTHERS.search(fold(text[span.start : span.end])) is not None


def _numbers(text: str, folded: str, country: str) -> Iterator[tuple[str, bool, bool]]:
    """Yield each own number, whether it takes chats, and whether it takes calls.

    A number follows the word that says so, or another number that does.
    """
    last, cue = 0, ""
    for match in PhoneNumberMatcher(text, country.upper() or None, Leniency.STRICT_GROUPING):
        between = folded[max(last, match.start - _NEAR) : match.start]
        cue = between if _CALL.search(between) else cue if len(between.strip()) < 8 and last else ""
        last = match.end
        behind = re.match(r" ?\(([^)]*)\)", folded[match.end :])
        chat = _CHAT.search(f"{cue} {behind[1] if behind else ''}")
        is_others = _OTHERS.search(cue) or _is_others(text, match.start)
        if (cue or chat) and not is_others:
            yield match.raw_string.strip(" ("), bool(chat), not chat or bool(_VOICE.search(cue))


def _hours(text: str, folded: str) -> str:
    """Return days and hours of a sentence that says when the business is open."""
    for span in sentences(text):
        said = folded[span.start : span.end]
        opening = _OPEN.search(said)
        if opening is None or _OTHERS.search(said):
            continue
        found = _HOURS.search(said, opening.end(), opening.end() + _LONGEST)
        if found and found.start() - opening.end() <= _GAP and _WHOLE.search(found[0]):
            return _capitalized(text[span.start + found.start() : span.start + found.end()])
    return ""


def _address(text: str, folded: str) -> str:
    """Return the place that a sentence gives for the business, when it names a street or a landmark."""
    for cue in _SITE.finditer(folded):
        place = _PLACE.match(folded, cue.end())
        start, end = cue.end(), place.end() if place else cue.end()
        stop = _PLACE_END.search(folded, start, end)
        end = stop.start() if stop else end
        if preposition := _PREPOSITION.match(folded, start, end):
            start = preposition.end()
        is_place = _STREET.search(folded, start, end) and end - start <= _LONGEST
        if is_place and not _is_others(text, cue.start()):
            return _capitalized(text[start:end].strip(" ,:"))
    return ""


def _capitalized(text: str) -> str:
    return text[:1].upper() + text[1:]
