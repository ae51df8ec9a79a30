"""The rows of the ledger: written with every change of a text, listed, and settled by a person's source."""

from __future__ import annotations

import uuid
from collections.abc import Container, Iterable, Iterator, Mapping
from typing import Any, Final, NamedTuple

from django.db import transaction

from accounts.models import User
from agents.contract import Figure
from agents.schemas import RESULTS
from audit.services import record
from briefs.actions import BriefAction
from briefs.errors import ClaimGone
from briefs.ledger.evidence import LONGEST, TO_VERIFY, Evidence, Words, evidences
from briefs.ledger.sums import sums_of
from briefs.models import BRIEF_TEXTS, BusinessBrief, Claim, ItemChoice
from briefs.results import Shown, shown_items, texts_of
from briefs.signals import texts_asked
from coaching.signals import answers

_COLUMNS: Final = ("numeral", "kind", "step", "quote", "formula", "source", "year", "confirmed_source")
_LONGEST_NUMERAL: Final = 60


class Written(NamedTuple):
    """A text at a place. `made` is the item's text that filled it; a text that differs is the person's own.

    `agent` and `key` name that item; a text without them is the person's own from the start, but for the
    `figures` that say where they come from themselves.
    """

    place: str
    text: str
    agent: str = ""
    key: str = ""
    made: str = ""
    figures: tuple[Figure, ...] = ()


def persons_words(brief: BusinessBrief) -> dict[str, str]:
    """Return all that the person wrote of the business: their texts by step, its name and place."""
    return {**texts_of(brief), "name": brief.business_name, "place": str(brief.location.get("city", ""))}


def brief_texts(brief: BusinessBrief) -> Iterator[Written]:
    """Yield the brief's own texts with their places ("brief/vision")."""
    for field in ("business_name", "summary", *BRIEF_TEXTS):
        yield Written(f"brief/{field}", getattr(brief, field))
    yield Written("brief/city", str(brief.location.get("city", "")))
    for key, text, formula in sums_of(brief):
        figure = Figure(numeral=text, kind="computed", formula=formula)
        yield Written(f"brief/{key}", text, figures=(figure,))


@transaction.atomic
def write(brief: BusinessBrief) -> None:
    """Write the brief's ledger anew, whatever changed: its texts, the items in use, and the site.

    Rows that stand already stay as they are (three queries, and one for the site). What a person confirmed
    is kept as long as that figure stands at that place.
    """
    choices = list(brief.choices.all())
    items: dict[tuple[str, str], Shown] = {
        (agent, one.item.key): one for agent in RESULTS for one in shown_items(brief, agent, choices)
    }
    rows = list(Claim.objects.filter(brief=brief))
    confirmed = {(row.place, row.numeral): row.confirmed_source for row in rows if row.confirmed_source}
    words = Words(persons_words(brief))
    wanted = {
        (row.place, row.position): row
        for text in _texts(brief, items.values())
        for row in _rows(brief, text, items.get((text.agent, text.key)), words, confirmed)
    }
    _store({(row.place, row.position): row for row in rows}, wanted)


def _texts(brief: BusinessBrief, items: Iterable[Shown]) -> Iterator[Written]:
    """Every text that holds now: the brief's, those of the apps above, the items in use."""
    yield from brief_texts(brief)
    yield from _texts_above(brief)
    yield from (_item_text(one) for one in items if one.is_used)


def _texts_above(brief: BusinessBrief) -> Iterator[Written]:
    """Yield the texts that the apps above show of a brief ("site/...")."""
    for texts in answers(texts_asked, brief=brief):
        yield from texts


def _item_text(shown: Shown) -> Written:
    return Written(
        f"{shown.agent}/{shown.item.key}", shown.text, shown.agent, shown.item.key, shown.item.text
    )


