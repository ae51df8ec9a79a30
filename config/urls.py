"""The root URLconf; `config.middleware.PublicMiddleware` answers /healthz, /readyz and published sites."""

from django.conf import settings
from django.contrib import admin
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path
from django.views.decorators.http import require_POST
from django.views.generic import RedirectView
from django.views.i18n import set_language

from config.views import set_theme
from pages.urls import mailbox_urls

urlpatterns = [
    path("", include("pages.urls")),
    path("language/", require_POST(login_not_required(set_language)), name="set_language"),
    path("theme/", set_theme, name="set_theme"),
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
handler404 = "config.views.page_not_found"
