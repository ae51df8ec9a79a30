"""Factories of sites and their rows."""

import gzip

import brotli
import factory
from factory.django import DjangoModelFactory

from businesses.tests.factories import BusinessFactory
from websites.definition.schema import Contact, Definition, Header, Hero
from websites.models import (
    FormerSlug,
    Publication,
    PublishedFile,
    Site,
    SiteImage,
    SiteMessage,
    SiteRevision,
)


def small_definition() -> dict[str, object]:
    """Return a site of three blocks."""
    blocks = (
        Header(name="Jardin de Khady"),
        Hero(headline="Des légumes cueillis ce matin"),
        Contact(title="Écrivez-nous"),
    )
    return Definition(language="fr", theme="marche", blocks=blocks).model_dump(mode="json")


class SiteFactory(DjangoModelFactory[Site]):
    """A draft that nobody but its people can see."""

    class Meta:
        model = Site

    business = factory.SubFactory(BusinessFactory)
    organization = factory.SelfAttribute("business.organization")
    slug = factory.Sequence(lambda number: f"jardin-de-khady-{number}")
    theme = "marche"
    definition = factory.LazyFunction(small_definition)
    languages = factory.LazyFunction(lambda: ["fr"])


class SiteRevisionFactory(DjangoModelFactory[SiteRevision]):
    """The site before its headline was changed."""

    class Meta:
        model = SiteRevision

    site = factory.SubFactory(SiteFactory)
    organization = factory.SelfAttribute("site.organization")
    version = factory.Sequence(lambda number: number + 1)
    definition = factory.LazyFunction(small_definition)
    what = "Titre changé"


class SiteImageFactory(DjangoModelFactory[SiteImage]):
    """A photo of the garden."""

    class Meta:
        model = SiteImage

    site = factory.SubFactory(SiteFactory)
    organization = factory.SelfAttribute("site.organization")
    sha256 = factory.Sequence(lambda number: f"{number:064x}")
    file = "sites/2026/11/garden.webp"
    alt = "Le jardin au lever du jour"
    width = 1200
    height = 800
    size = 40_000


class SiteMessageFactory(DjangoModelFactory[SiteMessage]):
    """A visitor asks for a basket."""

    class Meta:
        model = SiteMessage

    site = factory.SubFactory(SiteFactory)
    organization = factory.SelfAttribute("site.organization")
    name = "Moussa"
    reach = "+221 77 000 00 00"
    text = "Livrez-vous à Ouakam ?"


class PublicationFactory(DjangoModelFactory[Publication]):
    """The page that visitors get."""

    class Meta:
        model = Publication
        skip_postgeneration_save = True

    site = factory.SubFactory(SiteFactory, status="published")
    slug = factory.SelfAttribute("site.slug")
    html = b"<!doctype html><title>Jardin de Khady</title>"
    gzipped = factory.LazyAttribute(lambda row: gzip.compress(row.html, mtime=0))
    brotli = factory.LazyAttribute(lambda row: brotli.compress(row.html))
    etag = "0" * 64
    policy = "default-src 'self'"
    name = "Jardin de Khady"
    definition = factory.SelfAttribute("site.definition")
    takes_messages = True
    logo = factory.RelatedFactory(
        "websites.tests.factories.PublishedFileFactory",
        factory_related_name="publication",
        name="logo.svg",
        media_type="image/svg+xml",
        content=b"<svg xmlns='http://www.w3.org/2000/svg'/>",
    )


class PublishedFileFactory(DjangoModelFactory[PublishedFile]):
    """An image that visitors see."""

    class Meta:
        model = PublishedFile

    publication = factory.SubFactory(PublicationFactory)
    name = factory.Sequence(lambda number: f"images/{number:064x}.webp")
    media_type = "image/webp"
    content = b"RIFF....WEBP"


class FormerSlugFactory(DjangoModelFactory[FormerSlug]):
    """The address that the site had first."""

    class Meta:
        model = FormerSlug

    site = factory.SubFactory(SiteFactory)
    slug = factory.Sequence(lambda number: f"ancien-jardin-{number}")
