"""Who is signed in, and the briefs that they may see; anything else is not found."""

import uuid

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from accounts.models import User
from briefs.models import BusinessBrief


def person_of(request: HttpRequest) -> User:
    """Return who is signed in; LoginRequiredMiddleware let nobody else through."""
    assert isinstance(request.user, User)  # noqa: S101  # narrows the type, see above
    return request.user


def brief_of(request: HttpRequest, brief_id: uuid.UUID) -> BusinessBrief:
    """Return a brief that the person may see, or raise Http404."""
    rows = BusinessBrief.objects.visible_to(person_of(request)).select_related(
        "coaching_session__user", "sector"
    )
    found: BusinessBrief = get_object_or_404(rows, pk=brief_id)
    return found
