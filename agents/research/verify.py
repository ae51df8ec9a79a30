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

_ADDITION: Final = re.compile(r",? (?:qui|which) |[\u202f ]?; ")
#: Rows of the worksheet that nothing else can stand in for.
_TO_ASK: Final[dict[str, tuple[FactKey, ...]]] = {
    "market.customers": ("customer",),
    "market.purchases": ("customer",),
    "market.price": ("price",),
    "market.cost": (),
    "market.fixed": (),
}


def to_verify(inputs: Inputs, found: Facts, market: Sequence[Row], has_rivals: bool) -> Iterator[Item]:
    """Yield the list, what blocks a sum first."""
    language, known = inputs.language, country_rules(inputs.country)
    why = phrase(language, "verify", "why")
    missing = [row.item for row in market if row.question and row.item.key in _TO_ASK]
    if missing:
        names = ", ".join(one.label[0].lower() + one.label[1:] for one in missing)
        yield _verification("number", language, why, _uses(missing), missing=names)
    if not has_rivals:
        yield _rivals(inputs, why)
    proof = found.first("proof")
    if proof:
        text = phrase(language, "verify", "proof_text", quote=proof.quote)
        label = phrase(language, "verify", "proof")
        yield item("verify.proof", label, text, Origins(quotes=(proof,)), uses=("promise",), why=why)
    if known.verify:
        yield _verification("rate", language, why, tax=_office(known.tax.get(language)))
    yield _verification("counter", language, why, registry=_office(known.registry.get(language)))


def _rivals(inputs: Inputs, why: str) -> Item:
    """Ask for the alternatives; the sector's usual ones are those of West Africa, and named only there."""
    language, pack = inputs.language, sector_pack(inputs.sector)
    label = phrase(language, "verify", "rival")
    if not country_pack(inputs.country).sector_alternatives_apply:
        return item("verify.rival", label, phrase(language, "verify", "rival_free"), why=why)
    usual = ", ".join(one.get(language) for one in pack.alternatives)
    return item("verify.rival", label, phrase(language, "verify", "rival_text", usual=usual), why=why)


def _uses(missing: Sequence[Item]) -> tuple[FactKey, ...]:
    return tuple(dict.fromkeys(fact for one in missing for fact in _TO_ASK[one.key]))


def _office(office: str) -> str:
    """An office without what the data adds about it."""
    return _ADDITION.split(office)[0]


def _verification(
    name: str, language: str, why: str, uses: tuple[FactKey, ...] = (), /, **filled: str
) -> Item:
    text = phrase(language, "verify", f"{name}_text", **filled)
    return item(f"verify.{name}", phrase(language, "verify", name), text, uses=uses, why=why)


def pages(inputs: Inputs) -> Iterator[Finding]:
    """Yield what a web search found; its numbers are to verify, whatever the page says."""
    label, why = phrase(inputs.language, "web", "label"), phrase(inputs.language, "web", "why")
    for at, page in enumerate(inputs.found, start=1):
        where = Source(name=page.title or page.url, url=page.url)
        known = figures((page.text,), Origins(table=where, verify=True))
        yield Finding(
            item=Item(key=f"web.{at}", label=label, text=page.text, figures=known, why=why), source=where
        )
