"""A business's site, its undo steps, its images, what visitors wrote, and its published copy."""

from typing import Final

import pghistory
import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _

from audit.models import AuditedModel, AuthoredModel, choices_known
from businesses.models import Business
from organizations.models import TenantModel, TenantQuerySet

#: Who takes an address waits for whoever is just giving it up, and only then is this looked at.
_NOT_ANOTHERS: Final = pgtrigger.Trigger(
    name="address_not_anothers",
    when=pgtrigger.After,
    operation=pgtrigger.Insert | pgtrigger.UpdateOf("slug"),  # type: ignore[no-untyped-call]  # pgtrigger's
    func="""
        IF EXISTS (SELECT FROM websites_formerslug WHERE slug = NEW.slug AND site_id <> NEW.id) THEN
            RAISE unique_violation USING MESSAGE = 'the address was another site''s';
        END IF;
        RETURN NULL;
    """,
)


@pghistory.track(
    fields=[
        "organization",
        "slug",
        "status",
        "published_at",
        "external_id",
        "created_at",
        "updated_at",
        "updated_by",
    ],
    model_name="SiteEvent",
)
class Site(AuthoredModel, TenantModel):
    """The site of one business, as it is being edited; visitors see its Publication."""

    class Status(models.TextChoices):
        """Whether visitors can see it; `offline` was published before."""

        DRAFT = "draft", _("Draft")
        PUBLISHED = "published", _("Published")
        OFFLINE = "offline", _("Offline")

    business = models.OneToOneField(
        Business, on_delete=models.CASCADE, related_name="site", verbose_name=_("business")
    )
    slug = models.SlugField(_("address"), max_length=60, unique=True)
    theme = models.CharField(_("theme"), max_length=32)
    definition = models.JSONField(_("definition"), default=dict)
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)
    languages = models.JSONField(_("languages"), default=list)
    status = models.CharField(_("status"), max_length=9, choices=Status, default=Status.DRAFT)
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    published_version = models.PositiveIntegerField(_("published version"), null=True, blank=True)
    external_id = models.CharField(_("partner website id"), max_length=64, blank=True)

    objects = TenantQuerySet.as_manager()

    class Meta(AuthoredModel.Meta):
        verbose_name = _("site")
        verbose_name_plural = _("sites")
        triggers = [*AuthoredModel.Meta.triggers, _NOT_ANOTHERS]
        indexes = [models.Index(fields=["organization", "-updated_at"], name="site_by_organization")]
        constraints = [choices_known("status", ["draft", "published", "offline"], name="site_status_known")]

    def __str__(self) -> str:
        return self.slug

    @property
    def country(self) -> str:
        """The ISO code of the country of the business, "" when unknown."""
        return str(self.business.location.get("country") or "")

    def images_by_id(self) -> dict[str, "SiteImage"]:
        """Return the images by the id that definitions use (one query)."""
        return {str(image.pk): image for image in self.images.all()}

    def unread(self) -> int:
        """Return how many messages of visitors nobody has marked as read (one query)."""
        return self.messages.filter(read_at=None).count()


class SiteRevision(AuthoredModel, TenantModel):
    """The definition as it was before one change: what undo goes back to."""

    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="revisions", verbose_name=_("site"))
    version = models.PositiveIntegerField(_("version"))
    definition = models.JSONField(_("definition before the change"))
    what = models.CharField(_("what was changed"), max_length=200)
    is_undone = models.BooleanField(_("undone"), default=False)

    objects = TenantQuerySet.as_manager()

    class Meta(AuthoredModel.Meta):
        verbose_name = _("change of a site")
        verbose_name_plural = _("changes of sites")
        indexes = [models.Index(fields=["organization", "site"], name="revision_by_organization")]
        constraints = [
            models.UniqueConstraint(fields=["site", "version"], name="one_revision_a_version"),
        ]

    def __str__(self) -> str:
        return f"{self.version}: {self.what}"


