"""The use case of the audit trail."""

from collections.abc import Mapping
from typing import Any

from django.db import models

from audit.actions import Action
from audit.models import Activity
from audit.origin import current_origin


def record(
    action: Action,
    *,
    by: models.Model | None,
    target: models.Model,
    organization: models.Model | None = None,
    changes: Mapping[str, Any] | None = None,
) -> Activity:
    """Append an activity to the audit trail, in the caller's transaction, and return it.

    `by` is None for the system; `changes` maps a column to `{"old": ..., "new": ...}`. Labels are copied, so
    that the activity can be read when its target is gone.
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
