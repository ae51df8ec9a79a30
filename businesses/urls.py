"""Briefs and businesses: the site map."""

app_name = "businesses"
urlpatterns: list[object] = []
