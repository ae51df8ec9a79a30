"""Use cases of the coaching app; views, commands and other apps change sessions through them."""

from coaching.services.answers import accept_step, drop_draft, mark_unknown, save_draft, submit_answer
from coaching.services.lifecycle import (
    change_details,
    complete_session,
    correct_session,
    delete_session,
    mark_failed,
    reopen_session,
    restore_session,
    start_session,
)
from coaching.services.session_state import answers_of, business_facts, shown_examples, steps_of

__all__ = [
    "accept_step",
    "answers_of",
    "business_facts",
    "change_details",
    "complete_session",
    "correct_session",
    "delete_session",
    "drop_draft",
    "mark_failed",
    "mark_unknown",
    "reopen_session",
    "restore_session",
    "save_draft",
    "shown_examples",
    "start_session",
    "steps_of",
    "submit_answer",
]
