"""Complete sites for tests of publishing."""

from __future__ import annotations

from typing import Any

from accounts.models import User
from briefs.tests.factories import BusinessBriefFactory
from businesses.tests.factories import BusinessFactory
from websites.definition.schema import Definition
from websites.models import Publication, Site
from websites.publishing.services import publish, write_claims
from websites.tests.factories import SiteFactory

ROOT = "https://genesis.example/"


def site_of(owner: User, **values: Any) -> Site:
    """Return a draft site of that person."""
    business = BusinessFactory.create(owner=owner, business_name="Jardin de Khady")
    made: Site = SiteFactory.create(**{"business": business, "slug": "jardin-de-khady", **values})
    return made


def online(owner: User, **values: Any) -> Publication:
    """Return a published site of that person."""
    site = site_of(owner, **values)
    return publish(by=owner, site=site, version=site.version)


def with_figure(site: Site) -> Site:
    """Give the site a headline from a result with an unverified figure."""
    brief = BusinessBriefFactory.create(coaching_session__user=site.business.owner)
    site.business.brief = brief
    site.business.save(update_fields=["brief"])
    text = "Déjà 3 417 clientes ravies"
    origin = {"agent": "content", "key": "headline.warm", "text": text, "facts": {}}
    site.definition["blocks"][1] |= {"headline": text, "origins": {"headline": origin}}
    site.save(update_fields=["definition"])
    write_claims(site)
    return site


def edit(site: Site, **header: Any) -> Site:
    """Change the header of the site and increase its version."""
    definition = Definition.model_validate(site.definition)
    first = definition.blocks[0].model_copy(update=header)
    changed = definition.model_copy(update={"blocks": (first, *definition.blocks[1:])})
    site.definition, site.version = changed.model_dump(mode="json"), site.version + 1
    site.save(update_fields=["definition", "version"])
    return site
