"""What only the person can find out: missing numbers, alternatives, proofs, the counter, pages of the web."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from agents.contract import FactKey, Inputs, Item
from agents.research.items import Origins, figures, item
from agents.research.phrases import phrase
from agents.schemas import Finding, Row, Source
from coaching.coach.scoring.facts import Facts
from reference.packs import country_pack, country_rules, sector_pack

#: Rows of the worksheet that nothing else can stand in for.
_TO_ASK: Final[dict[str, tuple[FactKey, ...]]] = {
    "market.customers": ("customer",),
    "market.purchases": ("customer",),
    "market.price": ("price",),
    "market.cost": (),
    "market.fixed": (),
}


def to_verify(inputs: Inputs, facts: Facts, market: Sequence[Row], has_rivals: bool) -> Iterator[Item]:
    """Yield the list, what blocks a sum first."""
    language, known = inputs.language, country_rules(inputs.country)
    missing = [row.item for row in market if row.question and row.item.key in _TO_ASK]
    if missing:
        names = ", ".join(one.label[0].lower() + one.label[1:] for one in missing)
        uses = tuple(dict.fromkeys(fact for one in missing for fact in _TO_ASK[one.key]))
        yield _check("number", language, "number_text", uses=uses, missing=names)
    if not has_rivals:
        # the usual alternatives of a sector are those of West Africa, and named only there
        is_usual = country_pack(inputs.country).sector_alternatives_apply
        usual = ", ".join(one.get(language) for one in sector_pack(inputs.sector).alternatives)
        yield _check("rival", language, "rival_text" if is_usual else "rival_free", usual=usual)
    if proof := facts.first("proof"):
        origins = Origins(quotes=(proof,))
        yield _check("proof", language, "proof_text", origins, uses=("promise",), quote=proof.quote)
    if known.verify:
        yield _check("rate", language, "rate_text", tax=_office(known.tax.get(language)))
    yield _check("counter", language, "counter_text", registry=_office(known.registry.get(language)))


def _office(text: str) -> str:
    """Return the name of an office without what the data adds about it."""
    return re.split(r",? (?:qui|which) |[\u202f ]?; ", text)[0]


def _check(
    name: str,
    language: str,
    text: str,
    origins: Origins | None = None,
    *,
    uses: tuple[FactKey, ...] = (),
    **filled: str,
) -> Item:
    label, why = phrase(language, "verify", name), phrase(language, "verify", "why")
    text = phrase(language, "verify", text, **filled)
    return item(f"verify.{name}", label, text, origins, uses=uses, why=why)


def pages(inputs: Inputs) -> Iterator[Finding]:
    """Yield what a web search found; its numbers are to verify, whatever the page says."""
    label, why = phrase(inputs.language, "web", "label"), phrase(inputs.language, "web", "why")
    for number, page in enumerate(inputs.found, start=1):
        where = Source(name=page.title or page.url, url=page.url)
        known = figures((page.text,), Origins(table=where, verify=True))
        entry = Item(key=f"web.{number}", label=label, text=page.text, figures=known, why=why)
        yield Finding(item=entry, source=where)
