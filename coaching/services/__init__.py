"""Use cases of the coaching app; views, commands and other apps change sessions through them."""

from coaching.services.answers import drop_draft, save_draft, submit_answer
from coaching.services.lifecycle import change_details, delete_session, restore_session, start_session
from coaching.services.path import accept_step, complete_session, mark_unknown
from coaching.services.session_state import business_facts, review_context, steps_of

__all__ = [
    "accept_step",
    "business_facts",
    "change_details",
    "complete_session",
    "delete_session",
    "drop_draft",
    "mark_unknown",
    "restore_session",
    "review_context",
    "save_draft",
    "start_session",
    "steps_of",
    "submit_answer",
]
