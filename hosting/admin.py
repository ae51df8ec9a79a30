"""Websites at the hosting partner as support staff see them."""

from django.contrib import admin

from briefs.admin import BriefPartAdmin
from hosting.models import PartnerWebsite


@admin.register(PartnerWebsite)
class PartnerWebsiteAdmin(BriefPartAdmin):
    """Websites at the hosting partner."""

    list_display = ["brief", "status", "error", "attempts", "url", "placed_at", "organization"]
    list_filter = ["status", "error"]
