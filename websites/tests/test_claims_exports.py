"""Every numeral on a page and in an archive has a claim in the ledger."""

from __future__ import annotations

import html
import io
import json
import re
import zipfile
from html.parser import HTMLParser

import pytest
from hypothesis import given

from accounts.models import User
from briefs.ledger.claims import confirm, open_claims
from briefs.models import BusinessBrief
from briefs.tests.factories import BusinessBriefFactory
from briefs.tests.test_ledger_exports import BRIEFS, LOOSE, filled, untold
from businesses.services import create_business
from websites.definition.schema import Definition
from websites.generation.site import make_site
from websites.models import Site
from websites.publishing import archive
from websites.publishing.services import public_definition
from websites.rendering.page import Links, render

pytestmark = pytest.mark.django_db
#: Attributes with text for visitors, search engines or screen readers.
READABLE = {"content", "alt", "title", "aria-label"}
#: Names of meta elements for browsers.
TECHNICAL = {"viewport", "theme-color", "generator", "robots", "color-scheme"}


class Texts(HTMLParser):
    """Collects the texts of a page for people and search engines."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []
        self._silent = self._is_data = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Collect texts of attributes; skip styles and drawings."""
        attributes = dict(attrs)
        self._silent, self._is_data = tag in {"style", "svg", "path"}, tag == "script"
        if attributes.get("name") not in TECHNICAL and "http-equiv" not in attributes:
            self.texts += [value for name, value in attrs if name in READABLE and value]

    def handle_data(self, data: str) -> None:
        """Collect a text; structured data is decoded first."""
        if self._is_data and data.strip():
            self.texts.append(json.dumps(json.loads(data), ensure_ascii=False))
        elif not self._silent:
            self.texts.append(html.unescape(data))


def texts_of(page: str) -> list[str]:
    parser = Texts()
    parser.feed(page)
    return [re.sub(r"https?://\S+|#[0-9a-f]{6}", " ", text) for text in parser.texts]


@pytest.fixture
def brief(owner: User) -> BusinessBrief:
    brief: BusinessBrief = BusinessBriefFactory.create(coaching_session__user=owner)
    return brief


def site_of(owner: User, brief: BusinessBrief, texts: dict[str, str]) -> tuple[Site, BusinessBrief]:
    """Make the site of a brief with these texts, without figures that are still to be verified."""
    Site.objects.all().delete()
    BusinessBrief.objects.get(pk=brief.pk)
    held = filled(brief, texts)
    business = getattr(held, "business", None) or create_business(by=owner, brief=held)
    site = make_site(by=owner, business=business)
    for claim in open_claims(held, "site/"):
        confirm(by=owner, brief=held, claim_id=claim.pk, source="Cahier")
    return Site.objects.get(pk=site.pk), held


@given(BRIEFS)
@LOOSE
def test_every_numeral_of_the_page_has_a_claim(
    owner: User, brief: BusinessBrief, texts: dict[str, str]
) -> None:
    site, held = site_of(owner, brief, texts)
    definition = public_definition(Definition.model_validate(site.definition))
    page = render(definition, links=Links(form_action="contact/")).html
    assert untold(held, iter(texts_of(page))) == set()


@given(BRIEFS)
@LOOSE
def test_every_numeral_of_the_archive_has_a_claim(
    owner: User, brief: BusinessBrief, texts: dict[str, str]
) -> None:
    site, held = site_of(owner, brief, texts)
    packed = zipfile.ZipFile(io.BytesIO(archive.build_archive(site)))
    pages = [packed.read(name).decode("utf-8-sig") for name in packed.namelist() if name.endswith(".html")]
    notes = [packed.read(name).decode("utf-8-sig") for name in packed.namelist() if "README" in name]
    assert pages
    assert untold(held, iter([*(text for page in pages for text in texts_of(page)), *notes])) == set()
