"""Decisions on results: accept, edit, reject, take back, look again, choose; no run undoes them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from django.db import transaction
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from accounts.models import User
from agents.contract import AgentKey
from audit.services import record
from briefs.actions import BriefAction
from briefs.choices import KEPT_AT, What, options
from briefs.errors import EmptyText, ItemChanged, NoSuchItem, TextTooLong
from briefs.ledger import claims
from briefs.models import BusinessBrief, ItemChoice
from briefs.results import Shown, fact_hashes, shown_items

S: Final = ItemChoice.State
#: The longest own wording, in characters: what a site's block holds.
LONGEST: Final = 4000


def accept(*, by: User, brief: BusinessBrief, agent: AgentKey, key: str, seen: str) -> Shown:
    """Take an item as it is. See `_decide` for `seen` and errors."""
    return _decide(by, brief, (agent, key), seen, lambda shown: (S.ACCEPTED, shown.item.text))


def edit(*, by: User, brief: BusinessBrief, agent: AgentKey, key: str, text: str, seen: str) -> Shown:
    """Put the person's own wording in an item's place; the agent's own wording is just accepted.

    Raises EmptyText and TextTooLong as well.
    """
    text = text.strip()
    if len(text) > LONGEST:
        raise TextTooLong(_too_long(len(text)))
    if not text:
        raise EmptyText(_("Write the text, or reject the item to leave it out."))
    return _decide(
        by,
        brief,
        (agent, key),
        seen,
        lambda shown: (S.ACCEPTED if text == shown.item.text else S.EDITED, text),
    )


def _too_long(count: int) -> str:
    return _("Your wording has %(count)s characters; shorten it to %(limit)s at most.") % {
        "count": number_format(count),
        "limit": number_format(LONGEST),
    }


def reject(*, by: User, brief: BusinessBrief, agent: AgentKey, key: str, seen: str) -> Shown:
    """Leave an item out of site, PDF and exports."""
    return _decide(by, brief, (agent, key), seen, lambda shown: (S.REJECTED, shown.item.text))


def acknowledge(*, by: User, brief: BusinessBrief, agent: AgentKey, key: str, seen: str) -> Shown:
    """Say that an item was looked at since a fact changed: it stays as it is, and is not marked any more."""
    return _decide(by, brief, (agent, key), seen, lambda shown: (shown.state or S.ACCEPTED, shown.text))


def reset(*, by: User, brief: BusinessBrief, agent: AgentKey, key: str, seen: str) -> Shown:
    """Take a decision back: the agent's wording stands again, undecided."""
    return _decide(by, brief, (agent, key), seen, lambda shown: ("", ""))


@transaction.atomic
def _decide(
    by: User,
    brief: BusinessBrief,
    at: tuple[AgentKey, str],
    seen: str,
    outcome: Callable[[Shown], tuple[str, str]],
) -> Shown:
    """Write a decision with the facts as they are now, its ledger rows and its activity; return the item.

    `seen` is `Shown.seen` of what the person saw. Raises NoSuchItem, and ItemChanged when the item is not as
    they saw it; a second click that wants what stands already is fine. One brief's decisions go one by one.
    """
    brief = BusinessBrief.objects.select_for_update(no_key=True, of=("self",)).get(pk=brief.pk)
    choices = list(brief.choices.all())
    before = _item(brief, at, choices)
    state, text = outcome(before)
    if seen != before.seen:
        if (before.state, before.text) == (state, text or before.item.text):
            return before
        raise ItemChanged(_("Somebody changed this item meanwhile. It is shown as it stands now."))
    _keep(by, brief, at, state, text, choices)
    told = {"item": {"new": "/".join(at)}, "state": {"old": before.state, "new": state}}
    record(BriefAction.ITEM_DECIDED, by=by, target=brief, organization=brief.organization, changes=told)
    claims.write(brief)
    return _item(brief, at, list(brief.choices.all()))


def _item(brief: BusinessBrief, at: tuple[AgentKey, str], choices: list[ItemChoice]) -> Shown:
    """Return an item as it stands; raises NoSuchItem."""
    agent, key = at
    found = next((one for one in shown_items(brief, agent, choices) if one.item.key == key), None)
    if found is None:
        raise NoSuchItem(_("This item is not there any more: another run made the results anew."))
    return found


def _keep(
    by: User, brief: BusinessBrief, at: tuple[AgentKey, str], state: str, text: str, choices: list[ItemChoice]
) -> None:
    agent, key = at
    mine = next((one for one in choices if (one.agent, one.key) == at), None)
    if not state:
        ItemChoice.objects.filter(brief=brief, agent=agent, key=key).delete()
        return
    choice = mine or ItemChoice(brief=brief, agent=agent, key=key, version=0, created_by=by)
    choice.organization_id = brief.organization_id
    choice.state, choice.text, choice.updated_by = state, text, by
    choice.facts = fact_hashes(brief, choices)
    choice.version += 1
    choice.save()


@transaction.atomic
def choose(*, by: User, brief: BusinessBrief, what: What, value: str) -> None:
    """Choose the voice, logo, theme or colours; the last choice holds. Raises NoSuchItem."""
    brief = BusinessBrief.objects.select_for_update(no_key=True, of=("self",)).get(pk=brief.pk)
    if value not in options(brief, what):
        raise NoSuchItem(_("This item is not there any more: another run made the results anew."))
    agent, key = KEPT_AT[what]
    mine = ItemChoice.objects.filter(brief=brief, agent=agent, key=key).first()
    if mine and mine.text == value:
        return
    _keep(by, brief, KEPT_AT[what], S.ACCEPTED, value, [mine] if mine else [])
    told = {str(what): {"old": mine.text if mine else "", "new": value}}
    record(BriefAction.ITEM_CHOSEN, by=by, target=brief, organization=brief.organization, changes=told)
