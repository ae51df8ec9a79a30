"""What a site puts into the claim ledger: every text that visitors would read, with what it was made from."""

from collections.abc import Iterator

from briefs.ledger import claims
from briefs.ledger.claims import PlacedText
from briefs.models import BusinessBrief
from websites.definition.schema import Definition, texts
from websites.models import Site


def placed_texts(definition: Definition) -> Iterator[PlacedText]:
    """Yield title and description, then the texts of the blocks, with their places.

    A place is like "site/3fa2c1/entries.0.price". A text without an origin is the person's own.
    """
    for name, text in (("title", definition.title), ("description", definition.description)):
        source = definition.origins.get(name)
        known = (source.agent, source.key, source.text) if source else ("seo", name, text)
        yield PlacedText(f"site/{name}", text, *known)
    for block in definition.blocks:
        for path, text in texts(block):
            origin = block.origins.get(path)
            known = (origin.agent, origin.key, origin.text) if origin else ("", "", "")
            yield PlacedText(f"site/{block.id}/{path}", text, *known)


def write(site: Site) -> None:
    """Write the ledger of the site's brief anew, inside the caller's transaction; called with every change.

    The brief is locked, so that of two writers the later one sees what the earlier one wrote.
    """
    if site.business.brief_id:
        rows = BusinessBrief.objects.select_for_update(no_key=True)
        claims.write(rows.get(pk=site.business.brief_id))
