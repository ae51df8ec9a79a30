"""Use cases of a person's decisions on results: decide on an item, choose a trade, sign, voice, logo...

No run changes a decision.
"""

from typing import Final, Literal, TypeAlias

from django.db import transaction
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from accounts.models import User
from agents.contract import AgentKey
from audit.services import record
from briefs.actions import BriefAction
from briefs.choices import CHOICE_KEYS, READERS, ChoiceKind, options
from briefs.errors import InvalidWording, ItemChanged, NoSuchItem
from briefs.ledger import claims
from briefs.models import BusinessBrief, ItemChoice
from briefs.results import DecidedItem, decided_items, fact_hashes
from briefs.services import runs

State: Final = ItemChoice.State
#: Accept an item, replace its text by the person's wording, leave it out of site, PDF and exports, keep it as
#: it is although a fact changed, or delete the decision.
ItemAction: TypeAlias = Literal["accept", "edit", "reject", "acknowledge", "reset"]
#: The most characters of an own wording, as a block of a site holds.
WORDING_LENGTH: Final = 4000


@transaction.atomic
def decide(
    *,
    by: User,
    brief: BusinessBrief,
    agent: AgentKey,
    key: str,
    action: ItemAction,
    seen: str,
    text: str = "",
) -> DecidedItem:
    """Save a decision with the current facts, the ledger and an activity; return the item.

    `seen` is `DecidedItem.seen` of the item on the person's page, `text` the person's wording for "edit".
    Raises InvalidWording, NoSuchItem, and ItemChanged when the item changed since, unless the same decision
    is saved already. The brief is locked meanwhile.
    """
    text = text.strip()
    if action == "edit":
        _check_wording(text)
    at = (agent, key)
    brief = BusinessBrief.objects.select_for_update(no_key=True, of=("self",)).get(pk=brief.pk)
    choices = list(brief.choices.all())
    before = _item(brief, at, choices)
    outcomes = {
        "accept": (State.ACCEPTED, before.item.text),
        "edit": (State.ACCEPTED if text == before.item.text else State.EDITED, text),
        "reject": (State.REJECTED, before.item.text),
        "acknowledge": (before.state or State.ACCEPTED, before.text),
        "reset": ("", ""),
    }
    state, wording = outcomes[action]
    if seen != before.seen:
        if (before.state, before.text) == (state, wording or before.item.text):
            return before
        raise ItemChanged(_("Somebody changed this item meanwhile. It is shown as it stands now."))
    _save(by, brief, at, state, wording, choices)
    record(
        BriefAction.ITEM_DECIDED,
        by=by,
        target=brief,
        organization=brief.organization,
        changes={"item": {"new": "/".join(at)}, "state": {"old": before.state, "new": state}},
    )
    claims.write(brief)
    return _item(brief, at, list(brief.choices.all()))


def _check_wording(text: str) -> None:
    """Raise InvalidWording when the text is empty or too long."""
    if len(text) > WORDING_LENGTH:
        raise InvalidWording(
            _("Your wording has %(count)s characters; shorten it to %(limit)s at most.")
            % {"count": number_format(len(text)), "limit": number_format(WORDING_LENGTH)}
        )
    if not text:
        raise InvalidWording(_("Write the text, or reject the item to leave it out."))


def _item(brief: BusinessBrief, at: tuple[AgentKey, str], choices: list[ItemChoice]) -> DecidedItem:
    """Return an item with its decision, or raise NoSuchItem."""
    items = decided_items(brief, at[0], choices)
    found = next((one for one in items if one.item.key == at[1]), None)
    if found is None:
        raise NoSuchItem(_("This item is not there any more: another run made the results anew."))
    return found


def _save(
    by: User, brief: BusinessBrief, at: tuple[AgentKey, str], state: str, text: str, choices: list[ItemChoice]
) -> None:
    """Save the decision with the current facts; without a state, delete it."""
    agent, key = at
    if not state:
        ItemChoice.objects.filter(brief=brief, agent=agent, key=key).delete()
        return
    stored = next((one for one in choices if (one.agent, one.key) == at), None)
    choice = stored or ItemChoice(brief=brief, agent=agent, key=key, version=0, created_by=by)
    choice.organization_id = brief.organization_id
    choice.state, choice.text, choice.updated_by = state, text, by
    choice.facts = fact_hashes(brief, choices)
    choice.version += 1
    choice.save()


@transaction.atomic
def choose(*, by: User, brief: BusinessBrief, what: ChoiceKind, value: str) -> None:
    """Store the choice of a trade, sign, voice, logo, theme or palette. Raises NoSuchItem.

    The agents that read the trade or the sign are queued again.
    """
    brief = BusinessBrief.objects.select_for_update(no_key=True, of=("self",)).get(pk=brief.pk)
    if value not in options(brief, what):
        raise NoSuchItem(_("This item is not there any more: another run made the results anew."))
    choices, at = list(brief.choices.all()), CHOICE_KEYS[what]
    before = next((one.text for one in choices if (one.agent, one.key) == at), "")
    if before == value:
        return
    _save(by, brief, at, State.ACCEPTED, value, choices)
    record(
        BriefAction.ITEM_CHOSEN,
        by=by,
        target=brief,
        organization=brief.organization,
        changes={what: {"old": before, "new": value}},
    )
    if agents := READERS.get(what):
        runs.queue(by=by, brief=brief, agents=agents)
