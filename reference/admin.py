"""The admin of the code lists: staff can rename and deprecate codes, but not delete them."""

from django.contrib import admin
from django.http import HttpRequest

from reference.models import CodeList, Country, Currency, Language, Sector, Timezone


class CodeListAdmin(admin.ModelAdmin):
    """The admin of one code list."""

    list_display = ["pk", "name_fr", "name_en", "active"]
    list_filter = ["active"]
    search_fields = ["pk", "name_fr", "name_en"]

    def has_delete_permission(self, request: HttpRequest, obj: CodeList | None = None) -> bool:
        """Return False: codes are deprecated by switching `active` off."""
        return False


admin.site.register([Currency, Language, Timezone], CodeListAdmin)


@admin.register(Country)
class CountryAdmin(CodeListAdmin):
    """The admin of countries."""

    list_display = ["pk", "name_fr", "name_en", "calling_code", "currency", "active"]
    list_select_related = ["currency"]


@admin.register(Sector)
class SectorAdmin(CodeListAdmin):
    """The admin of sectors."""

    list_display = ["pk", "name_fr", "name_en", "parent", "active"]
    list_select_related = ["parent"]
