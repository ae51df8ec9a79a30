"""Sites for tests of publishing: complete, of a person whose address is confirmed or not."""

from __future__ import annotations

from typing import Any

from accounts.models import User
from businesses.tests.factories import BusinessFactory
from websites.definition import Definition
from websites.models import Publication, Site
from websites.publishing import publish
from websites.tests.factories import SiteFactory

ROOT = "https://genesis.example/"


def site_of(owner: User, **values: Any) -> Site:
    """Return a draft site of that person's."""
    business = BusinessFactory.create(owner=owner, business_name="Jardin de Khady")
    made: Site = SiteFactory.create(**{"business": business, "slug": "jardin-de-khady", **values})
    return made


def online(owner: User, **values: Any) -> Publication:
    """Return a site of that person's, published."""
    site = site_of(owner, **values)
    return publish(by=owner, site=site, version=site.version, root=ROOT)


def edit(site: Site, **header: Any) -> Site:
    """Change the site's header as an edit does: the next version."""
    definition = Definition.model_validate(site.definition)
    first = definition.blocks[0].model_copy(update=header)
    changed = definition.model_copy(update={"blocks": (first, *definition.blocks[1:])})
    site.definition, site.version = changed.model_dump(mode="json"), site.version + 1
    site.save(update_fields=["definition", "version"])
    return site