class SiteImage(AuthoredModel, TenantModel):
    """An uploaded image, encoded anew without metadata; the same image is kept once a site."""

    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="images", verbose_name=_("site"))
    sha256 = models.CharField(_("hash of what was uploaded"), max_length=64)
    file = models.FileField(_("file"), upload_to="sites/%Y/%m/", max_length=200)
    small = models.FileField(_("small file"), upload_to="sites/%Y/%m/", max_length=200, blank=True)
    alt = models.CharField(_("what it shows"), max_length=200, blank=True)
    width = models.PositiveIntegerField(_("width in pixels"))
    height = models.PositiveIntegerField(_("height in pixels"))
    size = models.PositiveIntegerField(_("size in bytes"))

    objects = TenantQuerySet.as_manager()

    class Meta(AuthoredModel.Meta):
        verbose_name = _("image of a site")
        verbose_name_plural = _("images of sites")
        indexes = [models.Index(fields=["organization", "site"], name="image_by_organization")]
        constraints = [models.UniqueConstraint(fields=["site", "sha256"], name="one_image_a_site")]

    def __str__(self) -> str:
        return self.alt or f"{self.width} × {self.height}"

    def file_names(self) -> list[str]:
        """Return the names of its files."""
        return [name for name in (self.file.name, self.small.name) if name]


class SiteMessage(AuditedModel, TenantModel):
    """What a visitor wrote in the contact form."""

    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="messages", verbose_name=_("site"))
    name = models.CharField(_("name"), max_length=120)
    reach = models.CharField(_("e-mail or phone"), max_length=200)
    text = models.TextField(_("message"))
    read_at = models.DateTimeField(_("read"), null=True, blank=True)
    mailed_at = models.DateTimeField(_("mailed to the owner"), null=True, blank=True, editable=False)

    objects = TenantQuerySet.as_manager()

    class Meta(AuditedModel.Meta):
        verbose_name = _("message from a visitor")
        verbose_name_plural = _("messages from visitors")
        indexes = [
            models.Index(fields=["organization", "-created_at"], name="message_by_organization"),
            models.Index(fields=["site", "-created_at"], name="message_by_site"),
        ]

    def __str__(self) -> str:
        return self.name


class Publication(AuditedModel):
    """What visitors get at a public address: a page rendered once. Public by nature: no tenant policy.

    `definition` holds the blocks that visitors see and nothing else.
    """

    site = models.OneToOneField(
        Site, on_delete=models.CASCADE, related_name="publication", verbose_name=_("site")
    )
    slug = models.SlugField(_("address"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=200, blank=True)
    language = models.CharField(_("language"), max_length=2, default="fr")
    definition = models.JSONField(_("published definition"), default=dict)
    takes_messages = models.BooleanField(_("takes messages"), default=False)
    html = models.BinaryField(_("page"))
    gzipped = models.BinaryField(_("compressed page"))
    brotli = models.BinaryField(_("page compressed with Brotli"), default=bytes)
    etag = models.CharField(_("ETag"), max_length=64)
    policy = models.CharField(_("content security policy"), max_length=400)

    class Meta(AuditedModel.Meta):
        verbose_name = _("published page")
        verbose_name_plural = _("published pages")

    def __str__(self) -> str:
        return self.slug


class PublishedFile(AuditedModel):
    """A file that a published page shows: its logo or an image; a copy, so that edits do not reach it."""

    publication = models.ForeignKey(
        Publication,
        on_delete=models.CASCADE,
        db_index=False,
        related_name="files",
        verbose_name=_("published page"),
    )
    name = models.CharField(_("file name"), max_length=120)
    media_type = models.CharField(_("media type"), max_length=40)
    content = models.BinaryField(_("content"))

    class Meta(AuditedModel.Meta):
        verbose_name = _("file of a published page")
        verbose_name_plural = _("files of published pages")
        constraints = [
            models.UniqueConstraint(fields=["publication", "name"], name="one_file_a_name"),
        ]

    def __str__(self) -> str:
        return self.name


class FormerSlug(AuditedModel):
    """An address that a site had: visitors are sent on, and nobody else gets it."""

    site = models.ForeignKey(
        Site, on_delete=models.CASCADE, related_name="former_slugs", verbose_name=_("site")
    )
    slug = models.SlugField(_("former address"), max_length=60, unique=True)

    class Meta(AuditedModel.Meta):
        verbose_name = _("former address of a site")
        verbose_name_plural = _("former addresses of sites")

    def __str__(self) -> str:
        return self.slug
