"""Use cases of publishing: publish a site, take it off line, change its address, write its claims."""

import gzip
import hashlib
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final
from urllib.parse import urljoin

import brotli
from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.addresses import email_verified
from accounts.models import User
from audit.services import record
from briefs.ledger import claims as ledger
from briefs.ledger.claims import PlacedText
from briefs.models import BusinessBrief, Claim
from organizations.models import Membership
from websites.actions import WebsiteAction
from websites.definition.schema import Contact, Definition, Header
from websites.errors import AddressRefused, PublishingRefused
from websites.models import FormerSlug, Publication, PublishedFile, Site
from websites.publishing import addresses
from websites.rendering.assets import File, assets_of
from websites.rendering.page import Links, render

#: The most former addresses of a site, since no other site can use them.
MOST_FORMER_SLUGS: Final = 10


@transaction.atomic
def publish(*, by: User, site: Site, version: int) -> Publication:
    """Publish the site as it is at `version`.

    Raises AddressRefused when its address is not allowed, and PublishingRefused for any other reason; an
    earlier publication stays on line then.
    """
    if not email_verified(by):
        raise PublishingRefused(_("Confirm your e-mail address first: a click in our mail is enough."))
    site = _locked(site)
    if site.version != version:
        raise PublishingRefused(_("The site was changed meanwhile. Look at it again, then publish."))
    if site.organization.deleted_at is not None or not site.organization.is_active:
        raise PublishingRefused(_("This account is closed: write to support before you publish."))
    if reason := addresses.refusal(site.slug):
        raise AddressRefused(reason, addresses.suggestions(site))
    write_claims(site)  # the brief may have changed since the site was last edited
    check_claims(site)
    definition = public_definition(Definition.model_validate(site.definition))
    publication, is_changed = _write(site, definition)
    if is_changed or site.published_version != site.version:
        _mark_published(by, site)
    return publication


def _mark_published(by: User, site: Site) -> None:
    changes = {"version": {"old": site.published_version, "new": site.version}}
    site.status, site.published_at = Site.Status.PUBLISHED, timezone.now()
    site.published_version, site.updated_by = site.version, by
    site.save(update_fields=["status", "published_at", "published_version", "updated_by"])
    FormerSlug.objects.filter(site=site, slug=site.slug).delete()
    record(WebsiteAction.PUBLISHED, by=by, target=site, organization=site.organization, changes=changes)


def _locked(site: Site) -> Site:
    """Return the current row of the site, locked against other publications and moves."""
    rows = Site.objects.select_for_update(no_key=True, of=("self",)).select_related(
        "business__brief", "organization"
    )
    found: Site = rows.get(pk=site.pk)
    return found


def write_claims(site: Site) -> None:
    """Write the claim ledger of the site's brief anew, inside the caller's transaction.

    The brief is locked, so that of two writers the later one sees what the earlier one wrote.
    """
    if site.business.brief_id:
        rows = BusinessBrief.objects.select_for_update(no_key=True)
        ledger.write(rows.get(pk=site.business.brief_id))


def placed_texts(definition: Definition) -> Iterator[PlacedText]:
    """Yield the texts that visitors would read, with their places and origins, for the claim ledger.

    A place is like "site/3fa2c1/entries.0.price". A text without an origin is the person's own.
    """
    for name, text in (("title", definition.title), ("description", definition.description)):
        source = definition.origins.get(name)
        known = (source.agent, source.key, source.text) if source else ("seo", name, text)
        yield PlacedText(f"site/{name}", text, *known)
    for block in definition.blocks:
        for path, text in block.written_texts().items():
            origin = block.origins.get(path)
            known = (origin.agent, origin.key, origin.text) if origin else ("", "", "")
            yield PlacedText(f"site/{block.id}/{path}", text, *known)


def check_claims(site: Site) -> None:
    """Raise PublishingRefused when a visible figure is still to be verified."""
    if open_claims(site):
        raise PublishingRefused(_("Some figures of the site are still to be verified."))


def open_claims(site: Site) -> list[Claim]:
    """Return the unverified figures that visitors would read: in title, description and visible blocks."""
    if site.business.brief is None:
        return []
    visible = {block.id for block in Definition.model_validate(site.definition).visible_blocks()}
    found = ledger.open_claims(site.business.brief, "site/")
    return [claim for claim in found if claim.place.split("/")[1] in visible | {"title", "description"}]


def public_definition(definition: Definition) -> Definition:
    """Return the definition without hidden blocks and without origins."""
    blocks = [block.model_copy(update={"origins": {}}) for block in definition.visible_blocks()]
    return definition.model_copy(update={"origins": {}, "blocks": tuple(blocks)})


