"""Writing to the audit trail."""

from collections.abc import Mapping
from typing import Any

from django.db import models

from audit.actions import Action
from audit.actor import current_origin
from audit.models import Activity


def record(
    action: Action,
    *,
    by: models.Model | None,
    target: models.Model,
    organization: models.Model | None = None,
    changes: Mapping[str, Any] | None = None,
) -> Activity:
    """Append what happened to the trail, inside the caller's transaction.

    `action` is one of the app's `actions.py`; `by` is None for the system itself; `changes` maps
    a column to `{"old": ..., "new": ...}`. Labels are copied: the row can be read when its target is gone.
    """
    origin = current_origin()
    return Activity.objects.create(
        action=action,
        actor_id=by.pk if by else None,
        actor_label=str(by)[:200] if by else "",
        organization_id=organization.pk if organization else None,
        organization_label=str(organization)[:200] if organization else "",
        target_type=target._meta.label_lower,
        target_id=str(target.pk),
        target_label=str(target)[:200],
        changes=dict(changes or {}),
        request_id=origin.request_id,
        masked_ip=origin.masked_ip,
    )
