"""What can go wrong on the path; every message here may be shown to people."""


class CoachingError(Exception):
    """Base of the family; `str()` of a subclass is safe to show."""


class TransitionRefused(CoachingError):
    """The session's status does not allow this; nothing was changed."""


class StepNotOpen(CoachingError):
    """The step cannot be answered yet: an earlier one is still open."""


class AnswerRefused(CoachingError):
    """The answer cannot be taken as it is; the message says how to mend it."""


class EditConflict(CoachingError):
    """Another tab or device saved this step since the page was loaded; `theirs` is the text saved there."""

    def __init__(self, message: str, *, theirs: str, version: int) -> None:
        super().__init__(message)
        self.theirs = theirs
        self.version = version
