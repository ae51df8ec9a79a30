"""What a site puts into the claim ledger: every text that visitors would read, with what it was made from."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from briefs.ledger import claims
from briefs.ledger.claims import PlacedText
from briefs.models import BusinessBrief
from websites.definition.schema import Definition, texts
from websites.models import Site


def written(brief: BusinessBrief) -> Iterator[PlacedText]:
    """Yield the texts of the brief's site with their places ("site/3fa2c1/entries.0.price")."""
    for stored in Site.objects.filter(business__brief=brief).values_list("definition", flat=True):
        yield from _of(Definition.model_validate(stored))


def _of(definition: Definition) -> Iterator[PlacedText]:
    """Yield title and description, then block by block; a text without an origin is the person's own."""
    for name, text in (("title", definition.title), ("description", definition.description)):
        source = definition.origins.get(name)
        known = (source.agent, source.key, source.text) if source else ("seo", name, text)
        yield PlacedText(f"site/{name}", text, *known)
    for block in definition.blocks:
        for path, text in texts(block):
            place, origin = f"site/{block.id}/{path}", block.origins.get(path)
            if origin is None:
                yield PlacedText(place, text)
            else:
                yield PlacedText(place, text, origin.agent, origin.key, origin.text)


def edited_at(brief: BusinessBrief) -> str:
    """Return the address of the editor of the brief's site, "" without one."""
    site = Site.objects.filter(business__brief=brief).only("pk").first()
    return reverse("websites:editor", args=[site.pk]) if site else ""


def write(site: Site) -> None:
    """Write the ledger of the site's brief anew, inside the caller's transaction; called with every change.

    The brief is locked, so that of two writers the later one sees what the earlier one wrote.
    """
    if site.business.brief_id:
        rows = BusinessBrief.objects.select_for_update(no_key=True)
        claims.write(rows.get(pk=site.business.brief_id))
