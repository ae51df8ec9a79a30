"""Sites in the admin: support staff read them and can take one off line."""

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.http import PersonRequest
from audit.admin import ReadOnlyAdmin
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


@admin.register(Site)
class SiteAdmin(ReadOnlyAdmin):
    """Sites by address and status."""

    list_display = ["slug", "business", "organization", "theme", "status", "published_at", "updated_at"]
    list_filter = ["status", "theme"]
    list_select_related = ["business", "organization"]
    search_fields = ["slug", "business__business_name", "organization__name"]
    actions = ["unpublish"]

    @admin.action(description=_("Take off line"), permissions=["moderate"])
    def unpublish(self, request: PersonRequest, queryset: QuerySet[Site]) -> None:
        """Take the selected sites off line. Suspending their owners is a separate action."""
        online = list(queryset.filter(status=Site.Status.PUBLISHED))
        for site in online:
            publishing.unpublish(by=request.user, site=site)
        message = ngettext(
            "%(count)d site is off line now.", "%(count)d sites are off line now.", len(online)
        )
        messages.success(request, message % {"count": len(online)})

    def has_moderate_permission(self, request: HttpRequest) -> bool:
        """Allow the action to staff with the permission to change sites."""
        return request.user.has_perm("websites.change_site")


@admin.register(SiteRevision)
class SiteRevisionAdmin(ReadOnlyAdmin):
    """Changes of sites."""

    list_display = ["site", "version", "what", "created_by", "created_at", "is_undone"]
    list_select_related = ["site", "created_by"]
    search_fields = ["site__slug", "what"]


@admin.register(SiteImage)
class SiteImageAdmin(ReadOnlyAdmin):
    """Metadata of uploaded images; the pictures themselves are private."""

    list_display = ["site", "alt", "width", "height", "kilobytes", "created_by", "created_at"]
    list_select_related = ["site", "created_by"]
    search_fields = ["site__slug", "alt", "sha256"]
    date_hierarchy = "created_at"
    fields = ["site", "organization", "alt", "width", "height", "kilobytes", "name", "sha256"]
    readonly_fields = ["kilobytes", "name"]

    @admin.display(description=_("kilobytes"), ordering="size")
    def kilobytes(self, image: SiteImage) -> int:
        """Return the size of both files together."""
        return round(image.size / 1024)

    @admin.display(description=_("file"))
    def name(self, image: SiteImage) -> str:
        """Return the path of the file in the media folder; it has no public URL."""
        return str(image.file)


@admin.register(SiteMessage)
class SiteMessageAdmin(ReadOnlyAdmin):
    """Sender and dates of visitors’ messages; the text is private to the owner."""

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


@admin.register(PublishedFile)
class PublishedFileAdmin(ReadOnlyAdmin):
    """Files of published pages."""

    list_display = ["name", "publication", "media_type", "updated_at"]
    list_select_related = ["publication"]
    search_fields = ["publication__slug", "name"]
    fields = ["name", "publication", "media_type"]


@admin.register(FormerSlug)
class FormerSlugAdmin(ReadOnlyAdmin):
    """Former addresses of sites."""

    list_display = ["slug", "site", "created_at"]
    list_select_related = ["site"]
    search_fields = ["slug"]