def _write(site: Site, definition: Definition) -> tuple[Publication, bool]:
    """Render the page and save it with its files; return it and whether it changed."""
    previous = Publication.objects.filter(site=site).first()
    assets = assets_of(site, definition)
    card = assets.card()
    values = _publication_values(site, definition, assets.links(), card)
    if previous is not None and (previous.etag, previous.slug) == (values["etag"], site.slug):
        return previous, False
    publication, _is_new = Publication.objects.update_or_create(site=site, defaults=values)
    stored_images = set(
        publication.files.filter(name__in=assets.image_names()).values_list("name", flat=True)
    )
    files = [*assets.files(known=stored_images), *([card] if card else [])]
    publication.files.exclude(name__in={*stored_images, *(file.name for file in files)}).delete()
    for file in files:
        values = {"media_type": file.media_type, "content": file.content}
        PublishedFile.objects.update_or_create(publication=publication, name=file.name, defaults=values)
    return publication, True


def _publication_values(
    site: Site, definition: Definition, links: Links, card: File | None
) -> dict[str, Any]:
    address = addresses.site_url(site.slug)
    takes_messages = any(
        isinstance(block, Contact) and block.has_form for block in definition.visible_blocks()
    )
    links = replace(
        links,
        form_action="contact/" if takes_messages else "",
        canonical=address,
        card=urljoin(address, card.name) if card else "",
    )
    page = render(definition, links=links)
    html = page.html.encode()
    return {
        "slug": site.slug,
        "name": name_of(site, definition),
        "language": definition.language,
        "definition": definition.model_dump(mode="json"),
        "takes_messages": takes_messages,
        "html": html,
        "gzipped": gzip.compress(html, 9, mtime=0),  # a page is compressed once and sent often
        "brotli": brotli.compress(html, mode=brotli.MODE_TEXT),
        "etag": hashlib.sha256(html + page.policy.encode()).hexdigest(),
        "policy": page.policy,
    }


def name_of(site: Site, definition: Definition) -> str:
    """Return the name in the header of the site, else the name of the business."""
    header = next((block for block in definition.visible_blocks() if isinstance(block, Header)), None)
    return header.name if header and header.name else site.business.business_name


@transaction.atomic
def unpublish(*, by: User | None, site: Site) -> None:
    """Take the site off line; it keeps its address. Does nothing when it is off line already.

    `by` is None when its organization or its last person is closed.
    """
    site = _locked(site)
    if not Publication.objects.filter(site=site).delete()[0]:
        return
    site.status, site.updated_by = Site.Status.OFFLINE, by
    site.save(update_fields=["status", "updated_by"])
    FormerSlug.objects.get_or_create(slug=site.slug, defaults={"site": site})
    record(WebsiteAction.UNPUBLISHED, by=by, target=site, organization=site.organization)


def sites_to_unpublish() -> QuerySet[Site]:
    """Return the published sites whose organization is closed or deleted, or has no active person."""
    people = Membership.objects.active().filter(organization=OuterRef("organization"), user__is_active=True)
    closed = Q(organization__is_active=False) | Q(organization__deleted_at__isnull=False) | ~Exists(people)
    return Site.objects.filter(closed, status=Site.Status.PUBLISHED)


def change_address(*, by: User, site: Site, text: str) -> Site:
    """Give the site another address; visitors of the old one are redirected, and no other site gets it.

    Raises AddressRefused for an address that is not allowed or taken, and PublishingRefused for a published
    site of a person without a confirmed address. The published content stays as it is: later edits are not
    published by this.
    """
    address = addresses.normalize(text)
    _check_move(by, site, address)
    try:
        with transaction.atomic():
            return _move(by, _locked(site), address)
    except IntegrityError as error:  # taken between check and update
        raise AddressRefused(addresses.taken_message(), addresses.suggestions(site)) from error


def _check_move(by: User, site: Site, address: str) -> None:
    """Raise PublishingRefused when the person may not move the site, AddressRefused for a refused address."""
    if site.status == Site.Status.PUBLISHED and not email_verified(by):
        raise PublishingRefused(_("Confirm your e-mail address first: a click in our mail is enough."))
    reason = addresses.refusal_for(site, address)
    former = [row.slug for row in site.former_slugs.all()]
    if not reason and len(former) >= MOST_FORMER_SLUGS and address not in former:
        reason = _("This site has had many addresses, which all stay its own. Take one of them again.")
    if reason:
        raise AddressRefused(reason, addresses.suggestions(site))


def _move(by: User, site: Site, address: str) -> Site:
    before, site.slug, site.updated_by = site.slug, address, by
    if before == address:
        return site
    site.save(update_fields=["slug", "updated_by"])
    FormerSlug.objects.filter(slug=address).delete()
    if site.published_at is not None:
        FormerSlug.objects.get_or_create(slug=before, defaults={"site": site})
    if site.status == Site.Status.OFFLINE:
        FormerSlug.objects.get_or_create(slug=address, defaults={"site": site})
    if online := Publication.objects.filter(site=site).first():  # a page contains its own address
        _write(site, Definition.model_validate(online.definition))
    changes = {"slug": {"old": before, "new": address}}
    record(WebsiteAction.MOVED, by=by, target=site, organization=site.organization, changes=changes)
    return site
