"""What machines read: schema.org, Open Graph, languages; only what the person said."""

from agents.seo.site import Site
from nlp.money import Money, amounts, is_in_currency
from reference.packs import country_pack, sector_pack, trades


def local_business(site: Site, description: str) -> dict[str, object]:
    """Return a schema.org LocalBusiness of its trade's or sector's type, without rating, hours or phone.

    `priceRange` and `makesOffer` are there only when the person gave prices.
    """
    own = trades().get(site.inputs.trade)
    sector = own.sector if own else site.inputs.sector
    address = {"addressLocality": site.city, "addressCountry": site.inputs.country.upper()}
    known = {key: value for key, value in address.items() if value}
    return {
        "@context": "https://schema.org",
        "@type": (own and own.schema_type) or sector_pack(sector).site.schema_type,
        "name": site.name or site.category,
        "description": description,
        **({"address": {"@type": "PostalAddress", **known}} if known else {}),
        **({"areaServed": site.city} if site.city else {}),
        **_prices(site),
    }


def _prices(site: Site) -> dict[str, object]:
    """Return the range of prices, and an offer for each price that is one figure."""
    found = [(name, price, money[0]) for _, name, price in site.services if (money := amounts(price))][:12]
    if not found:
        return {}
    ends = (pick(found, key=lambda row: row[2].amount) for pick in (min, max))
    written = dict.fromkeys(_amount(price, money) for _, price, money in ends)
    offers = [offer for name, _, money in found if (offer := _offer(site, name, money))]
    return {"priceRange": " – ".join(written), **({"makesOffer": offers} if offers else {})}


def _amount(price: str, money: Money) -> str:
    """Return an amount as written, without its unit ("700 FCFA" of "700 FCFA le bol")."""
    words = price[money.span.start : money.span.end]
    if not money.unit:
        return words
    marks = (" le ", " la ", " l’", " par ", " per ", " a ", " an ", " each", "/")
    return words[: min((at for mark in marks if (at := words.find(mark)) > 0), default=len(words))]


def _offer(site: Site, name: str, money: Money) -> dict[str, object] | None:
    """Return a service with its price, when the amount is one figure in the country's own currency."""
    code = site.inputs.currency
    if money.amount != money.upto or not code or not is_in_currency(money, code):
        return None
    return {
        "@type": "Offer",
        "itemOffered": {"@type": "Service", "name": name},
        "price": f"{money.amount:f}",
        "priceCurrency": code,
    }


def open_graph(site: Site, title: str, description: str) -> dict[str, str]:
    """Return the Open Graph properties that do not depend on where the site is published."""
    locales = country_pack(site.inputs.country).locales
    properties = {
        "og:type": "website",
        "og:title": title,
        "og:description": description,
        "og:site_name": site.name,
        "og:locale": locales.get(site.inputs.language, site.phrases["locale"]),
    }
    return {key: value for key, value in properties.items() if value}


def hreflang(site: Site, slug: str) -> dict[str, str]:
    """Return the page's path by language; the one language that there is serves all others too."""
    path = f"/s/{slug}/"
    return {site.inputs.language: path, "x-default": path}
