"""The claims of a brief: written with every change of a text, listed, and confirmed by a person's source."""

import uuid
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import asdict
from typing import Any, Final, NamedTuple

from django.db import transaction

from accounts.models import User
from agents.contract import Figure
from agents.schemas import RESULTS
from audit.services import record
from briefs.actions import BriefAction
from briefs.errors import ClaimGone
from briefs.ledger.evidence import EVIDENCE_LENGTH, TO_VERIFY, Evidence, FigureIndex, evidences
from briefs.models import TEXT_FIELDS, BusinessBrief, Claim
from briefs.results import DecidedItem, decided_items, step_texts
from briefs.signals import collect_texts
from coaching.coach.consistency.arithmetic import offer_arithmetic
from coaching.signals import responses
from nlp.money import written_amount
from reference.packs import country

_COLUMNS: Final = ("numeral", "kind", "step", "quote", "formula", "source", "year", "confirmed_source")


class PlacedText(NamedTuple):
    """A text at a place of a brief, a result or a site.

    `agent`, `key` and `made` name the item that filled it and its text then; a text that differs from `made`
    is the person's own. `figures` is the evidence of a text without an item.
    """

    place: str
    text: str
    agent: str = ""
    key: str = ""
    made: str = ""
    figures: tuple[Figure, ...] = ()


class Sum(NamedTuple):
    """A sum of the person's numbers, with its formula; `key` is "margin" or "break_even"."""

    key: str
    text: str
    formula: str


def sums_of(brief: BusinessBrief) -> Iterator[Sum]:
    """Yield the sums that the numbers of the offer allow."""
    money, language = country(str(brief.location.get("country", ""))).currency, brief.language
    found = offer_arithmetic(brief.value_proposition, language, money, brief.target_audience)
    if found.price is None or found.unit_cost is None or found.margin_percent is None:
        return
    price, cost = (written_amount(one.value, money, language) for one in (found.price, found.unit_cost))
    percent = str(found.margin_percent)
    margin = percent.replace(".", ",") + "\u00a0%" if brief.language == "fr" else f"{percent}%"
    yield Sum("margin", margin, f"({price} − {cost}) ÷ {price}")
    if found.fixed_monthly is not None and found.break_even_units is not None:
        fixed = written_amount(found.fixed_monthly.value, money, language)
        yield Sum("break_even", str(found.break_even_units), f"{fixed} ÷ ({price} − {cost})")


@transaction.atomic
def write(brief: BusinessBrief) -> None:
    """Write the claims of a brief, its items in use and its site; only rows that differ are touched.

    A source that a person confirmed stays as long as the figure stays at its place. Three queries, and those
    of the receivers of `collect_texts`.
    """
    items = _items(brief)
    stored = {(row.place, row.position): row for row in Claim.objects.filter(brief=brief)}
    confirmed = {
        (row.place, row.numeral): row.confirmed_source for row in stored.values() if row.confirmed_source
    }
    city = str(brief.location.get("city", ""))
    index = FigureIndex({**step_texts(brief), "name": brief.business_name, "place": city})
    wanted = {
        (row.place, row.position): row
        for text in _texts(brief, (one for one in items.values() if one.is_used))
        for row in _rows(brief, text, items.get((text.agent, text.key)), index, confirmed)
    }
    Claim.objects.filter(pk__in=[row.pk for at, row in stored.items() if at not in wanted]).delete()
    Claim.objects.bulk_create(
        [row for at, row in wanted.items() if at not in stored or _values(stored[at]) != _values(row)],
        update_conflicts=True,
        unique_fields=["brief", "place", "position"],
        update_fields=[*_COLUMNS],
        batch_size=500,
    )


def _values(row: Claim) -> tuple[Any, ...]:
    return tuple(getattr(row, column) for column in _COLUMNS)


def _items(brief: BusinessBrief) -> dict[tuple[str, str], DecidedItem]:
    choices = list(brief.choices.all())
    return {(agent, one.item.key): one for agent in RESULTS for one in decided_items(brief, agent, choices)}


def _texts(brief: BusinessBrief, items: Iterable[DecidedItem]) -> Iterator[PlacedText]:
    """Yield the texts of the brief, with its sums, of the apps above, and of these items."""
    for field in TEXT_FIELDS:
        yield PlacedText(f"brief/{field}", getattr(brief, field))
    yield PlacedText("brief/city", str(brief.location.get("city", "")))
    for key, text, formula in sums_of(brief):
        figure = Figure(numeral=text, kind="computed", formula=formula)
        yield PlacedText(f"brief/{key}", text, figures=(figure,))
    for texts in responses(collect_texts, brief=brief):
        yield from texts
    for one in items:
        yield PlacedText(f"{one.agent}/{one.item.key}", one.text, one.agent, one.item.key, one.item.text)


def _rows(
    brief: BusinessBrief,
    text: PlacedText,
    decided: DecidedItem | None,
    index: FigureIndex,
    confirmed: Mapping[tuple[str, str], str],
) -> Iterator[Claim]:
    """Yield the claims of one text; a source that the person gave settles a figure to verify."""
    from_item = bool(text.agent) and text.text == text.made
    is_edited = decided is not None and decided.is_own and decided.text == text.text
    figures = decided.item.figures if decided else text.figures
    origin = f"{text.agent}/{text.key}"
    found = evidences(text.text, figures, index, is_own=is_edited or not from_item)
    for position, (numeral, evidence) in enumerate(found):
        written, source = numeral.text[:60], ""
        if evidence == TO_VERIFY:
            source = confirmed.get((text.place, written)) or confirmed.get((origin, written), "")
        yield Claim(
            brief=brief,
            organization_id=brief.organization_id,
            place=text.place,
            position=position,
            numeral=written,
            confirmed_source=source,
            **asdict(Evidence("table", source=source) if source else evidence),
        )


def texts_at(brief: BusinessBrief, places: Container[str]) -> dict[str, str]:
    """Return the texts at those places."""
    return {one.place: one.text for one in _texts(brief, _items(brief).values()) if one.place in places}


def open_claims(brief: BusinessBrief, under: str = "") -> list[Claim]:
    """Return the figures to verify, of places with that prefix ("site/"); they may not be published."""
    rows = Claim.objects.filter(brief=brief, kind=Claim.Kind.TO_VERIFY, place__startswith=under)
    return list(rows.order_by("place", "position"))


@transaction.atomic
def confirm(*, by: User, brief: BusinessBrief, claim_id: uuid.UUID, source: str) -> None:
    """Store the person's source of a figure to verify; a blank source withdraws it.

    Raises ClaimGone when the row is gone or needs no source.
    """
    brief = BusinessBrief.objects.select_for_update(no_key=True).get(pk=brief.pk)
    claim = Claim.objects.filter(brief=brief, pk=claim_id).first()
    if claim is None or not (claim.kind == Claim.Kind.TO_VERIFY or claim.confirmed_source):
        raise ClaimGone
    change = {"old": claim.confirmed_source, "new": source.strip()[:EVIDENCE_LENGTH]}
    same = Claim.objects.filter(brief=brief, numeral=claim.numeral, confirmed_source=change["old"])
    (same if change["old"] else same.filter(pk=claim.pk)).update(confirmed_source=change["new"])
    write(brief)
    record(
        BriefAction.CLAIM_CONFIRMED,
        by=by,
        target=brief,
        organization=brief.organization,
        changes={claim.numeral: change, "place": {"new": claim.place}},
    )
