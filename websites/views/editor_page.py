"""The context of the editor page, which all its views show."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib.messages import get_messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse

from accounts.http import PersonRequest
from websites.commands.vocabulary import load_vocabulary
from websites.definition.blocks import NAMES, SINGLE, interface_language, title_of
from websites.definition.schema import SITE, Definition
from websites.forms import BlockForm, LookForm
from websites.generation.review import Review, to_review
from websites.models import Site
from websites.services import changes_since, definition_of


@dataclass(frozen=True)
class Feedback:
    """The result of a request: an error, a question, or what was typed.

    `posted` is the form as it was sent and is shown again; `since` is the version that the page was loaded
    with when somebody else changed the site.
    """

    refused: str = ""
    since: int | None = None
    posted: QueryDict | None = None
    command: str = ""
    question: str = ""
    suggestions: Sequence[str] = ()
    notes: Sequence[str] = ()
    opened: str = ""
    status: int = 200

    def data(self, prefix: str, version: int) -> QueryDict | None:
        """Return the data of the form with that prefix and the current version, None when it was not sent."""
        if self.posted is None or not any(name.startswith(f"{prefix}-") for name in self.posted):
            return None
        data = self.posted.copy()
        data[f"{prefix}-version"] = str(version)
        return data


def editor_url(site: Site, opened: str = "", next_to: str = "") -> str:
    """Return the address of the editor that unfolds the section `opened`, or begins at `next_to`."""
    editor = reverse("websites:editor", args=[site.pk])
    if opened:
        return f"{editor}?open={opened}#block-{opened}"
    return f"{editor}#block-{next_to}" if next_to else editor


def editor_page(request: PersonRequest, site: Site, feedback: Feedback | None = None) -> HttpResponse:
    """Return the editor page."""
    feedback = feedback or Feedback(
        opened=request.GET.get("open", ""), command=request.GET.get("command", "")
    )
    definition = definition_of(site)
    present = {block.kind for block in definition.blocks}
    reviews = to_review(site, definition)
    context = {
        "site": site,
        "business": site.business,
        "definition": definition,
        "feedback": feedback,
        "notices": [str(message) for message in get_messages(request)] if feedback.opened else [],
        "examples": load_vocabulary(interface_language()).examples[:4],
        "cards": _cards(site, definition, reviews, feedback),
        "look": LookForm(feedback.data("site", site.version), site=site, definition=definition),
        "kinds": [(kind, name) for kind, name in NAMES.items() if kind not in SINGLE & present],
        "last": site.revisions.filter(is_undone=False).order_by("-version").first(),
        "can_redo": site.revisions.filter(is_undone=True).exists(),
        "reviews": reviews,
        "site_reviews": [review for review in reviews if review.block == SITE],
        "changes": changes_since(site, feedback.since) if feedback.since is not None else [],
        "lost": _unplaced_texts(definition, feedback),
        "preview": reverse("websites:preview", args=[site.pk]),
        "preview_frame": reverse("websites:preview_page", args=[site.pk]),
        "publish": reverse("websites:publish", args=[site.pk]),
    }
    return render(request, "websites/editor.html", context, status=feedback.status)


def _cards(
    site: Site, definition: Definition, reviews: Sequence[Review], feedback: Feedback
) -> list[dict[str, Any]]:
    """Return what the page shows of each block; header and footer have a fixed place."""
    images = site.images_by_id()
    movable = [block.id for block in definition.blocks if block.kind not in {"header", "footer"}]
    cards = []
    for block in definition.blocks:
        data = feedback.data(block.id, site.version)
        card = {
            "block": block,
            "name": str(NAMES[block.kind]),
            "title": title_of(block),
            "form": BlockForm(data, block=block, version=site.version, images=images, country=site.country),
            "reviews": [review for review in reviews if review.block == block.id],
            "is_open": data is not None or feedback.opened == block.id,
            "is_fixed": block.id not in movable,
            "is_first": movable[:1] == [block.id],
            "is_last": movable[-1:] == [block.id],
        }
        cards.append(card)
    return cards


def _unplaced_texts(definition: Definition, feedback: Feedback) -> list[str]:
    """Return texts typed for a section that was deleted meanwhile, so that they can be copied."""
    if feedback.posted is None:
        return []
    known = {block.id for block in definition.blocks} | {"site"}
    names = [name for name in feedback.posted if "-" in name and name.partition("-")[0] not in known]
    texts = [str(feedback.posted[name]).strip() for name in names if not name.endswith("-version")]
    return [text for text in texts if text]
