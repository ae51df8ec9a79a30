"""URLs for visitors of published sites."""

from django.urls import path, re_path

from websites.views import public

app_name = "websites_public"
urlpatterns = [
    path("sitemap.xml", public.sitemap, name="sitemap"),
    path("robots.txt", public.robots, name="robots"),
    path("s/<slug:address>/", public.page, name="page"),
    path("s/<slug:address>/contact/", public.write, name="contact"),
    re_path(
        r"^s/(?P<address>[-a-z0-9]+)/(?P<file>(?:logo|favicon)\.svg|icon\.png|card\.(?:png|jpg)|images/[0-9a-f]{64}(?:-small)?\.webp)$",
        public.asset,
        name="file",
    ),
]
