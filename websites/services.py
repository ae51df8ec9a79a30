"""Use cases of an edited site: change it, take a change back, make it again."""

from __future__ import annotations

from typing import Final, NamedTuple

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from audit.services import record
from websites.definition.operations import Operation
from websites.definition.schema import Definition
from websites.errors import NothingToUndo, SiteChanged
from websites.models import Site, SiteRevision
from websites.publishing import claims

#: How many changes of a site can be taken back.
MOST_REVISIONS: Final = 200
_DESCRIPTION_LENGTH: Final = 200


class Changed(NamedTuple):
    """A site as it stands now, and in one sentence what was changed ("" when nothing was)."""

    site: Site
    what: str


def definition_of(site: Site) -> Definition:
    """Return a site's definition, typed."""
    return Definition.model_validate(site.definition)


@transaction.atomic
def change(*, by: User, site: Site, version: int, operation: Operation) -> Changed:
    """Make a change to the site as it was at `version`; a change that changes nothing leaves no trace.

    Raises SiteChanged when somebody changed it since, EditRefused when it cannot be made; nothing is
    written then.
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
    _write(by, site, after, "websites.site.changed")
    return Changed(site, what)


@transaction.atomic
def undo(*, by: User, site: Site, version: int) -> Changed:
    """Take the last change back. Raises SiteChanged, or NothingToUndo when there is none."""
    site = _locked(site, version)
    last = site.revisions.filter(is_undone=False).order_by("-version").first()
    if last is None:
        raise NothingToUndo(_("There is nothing to undo."))
    _swap(by, site, last)
    return Changed(site, _("Undone: %(what)s") % {"what": last.what})


@transaction.atomic
def redo(*, by: User, site: Site, version: int) -> Changed:
    """Make the change again that was taken back last. Raises SiteChanged, or NothingToUndo."""
    site = _locked(site, version)
    first = site.revisions.filter(is_undone=True).order_by("version").first()
    if first is None:
        raise NothingToUndo(_("There is nothing to redo."))
    _swap(by, site, first)
    return Changed(site, _("Done again: %(what)s") % {"what": first.what})


def changes_since(site: Site, version: int) -> list[SiteRevision]:
    """Return what was changed since a version that a page was loaded with, oldest first."""
    rows = site.revisions.filter(version__gte=version).select_related("created_by")
    return list(rows.order_by("version"))


def _locked(site: Site, version: int) -> Site:
    """Return the row, locked: a definition is read, changed and written as a whole."""
    row: Site = (
        Site.objects.select_for_update(of=("self",))
        .select_related("organization", "business")
        .get(pk=site.pk)
    )
    if row.version != version:
        raise SiteChanged(_("This site was changed in another tab or by somebody else."))
    return row


def _swap(by: User, site: Site, revision: SiteRevision) -> None:
    """Exchange the site's definition with the one that the revision keeps: doing it twice changes nothing."""
    definition = revision.definition
    revision.definition, revision.is_undone, revision.updated_by = site.definition, not revision.is_undone, by
    revision.save(update_fields=["definition", "is_undone", "updated_by"])
    action = "websites.site.undone" if revision.is_undone else "websites.site.changed"
    _write(by, site, Definition.model_validate(definition), action)


def _write(by: User, site: Site, after: Definition, action: str) -> None:
    site.definition, site.theme = after.model_dump(mode="json"), after.theme
    site.version += 1
    site.updated_by = by
    site.save(update_fields=["definition", "theme", "version", "updated_by"])
    claims.write(site)
    record(action, by=by, target=site, organization=site.organization)


def _delete_oldest(site: Site) -> None:
    oldest = site.revisions.order_by("-version").values_list("version", flat=True)[
        MOST_REVISIONS : MOST_REVISIONS + 1
    ]
    if oldest:
        site.revisions.filter(version__lte=oldest[0]).delete()
