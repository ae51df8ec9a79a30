"""The root URLconf."""

from django.conf import settings
from django.contrib import admin
from django.urls import include, path
from django.views.generic import RedirectView

from config import views
from pages.urls import mailbox_urls

urlpatterns = [
    path("", include("pages.urls")),
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path("language/", views.set_language, name="set_language"),
    path("theme/", views.set_theme, name="set_theme"),
    path("accounts/", include("accounts.urls")),
    path("accounts/", include("allauth.account.urls")),
    path("coaching/", include("coaching.urls")),
    path("", include("briefs.urls")),
    path("", include("businesses.urls")),
    path("", include("hosting.urls")),
    path("", include("websites.urls")),
    path("", include("websites.urls_public")),
    path("admin/password_change/", RedirectView.as_view(pattern_name="account_change_password")),
    path("admin/", admin.site.urls),
]

if settings.DEBUG:
    urlpatterns += [path("mailbox/", include(mailbox_urls))]

handler400 = "config.views.bad_request"
handler403 = "config.views.permission_denied"
handler404 = "config.views.page_not_found"
handler500 = "config.views.server_error"
