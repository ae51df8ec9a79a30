"""Public addresses of sites: normalize one, check whether it is allowed and free, and suggest others."""

import re
import secrets
import tomllib
from collections.abc import Collection, Iterator
from functools import cache
from itertools import product
from pathlib import Path
from typing import Final

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from agents.seo import slugs
from nlp.letters import hyphenated
from organizations.tenancy import as_system
from websites.models import FormerSlug, Site

SHORTEST: Final = 3
LONGEST: Final = 60
MOST_SUGGESTIONS: Final = 3
_VALID: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
#: Letters that a digit may stand for.
_DIGIT_LETTERS: Final = {"0": "o", "1": "il", "3": "e", "4": "a", "5": "s", "7": "t", "8": "b", "9": "g"}
#: The most digits of a word that is read with letters instead; more would give too many readings.
_MOST_DIGITS: Final = 6


def site_url(slug: str = "") -> str:
    """Return the public URL of the site with this slug, or of the host of all sites.

    Canonical links, the sitemap, link previews, robots.txt and the publishing page have it from here.
    """
    host = settings.SITES_URL or settings.PUBLIC_URL
    return f"{host}{reverse('websites_public:page', args=[slug])}" if slug else f"{host}/"


def normalize(text: str) -> str:
    """Return a text as an address: lower-case letters, digits and hyphens."""
    return hyphenated(text, LONGEST)


def refusal(address: str) -> str:
    """Return why this address is not allowed and what to change, "" when it is allowed."""
    if len(address) < SHORTEST:
        return _("An address has at least 3 letters or digits.")
    if len(address) > LONGEST or not _VALID.fullmatch(address):
        return _("An address is made of small letters without accents, digits and hyphens, at most 60.")
    if address.replace("-", "").isdigit():
        return _("Put a word into the address: digits alone are hard to remember.")
    if _is_reserved(address):
        return _("This address is reserved. Add your town or your trade to it.")
    if _has_offensive_word(address):
        return _("This address may offend people. Choose other words.")
    return ""


def refusal_for(site: Site, address: str) -> str:
    """Return why the site cannot have this address, "" when it can."""
    return refusal(address) or (taken_message() if taken_addresses([address], site=site) else "")


def taken_message() -> str:
    """Return the message about an address that another site has or had."""
    return _("Another site has this address.")


@cache
def _word_list(kind: str) -> frozenset[str]:
    return frozenset(tomllib.loads(Path(__file__).with_name("addresses.toml").read_text("utf-8"))[kind])


def _is_reserved(address: str) -> bool:
    """Say whether an address is reserved in any spelling, or consists of reserved words only.

    Hyphens are ignored; digits and letters that look like others are read as those too.
    """
    reserved = {name.replace("-", "") for name in slugs.reserved()}
    whole, parts = address.replace("-", ""), address.split("-")
    spellings = [*_readings(whole), *_readings(whole.replace("vv", "w").replace("rn", "m"))]
    return any(one in reserved for one in spellings) or all(reserved & {*_readings(part)} for part in parts)


def _has_offensive_word(address: str) -> bool:
    spelled = re.findall(r"(?:^|-)((?:[a-z0-9]-){2,}[a-z0-9])(?:-|$)", address)  # f-o-o is read as foo
    words = [*address.split("-"), *(run.replace("-", "") for run in spelled)]
    return any(_is_offensive(reading) for word in words for reading in _readings(word))


def _readings(word: str) -> Iterator[str]:
    """Yield a word, and the word with digits read as letters and repeated letters reduced."""
    yield word
    if sum(letter in _DIGIT_LETTERS for letter in word) <= _MOST_DIGITS and not word.isdigit():
        for combination in product(*(_DIGIT_LETTERS.get(letter, letter) for letter in word)):
            yield "".join(combination)
            yield re.sub(r"(.)\1{2,}", r"\1", "".join(combination))


def _is_offensive(word: str) -> bool:
    singular = word[:-1] if word.endswith(("s", "x")) else word
    return {word, singular} & _word_list("words") != set() or any(
        bad in word for bad in _word_list("anywhere")
    )


def taken_addresses(addresses: Collection[str], *, site: Site) -> set[str]:
    """Return which of the addresses are or were those of another site than `site`.

    Sites of all organizations count; the caller learns only that an address is taken.
    """
    with as_system():
        current = Site.objects.filter(slug__in=addresses).exclude(pk=site.pk)
        former = FormerSlug.objects.filter(slug__in=addresses).exclude(site=site)
        return {row.slug for row in (*current.only("slug"), *former.only("slug"))}


def suggestions(site: Site) -> list[str]:
    """Return a few free addresses made of name, town and trade of the business."""
    business = site.business
    given = (business.business_name, str(business.location.get("city", "")), business.sector_id or "")
    name, town, trade = map(normalize, given)
    parts = [(name,), (name, town), (name, trade), (trade, town), *((name, str(n)) for n in range(2, 6))]
    proposed = list(dict.fromkeys(normalize("-".join(filter(None, part))) for part in parts))
    valid = [address for address in proposed if not refusal(address)]
    taken = taken_addresses(valid, site=site)
    return [address for address in valid if address not in taken][:MOST_SUGGESTIONS]


def new_slugs(name: str) -> Iterator[str]:
    """Yield slugs for a new site without end, the plainest first, none of them reserved.

    Other sites may have them. A name without Latin letters or digits gives "boutique-3fa2c1".
    """
    base = hyphenated(name, slugs.LONGEST)
    if len(base) < slugs.SHORTEST:
        base = "boutique"
    elif base not in slugs.reserved():
        yield from (base, *(f"{base}-{number}" for number in range(2, 6)))
    while True:
        yield f"{base}-{secrets.token_hex(3)}"
