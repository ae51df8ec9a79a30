"""The base of audit actions; each app declares its own in `actions.py`."""

from django.db import models


class Action(models.TextChoices):
    """An action of the audit trail, with its label for staff."""


def action_label(code: str) -> str:
    """Return the translated label of an action, or the code when no app declares it."""
    labels = {action.value: action.label for actions in Action.__subclasses__() for action in actions}
    return str(labels.get(code, code))
