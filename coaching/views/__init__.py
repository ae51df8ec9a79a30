"""The pages of the coached path."""

from coaching.views.sessions import cities, delete, details, new, restore, session, sessions
from coaching.views.wizard import accept, draft, help_page, step, unknown

__all__ = [
    "accept",
    "cities",
    "delete",
    "details",
    "draft",
    "help_page",
    "new",
    "restore",
    "session",
    "sessions",
    "step",
    "unknown",
]
