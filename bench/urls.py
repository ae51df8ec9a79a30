"""Genesis's own pages and, beside them, the bare one and the peer's."""

from django.urls import include, path

from bench.peer import peer
from bench.views import bare
from config.urls import urlpatterns as genesis

_bench = [path("bare/", bare, name="bare"), path("peer/<step>/", peer, name="peer")]
urlpatterns = [path("bench/", include((_bench, "bench"))), *genesis]

handler404 = "config.views.page_not_found"
