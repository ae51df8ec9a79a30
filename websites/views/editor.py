"""Views of the editor: save a section, arrange sections, type a command, undo and redo."""

import uuid
from collections.abc import Callable
from functools import partial
from typing import Final

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import HttpResponseClientRedirect

from accounts.http import PersonRequest
from businesses.access import business_of
from websites import services
from websites.access import keeps_form, number_in, site_of, take_saved_form, version_of
from websites.commands import History, Unclear, Understood, parse
from websites.definition.blocks import interface_language
from websites.definition.operations import (
    AddBlock,
    HideBlock,
    KeepMine,
    MoveBlock,
    Operation,
    RemoveBlock,
    TakeNew,
)
from websites.definition.schema import Definition
from websites.errors import SiteChanged, SiteError
from websites.forms import BlockForm, LookForm
from websites.generation.review import to_review
from websites.generation.site import make_site
from websites.models import Site
from websites.services import Changed, definition_of
from websites.views.editor_page import Feedback, editor_page, editor_url

#: The operation of each button of a section.
BUTTONS: Final[dict[str, Callable[[Definition, str], Operation]]] = {
    "up": lambda definition, block: MoveBlock(block=block, at=definition.index(block) - 1),
    "down": lambda definition, block: MoveBlock(block=block, at=definition.index(block) + 1),
    "hide": lambda definition, block: HideBlock(block=block),
    "show": lambda definition, block: HideBlock(block=block, is_hidden=False),
    "remove": lambda definition, block: RemoveBlock(block=block),
    "add": lambda definition, kind: AddBlock(kind=kind),
}


@require_POST
def make(request: PersonRequest, business_id: uuid.UUID) -> HttpResponse:
    """Create the site of a business, unless it exists, and open its editor."""
    site = make_site(by=request.user, business=business_of(request, business_id))
    return redirect("websites:editor", site.pk)


@require_safe
def editor(request: PersonRequest, site_id: uuid.UUID) -> HttpResponse:
    """Show the editor, with a form that was saved when the login expired."""
    site = site_of(request, site_id)
    saved = take_saved_form(request, site_id)
    if saved is None:
        return editor_page(request, site)
    note = _("Here is what you typed before you signed in again. It is not saved yet.")
    return editor_page(request, site, Feedback(posted=saved, command=saved.get("text", ""), notes=(note,)))


@keeps_form
@require_POST
def save_section(request: PersonRequest, site_id: uuid.UUID) -> HttpResponse:
    """Save the texts of a section; a button can also move or remove one of its entries."""
    site = site_of(request, site_id)
    block_id = request.POST.get("block", "")
    block = definition_of(site).block(block_id)
    if block is None:
        gone = _("This section is no longer there.")
        return editor_page(request, site, Feedback(refused=gone, posted=request.POST, status=409))
    form = BlockForm(request.POST, block=block, version=site.version)
    if not form.is_valid():
        return editor_page(request, site, Feedback(posted=request.POST, opened=block_id, status=422))
    version, photo = form.cleaned_data["version"], request.POST.get("photo", "")
    next_url = f"{reverse('websites:images', args=[site.pk])}?block={block_id}" if photo == "choose" else ""
    use_case = partial(services.change, operation=_requested_operation(request, form))
    return _respond(request, site, use_case, version=version, opened=block_id, next_url=next_url)


def _requested_operation(request: PersonRequest, form: BlockForm) -> Operation:
    """Return the operation for the button that sent the form."""
    if request.POST.get("photo") == "remove":
        return form.without_image()
    action, _space, entry = request.POST.get("entry", "").partition(" ")
    at = number_in(entry)
    return form.operation() if at is None else form.moved(action, at)


@keeps_form
@require_POST
def look(request: PersonRequest, site_id: uuid.UUID) -> HttpResponse:
    """Save theme, colours, logo, and the texts for search engines."""
    site = site_of(request, site_id)
    form = LookForm(request.POST, site=site, definition=definition_of(site))
    if not form.is_valid():
        return editor_page(request, site, Feedback(posted=request.POST, opened="site", status=422))
    use_case = partial(services.change, operation=form.operation())
    return _respond(request, site, use_case, version=form.cleaned_data["version"], opened="site")


