"""Use cases of decisions on items: accept, edit, reject, acknowledge, reset, choose; no run changes them."""

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
from briefs.choices import CHOICE_KEYS, ChoiceKind, options
from briefs.errors import EmptyText, ItemChanged, NoSuchItem, TextTooLong
from briefs.ledger import claims
from briefs.models import BusinessBrief, ItemChoice
from briefs.results import DecidedItem, decided_items, fact_hashes

S: Final = ItemChoice.State
#: The most characters of an own wording, as a block of a site holds.
MAX_LENGTH: Final = 4000


def accept(*, by: User, brief: BusinessBrief, agent: AgentKey, key: str, seen: str) -> DecidedItem:
    """Accept an item. See `_decide` for `seen` and errors."""
    return _decide(by, brief, (agent, key), seen, lambda one: (S.ACCEPTED, one.item.text))


def edit(*, by: User, brief: BusinessBrief, agent: AgentKey, key: str, text: str, seen: str) -> DecidedItem:
    """Replace an item's text by the person's wording; the agent's own text counts as accepted.

    Also raises EmptyText and TextTooLong.
    """
    text = text.strip()
    if len(text) > MAX_LENGTH:
        raise TextTooLong(_too_long(len(text)))
    if not text:
        raise EmptyText(_("Write the text, or reject the item to leave it out."))
    return _decide(
        by,
        brief,
        (agent, key),
        seen,
        lambda one: (S.ACCEPTED if text == one.item.text else S.EDITED, text),
    )


def _too_long(count: int) -> str:
    return _("Your wording has %(count)s characters; shorten it to %(limit)s at most.") % {
        "count": number_format(count),
        "limit": number_format(MAX_LENGTH),
    }


def reject(*, by: User, brief: BusinessBrief, agent: AgentKey, key: str, seen: str) -> DecidedItem:
    """Exclude an item from site, PDF and exports."""
    return _decide(by, brief, (agent, key), seen, lambda one: (S.REJECTED, one.item.text))


def acknowledge(*, by: User, brief: BusinessBrief, agent: AgentKey, key: str, seen: str) -> DecidedItem:
    """Keep an item as it is although a fact changed; it is not to be reviewed any more."""
    return _decide(by, brief, (agent, key), seen, lambda one: (one.state or S.ACCEPTED, one.text))


def reset(*, by: User, brief: BusinessBrief, agent: AgentKey, key: str, seen: str) -> DecidedItem:
    """Delete the decision on an item."""
    return _decide(by, brief, (agent, key), seen, lambda one: ("", ""))


@transaction.atomic
def _decide(
    by: User,
    brief: BusinessBrief,
    at: tuple[AgentKey, str],
    seen: str,
    outcome: Callable[[DecidedItem], tuple[str, str]],
) -> DecidedItem:
    """Save a decision with the current facts, the ledger and an activity; return the item.

    `seen` is `DecidedItem.seen` of the item on the person's page. Raises NoSuchItem, and ItemChanged when the
    item changed since, unless the same decision is saved already. The brief is locked meanwhile.
    """
    brief = BusinessBrief.objects.select_for_update(no_key=True, of=("self",)).get(pk=brief.pk)
    choices = list(brief.choices.all())
    before = _item(brief, at, choices)
    state, text = outcome(before)
    if seen != before.seen:
        if (before.state, before.text) == (state, text or before.item.text):
            return before
        raise ItemChanged(_("Somebody changed this item meanwhile. It is shown as it stands now."))
    _save(by, brief, at, state, text, choices)
    changes = {"item": {"new": "/".join(at)}, "state": {"old": before.state, "new": state}}
    record(BriefAction.ITEM_DECIDED, by=by, target=brief, organization=brief.organization, changes=changes)
    claims.write(brief)
    return _item(brief, at, list(brief.choices.all()))


def _item(brief: BusinessBrief, at: tuple[AgentKey, str], choices: list[ItemChoice]) -> DecidedItem:
    """Return an item with its decision, or raise NoSuchItem."""
    agent, key = at
    found = next((one for one in decided_items(brief, agent, choices) if one.item.key == key), None)
    if found is None:
        raise NoSuchItem(_("This item is not there any more: another run made the results anew."))
    return found


def _save(
    by: User, brief: BusinessBrief, at: tuple[AgentKey, str], state: str, text: str, choices: list[ItemChoice]
) -> None:
    agent, key = at
    stored = next((one for one in choices if (one.agent, one.key) == at), None)
    if not state:
        ItemChoice.objects.filter(brief=brief, agent=agent, key=key).delete()
        return
    choice = stored or ItemChoice(brief=brief, agent=agent, key=key, version=0, created_by=by)
    choice.organization_id = brief.organization_id
    choice.state, choice.text, choice.updated_by = state, text, by
    choice.facts = fact_hashes(brief, choices)
    choice.version += 1
    choice.save()


@transaction.atomic
def choose(*, by: User, brief: BusinessBrief, what: ChoiceKind, value: str) -> None:
    """Store the choice of a voice, logo, theme or palette. Raises NoSuchItem."""
    brief = BusinessBrief.objects.select_for_update(no_key=True, of=("self",)).get(pk=brief.pk)
    if value not in options(brief, what):
        raise NoSuchItem(_("This item is not there any more: another run made the results anew."))
    agent, key = CHOICE_KEYS[what]
    stored = ItemChoice.objects.filter(brief=brief, agent=agent, key=key).first()
    if stored and stored.text == value:
        return
    _save(by, brief, CHOICE_KEYS[what], S.ACCEPTED, value, [stored] if stored else [])
    changes = {str(what): {"old": stored.text if stored else "", "new": value}}
    record(BriefAction.ITEM_CHOSEN, by=by, target=brief, organization=brief.organization, changes=changes)
