"""Errors of the coaching app; every message may be shown to people."""


class CoachingError(Exception):
    """The base class."""


class TransitionRefused(CoachingError):
    """The session's status does not allow the change; nothing was changed."""


class StepNotOpen(CoachingError):
    """The step cannot be answered or completed yet."""


class AnswerRefused(CoachingError):
    """The answer is empty or too long; the message says how to correct it."""


class EditConflict(CoachingError):
    """Another tab or device has saved this step since the page was loaded; `theirs` is its text."""

    def __init__(self, message: str, *, theirs: str, version: int) -> None:
        super().__init__(message)
        self.theirs = theirs
        self.version = version
