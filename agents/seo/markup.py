"""What machines read: schema.org, Open Graph, languages; only what the person said."""

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from agents.seo.site import Site
from nlp.money import Money, amounts, is_in_currency
from reference.packs import country_pack, sector_pack

_MOST_OFFERS: Final = 12
_ESCAPED: Final = {
    ord("<"): "\\u003c",
    ord(">"): "\\u003e",
    ord("&"): "\\u0026",
    0x2028: "\\u2028",
    0x2029: "\\u2029",
}


def json_ld(thing: Mapping[str, object]) -> str:
    """Return JSON that can stand inside a script element: no sign in it can end the element."""
    return json.dumps(thing, ensure_ascii=False, sort_keys=True).translate(_ESCAPED)


def local_business(site: Site, description: str) -> dict[str, object]:
    """Return a schema.org LocalBusiness of the sector's type; no rating, hours or phone is ever made up.

    `priceRange` and `makesOffer` are there only when the person gave prices.
    """
    kind = sector_pack(site.inputs.sector).site.schema_type
    address = {"addressLocality": site.city, "addressCountry": site.inputs.country.upper()}
    held = {key: value for key, value in address.items() if value}
    thing: dict[str, object] = {"@context": "https://schema.org", "@type": kind}
    thing["name"] = site.name or site.category
    thing["description"] = description
    if held:
        thing["address"] = {"@type": "PostalAddress", **held}
    if site.city:
        thing["areaServed"] = site.city
    return {**thing, **_prices(site)}


def _prices(site: Site) -> dict[str, object]:
    priced = [(name, price, amounts(price)) for _, name, price in site.services if price]
    found = [(name, price, money[0]) for name, price, money in priced if money][:_MOST_OFFERS]
    if not found:
        return {}
    low, high = (pick(found, key=lambda row: row[2].amount) for pick in (min, max))
    written = [_amount(row[1], row[2]) for row in (low, high)]
    offers = [offer for name, _, money in found if (offer := _offer(site, name, money))]
    return {
        "priceRange": " – ".join(dict.fromkeys(written)),
        **({"makesOffer": offers} if offers else {}),
    }


def _amount(price: str, money: Money) -> str:
    """The amount as written, without its unit ("700 FCFA" of "700 FCFA le bol")."""
    bare = amounts(price)[0]
    words = price[bare.span.start : bare.span.end]
    if not money.unit:
        return words
    cuts = (
        words.find(mark) for mark in (" le ", " la ", " l’", " par ", " per ", " a ", " an ", " each", "/")
    )
    return words[: min((at for at in cuts if at > 0), default=len(words))]


def _offer(site: Site, name: str, money: Money) -> dict[str, object] | None:
    """One thing with its price, when the amount is one figure in the country's own currency."""
    code = site.inputs.currency
    if money.amount != money.upto or not code or not is_in_currency(money, code):
        return None
    item = {"@type": "Service", "name": name}
    return {"@type": "Offer", "itemOffered": item, "price": _written(money.amount), "priceCurrency": code}


def _written(amount: Decimal) -> str:
    return f"{amount:f}"


def open_graph(site: Site, title: str, description: str) -> dict[str, str]:
    """Return the Open Graph properties that do not depend on where the site is published."""
    words = site.phrases
    shown = {
        "og:type": "website",
        "og:title": title,
        "og:description": description,
        "og:site_name": site.name,
        "og:locale": country_pack(site.inputs.country).locales.get(site.inputs.language, words["locale"]),
    }
    return {key: value for key, value in shown.items() if value}


def hreflang(site: Site, slug: str) -> dict[str, str]:
    """Return the page's path by language; the one language that there is serves all others too."""
    path = f"/s/{slug}/"
    return {site.inputs.language: path, "x-default": path}