def _rows(
    brief: BusinessBrief,
    text: Written,
    shown: Shown | None,
    words: Words,
    confirmed: Mapping[tuple[str, str], str],
) -> Iterator[Claim]:
    """Yield the claims of one text."""
    from_item = bool(text.agent) and text.text == text.made
    edited = shown is not None and shown.state == ItemChoice.State.EDITED and shown.text == text.text
    figures = shown.item.figures if shown else text.figures
    origin = f"{text.agent}/{text.key}"
    found = evidences(text.text, figures, words, is_own=edited or not from_item)
    for position, (numeral, evidence) in enumerate(found):
        written = numeral.text[:_LONGEST_NUMERAL]
        source = confirmed.get((text.place, written)) or confirmed.get((origin, written), "")
        yield _claim(brief, text.place, position, written, evidence, source)


def _claim(
    brief: BusinessBrief, place: str, position: int, numeral: str, evidence: Evidence, confirmed: str
) -> Claim:
    settled = evidence == TO_VERIFY and confirmed
    return Claim(
        brief=brief,
        organization_id=brief.organization_id,
        place=place,
        position=position,
        numeral=numeral,
        kind=Claim.Kind.TABLE if settled else evidence.kind,
        step=evidence.step,
        quote=evidence.quote,
        formula=evidence.formula,
        source=confirmed if settled else evidence.source,
        year=evidence.year,
        confirmed_source=confirmed if settled else "",
    )


def _store(standing: Mapping[tuple[str, int], Claim], wanted: Mapping[tuple[str, int], Claim]) -> None:
    """Make the standing rows the wanted ones, touching only those that differ."""
    gone = [row.pk for at, row in standing.items() if at not in wanted]
    if gone:
        Claim.objects.filter(pk__in=gone).delete()
    new = [row for at, row in wanted.items() if at not in standing or _values(standing[at]) != _values(row)]
    Claim.objects.bulk_create(
        new,
        update_conflicts=True,
        unique_fields=["brief", "place", "position"],
        update_fields=[*_COLUMNS],
        batch_size=500,
    )


def _values(row: Claim) -> tuple[Any, ...]:
    return tuple(getattr(row, column) for column in _COLUMNS)


def texts_at(brief: BusinessBrief, places: Container[str]) -> dict[str, str]:
    """Return the text that stands at each of those places now."""
    choices = list(brief.choices.all())
    items = (_item_text(one) for agent in RESULTS for one in shown_items(brief, agent, choices))
    texts = (*brief_texts(brief), *items, *_texts_above(brief))
    return {one.place: one.text for one in texts if one.place in places}


def open_claims(brief: BusinessBrief, under: str = "") -> list[Claim]:
    """Return the figures still to verify, under a prefix of places ("site/"): nobody may publish them."""
    rows = Claim.objects.filter(brief=brief, kind=Claim.Kind.TO_VERIFY, place__startswith=under)
    return list(rows.order_by("place", "position"))


@transaction.atomic
def confirm(*, by: User, brief: BusinessBrief, claim_id: uuid.UUID, source: str) -> None:
    """Take a person's source for an open figure; a blank one opens it again.

    Raises ClaimGone when the figure stands there no more, or needs no source.
    """
    brief = BusinessBrief.objects.select_for_update(no_key=True).get(pk=brief.pk)
    claim = Claim.objects.filter(brief=brief, pk=claim_id).first()
    if claim is None or not (claim.kind == Claim.Kind.TO_VERIFY or claim.confirmed_source):
        raise ClaimGone
    told = {"old": claim.confirmed_source, "new": source.strip()[:LONGEST]}
    same = Claim.objects.filter(brief=brief, numeral=claim.numeral, confirmed_source=told["old"])
    (same if told["old"] else same.filter(pk=claim.pk)).update(confirmed_source=told["new"])
    write(brief)
    changes = {claim.numeral: told, "place": {"new": claim.place}}
    record(BriefAction.CLAIM_CONFIRMED, by=by, target=brief, organization=brief.organization, changes=changes)
