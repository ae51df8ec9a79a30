"""Use cases of the editor: change a site, undo and redo."""

from typing import Final, NamedTuple

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from audit.services import record
from websites.actions import WebsiteAction
from websites.definition.operations import Operation
from websites.definition.schema import Definition
from websites.errors import NothingToUndo, SiteChanged
from websites.models import Site, SiteRevision
from websites.publishing.services import write_claims

#: The number of changes that can be undone.
MOST_REVISIONS: Final = 200
_DESCRIPTION_LENGTH: Final = 200


class Changed(NamedTuple):
    """A site after a use case; `what` describes the change in one sentence, "" when nothing changed."""

    site: Site
    what: str


def definition_of(site: Site) -> Definition:
    """Return the validated definition of a site."""
    return Definition.model_validate(site.definition)


@transaction.atomic
def change(*, by: User, site: Site, version: int, operation: Operation) -> Changed:
    """Apply an operation to the site at `version` and save the earlier definition for undo.

    An operation without effect writes nothing. Raises SiteChanged when the version is another by now, and
    EditRefused when the operation is not possible; nothing is written then.
    """
    site = _locked(site, version)
    before = definition_of(site)
    after = operation.apply(before)
    if after == before:
        return Changed(site, "")
    what = operation.describe(before)
    site.revisions.filter(is_undone=True).delete()
    SiteRevision.objects.create(
        site=site,
        organization_id=site.organization_id,
        version=site.version,
        definition=site.definition,
        what=what[:_DESCRIPTION_LENGTH],
        created_by=by,
        updated_by=by,
    )
    _delete_oldest(site)
    _write(by, site, after, WebsiteAction.CHANGED)
    return Changed(site, what)


def undo(*, by: User, site: Site, version: int) -> Changed:
    """Undo the last change. Raises SiteChanged, or NothingToUndo when there is none."""
    return _swap(by, site, version, is_redo=False)


def redo(*, by: User, site: Site, version: int) -> Changed:
    """Redo the change that was undone last. Raises SiteChanged, or NothingToUndo when there is none."""
    return _swap(by, site, version, is_redo=True)


@transaction.atomic
def _swap(by: User, site: Site, version: int, *, is_redo: bool) -> Changed:
    """Exchange the definitions of the site and the next revision to undo or to redo."""
    site = _locked(site, version)
    rows = site.revisions.filter(is_undone=is_redo).order_by("version" if is_redo else "-version")
    revision = rows.first()
    if revision is None:
        raise NothingToUndo(_("There is nothing to redo.") if is_redo else _("There is nothing to undo."))
    after = Definition.model_validate(revision.definition)
    revision.definition, revision.is_undone, revision.updated_by = site.definition, not is_redo, by
    revision.save(update_fields=["definition", "is_undone", "updated_by"])
    _write(by, site, after, WebsiteAction.CHANGED if is_redo else WebsiteAction.UNDONE)
    message = _("Done again: %(what)s") if is_redo else _("Undone: %(what)s")
    return Changed(site, message % {"what": revision.what})


def changes_since(site: Site, version: int) -> list[SiteRevision]:
    """Return the changes made since a version, oldest first."""
    rows = site.revisions.filter(version__gte=version).select_related("created_by")
    return list(rows.order_by("version"))


def _locked(site: Site, version: int) -> Site:
    """Return the locked row of the site, or raise SiteChanged when its version is another."""
    row: Site = (
        Site.objects.select_for_update(no_key=True, of=("self",))
        .select_related("organization", "business")
        .get(pk=site.pk)
    )
    if row.version != version:
        raise SiteChanged(_("This site was changed in another tab or by somebody else."))
    return row


def _write(by: User, site: Site, after: Definition, action: WebsiteAction) -> None:
    site.definition, site.theme = after.model_dump(mode="json"), after.theme
    site.version += 1
    site.updated_by = by
    site.save(update_fields=["definition", "theme", "version", "updated_by"])
    write_claims(site)
    record(action, by=by, target=site, organization=site.organization)


def _delete_oldest(site: Site) -> None:
    oldest = site.revisions.order_by("-version").values_list("version", flat=True)[
        MOST_REVISIONS : MOST_REVISIONS + 1
    ]
    if oldest:
        site.revisions.filter(version__lte=oldest[0]).delete()
