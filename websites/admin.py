"""Sites as support staff need them: to read, not to write."""

from django.contrib import admin, messages
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from audit.admin import SupportAdmin
from briefs.access import person_of
from websites.models import (
    FormerSlug,
    Publication,
    PublishedFile,
    Site,
    SiteImage,
    SiteMessage,
    SiteRevision,
)
from websites.publishing import services as publishing


class ReadOnlyAdmin(SupportAdmin):
    """Rows that people make in the product; staff read them."""

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """Refuse: a site is its owner's."""
        return False


@admin.register(Site)
class SiteAdmin(ReadOnlyAdmin):
    """Sites by address and state."""

    list_display = ["slug", "business", "organization", "theme", "status", "published_at", "updated_at"]
    list_filter = ["status", "theme"]
    list_select_related = ["business", "organization"]
    search_fields = ["slug", "business__business_name", "organization__name"]
    actions = ["take_down"]

    @admin.action(description=_("Take off line"), permissions=["moderate"])
    def take_down(self, request: HttpRequest, queryset: QuerySet[Site]) -> None:
        """Take sites that harm people off line; who put them there can be suspended beside."""
        online = list(queryset.filter(status=Site.Status.PUBLISHED))
        for site in online:
            publishing.unpublish(by=person_of(request), site=site)
        message = ngettext(
            "%(count)d site is off line now.", "%(count)d sites are off line now.", len(online)
        )
        messages.success(request, message % {"count": len(online)})

    def has_moderate_permission(self, request: HttpRequest) -> bool:
        """Allow it to staff who may change sites in principle."""
        return request.user.has_perm("websites.change_site")


@admin.register(SiteRevision)
class SiteRevisionAdmin(ReadOnlyAdmin):
    """What was changed in sites, and when."""

    list_display = ["site", "version", "what", "created_by", "created_at", "is_undone"]
    list_select_related = ["site", "created_by"]
    search_fields = ["site__slug", "what"]


@admin.register(SiteImage)
class SiteImageAdmin(ReadOnlyAdmin):
    """Uploaded images: what is known of them; the pictures themselves are their owners'."""

    list_display = ["site", "alt", "width", "height", "kilobytes", "created_by", "created_at"]
    list_select_related = ["site", "created_by"]
    search_fields = ["site__slug", "alt", "sha256"]
    date_hierarchy = "created_at"
    fields = ["site", "organization", "alt", "width", "height", "kilobytes", "name", "sha256"]
    readonly_fields = ["kilobytes", "name"]

    @admin.display(description=_("kilobytes"), ordering="size")
    def kilobytes(self, image: SiteImage) -> int:
        """Return what both files weigh."""
        return round(image.size / 1024)

    @admin.display(description=_("file"))
    def name(self, image: SiteImage) -> str:
        """Return where the file lies in the media folder; no address leads there."""
        return str(image.file)


@admin.register(SiteMessage)
class SiteMessageAdmin(ReadOnlyAdmin):
    """Messages of visitors: who and when; what they wrote is the owner's."""

    list_display = ["site", "created_at", "read_at"]
    list_select_related = ["site"]
    search_fields = ["site__slug"]
    fields = ["site", "created_at", "read_at"]


@admin.register(Publication)
class PublicationAdmin(ReadOnlyAdmin):
    """Published pages."""

    list_display = ["slug", "site", "etag", "updated_at"]
    list_select_related = ["site"]
    search_fields = ["slug"]
    fields = ["slug", "site", "etag", "policy"]

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """Refuse to look for bytes of pages."""
        is_safe = lookup.partition("__")[0] not in {"html", "gzipped", "brotli"}
        return is_safe and super().lookup_allowed(lookup, value, request)


@admin.register(PublishedFile)
class PublishedFileAdmin(ReadOnlyAdmin):
    """Files of published pages."""

    list_display = ["name", "publication", "media_type", "updated_at"]
    list_select_related = ["publication"]
    search_fields = ["publication__slug", "name"]
    fields = ["name", "publication", "media_type"]

    def lookup_allowed(self, lookup: str, value: str, request: HttpRequest) -> bool:
        """Refuse to look for bytes of files."""
        return lookup.partition("__")[0] != "content" and super().lookup_allowed(lookup, value, request)


@admin.register(FormerSlug)
class FormerSlugAdmin(ReadOnlyAdmin):
    """Addresses that sites had."""

    list_display = ["slug", "site", "created_at"]
    list_select_related = ["site"]
    search_fields = ["slug"]
