"""Code lists in the admin: staff may rename and deprecate, never delete."""

from django.contrib import admin
from django.http import HttpRequest

from reference.models import CodeList, Country, Currency, Language, Sector, Timezone


class CodeListAdmin(admin.ModelAdmin):
    """Search and filter codes; what is in use stays."""

    list_display = ["pk", "name_fr", "name_en", "active"]
    list_filter = ["active"]
    search_fields = ["pk", "name_fr", "name_en"]

    def has_delete_permission(self, request: HttpRequest, obj: CodeList | None = None) -> bool:
        """Refuse: codes are deprecated by switching `active` off."""
        return False


admin.site.register([Currency, Language, Timezone], CodeListAdmin)


@admin.register(Country)
class CountryAdmin(CodeListAdmin):
    """Countries with their calling code and currency."""

    list_display = ["pk", "name_fr", "name_en", "calling_code", "currency", "active"]
    list_select_related = ["currency"]


@admin.register(Sector)
class SectorAdmin(CodeListAdmin):
    """Lines of business, grouped by parent."""

    list_display = ["pk", "name_fr", "name_en", "parent", "active"]
    list_select_related = ["parent"]
