"""Genesis's own pages and, beside them, the bare one."""

from django.urls import path

from bench.views import bare
from config.urls import urlpatterns as genesis

urlpatterns = [path("bench/bare/", bare), *genesis]

handler403 = "config.views.permission_denied"
handler404 = "config.views.page_not_found"
handler500 = "config.views.server_error"
