"""The coached path's site map."""

app_name = "coaching"
urlpatterns: list[object] = []
