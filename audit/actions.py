"""What can be noted in the trail: each app declares its own actions in its `actions.py`, with their words."""

from django.db import models


class Action(models.TextChoices):
    """Something that somebody did to a row; the label is for staff."""


def action_label(code: str) -> str:
    """Return what was done, in the interface's language; a code that no app declares as it is."""
    labels = {action.value: action.label for actions in Action.__subclasses__() for action in actions}
    return str(labels.get(code, code))