@keeps_form
@require_POST
def arrange(request: PersonRequest, site_id: uuid.UUID) -> HttpResponse:
    """Move, hide, show, delete or add a section."""
    site = site_of(request, site_id)
    action, block = request.POST.get("do", ""), request.POST.get("block", "")
    definition = definition_of(site)
    if action not in BUTTONS or (action != "add" and definition.block(block) is None):
        return editor_page(request, site, Feedback(refused=_("This section is no longer there."), status=422))
    use_case = partial(services.change, operation=BUTTONS[action](definition, block))
    return _respond(request, site, use_case, next_to=block)


@keeps_form
@require_POST
def resolve_changed_text(request: PersonRequest, site_id: uuid.UUID) -> HttpResponse:
    """Take the new text of a source, or keep the old text."""
    site = site_of(request, site_id)
    block, path = request.POST.get("block", ""), request.POST.get("path", "")
    found = [one for one in to_review(site, definition_of(site)) if (one.block, one.path) == (block, path)]
    if not found:
        return redirect("websites:editor", site.pk)
    kind = TakeNew if request.POST.get("do") == "take" and found[0].offers else KeepMine
    operation = kind(block=block, path=path, origin=found[0].new)
    return _respond(request, site, partial(services.change, operation=operation), opened=block)


@keeps_form
@require_POST
def command(request: PersonRequest, site_id: uuid.UUID) -> HttpResponse:
    """Do what a typed command says, or show why it was not understood."""
    site, text = site_of(request, site_id), request.POST.get("text", "")
    answer = parse(text, definition_of(site), interface_language())
    if isinstance(answer, Understood):
        return _respond(request, site, partial(services.change, operation=answer.operation))
    if isinstance(answer, History):
        return _respond(request, site, services.redo if answer.is_redo else services.undo)
    if isinstance(answer, Unclear):
        question, options = answer.question, answer.options
    else:
        question = _("This was not understood, and nothing was changed. Did you mean:")
        options = answer.suggestions
    feedback = Feedback(command=text, question=question, suggestions=options, status=422)
    return editor_page(request, site, feedback)


@keeps_form
@require_POST
def undo(request: PersonRequest, site_id: uuid.UUID) -> HttpResponse:
    """Undo the last change."""
    return _respond(request, site_of(request, site_id), services.undo)


@keeps_form
@require_POST
def redo(request: PersonRequest, site_id: uuid.UUID) -> HttpResponse:
    """Redo the change that was undone last."""
    return _respond(request, site_of(request, site_id), services.redo)


def _respond(
    request: PersonRequest,
    site: Site,
    use_case: Callable[..., Changed],
    *,
    version: int | None = None,
    opened: str = "",
    next_to: str = "",
    next_url: str = "",
) -> HttpResponse:
    """Run a use case and show the editor, or go to `next_url`; an error is shown with what was typed.

    The section `opened`, or else a new one, is unfolded; the page scrolls to it, or to the section `next_to`.
    """
    version = version_of(request) if version is None else version
    try:
        result = use_case(by=request.user, site=site, version=version)
    except SiteError as error:
        is_stale = isinstance(error, SiteChanged)
        feedback = Feedback(
            refused=str(error),
            since=version if is_stale else None,
            posted=request.POST,
            command=request.POST.get("text", ""),
            opened=opened,
            status=409 if is_stale else 422,
        )
        return editor_page(request, site_of(request, site.pk), feedback)
    if result.what:
        messages.success(request, result.what)
    elif not next_url:
        messages.info(request, _("Nothing changed."))
    if next_url:
        return HttpResponseClientRedirect(next_url) if request.htmx else redirect(next_url)
    return redirect(editor_url(site, opened or _added_block(site, result.site), next_to))


def _added_block(before: Site, after: Site) -> str:
    """Return the id of the section that a change added, "" when it added none."""
    known = {block.id for block in definition_of(before).blocks}
    return next((block.id for block in definition_of(after).blocks if block.id not in known), "")
